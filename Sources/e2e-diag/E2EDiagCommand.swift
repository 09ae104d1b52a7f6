internal import ArgumentParser

/// The command line: subcommands, and the exit statuses 0, 1 (only by `--exit-code`), 2 and 64.
@main
struct E2EDiagCommand: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "e2e-diag",
    abstract: "Says where an end-to-end run failed, why, and what to look at next.",
    discussion: """
      Reads the log of a failed run (Ginkgo on Kind under Podman or Docker, or any other) and names \
      the failing step, the first real error and the cause that the evidence supports, or says that \
      it cannot be told and which command would tell.

      Exit status: 0 done, 1 the run failed and --exit-code was given, 2 it could not be done, \
      64 wrong usage.
      """,
    version: version,
    subcommands: [
      AnalyzeCommand.self, RunsCommand.self, ShowCommand.self, ReportCommand.self,
      CompareCommand.self, SignaturesCommand.self,
    ])

  static func main() {
    Streams.ignoreSignalsOfWriting()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      Streams.error("e2e-diag: \(failure.message)")
      exit(withError: ExitCode(failure.status))
    } catch {
      exit(withError: error)
    }
  }
}

/// A request that could not be carried out: what, why, and what to do.
struct CommandFailure: Error {
  var message: String
  var status: Int32 = 2
}

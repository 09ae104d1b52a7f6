internal import ArgumentParser
internal import E2EDiag
internal import E2EDiagReport
internal import E2EDiagStore

/// `e2e-diag analyze`: logs of one run in, a report out.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Diagnose the run that the given logs belong to.",
    discussion: """
      All PATHs together are one run; a folder stands for the files in it. Without a PATH, or with \
      '-', standard input is read: make test-e2e 2>&1 | e2e-diag analyze
      Archives (tar, zip) and compressed files (gzip, zstd, xz, bzip2) are read as they are, one \
      in another too; their names do not matter.
      """)

  @Argument(
    help: ArgumentHelp(
      "Logs, folders or archives of the run; '-' is standard input.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Make every PATH a run of its own, to fill a store with history.")
  var each = false

  @OptionGroup var printing: PrintOptions
  @OptionGroup var storing: StoreOptions

  @Flag(name: .customLong("no-store"), help: "Do not keep the run, and look at no earlier ones.")
  var noStore = false

  @Option(
    help: "Hold the run against the last passing runs of its suite in the store: auto or none.")
  var baseline: BaselineChoice = .auto

  @Option(help: "Name of the suite, where the log does not tell it.")
  var suite: String?

  @Option(
    help: ArgumentHelp(
      "What should make two runs alike, such as git.commit=4f1c2a; may be repeated.",
      valueName: "key=value"))
  var input: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of signatures to use beside the bundled ones; may be repeated.", valueName: "file"))
  var signatures: [String] = []

  @Option(
    help: ArgumentHelp(
      "When the run started, for logs without a date or a year: 2026-01-31T21:14:37Z.",
      valueName: "time"))
  var started: String?

  @Flag(name: .customLong("exit-code"), help: "Exit with 1 when a run failed.")
  var exitCode = false

  func validate() throws {
    if paths.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input ('-') can be read only once.")
    }
    if each && paths.isEmpty {
      throw ValidationError("'--each' needs paths, one for every run.")
    }
    if suite?.isEmpty == true {
      throw ValidationError("'--suite' needs a name; leave it out to take that of the log.")
    }
    for pair in input where !Self.isPair(pair) {
      throw ValidationError("'--input \(pair)' is not KEY=VALUE, as in --input git.commit=4f1c2a.")
    }
    if noStore && storing.store != nil {
      throw ValidationError("'--store' and '--no-store' exclude each other.")
    }
    if let started, LogTime(iso: started) == nil {
      throw ValidationError(
        "'--started \(started)' is no time; write it as 2026-01-31T21:14:37Z or +01:00.")
    }
  }

  private static func isPair(_ text: String) -> Bool {
    text.firstIndex(of: "=").map { $0 != text.startIndex } ?? false
  }

  func run() throws {
    if (paths.isEmpty || paths == ["-"]) && Streams.isTerminal(0) {
      Streams.error("e2e-diag: reading standard input; name a file or end it with ctrl-d")
    }
    let rules = try Self.reported {
      try Rules(
        signatures: signatures.map { ($0, try Streams.read($0, atMost: RuleLimits.largestFile)) })
    }
    for name in rules.replacedSignatures {
      Streams.error(
        "e2e-diag: note: your \(terminalText(name)) takes the place of the bundled signature of that "
          + "name; another id would keep both")
    }
    let keeping = Keeping(
      storing: storing, isWanted: !noStore, started: started.flatMap { LogTime(iso: $0) })
    let runs = each ? paths.map { [$0] } : [paths.isEmpty ? ["-"] : paths]
    var reports: [String] = []
    var failed = false
    var unread: [String] = []
    for run in runs {
      do {
        reports.append(try report(of: run, rules: rules, keeping: keeping, failed: &failed))
      } catch let failure as CommandFailure where each {
        // One bad log of a history does not cost the others.
        unread.append(failure.message)
      }
    }
    let text =
      each && printing.format == .json
      ? JSONRenderer.array(of: reports) : reports.joined(separator: "\n")
    try Streams.deliver(text, to: printing.output)
    for message in unread { Streams.error("e2e-diag: \(message)") }
    try keeping.finish()
    if !unread.isEmpty { throw ExitCode(2) }
    if exitCode && failed { throw ExitCode(1) }
  }

  private func report(
    of run: [String], rules: Rules, keeping: Keeping, failed: inout Bool
  ) throws -> String {
    let sources = run.map { path in
      path == "-" ? LogSource(descriptor: 0, name: "-") : LogSource(path: path)
    }
    var (diagnosis, templates) = try Self.reported {
      try analyze(sources, using: rules, options: options) { suite in
        guard let suite, baseline == .auto else { return nil }
        return keeping.baseline(suite: suite)
      }
    }
    for source in diagnosis.run.sources {
      for note in source.notes where note.hasPrefix("binary") {
        Streams.error("e2e-diag: note: \(terminalText(source.path)): \(terminalText(note))")
      }
      for note in source.notes where note.hasPrefix("not read: ") {
        Streams.error("e2e-diag: note: \(terminalText(note))")
      }
    }
    if diagnosis.run.verdict.isFailure || diagnosis.failure != nil || diagnosis.isStatedFailure {
      failed = true
    }
    let given = GivenFacts(
      suite: suite == nil ? nil : diagnosis.run.suite,
      inputs: diagnosis.run.inputs.filter { options.inputs[$0.key] != nil })
    let comparison = keeping.keep(&diagnosis, templates, given: given)
    return printing.format.renderer.render(
      diagnosis, comparison: comparison, options: printing.reportOptions)
  }

  private var options: DiagnosisOptions {
    var inputs: [String: String] = [:]
    for pair in input {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      inputs[String(parts[0])] = String(parts[1])
    }
    return DiagnosisOptions(
      suite: suite, inputs: inputs, started: started.flatMap { LogTime(iso: $0) })
  }

  /// Errors of the libraries as messages with status 2; text of a path may hold anything.
  static func reported<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let error as InputError {
      throw CommandFailure(message: lines(error.description))
    } catch let error as StoreError {
      throw CommandFailure(message: lines(error.description))
    } catch let error as RuleProblems {
      throw CommandFailure(message: lines(error.description))
    }
  }

  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { terminalText(String($0)) }
      .joined(separator: "\n")
  }
}

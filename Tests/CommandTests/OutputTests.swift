internal import Testing
internal import _E2EDiagTestSupport

/// Standard output is the report and nothing else; the exit status says what was asked for.
@Suite struct OutputTests {
  private let failed = Fixture("runs/seed-run-2/input/e2e.log")
  private let passed = Fixture("runs/lab-pass-ginkgo")

  @Test func exitCodeSaysWhetherTheRunFailed() throws {
    let passedLog = try RunFixture("lab-pass-ginkgo").inputs().map {
      "\(passed.absolutePath)/\($0)"
    }
    #expect(try Command.run(["analyze", failed.absolutePath]).status == 0)
    #expect(try Command.run(["analyze", "--exit-code", failed.absolutePath]).status == 1)
    #expect(try Command.run(["analyze", "--exit-code"] + passedLog).status == 0)
  }

  @Test func quietSaysVerdictStepAndCauseAlone() throws {
    let whole = try Command.run(["analyze", failed.absolutePath]).output
    let quiet = try Command.run(["analyze", "-q", failed.absolutePath]).output
    let long = try Command.run(["analyze", "--quiet", failed.absolutePath]).output
    #expect(quiet == long)
    #expect(quiet.split(separator: "\n").count < 12)
    #expect(quiet.split(separator: "\n").first == whole.split(separator: "\n").first)
    #expect(quiet.contains("load image 'aianalysis'") && quiet.contains("undetermined"))
    #expect(!quiet.contains("Timeline"))
  }

  @Test func verboseSaysMore() throws {
    let whole = try Command.run(["analyze", failed.absolutePath]).output
    let verbose = try Command.run(["analyze", "-v", failed.absolutePath]).output
    #expect(verbose.count > whole.count)
    #expect(verbose.contains("Other candidates, best first"))
    #expect(!whole.contains("Other candidates, best first"))
  }

  @Test func firstScreenFitsATerminal() throws {
    let report = try Command.run(["analyze"], input: failed.bytes()).output
    let lines = report.split(separator: "\n", omittingEmptySubsequences: false)
    let screen = try #require(lines.firstIndex(of: "Timeline"))
    #expect(screen <= 25)
  }

  @Test func brokenPipeIsQuiet() throws {
    let script = "{ e2e-diag analyze '\(failed.absolutePath)'; echo \"status $?\" >&2; } | head -1"
    let result = try Command.shell(script)
    #expect(result.output.hasPrefix("SETUP FAILED: "))
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.errors == "status 0\n")
  }

  @Test func reportGoesToAFile() throws {
    let scratch = try Scratch()
    let result = try Command.run(
      ["analyze", failed.absolutePath, "-o", "report.txt"], in: scratch.path)
    #expect(result == Command.Result(status: 0, output: "", errors: ""))
    let printed = try Command.run(["analyze", failed.absolutePath]).output
    #expect(try scratch.text(of: "report.txt") == printed)
  }

  @Test func missingFolderOfTheOutputIsSaid() throws {
    let scratch = try Scratch()
    let result = try Command.run(
      ["analyze", failed.absolutePath, "-o", "nowhere/report.txt"], in: scratch.path)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors == """
        e2e-diag: cannot write 'nowhere/report.txt': no such file or directory
          help: name a file in a folder that exists and may be written to

        """)
  }

  @Test func severalFilesAreOneRun() throws {
    let scratch = try Scratch()
    try scratch.write(failed.bytes(), to: "e2e.log")
    try scratch.write(Fixture("formats/klog.log").bytes(), to: "kubelet.log")
    let report = try JSONReport.of(["e2e.log", "kubelet.log"], in: scratch.path)
    let folder = try JSONReport.of(["."], in: scratch.path)
    #expect(report.run.sources.map(\.path) == ["e2e.log", "kubelet.log"])
    #expect(folder.run.sources.map(\.path) == ["./e2e.log", "./kubelet.log"])
    #expect(report.run.id == folder.run.id)
    #expect(report.failure?.subject == "aianalysis")
    #expect(report.failure?.source == 0)
  }

  @Test func standardInputCanBeOneOfSeveral() throws {
    let klog = Fixture("formats/klog.log").absolutePath
    let report = try JSONReport.of([klog, "-"], input: failed.bytes())
    #expect(report.run.sources.map(\.path) == [klog, "-"])
    #expect(report.failure?.source == 1)
  }

  @Test(arguments: ["text", "json"])
  func sameInputGivesTheSameBytes(_ format: String) throws {
    let arguments = ["analyze", "-v", "--format", format, failed.absolutePath]
    #expect(try Command.run(arguments) == (try Command.run(arguments)))
  }

  @Test func givenNamesAreInTheReport() throws {
    let report = try JSONReport.of([
      "--suite", "nightly", "--input", "git.commit=4f1c2a", "--input", "empty=",
      "--started", "2026-01-31T21:14:37Z", failed.absolutePath,
    ])
    #expect(report.run.suite == "nightly")
    #expect(report.run.inputs["git.commit"] == "4f1c2a")
    #expect(report.run.inputs["empty"] == "")
    #expect(report.run.startedAt != nil)
  }

  @Test func startOfALogWithoutDatesIsTheGivenOne() throws {
    let report = try JSONReport.of(
      ["--started", "2026-01-31T21:14:37Z"], input: Array("kind load failed: EOF\n".utf8))
    #expect(report.run.startedAt == "2026-01-31T21:14:37.000Z")
  }

  @Test func colourComesOnlyWhenAskedFor() throws {
    let plain = try Command.run(["analyze", failed.absolutePath]).output
    let never = try Command.run(["analyze", "--color", "never", failed.absolutePath]).output
    let always = try Command.run(["analyze", "--color", "always", failed.absolutePath]).output
    #expect(!plain.contains("\u{1b}"))
    #expect(never == plain)
    #expect(always.contains("\u{1b}[1;31mSETUP FAILED\u{1b}[0m"))
  }
}

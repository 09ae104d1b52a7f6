internal import Testing
internal import _E2EDiagTestSupport

/// Runs are kept once, found again by their names, and never cost a report.
@Suite struct StoreCommandTests {
  private let failed = Fixture("runs/seed-run-2/input/e2e.log").absolutePath
  private let first = Fixture("runs/seed-run-1/input/e2e.log").absolutePath

  /// A folder with a store of both seed runs.
  private func filled() throws -> Scratch {
    let scratch = try Scratch()
    let result = try Command.run(
      ["analyze", "--each", "--store", "runs.sqlite", first, failed], in: scratch.path)
    #expect(result.status == 0)
    #expect(result.errors == "")
    return scratch
  }

  @Test func storedRunIsShownAsItWasAnalyzed() throws {
    let scratch = try filled()
    let alone = try JSONReport.of(["--no-store", failed])
    let shown = try Command.run(
      ["show", "last", "--store", "runs.sqlite", "--format", "json"], in: scratch.path)
    #expect(shown.errors == "")
    #expect(try JSONReport(shown.output) == alone)
  }

  /// `runs --suite` of a name that no run has claimed that the whole store was empty.
  @Test func listOfAnUnknownSuiteNamesIt() throws {
    let scratch = try filled()
    let list = try Command.run(
      ["runs", "--store", "runs.sqlite", "--suite", "nightly"], in: scratch.path)
    #expect(list.output == "no runs of suite 'nightly' are stored\n")
  }

  @Test func sameLogIsKeptOnce() throws {
    let scratch = try filled()
    let again = try Command.run(["analyze", "--store", "runs.sqlite", failed], in: scratch.path)
    #expect(again.status == 0)
    #expect(again.errors.hasPrefix("e2e-diag: note: run c107ed5993e7 is known, stored "))
    let list = try Command.run(["runs", "--store", "runs.sqlite"], in: scratch.path)
    #expect(list.output.split(separator: "\n").count == 3)
  }

  /// A suite and inputs could not be given to a log that was stored without them.
  @Test func knownLogIsGivenItsSuiteAndInputsLater() throws {
    let scratch = try filled()
    for log in [failed, first] {
      let again = try Command.run(
        [
          "analyze", "-q", "--store", "runs.sqlite", "--suite", "aianalysis", "--input",
          "git.commit=X", log,
        ], in: scratch.path)
      #expect(again.status == 0)
      #expect(
        again.errors.hasSuffix(
          "; changed: suite AIAnalysis E2E Test Suite → aianalysis, git.commit X\n"))
    }
    let list = try Command.run(["runs", "--store", "runs.sqlite"], in: scratch.path)
    #expect(list.output.split(separator: "\n").count == 3)
    let compared = try Command.run(
      ["compare", "--suite", "aianalysis", "--last", "2", "--store", "runs.sqlite"],
      in: scratch.path)
    #expect(compared.output.contains("Only deploy / load image / aianalysis"))
  }

  /// A log stored after a later one was compared as if that had run before it.
  @Test func runIsHeldAgainstThoseThatRanBeforeIt() throws {
    let scratch = try Scratch()
    for log in [failed, first] {
      let result = try Command.run(
        ["analyze", "--store", "runs.sqlite", "--suite", "s", log], in: scratch.path)
      #expect(!result.output.contains("What the runs tell"))
    }
    let later = try Command.run(["show", "last", "--store", "runs.sqlite"], in: scratch.path)
    #expect(later.output.contains("run e21269943f7d"))
    let earlier = try Command.run(["show", "last~1", "--store", "runs.sqlite"], in: scratch.path)
    #expect(!earlier.output.contains("c107ed5993e7"))
  }

  @Test(arguments: ["c107", "c107ed5993e7", "last", "AIAnalysis E2E Test Suite:last"])
  func runIsFoundBy(_ name: String) throws {
    let scratch = try filled()
    let result = try Command.run(["show", "-q", name, "--store", "runs.sqlite"], in: scratch.path)
    #expect(result.status == 0)
    #expect(result.output.contains("load image 'aianalysis' (2nd load)"))
  }

  @Test func unknownRunIsSaid() throws {
    let scratch = try filled()
    let result = try Command.run(["show", "last~7", "--store", "runs.sqlite"], in: scratch.path)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors == """
        e2e-diag: store 'runs.sqlite': no run matches 'last~7'
          help: 'e2e-diag runs' lists the stored runs

        """)
  }

  @Test(arguments: ["runs", "show", "report"])
  func missingStoreIsSaidAndNotMade(_ command: String) throws {
    let scratch = try Scratch()
    let result = try Command.run([command, "--store", "none.sqlite"], in: scratch.path)
    #expect(result.status == 2)
    #expect(
      result.errors == """
        e2e-diag: store 'none.sqlite': no such file or directory
          help: store a run first: e2e-diag analyze run.log, or name another store with --store

        """)
    #expect(throws: (any Error).self) { try scratch.text(of: "none.sqlite") }
  }

  @Test func chosenStoreThatCannotBeUsedCostsTheStatusAndNotTheReport() throws {
    let scratch = try Scratch()
    try scratch.write("no database\n".utf8, to: "runs.sqlite")
    let result = try Command.run(["analyze", "--store", "runs.sqlite", failed], in: scratch.path)
    #expect(result.status == 2)
    #expect(result.output == (try Command.run(["analyze", "--no-store", failed]).output))
    #expect(
      result.errors.hasPrefix(
        "e2e-diag: the run was not kept: store 'runs.sqlite': it is not a database\n"))
    #expect(try scratch.text(of: "runs.sqlite") == "no database\n")
  }

  @Test func storeThatNobodyChoseCostsNothing() throws {
    let result = try Command.shell(
      "touch \"$HOME/file\"; XDG_DATA_HOME=\"$HOME/file\" e2e-diag analyze '\(failed)'")
    #expect(result.status == 0)
    #expect(result.errors.hasPrefix("e2e-diag: note: the run was not kept: "))
    #expect(result.output.hasPrefix("SETUP FAILED: "))
  }

  @Test func unreadableLogOfAHistoryCostsOnlyItself() throws {
    let scratch = try Scratch()
    let result = try Command.run(
      ["analyze", "--each", "-q", "--store", "runs.sqlite", "nope.log", failed], in: scratch.path)
    #expect(result.status == 2)
    #expect(result.output.hasPrefix("SETUP FAILED: "))
    #expect(result.errors.hasPrefix("e2e-diag: cannot read 'nope.log': no such file\n"))
  }

  @Test func comparisonSaysThatTheFailurePointMovedAndProvesNothing() throws {
    let scratch = try filled()
    let result = try Command.run(
      ["compare", "last~1", "last", "--store", "runs.sqlite"], in: scratch.path)
    #expect(result.status == 0)
    let text = result.output.split(separator: "\n").map { $0.drop { $0 == " " } }
      .joined(separator: " ")
    #expect(text.contains("the failure point moved back"))
    #expect(text.contains("No step is proved non-deterministic"))
  }
}

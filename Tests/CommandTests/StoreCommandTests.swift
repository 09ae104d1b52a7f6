internal import Foundation
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

  /// Nothing was said of a later run that had passed the step, and the order of storing counted.
  @Test func laterRunTellsOfRepeatabilityAndIsNoEarlierOne() throws {
    let scratch = try Scratch()
    for log in [failed, first] {
      let result = try Command.run(
        [
          "analyze", "-q", "--store", "runs.sqlite", "--suite", "s", "--input", "git.commit=X", log,
        ], in: scratch.path)
      #expect(result.status == 0)
    }
    for (run, isLast) in [("last", true), ("last~1", false)] {
      let page = try Command.run(["report", run, "--store", "runs.sqlite"], in: scratch.path).output
      #expect(page.contains("Only deploy / load image / aianalysis"))
      #expect(page.contains("run e21269943f7d before it") == isLast)
      #expect(page.contains("No run before run e21269943f7d is compared") == !isLast)
      #expect(page.contains("## Comparison with previous runs") == isLast)
    }
  }

  /// The report of a log that is known showed what the log tells, and not what was stored with it.
  @Test func knownLogIsReportedAsItIsStored() throws {
    let scratch = try Scratch()
    let given = ["--suite", "s", "--input", "git.commit=X", "--started", "2026-01-31T10:00:00Z"]
    var last = Command.Result(status: 0, output: "", errors: "")
    for more in [given, []] {
      last = try Command.run(
        ["analyze", "--format", "json", "--store", "runs.sqlite", failed] + more, in: scratch.path)
    }
    let run = try JSONReport(last.output).run
    #expect(run.suite == "s")
    #expect(run.inputs["git.commit"] == "X")
    #expect(run.startedAt == "2026-01-31T10:00:00.000Z")
  }

  /// `--started` for a log that was stored without it changed nothing and said nothing.
  @Test func knownLogIsGivenItsStartLater() throws {
    let scratch = try filled()
    let again = try Command.run(
      ["analyze", "-q", "--store", "runs.sqlite", "--started", "2026-01-31T10:00:00Z", failed],
      in: scratch.path)
    #expect(again.errors.hasSuffix("; changed: start 2026-01-31T10:00:00.000Z\n"))
    let list = try Command.run(["runs", "--store", "runs.sqlite"], in: scratch.path)
    #expect(list.output.contains("given 2026-01-31T10:00"))
  }

  /// Several documents one after the other are no JSON.
  @Test func reportsOfSeveralRunsAreOneArray() throws {
    let scratch = try Scratch()
    for (logs, count) in [([first, failed], 2), ([first], 1), (["nope.log"], 0)] {
      let result = try Command.run(
        ["analyze", "--each", "--no-store", "--format", "json"] + logs, in: scratch.path)
      let reports = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      #expect((reports as? [[String: Any]])?.count == count)
    }
  }

  /// The process was killed, and its report with it.
  @Test(arguments: [1, 8, 40]) func limitOfFileSizesIsNamedAndTheReportPrinted(_ limit: Int) throws
  {
    let scratch = try Scratch()
    let result = try Command.shell(
      "ulimit -f \(limit); e2e-diag analyze -q --store runs.sqlite '\(failed)' | cat; "
        + "e2e-diag analyze -q --store runs.sqlite '\(failed)' > /dev/null", in: scratch.path)
    #expect(result.status == 2)
    #expect(result.output.hasPrefix("SETUP FAILED: "))
    #expect(result.errors.contains("the limit of file sizes"))
    #expect(result.errors.contains("ulimit -f"))
  }

  /// A store whose tables are gone cost the whole report.
  @Test func storeWithoutTablesCostsNoReport() throws {
    let scratch = try Scratch()
    // 'e2ed' and version 1 in the header of a database that has nothing else.
    var header = Array("SQLite format 3".utf8) + [0, 0x10, 0, 1, 1, 0, 64, 32, 32]
    header += [UInt8](repeating: 0, count: 4096 - header.count)
    header.replaceSubrange(44..<48, with: [0, 0, 0, 4])
    header.replaceSubrange(28..<32, with: [0, 0, 0, 1])
    header.replaceSubrange(56..<64, with: [0, 0, 0, 1, 0, 0, 0, 1])
    header.replaceSubrange(68..<72, with: Array("e2ed".utf8))
    header[100] = 0x0d
    header.replaceSubrange(105..<107, with: [0x10, 0])
    try scratch.write(header, to: "cut.sqlite")
    let result = try Command.run(
      ["analyze", "-q", "--store", "cut.sqlite", failed], in: scratch.path)
    #expect(result.status == 2)
    #expect(result.output.hasPrefix("SETUP FAILED: "))
    #expect(result.errors.contains("it is not a complete store"))
  }

  /// `compare last` was refused and `compare last last` was not.
  @Test func runIsNotComparedWithItself() throws {
    let scratch = try filled()
    let result = try Command.run(
      ["compare", "last", "c107", "--store", "runs.sqlite"], in: scratch.path)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.errors.contains("all of these name run c107ed5993e7"))
  }

  /// A suite was `AIAn…ite` even for a program.
  @Test func listIsNotCutWhereNoTerminalShowsIt() throws {
    let scratch = try filled()
    let list = try Command.run(["runs", "--store", "runs.sqlite"], in: scratch.path)
    #expect(list.output.contains("AIAnalysis E2E Test Suite"))
    #expect(list.output.contains("deploy/load image/aianalysis"))
    #expect(!list.output.contains("…"))
  }

  /// The same file stood by its own time, or by that of storing when its folder was named.
  @Test func fileOfAFolderStandsByItsOwnTime() throws {
    let scratch = try Scratch()
    let result = try Command.shell(
      """
      mkdir logs && echo 'ERROR: failed to load image: no space left on device' > logs/a.log
      touch -d 2026-01-31T10:00:00Z logs/a.log
      e2e-diag analyze -q --store a.sqlite logs > /dev/null; e2e-diag runs --store a.sqlite
      e2e-diag analyze -q --store b.sqlite logs/a.log > /dev/null; e2e-diag runs --store b.sqlite
      """, in: scratch.path)
    #expect(result.output.ranges(of: "file 2026-01-31T10:00").count == 2)
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

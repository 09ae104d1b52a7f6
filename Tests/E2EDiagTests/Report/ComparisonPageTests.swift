import Testing
import _E2EDiagTestSupport

@testable import E2EDiag
@testable import E2EDiagReport

/// Lists of runs and comparisons, as text and as Markdown.
@Suite struct ComparisonPageTests {
  private let options = ReportOptions(width: 80, toolVersion: "0.1.0")

  private func row(_ suite: String, _ origin: TimeOrigin) -> RunList.Row {
    RunList.Row(
      id: "00000000000a", suite: suite, startedAt: nil, orderedAt: "2026-01-31T21:14:37.000Z",
      orderedBy: origin, storedAt: "2026-02-01T00:00:00.000Z", verdict: .setupFailed,
      failedIn: "load/load image/\(suite)", cause: nil)
  }

  private static let hostile = [
    "a|b", "|", "\\|", "`", "``x", "<img src=x>", "@everyone", "# owned", "\u{1b}[31m", "a\nb",
  ]

  @Test(arguments: hostile)
  func namesOpenNothingInAListOfRuns(_ name: String) {
    let list = RunList(runs: [row(name, .ingestion), row("calm", .log)], suite: name)
    let page = MarkdownTestPage(list.markdown)
    #expect(page.active.isEmpty, "\(page.active)")
    #expect(bars(page) == [7, 7, 7, 7])
    #expect(!list.text(options: options).contains("\u{1b}"))
  }

  @Test(arguments: hostile)
  func namesOpenNothingInAComparison(_ name: String) {
    func run(_ id: String, _ status: StepStatus) -> RunOutcome {
      var step = CompareSamples.timeline(["✓load/load image/x"])[0]
      step.subject = name
      step.status = status
      return RunOutcome(
        id, suite: name, orderedAt: nil, verdict: status == .passed ? .passed : .setupFailed,
        inputs: [name: name, "git.commit": "a"], timeline: [step],
        failure: status == .passed ? nil : CompareSamples.failure(of: step, error: name))
    }
    let comparison = compare(run("r2", .failed), to: run("r1", .passed))
    let text = MarkdownRenderer().render(comparison, options: options)
    let page = MarkdownTestPage(text)
    #expect(page.active.isEmpty, "\(page.active)")
    #expect(bars(page) == [6, 6, 6, 6, 4, 4, 4, 4])
    #expect(page.prose.filter { $0.hasPrefix("## ") }.count == 3)
  }

  /// Bars that part cells, in every row of a table.
  private func bars(_ page: MarkdownTestPage) -> [Int] {
    page.prose.filter { $0.hasPrefix("|") }.map { row in
      row.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
    }
  }

  /// The time of storing was shown as if the run had started then.
  @Test func timeThatIsNotOfTheLogIsMarked() {
    let list = RunList(runs: [row("a", .log), row("b", .file), row("c", .ingestion)])
    let text = list.text(options: options)
    #expect(text.contains("a      2026-01-31T21:14   "))
    #expect(text.contains("b      file 2026-01-31T21:14 "))
    #expect(text.contains("c      stored 2026-01-31T21:14 "))
    #expect(text.contains("'file' is that of the log file,\n'stored' is that of storing."))
    #expect(list.json.contains(#""orderedBy": "ingestion""#))
    #expect(list.json.contains(#""storedAt": "2026-02-01T00:00:00.000Z""#))
    #expect(!RunList(runs: [row("a", .log)]).text(options: options).contains("marked"))

    var run = CompareSamples.run("r1", "✓load/load image/x", at: "2026-01-31T21:14:37Z")
    let other = CompareSamples.run("r2", "✓load/load image/x", at: "2026-01-31T21:15:00Z")
    run.orderedBy = .ingestion
    let comparison = Comparison(of: [run, other])
    let page = TerminalRenderer().render(comparison, options: options)
    #expect(page.contains("1  r1   stored 2026-01-31T21:14:37  passed"))
    #expect(page.contains("2  r2   2026-01-31T21:15:00         passed"))
    #expect(JSONRenderer().render(comparison).contains(#""orderedBy": "ingestion""#))
  }

  /// Rows with `✓` and `?` were left out without a word.
  @Test func rowsThatTheGridLeavesOutAreCounted() {
    let comparison = Comparison(of: [
      CompareSamples.run("r1", "✓build/build image/x", "✗load/load image/x"),
      CompareSamples.run("r2", "?build/build image/x", "✓load/load image/x"),
    ])
    let note = "1 more step passed in every run that tells how they ended"
    for (verbose, isSaid) in [(false, true), (true, false)] {
      let options = ReportOptions(width: 200, verbose: verbose, toolVersion: "0.1.0")
      #expect(TerminalRenderer().render(comparison, options: options).contains(note) == isSaid)
      #expect(MarkdownRenderer().render(comparison, options: options).contains(note) == isSaid)
    }
  }

  @Test func legendNamesTheSignsThatAreThere() {
    func page(_ second: RunOutcome) -> String {
      let first = CompareSamples.run("r1", "✓load/load image/x", "✓deploy/deploy/y")
      return TerminalRenderer().render(compare(second, to: first), options: options)
    }
    let failed = page(CompareSamples.run("r2", "✗load/load image/x"))
    #expect(failed.contains("Grid: ✓ passed, ✗ failed, · not reached\n"))
    let retried = page(
      CompareSamples.run("r2", "✗load/load image/x", "✓load/load image/x", verdict: .passed))
    #expect(
      retried.contains(
        "Grid: ✓ passed, r passed only after a retry, ✗ failed, ? not recorded or not\ntold\n"))
    #expect(retried.contains("load image x  ✓  r"))
  }

  /// A grid of many runs ran over the end of every row.
  @Test(arguments: [2, 12, 13, 21, 40])
  func gridFitsTheTerminal(_ count: Int) {
    let runs = (0..<count).map { index in
      CompareSamples.run("r\(index)", "\(index % 2 == 0 ? "✓" : "✗")load/load image/x")
    }
    let page = TerminalRenderer().render(Comparison(of: runs), options: options)
    #expect(page.split(separator: "\n").allSatisfy { columns(of: String($0)) <= 80 })
    let signs = page.split(separator: "\n").last ?? ""
    #expect(signs.count { $0 == "✓" || $0 == "✗" } == count)
  }

  @Test func quietComparisonIsItsSentences() {
    let runs = [
      CompareSamples.run("r1", "✓load/load image/x"),
      CompareSamples.run("r2", "✗load/load image/x"),
    ]
    let text = MarkdownRenderer().render(
      Comparison(of: runs), options: ReportOptions(quiet: true, toolVersion: "0.1.0"))
    #expect(text.hasPrefix("# Comparison of 2 runs of `aianalysis`\n\n## What the runs tell\n\n- "))
    #expect(!text.contains("## Grid"))
  }
}

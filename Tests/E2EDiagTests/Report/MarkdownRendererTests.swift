import Testing
import _E2EDiagTestSupport

@testable import E2EDiag
@testable import E2EDiagReport

@Suite struct MarkdownRendererTests {
  private func rendered(
    _ diagnosis: Diagnosis, comparison: Comparison? = nil, verbose: Bool = false,
    quiet: Bool = false
  ) -> String {
    MarkdownRenderer().render(
      diagnosis, comparison: comparison,
      options: ReportOptions(verbose: verbose, quiet: quiet, toolVersion: "0.1.0"))
  }

  private static let hostile =
    ReportSamples.hostileTexts + [
      "<img src=x onerror=alert(1)>", "![x](https://evil.example/p.png)", "[x](javascript:y)",
      "@everyone #1 https://evil.example", "```", "`````\n# owned", "~~~", "a|b|c", "|", "\\|",
      "# owned", "> [!NOTE]", "- [x] done", "`", "``", "`<b>", "$x$", ":octocat:", "<details>",
    ]

  @Test(arguments: hostile)
  func textOfTheLogOpensNothing(text: String) {
    let page = MarkdownTestPage(rendered(ReportSamples.infected(with: text), verbose: true))
    #expect(page.active.isEmpty, "\(page.active)")
    #expect(!page.isOpen)
  }

  @Test(arguments: hostile)
  func textOfTheLogAddsNoSectionNoBlockAndNoCell(text: String) {
    let calm = rendered(ReportSamples.infected(with: "calm"), verbose: true)
    let output = rendered(ReportSamples.infected(with: text), verbose: true)
    #expect(headings(output) == headings(calm) || text.isEmpty)
    for row in MarkdownTestPage(output).prose where row.hasPrefix("|") {
      let bars = row.split(separator: "\\|", omittingEmptySubsequences: false).joined()
        .count { $0 == "|" }
      #expect([3, 4, 6, 7].contains(bars), "\(row)")
    }
  }

  @Test(arguments: hostile)
  func controlBytesOfTheLogNeverReachThePage(text: String) {
    let output = rendered(ReportSamples.infected(with: text), verbose: true)
    let isAllowed = { (scalar: Unicode.Scalar) in scalar == "\n" || scalar == "\t" }
    #expect(!output.unicodeScalars.contains { !isAllowed($0) && ReportSamples.isForbidden($0) })
  }

  private func headings(_ text: String) -> [String] {
    MarkdownTestPage(text).prose.filter { $0.hasPrefix("## ") }
  }

  @Test func passedRunHasAShortHonestPage() {
    let text = rendered(ReportSamples.passed)
    #expect(text.hasPrefix("# Post-mortem: `AIAnalysis E2E`, passed\n"))
    #expect(text.contains("load image `controller` failed, a later try was ok (line 2)"))
    #expect(text.split(separator: "\n").count < 40)
    for word in ["undetermined", "Hypotheses", "Root-cause", "Next checks", "```"] {
      #expect(!text.contains(word))
    }
  }

  /// The page of a passed run had no success metrics.
  @Test func passedRunHasItsSuccessMetrics() {
    let text = rendered(ReportSamples.passed)
    #expect(text.contains("## Success metrics\n\nAs of this run:\n\n"))
    #expect(text.contains("- [x] **load**: passed, 1 step, only after a retry"))
  }

  /// A log that begins at the load was said not to have reached the build.
  @Test func phaseBeforeTheFirstLineIsNotSaidToBeUnreached() {
    let whole = CompareSamples.run("r1", "✓build/build image/x", "✓deploy/deploy/x")
    var sample = ReportSamples.undetermined
    sample.timeline.removeAll { $0.phase == .build }
    let text = rendered(sample, comparison: compare(RunOutcome(sample), to: whole))
    #expect(text.contains("- [ ] **build**: not recorded in this log; over 2 runs: 1 of 1"))
    #expect(!text.contains("**build**: not reached"))
  }

  /// Copies of one load that ran together were said to be later tries of the one that failed.
  @Test func copyThatRanBesideIsNoLaterTry() {
    var sample = ReportSamples.undetermined
    sample.timeline = [
      ReportSamples.step(.load, "load image", "x", .failed, line: 1),
      ReportSamples.step(.load, "load image", "x", line: 2, attempt: 2),
    ]
    sample.timeline[0].endLine = 9
    #expect(!rendered(sample).contains("### Failed, and passed on a later try"))
    sample.timeline[0].endLine = 1
    #expect(rendered(sample).contains("### Failed, and passed on a later try"))
  }

  @Test func phaseThatNobodyKnowsIsNotSaidToBeUnreached() {
    let text = rendered(ReportSamples.undetermined)
    let named = Set(ReportSamples.undetermined.timeline.map(\.phase))
    for phase in Phase.allCases where !named.contains(phase) {
      #expect(!text.contains("**\(phase.rawValue)**:"), "\(phase)")
    }
  }

  @Test func oneStepHasNoTime() {
    var sample = ReportSamples.undetermined
    sample.timeline = sample.timeline.filter { $0.start == nil }.prefix(1).map(\.self)
    #expect(rendered(sample).contains("1 of 1 step has no time."))
  }

  @Test func rowsOfTheTimelineStandInTheOrderThatIsSaid() {
    let sample = ReportSamples.undetermined
    let text = rendered(sample)
    #expect(text.contains("in the order in which they began, those that were not reached"))
    let rows = text.split(separator: "\n").drop { $0 != "## Timeline" }.dropFirst()
      .prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("|") }.dropFirst(2)
    let lines = rows.filter { !$0.contains("not reached") }
      .compactMap { Int($0.split(separator: "|").last?.filter(\.isNumber) ?? "") }
    #expect(lines.count > 5)
    // Of the same diagnosis, and not sorted by lines: those of a report do not follow the time.
    #expect(
      lines == sample.timeline.filter { $0.status != .notReached }.map(\.location.line))
  }

  @Test(arguments: Verdict.allCases.filter { $0 != .passed })
  func runThatIsNotKnownToHavePassedIsNotSaidTo(verdict: Verdict) {
    let run = ReportSamples.run(
      verdict, specs: SpecCounts(total: 34, ran: 12, passed: 12, failed: 0, masked: 22))
    #expect(!rendered(ReportSamples.diagnosis(run)).contains("passed"))
  }

  /// The page of an interrupted run asked why the step had failed, and whether it always would.
  @Test func interruptedRunIsNotSaidToHaveFailed() {
    var sample = ReportSamples.undetermined
    sample.run.verdict = .interrupted
    let text = rendered(sample)
    #expect(text.contains("What stopped the run?"))
    #expect(text.contains("marks where it was stopped:"))
    #expect(!text.contains("Why did the step fail?"))
    #expect(!text.contains("Does it fail every time?"))
  }

  @Test func estimatedTimesAreMarked() {
    let text = rendered(ReportSamples.undetermined)
    #expect(text.contains(#"| \~21:15:00 |"#))
    #expect(text.contains("`~` marks the 1 that are estimated"))
    #expect(text.contains("The start of 3 of 12 steps has a time."))
    #expect(text.contains("(measured: first time known of the run, without a date"))
  }

  @Test func concludedCauseIsSupportedAndNotRefuted() {
    let text = rendered(ReportSamples.determined)
    #expect(text.contains("| resource exhaustion | **supported**, strong support |"))
    #expect(text.contains("Cause: **resource exhaustion (disk full)**, strong support."))
    #expect(!text.contains("Why did the step fail?"))
    #expect(!MarkdownTestPage(text).prose.joined().contains("%"), "no percentage")
  }

  @Test func strongEvidenceAgainstACauseRefutesIt() {
    var sample = ReportSamples.undetermined
    for index in sample.hypotheses.indices where sample.hypotheses[index].id == .imageSpecific {
      sample.hypotheses[index].score = -3
    }
    #expect(
      rendered(sample).contains("| image-specific | **refuted**, strong evidence against it |"))
    #expect(rendered(ReportSamples.undetermined).contains("| image-specific | open, more speaks"))
  }

  @Test func unsafeNamesNeverReachCommandsOrCode() {
    var sample = ReportSamples.undetermined
    for index in sample.timeline.indices where sample.timeline[index].operation.contains("cluster")
    {
      sample.timeline[index].subject = "x\"; rm -rf ~; \""
    }
    sample.hypotheses = []
    sample.nextChecks = []
    let blocks = MarkdownTestPage(rendered(sample)).blocks.joined().joined(separator: "\n")
    #expect(!blocks.contains("rm -rf"))
  }

  @Test func retryIsGivenOnlyWhereOneHasHelped() {
    #expect(!rendered(ReportSamples.undetermined).contains("func retry("))
    #expect(rendered(ReportSamples.undetermined).contains("Not recommended on this evidence"))
    var sample = ReportSamples.undetermined
    sample.observations.append(
      Observation(
        kind: .retriedThenPassed, sentence: "load image 'x' failed and passed on a later try.",
        line: ReportSamples.line(7, "ok")))
    #expect(rendered(sample).contains("func retry("))
    #expect(!rendered(sample).contains("Not recommended on this evidence"))
  }

  @Test func codeOfGinkgoIsNotGivenToOtherSuites() {
    var sample = ReportSamples.undetermined
    sample.run.sources[0].format = "shell-transcript"
    #expect(!rendered(sample).contains("```go"))
  }

  @Test func quietHasFactsAndSummaryOnly() {
    #expect(
      headings(rendered(ReportSamples.undetermined, quiet: true)) == ["## Facts", "## Summary"])
  }

  @Test func twoRendersGiveTheSameBytes() {
    for sample in [ReportSamples.undetermined, ReportSamples.determined, ReportSamples.passed] {
      #expect(rendered(sample, verbose: true) == rendered(sample, verbose: true))
      #expect(rendered(sample).hasSuffix(".\n"))
    }
  }

  @Test func endlessLineIsCutAndTheDecisiveEndStays() {
    var sample = ReportSamples.undetermined
    sample.failure?.line.text = String(repeating: "x", count: 300_000) + " no space left on device"
    let output = rendered(sample)
    #expect(output.contains("no space left on device\n"))
    #expect(output.utf8.count < 60_000)
  }
}

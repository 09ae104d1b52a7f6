import Testing

@testable import E2EDiag
@testable import E2EDiagReport

@Suite struct TerminalRendererTests {
  private func rendered(
    _ diagnosis: Diagnosis, width: Int = 80, color: Bool = false, verbose: Bool = false,
    quiet: Bool = false
  ) -> String {
    TerminalRenderer().render(
      diagnosis,
      options: ReportOptions(
        width: width, color: color, verbose: verbose, quiet: quiet, toolVersion: "0.1.0"))
  }

  private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func firstScreenFitsTheSmallestTerminal() {
    for sample in [ReportSamples.undetermined, ReportSamples.determined] {
      let first = lines(rendered(sample)).prefix { $0 != "Timeline" }
      #expect(first.count > 10)
      // The blank row before the details is not part of the screen.
      #expect(first.count - 1 <= 24)
    }
  }

  /// A name of thousands of letters pushed everything else off the screen.
  @Test func endlessNameOfASuiteLeavesTheScreenToTheFailure() {
    var sample = ReportSamples.undetermined
    sample.run.suite = String(repeating: "x", count: 5000)
    let text = TerminalRenderer().render(sample, options: ReportOptions(toolVersion: "0.1.0"))
    let head = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(8)
    #expect(head.contains { $0.hasPrefix("Failed in") })
  }

  @Test func firstScreenKeepsVerdictStepCauseLineWarningsAndACheck() {
    let first = lines(rendered(ReportSamples.undetermined)).prefix { $0 != "Timeline" }
      .joined(separator: "\n")
    #expect(first.hasPrefix("SETUP FAILED: AIAnalysis E2E, 0 of 34 specs ran, 34 masked\n"))
    #expect(first.contains("deploy: load image 'aianalysis' (2nd load)"))
    #expect(first.contains("Cause       undetermined\n"))
    #expect(first.contains("\n> e2e.log:251  ERROR: failed to load image"))
    #expect(first.contains("failed with error: exit status 255\n"))
    #expect(first.contains("all tests passed, but no spec ran"))
    #expect(first.contains("The cluster was deleted after the failure."))
  }

  @Test func undeterminedRunNamesTheMissingEvidenceAndHowToCollectIt() {
    let text = rendered(ReportSamples.undetermined)
    #expect(text.contains("To decide   \(ReportSamples.daemonLog.what)"))
    for gap in [ReportSamples.daemonLog, ReportSamples.freeSpace, ReportSamples.archive] {
      #expect(text.contains(gap.what))
      #expect(lines(text).contains { $0.hasSuffix(gap.command) })
    }
  }

  @Test func rowsStayWithinTheWidthExceptCommands() {
    let commands = [ReportSamples.daemonLog, ReportSamples.freeSpace, ReportSamples.archive]
      .map(\.command)
    for width in [72, 80, 120] {
      for line in lines(rendered(ReportSamples.undetermined, width: width)) {
        let isCommand = commands.contains { line.hasSuffix($0) }
        #expect(isCommand || columns(of: String(line)) <= width, "\(line)")
        #expect(line.last != " ", "\(line)")
      }
    }
  }

  @Test func statusIsSaidInWordsAndSaysHowItIsKnown() {
    let text = rendered(ReportSamples.undetermined)
    #expect(text.contains("✗ FAILED "))
    #expect(
      rendered(ReportSamples.undetermined, verbose: true).contains("✗ FAILED (exit 255)"))
    #expect(text.contains("✓ ok (implied)"))
    #expect(text.contains("- not reached"))
    #expect(text.contains("~21:15:00"))
    #expect(text.contains(" 21:18:44 1m16s"))
  }

  @Test func passedRunIsShortAndCalm() {
    let text = rendered(ReportSamples.passed)
    #expect(text.hasPrefix("PASSED: AIAnalysis E2E, 34 of 34 specs ran, 34 ok\n"))
    #expect(text.contains("load image 'controller' failed, a later try was ok (line 2)"))
    #expect(lines(text).count < 12)
    for word in ["undetermined", "Cause", "Hypotheses", "Timeline", "FAILED"] {
      #expect(!text.contains(word))
    }
  }

  @Test(arguments: Verdict.allCases.filter { $0 != .passed })
  func runThatIsNotKnownToHavePassedIsNotSaidTo(verdict: Verdict) {
    let run = ReportSamples.run(
      verdict, specs: SpecCounts(total: 34, ran: 12, passed: 12, failed: 0, masked: 22))
    let text = rendered(ReportSamples.diagnosis(run), verbose: true)
    #expect(!text.lowercased().contains("passed"))
    #expect(text.contains("Failure     "))
  }

  @Test func unknownVerdictSaysThatItIsNoPass() {
    let text = rendered(ReportSamples.diagnosis(ReportSamples.run(.unknown, specs: nil)))
    #expect(text.hasPrefix("VERDICT UNKNOWN: AIAnalysis E2E\n"))
    #expect(text.contains("not a"))
    #expect(text.contains("nothing in the log tells"))
  }

  @Test func quietHasVerdictStepErrorAndCauseOnly() {
    let text = rendered(ReportSamples.undetermined, quiet: true)
    #expect(lines(text).count <= 9)
    #expect(text.contains("Failed in"))
    #expect(text.contains("Error       exit status 255"))
    #expect(text.contains("undetermined"))
    #expect(!text.contains("Timeline"))
    #expect(!text.contains("e2e-diag"))
  }

  @Test func standardInputHasAName() {
    var sample = ReportSamples.undetermined
    sample.run.sources[0].path = "-"
    #expect(rendered(sample).contains("> <stdin>:251  ERROR"))
  }

  @Test func longPathKeepsItsEndAndTheLineNumber() {
    var sample = ReportSamples.undetermined
    sample.run.sources[0].path = "/home/ci/kubernaut/artifacts/2025-12-26/run-2/output/e2e.log"
    let text = rendered(sample)
    #expect(lines(text).contains { $0.hasPrefix("> e2e.log:251  ") })
  }

  @Test func longPathsOfOneNameKeepWhatTellsThemApart() {
    var sample = ReportSamples.undetermined
    var second = ReportSamples.source
    sample.run.sources[0].path = "/home/ci/artifacts/2025-12-26/run-2/e2e.log"
    second.path = "/home/ci/artifacts/2025-12-26/run-3/e2e.log"
    sample.run.sources.append(second)
    #expect(lines(rendered(sample)).contains { $0.hasPrefix("> run-2/e2e.log:251  ") })
  }

  @Test func severalSourcesAreToldApart() {
    var sample = ReportSamples.undetermined
    var second = ReportSamples.source
    second.path = "kubelet.log"
    sample.run.sources.append(second)
    sample.failure?.context.append(ReportSamples.line(3, "disk pressure", source: 1))
    let text = rendered(sample)
    #expect(text.contains("kubelet.log:3"))
    #expect(text.contains("e2e.log:251"))
  }

  @Test(arguments: ReportSamples.hostileTexts)
  func controlBytesOfTheLogNeverReachTheTerminal(text: String) {
    let output = rendered(ReportSamples.infected(with: text), verbose: true)
    #expect(!output.unicodeScalars.contains { $0 != "\n" && ReportSamples.isForbidden($0) })
    #expect(!lines(output).contains { $0.hasPrefix("INJECTED") })
  }

  @Test(arguments: ReportSamples.hostileTexts)
  func hostileTextAddsNoCodeToOurColours(text: String) {
    var output = rendered(ReportSamples.infected(with: text), color: true, verbose: true)
    for code in ["1", "32", "1;31", "33", "2", "0"] {
      output = output.split(separator: "\u{1b}[\(code)m", omittingEmptySubsequences: false)
        .joined()
    }
    #expect(!output.contains("\u{1b}"))
    #expect(output == rendered(ReportSamples.infected(with: text), verbose: true))
  }

  @Test func hostileTextAddsNoRow() {
    let calm = rendered(ReportSamples.infected(with: "aJINJECTED"), verbose: true)
    let hostile = rendered(ReportSamples.infected(with: "a\nINJECTED"), verbose: true)
    #expect(lines(calm).count == lines(hostile).count)
  }

  @Test func withoutColourThereIsNoEscapeAndNothingIsToldByColourAlone() {
    #expect(!rendered(ReportSamples.undetermined).contains("\u{1b}"))
    #expect(rendered(ReportSamples.undetermined, color: true).contains("\u{1b}[1;31mFAILED"))
  }

  @Test func twoRendersGiveTheSameBytes() {
    for sample in [ReportSamples.undetermined, ReportSamples.determined, ReportSamples.passed] {
      #expect(rendered(sample, verbose: true) == rendered(sample, verbose: true))
      #expect(rendered(sample).hasSuffix("\n"))
    }
  }

  @Test func certaintyIsNeverAPercentage() {
    #expect(!rendered(ReportSamples.determined, verbose: true).contains("%"))
    #expect(rendered(ReportSamples.determined).contains("(disk full), strong support"))
  }

  @Test func endlessLineIsCutAndTheDecisiveEndStays() {
    var sample = ReportSamples.undetermined
    let text = String(repeating: "x", count: 300_000) + " no space left on device"
    sample.failure?.line.text = text
    sample.failure?.context = []
    let output = rendered(sample)
    #expect(output.contains("no space left on device\n"))
    #expect(output.utf8.count < 10_000)
  }
}

import Testing

@testable import E2EDiag
@testable import E2EDiagReport

@Suite struct ReportTests {
  private let options = ReportOptions(toolVersion: "0.1.0")

  private func report(_ diagnosis: Diagnosis, verbose: Bool = false) -> Report {
    Report(diagnosis, options: ReportOptions(verbose: verbose, toolVersion: "0.1.0"))
  }

  private func sentences(_ report: Report, _ label: String) -> [String] {
    (report.points + report.warnings).filter { $0.label == label }
      .flatMap { $0.sentences.map(\.text) }
  }

  @Test func failingStepIsNamedWithPhaseSubjectAndTry() {
    let said = sentences(report(ReportSamples.undetermined), "Failed in")
    #expect(said.first == "deploy: load image 'aianalysis' (2nd load)")
    #expect(said.last == "exit status: podman exec 255, then kind 1, then make 2")
  }

  @Test func interruptedRunStoppedRatherThanFailed() {
    var sample = ReportSamples.undetermined
    sample.run.verdict = .interrupted
    #expect(sentences(report(sample), "Failed in").isEmpty)
    #expect(!sentences(report(sample), "Stopped in").isEmpty)
  }

  @Test func phasesTellHowFarTheRunCame() {
    let said = sentences(report(ReportSamples.undetermined), "Phases")
    #expect(
      said == ["build, cluster, load ok; deploy FAILED; readiness, test not reached"])
  }

  @Test func stepThatPassedOnALaterTryDoesNotFailItsPhase() {
    var sample = ReportSamples.undetermined
    sample.timeline.insert(
      ReportSamples.step(.load, "load image", "datastorage", .failed, line: 180, attempt: 0),
      at: 4)
    #expect(sentences(report(sample), "Phases").first?.hasPrefix("build, cluster, load ok") == true)
  }

  @Test func failingLineIsChosenFirstAndTheEvidenceOfTheCauseSecond() {
    let ranked = report(ReportSamples.determined).quotes.sorted { $0.rank < $1.rank }
    #expect(ranked.first?.isDecisive == true)
    #expect(ranked.first?.place == "e2e.log:252")
    #expect(Set(ranked.map(\.place)).count == ranked.count)
  }

  @Test func undeterminedAsksToDecideAndDeterminedSaysWhatIsNext() {
    #expect(report(ReportSamples.undetermined).checksLabel == "To decide")
    #expect(report(ReportSamples.determined).checksLabel == "Next")
    #expect(sentences(report(ReportSamples.undetermined), "Do now").isEmpty)
    #expect(!sentences(report(ReportSamples.determined), "Do now").isEmpty)
  }

  @Test func openCauseWithoutAnyCheckIsAdmitted() {
    var sample = ReportSamples.undetermined
    sample.nextChecks = []
    #expect(report(sample).checks.count == 3)
    sample.hypotheses = []
    #expect(report(sample).checksMissing != nil)
  }

  @Test func sameCommandIsGivenOnceAmongTheHypotheses() {
    var sample = ReportSamples.undetermined
    sample.hypotheses[1].missing = [ReportSamples.daemonLog]
    let text = TerminalRenderer().render(sample, options: options)
    #expect(text.contains("(the same command as above)"))
  }

  @Test func candidatesAreListedOnlyWhenAskedForOrNeeded() {
    let headings = { (report: Report) in report.sections.map(\.heading) }
    #expect(!headings(report(ReportSamples.undetermined)).contains { $0.contains("candidates") })
    let asked = report(ReportSamples.undetermined, verbose: true)
    #expect(headings(asked).contains("Other candidates, best first"))
    var unknown = ReportSamples.undetermined
    unknown.failure = nil
    unknown.run.verdict = .unknown
    #expect(report(unknown).quotes.count == 2)
    #expect(!headings(report(unknown)).contains { $0.contains("Lines that may state") })
    unknown.candidates += unknown.candidates
    #expect(headings(report(unknown)).contains("Lines that may state a failure, best first"))
  }

  @Test func longTimelineFoldsLikeNeighboursOnly() {
    var sample = ReportSamples.undetermined
    sample.timeline =
      (1...40).map { ReportSamples.step(.load, "load image", "image-\($0)", line: $0) }
      + [ReportSamples.step(.load, "load image", "bad", .failed, line: 41)]
    let text = TerminalRenderer().render(sample, options: options)
    #expect(text.contains("40: image-1 … image-40"))
    let all = TerminalRenderer().render(
      sample, options: ReportOptions(verbose: true, toolVersion: "0.1.0"))
    #expect(all.contains("image-17"))
  }

  @Test func locationOutsideTheSourcesIsStillSaid() {
    let run = ReportSamples.run(.unknown, specs: nil)
    #expect(run.place(SourceLocation(source: 7, line: 3)) == "source 7:3")
  }
}

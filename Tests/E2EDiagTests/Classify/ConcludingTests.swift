import Testing

@testable import E2EDiag

@Suite struct ConcludingTests {
  private let failure = FoundFailure(
    log: 0, step: nil, phase: .load, operation: "load image", subject: "webhook", attempt: 1,
    window: 0...1, statedAt: 1, message: nil, chain: [])

  private func hypothesis(_ id: HypothesisID, _ score: Double) -> Hypothesis {
    Hypothesis(
      id: id, finer: "finer-\(id.rawValue)", score: score,
      evidenceFor: [evidence(score)], evidenceAgainst: [], missing: [])
  }

  private func evidence(_ weight: Double) -> Evidence {
    Evidence(
      rule: "r/x", weight: weight, group: "g",
      line: QuotedLine(location: SourceLocation(source: 0, line: 1), text: "text"),
      why: "The disk is full")
  }

  private func conclude(
    _ hypotheses: [Hypothesis], direct: [HypothesisID: Double] = [:], isDirect: Bool = true,
    failed: Bool = true, verdict: Verdict = .setupFailed, statuses: [E2EDiag.ExitStatus] = [],
    isOutputMissing: Bool = false, message: String = ""
  ) -> Conclusion {
    let weighed = direct.map { id, weight in
      WeighedEvidence(
        hypothesis: id, isFor: true, finer: nil, evidence: evidence(weight), isDirect: isDirect)
    }
    return Concluding(
      failure: failed ? failure : nil, verdict: verdict, weighed: weighed, exitStatuses: statuses,
      isOutputMissing: isOutputMissing, message: message
    ).conclude(hypotheses)
  }

  @Test func directEvidenceWithAMarginConcludes() {
    let conclusion = conclude(
      [hypothesis(.resourceExhaustion, 3.5), hypothesis(.race, 1)],
      direct: [.resourceExhaustion: 3.5])
    #expect(conclusion.cause == .resourceExhaustion)
    #expect(conclusion.finer == "finer-resource-exhaustion")
    #expect(conclusion.confidence == .strong)
    #expect(
      conclusion.sentence == "The disk is full, which speaks for resource exhaustion.")
  }

  @Test(arguments: [
    (2.5, 1.5, true), (2.49, 0, false), (4, 3.01, false), (4, 3, true), (6, 5.5, false),
  ])
  func scoreAndMarginAreNeeded(_ row: (best: Double, second: Double, concludes: Bool)) {
    let conclusion = conclude(
      [hypothesis(.race, row.best), hypothesis(.imageSpecific, row.second)],
      direct: [.race: row.best])
    #expect((conclusion.cause != nil) == row.concludes)
    #expect((conclusion.confidence != .none) == row.concludes)
  }

  @Test func twoHypothesesThatAreAboutEqualAreNamed() {
    #expect(
      conclude(
        [hypothesis(.race, 3.5), hypothesis(.stateCorruption, 3)], direct: [.race: 3.5]
      ).sentence
        == "The evidence for a race and for state corruption is about equally strong, "
        + "and nothing in the log decides between them.")
  }

  @Test func structureAloneDoesNotConclude() {
    #expect(conclude([hypothesis(.race, 4)], direct: [.race: 4], isDirect: false).cause == nil)
  }

  @Test func manyWeakPiecesDoNotConclude() {
    #expect(conclude([hypothesis(.race, 4)], direct: [.race: 1.79]).cause == nil)
    #expect(conclude([hypothesis(.race, 4)], direct: [.race: 1.8]).cause == .race)
  }

  @Test func directEvidenceForAnotherCauseDoesNotCount() {
    #expect(conclude([hypothesis(.race, 4)], direct: [.imageSpecific: 4]).cause == nil)
  }

  @Test func runWithoutAFailureHasNoCause() {
    #expect(
      conclude([hypothesis(.race, 4)], direct: [.race: 4], failed: false).sentence
        == "No failure was found, so there is no cause to name.")
  }

  @Test func reasonForNothingIsTheMostParticular() {
    let weak = [hypothesis(.race, 0.5)]
    let none = [hypothesis(.race, 0)]
    let status = [E2EDiag.ExitStatus(layer: "podman exec", code: 255)]
    #expect(
      conclude(weak, verdict: .interrupted).sentence
        == "The run was interrupted while this step was under way; "
        + "that it was stopped says nothing of a cause.")
    #expect(
      conclude(weak, statuses: status, isOutputMissing: true).sentence
        == "The log has a bare exit status 255 of 'podman exec' and no 'Command Output:' of the "
        + "failed command; a status alone fits state corruption, resource exhaustion, an image "
        + "fault and a race alike.")
    #expect(
      conclude(weak, message: "Timed out after 60s").sentence
        == "A timeout is a symptom: nothing in the log says why it was not reached in time.")
    #expect(
      conclude(weak).sentence
        == "The log only hints at a race: The disk is full. That alone does not decide.")
    #expect(
      conclude(none, statuses: status).sentence
        == "An exit status 255 of 'podman exec' says that it failed, not why; "
        + "no error text that the rules know stands beside it.")
    #expect(
      conclude(none).sentence
        == "No error text that the rules know speaks for a particular cause; the marked line is the "
        + "likeliest statement of the failure.")
  }

  @Test(arguments: HypothesisID.allCases)
  func everyHypothesisHasWordsForASentence(_ id: HypothesisID) {
    #expect(!Concluding.words(id).isEmpty)
    #expect(!Concluding.words(id).contains("-"))
  }
}

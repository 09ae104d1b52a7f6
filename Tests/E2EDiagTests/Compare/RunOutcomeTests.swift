import Testing

@testable import E2EDiag

@Suite struct RunOutcomeTests {
  @Test func secondTimeInAPhaseIsAnotherStep() {
    let run = CompareSamples.run(
      "r", "✓load/load image/x", "✓load/load image/x", "✗deploy/load image/x")
    #expect(run.steps.map(\.key.occurrence) == [1, 2, 1])
    #expect(run.steps.map(\.attempt) == [1, 2, 3])
    #expect(run.failure?.step == run.steps.last?.key)
  }

  @Test func retryThatPassesIsThePassOfOneStep() throws {
    let run = CompareSamples.run(
      "r1", "✗load/load image/x", "✓load/load image/x", verdict: .passed)
    #expect(run.steps.map(\.outcome) == [.passed])
    #expect(run.steps.map(\.tries) == [2])
    let other = CompareSamples.run("r2", "✓load/load image/x")
    let row = try #require(compare(other, to: run).row("load/load image/x"))
    #expect(row.counts.passed == 2)
    #expect(row.verdict.sentence.hasSuffix("; in run r1 it passed only after a retry"))
  }

  @Test func retryThatFailsTooIsOneFailure() {
    let run = CompareSamples.run("r", "✗load/load image/x", "✗load/load image/x")
    #expect(run.steps.map(\.outcome) == [.failed])
    #expect(run.failure?.step == run.steps.first?.key)
  }

  @Test func failureWithoutAStepOfItsOwnIsAdded() {
    let key = StepKey(.deploy, operation: "apply", subject: "crd")
    let run = RunOutcome(
      "r", suite: nil, orderedAt: nil, verdict: .setupFailed, inputs: [:], timeline: [],
      failure: RunOutcome.UnplacedFailure(
        key, attempt: 1, cause: "undetermined", message: "x", fingerprint: Fingerprint(["x"])))
    #expect(run.steps.map(\.key) == [key])
    #expect(run.outcome(of: key) == .failed)
  }

  @Test func storedFailureWithoutAttemptFindsItsStep() {
    func step(_ phase: Phase, _ attempt: Int, _ status: StepStatus) -> Step {
      Step(
        phase: phase, operation: "load image", subject: "x", attempt: attempt, status: status,
        known: .explicit, start: nil, end: nil, time: .none,
        location: SourceLocation(source: 0, line: attempt), endLine: attempt, exitStatus: nil)
    }
    let first = StepKey(.deploy, operation: "load image", subject: "x")
    let run = RunOutcome(
      "r", suite: nil, orderedAt: nil, verdict: .setupFailed, inputs: [:],
      timeline: [step(.load, 1, .passed), step(.deploy, 2, .passed), step(.deploy, 3, .failed)],
      failure: RunOutcome.UnplacedFailure(
        first, attempt: nil, cause: "undetermined", message: "x", fingerprint: Fingerprint(["x"])))
    #expect(run.steps.map(\.outcome) == [.passed, .passed, .failed])
    #expect(run.failure.map { "\($0.step)" } == "deploy / load image / x (2)")
  }

  @Test func stepsBehindTheStopAreCensoredAndSpecsBesideAFailedOneAreNot() {
    let whole = CompareSamples.run(
      "r1", "✓load/load image/x", "✓load/load image/y", "✓test/spec/a", "✓cleanup/delete cluster")
    let setup = CompareSamples.run("r2", "✗load/load image/x")
    let spec = CompareSamples.run("r3", "✗test/spec/b", verdict: .testFailed)
    let comparison = Comparison(of: [whole, setup, spec])
    #expect(comparison.row("load/load image/y")?.outcomes == [.passed, .notReached, .unknown])
    #expect(comparison.row("test/spec/a")?.outcomes == [.passed, .notReached, .unknown])
    #expect(comparison.row("cleanup/delete cluster")?.outcomes == [.passed, .unknown, .unknown])
  }
}

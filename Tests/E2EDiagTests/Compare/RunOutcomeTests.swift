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

  @Test func retryThatPassesIsThePassOfOneStepAndNotAClean() throws {
    let run = CompareSamples.run(
      "r1", "✗load/load image/x", "✓load/load image/x", verdict: .passed)
    #expect(run.steps.map(\.outcome) == [.passedOnRetry])
    let other = CompareSamples.run("r2", "✓load/load image/x")
    let row = try #require(compare(other, to: run).row("load/load image/x"))
    #expect(row.counts.description == "passed 2 of 2 reached (1 only after a retry), censored 0")
    #expect(row.verdict.code == .passRetried)
    #expect(
      row.verdict.sentence == """
        passed in 2 of 2, but not clean: no bound on its failure rate can be given; in run r1 it \
        passed only after a retry: a try of it failed first
        """)
  }

  /// Eight loads of one image at once became eight steps, of which other runs "did not reach" seven.
  @Test func copiesThatRunTogetherAreOneStepAndNoRetries() {
    func run(_ statuses: StepStatus...) -> RunOutcome {
      let steps = statuses.enumerated().map { index, status in
        Step(
          phase: .load, operation: "load image", subject: "x", attempt: index + 1, status: status,
          known: .explicit, start: nil, end: nil, time: .none,
          location: SourceLocation(source: 0, line: index + 1), endLine: 9, exitStatus: nil)
      }
      return RunOutcome(
        "r", suite: nil, orderedAt: nil, verdict: .passed, inputs: [:], timeline: steps,
        failure: nil)
    }
    #expect(run(.passed, .passed, .passed).steps.map(\.outcome) == [.passed])
    #expect(run(.failed, .passed, .passed).steps.map(\.outcome) == [.failed])
    #expect(run(.passed, .failed, .passed).steps.map(\.outcome) == [.failed])
    #expect(run(.passed, .unknown).steps.map(\.outcome) == [.unknown])
  }

  /// When a node went away, every load that broke with it was counted as a failure of its own.
  @Test func failureAfterThatOfTheRunIsCensored() throws {
    func run(_ id: String, _ steps: String..., failed: Int? = nil) -> RunOutcome {
      var run = CompareSamples.timeline(steps)
      run.removeAll { $0.status == .notReached }
      let failure = failed.map { CompareSamples.failure(of: run[$0], error: "node is gone") }
      return RunOutcome(
        id, suite: "s", orderedAt: nil, verdict: failed == nil ? .passed : .setupFailed,
        inputs: ["git.commit": "a"], timeline: run, failure: failure)
    }
    let gone = run(
      "r1", "✗cluster/delete/leftover", "✓load/load image/a", "✗load/load image/b",
      "✗load/load image/c", "✗deploy/deploy/d", "✓cleanup/delete cluster", failed: 2)
    #expect(
      gone.steps.map(\.outcome) == [.failed, .passed, .failed, .failedAfter, .failedAfter, .passed])
    let fine = run(
      "r2", "✗cluster/delete/leftover", "✓load/load image/a", "✓load/load image/b",
      "✓load/load image/c", "✓deploy/deploy/d", "✓cleanup/delete cluster")
    let comparison = compare(fine, to: gone)
    #expect(comparison.proved.map { "\($0.key)" } == ["load / load image / b"])
    let row = try #require(comparison.row("load/load image/c"))
    #expect(
      row.counts.description
        == "passed 1 of 1 reached, censored 1 (1 failed after the run had)")
    #expect(row.verdict.code == .passUnproven)
    #expect(comparison.phases.first { $0.phase == .deploy }?.outcomes == [.failedAfter, .passed])
  }

  @Test func specThatFailsAfterAnotherHasFailedByItself() {
    let run = CompareSamples.run(
      "r", "✗test/spec/one", "✗test/spec/two", verdict: .testFailed, failedStep: 0)
    #expect(run.steps.map(\.outcome) == [.failed, .failed])
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
        key, attempt: 1, location: SourceLocation(source: 0, line: 9), cause: "undetermined",
        message: "x", fingerprint: Fingerprint(["x"])))
    #expect(run.steps.map(\.key) == [key])
    #expect(run.outcome(of: key) == .failed)
  }

  /// Logs of a daemon alone were said to fail consistently in "a step the log does not name".
  @Test func suspiciousLineOfALogWithoutAnEndIsNoFailure() {
    func run(_ verdict: Verdict) -> RunOutcome {
      RunOutcome(
        "r", suite: nil, orderedAt: nil, verdict: verdict, inputs: [:], timeline: [],
        failure: RunOutcome.UnplacedFailure(
          StepKey(.other, operation: "a step the log does not name", subject: nil), attempt: 1,
          location: SourceLocation(source: 0, line: 9), cause: "undetermined", message: "x",
          fingerprint: Fingerprint(["x"])))
    }
    #expect(run(.unknown).fault == nil)
    #expect(run(.unknown).steps.isEmpty)
    #expect(run(.testFailed).fault != nil)
  }

  @Test func failureFindsItsStepByItsAttempt() {
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
        first, attempt: 3, location: SourceLocation(source: 0, line: 3), cause: "undetermined",
        message: "x", fingerprint: Fingerprint(["x"])))
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

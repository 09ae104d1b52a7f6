import Testing

@testable import E2EDiag

@Suite struct TransitionTests {
  private let a = ["git.commit": "a"]
  private let b = ["git.commit": "b"]

  private func move(_ first: RunOutcome, _ second: RunOutcome) -> Transition? {
    compare(second, to: first).transitions.first
  }

  @Test func earlierFaultGoneWithOtherInputsIsProgress() throws {
    let transition = try #require(
      move(
        CompareSamples.run("r1", "✗deploy/install/namespace", inputs: a),
        CompareSamples.run("r2", "✓deploy/install/namespace", "✗readiness/wait/hapi", inputs: b)))
    #expect(transition.move == .forward)
    #expect(transition.reading == .progress)
    #expect(
      transition.sentence == """
        Run r2 failed in readiness / wait / hapi, run r1 before it failed in deploy / install / \
        namespace: the failure point moved forward. Progress: the fault in deploy / install / \
        namespace is gone with other inputs (git.commit a → b), and a later one is uncovered: \
        readiness / wait / hapi; one clean run does not prove a fix.
        """)
  }

  /// "Progress: the fault is gone" was said of a step whose first try failed in the later run too.
  @Test func passOnlyAfterARetryIsNoProgress() throws {
    let failed = CompareSamples.run("r1", "✗load/load image/x", inputs: a)
    let retried = CompareSamples.run(
      "r2", "✗load/load image/x", "✓load/load image/x", inputs: b, verdict: .passed)
    let transition = try #require(move(failed, retried))
    #expect(transition.move == .gone)
    #expect(transition.reading == .cannotTell)
    #expect(
      transition.sentence == """
        Run r2 passed, run r1 before it failed in load / load image / x: the step that failed passed \
        on a later try. load / load image / x passed in run r2 only after a retry: a try of it failed \
        there, so the fault is not shown to be gone with other inputs (git.commit a → b).
        """)
    let comparison = compare(retried, to: failed)
    #expect(
      comparison.sentences.contains { $0.contains("passed 1 of 2 reached (1 only after a retry)") })
    #expect(!comparison.sentences.joined().contains("Progress"))
    #expect(
      try #require(comparison.failures.first).sentence.contains(
        "absent, but the step passed in the last run only after a retry"))
    var again = retried
    again.inputs = a
    let proof = try #require(move(failed, again))
    #expect(proof.reading == .nonDeterminism)
    #expect(proof.sentence.contains("passed in run r2 only after a retry with identical recorded"))
  }

  @Test func sameMoveWithIdenticalInputsIsNonDeterminism() {
    let transition = move(
      CompareSamples.run("r1", "✗deploy/install/namespace", inputs: a),
      CompareSamples.run("r2", "✓deploy/install/namespace", "✗readiness/wait/hapi", inputs: a))
    #expect(transition?.move == .forward)
    #expect(transition?.reading == .nonDeterminism)
  }

  @Test func sameMoveWithoutInputsCannotBeTold() {
    let transition = move(
      CompareSamples.run("r1", "✗deploy/install/namespace", inputs: [:]),
      CompareSamples.run("r2", "✓deploy/install/namespace", "✗readiness/wait/hapi", inputs: [:]))
    #expect(transition?.move == .forward)
    #expect(transition?.reading == .cannotTell)
    #expect(transition?.inputs == .notRecorded)
  }

  /// An input that one run does not record was said to differ.
  @Test func inputOfOneRunOnlyIsNoDifference() throws {
    let more = ["git.commit": "a", "node.image": "n"]
    let transition = try #require(
      move(
        CompareSamples.run("r1", "✗load/load image/x", inputs: a),
        CompareSamples.run("r2", "✓load/load image/x", inputs: more)))
    #expect(transition.inputs == .notRecorded)
    #expect(transition.reading == .cannotTell)
    #expect(
      transition.sentence.hasSuffix(
        "Recorded only in run r2: node.image: whether the inputs were the same is not known, so a "
          + "change and chance cannot be told apart."))
  }

  @Test func passedStepThatFailsWithOtherInputsIsASetback() {
    let transition = move(
      CompareSamples.run("r1", "✓load/load image/x", "✗readiness/wait/hapi", inputs: a),
      CompareSamples.run("r2", "✗load/load image/x", inputs: b))
    #expect(transition?.move == .back)
    #expect(transition?.reading == .setback)
  }

  @Test func withinAPhaseTheOtherRunTellsTheOrder() {
    let x = CompareSamples.run("r1", "✗load/load image/x")
    let y = CompareSamples.run("r2", "✓load/load image/x", "✗load/load image/y")
    let z = CompareSamples.run("r3", "✗load/load image/z")
    #expect(move(x, y)?.move == .forward)
    #expect(move(y, x)?.move == .back)
    #expect(move(x, z)?.move == .sideways)
    #expect(move(x, z)?.reading == .cannotTell)
  }

  @Test func passingRunsAppearAndGo() {
    let pass = CompareSamples.run("r1", "✓load/load image/x")
    let fail = CompareSamples.run("r2", "✗load/load image/x")
    #expect(move(pass, fail)?.move == .appeared)
    #expect(move(fail, pass)?.move == .gone)
    #expect(move(pass, pass)?.move == Transition.Move.none)
    #expect(move(fail, fail)?.move == .same)
  }

  @Test func anotherMessageInTheSameStepIsAnotherReason() {
    let transition = move(
      CompareSamples.run("r1", "✗load/load image/x", error: "exit status 255"),
      CompareSamples.run("r2", "✗load/load image/x", error: "no space left"))
    #expect(transition?.move == .same)
    #expect(transition?.reading == .otherReason)
  }

  @Test(arguments: [Verdict.interrupted, .incomplete])
  func stoppedRunIsNoEvidence(_ verdict: Verdict) {
    let stopped = CompareSamples.run("r1", "…load/load image/x", verdict: verdict)
    let pass = CompareSamples.run("r2", "✓load/load image/x")
    let comparison = compare(pass, to: stopped)
    #expect(comparison.transitions.first?.move == .unknown)
    #expect(comparison.failures.isEmpty)
    #expect(comparison.row("load/load image/x")?.outcomes == [.unknown, .passed])
    #expect(comparison.proved.isEmpty)
  }
}

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

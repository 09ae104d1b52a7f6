import Testing

@testable import E2EDiag

/// Every fact of the timeline, once where it holds and once where it does not.
@Suite struct TimelineFactsTests {
  private struct Made {
    var operation = "load image"
    var subject: String? = "webhook"
    var phase = Phase.load
    var status = StepStatus.passed
    var span: ClosedRange<Int>
    var origin = TrackedStep.Origin.sign
    var command: String?
  }

  private func log(_ steps: [Made], _ change: (inout Track) -> Void = { _ in }) -> Log {
    var track = Track()
    track.steps = steps.map { made in
      let step = Step(
        phase: made.phase, operation: made.operation, subject: made.subject, attempt: 1,
        status: made.status, known: .explicit, start: nil, end: nil, time: .none,
        location: SourceLocation(source: 0, line: made.span.lowerBound + 1),
        endLine: made.span.upperBound + 1, exitStatus: nil)
      return TrackedStep(
        step: step, subject: made.subject.map { Subject($0) }, command: made.command,
        origin: made.origin, isOpen: false, startIndex: made.span.lowerBound,
        endIndex: made.span.upperBound)
    }
    change(&track)
    track.findRecoveries()
    return Log(
      text: LogText((0..<40).map { "line \($0)" }.joined(separator: "\n")),
      format: "plain", track: track, matches: [])
  }

  /// Whether `fact` holds for the last of `steps`, which has failed.
  private func holds(
    _ fact: StructuralFact, _ before: [Made], _ me: Made = Made(status: .failed, span: 10...12),
    after: [Made] = [], index: Int = 12, _ change: (inout Track) -> Void = { _ in }
  ) -> Bool? {
    TimelineFacts([log(before + [me] + after, change)])
      .holds(fact, log: 0, step: before.count, index: index)
  }

  private let other = Made(subject: "sidecar", span: 1...3)
  private let same = Made(span: 1...3)

  @Test func othersPassedWhenAnotherSubjectPassedTheOperationBefore() {
    #expect(holds(.othersPassed, [other]) == true)
    #expect(holds(.othersPassed, [same]) == false)
    #expect(holds(.othersPassed, [Made(subject: "sidecar", span: 1...11)]) == false)
    #expect(holds(.othersPassed, [Made(operation: "build", subject: "a", span: 1...3)]) == false)
  }

  @Test func overlappedWhenAStepOfItsKindWasUnderWay() {
    #expect(holds(.overlapped, [Made(subject: "sidecar", span: 5...11)]) == true)
    #expect(holds(.overlapped, [other]) == false)
    #expect(holds(.overlapped, [Made(operation: "build", span: 5...11)]) == false)
    let command = Made(
      operation: "kind load", status: .failed, span: 10...12, origin: .command)
    #expect(
      holds(.overlapped, [Made(operation: "import image", span: 5...11, origin: .command)], command)
        == true, "commands of one phase are of one kind")
  }

  @Test func sameSubjectOverlappedWhenTheSameStepRanTwiceAtOnce() {
    #expect(holds(.sameSubjectOverlapped, [Made(span: 5...11)]) == true)
    #expect(holds(.sameSubjectOverlapped, [Made(subject: "sidecar", span: 5...11)]) == false)
  }

  @Test func retriedPassedWhenALaterTryPassed() {
    #expect(holds(.retriedPassed, [], after: [Made(span: 14...16)]) == true)
    #expect(holds(.retriedPassed, [], after: [Made(status: .failed, span: 14...16)]) == false)
    #expect(holds(.retriedPassed, [same]) == false)
    #expect(holds(.retriedPassed, [], after: [Made(subject: "sidecar", span: 14...16)]) == false)
  }

  @Test func subjectPassedBeforeWhenItWasLoadedOrRan() {
    #expect(holds(.subjectPassedBefore, [same]) == true)
    #expect(holds(.subjectPassedBefore, [other]) == false)
    #expect(
      holds(
        .subjectPassedBefore, [same],
        Made(operation: "wait", phase: .readiness, status: .failed, span: 10...12)) == true)
    #expect(
      holds(.subjectPassedBefore, [Made(operation: "build image", phase: .build, span: 1...3)])
        == false)
  }

  @Test func sameStepPassedBeforeWhenTheOperationPassedOnTheSubject() {
    #expect(holds(.sameStepPassedBefore, [same]) == true)
    #expect(holds(.sameStepPassedBefore, [other]) == false)
    #expect(holds(.sameStepPassedBefore, [Made(operation: "kind load", span: 1...3)]) == false)
    #expect(
      holds(
        .sameStepPassedBefore, [Made(subject: nil, span: 1...3)],
        Made(subject: nil, status: .failed, span: 10...12)) == false, "nothing is named")
  }

  @Test func nodeWorkedBeforeWhenACommandOnItPassed() {
    #expect(holds(.nodeWorkedBefore, [other]) == true)
    #expect(holds(.nodeWorkedBefore, [Made(status: .failed, span: 1...3)]) == false)
    #expect(holds(.nodeWorkedBefore, [Made(operation: "build image", span: 1...3)]) == false)
    #expect(holds(.nodeWorkedBefore, []) == false)
  }

  @Test func firstUseWhenNothingUsedTheNodeBefore() {
    #expect(holds(.firstUse, []) == true)
    #expect(holds(.firstUse, [Made(operation: "build image", span: 1...3)]) == true)
    #expect(holds(.firstUse, [Made(status: .failed, span: 1...3)]) == false)
  }

  @Test func persistsWhenAllOfItsKindFailedLater() {
    #expect(holds(.persists, [], after: [Made(status: .failed, span: 14...16)]) == true)
    #expect(
      holds(
        .persists, [],
        after: [Made(status: .failed, span: 14...16), Made(subject: "a", span: 18...19)]) == false)
    #expect(holds(.persists, []) == nil, "a lone line proves nothing later")
    #expect(TimelineFacts([log([])]).holds(.persists, log: 0, step: nil, index: 3) == nil)
  }

  @Test func inCleanupWhenTheTeardownHasBegun() {
    #expect(holds(.inCleanup, []) { $0.teardownAt = 11 } == true)
    #expect(holds(.inCleanup, []) { $0.teardownAt = 12 } == false)
    #expect(holds(.inCleanup, []) == false)
  }

  @Test func severalCreatorsWhenTwoMakeTheSameThing() {
    let me = Made(
      operation: "create node", subject: "e2e-node-50", phase: .cluster, status: .failed,
      span: 10...14)
    var twin = me
    twin.span = 9...15
    twin.status = .passed
    #expect(holds(.severalCreators, [twin], me) == true)
    twin.span = 1...3
    #expect(holds(.severalCreators, [twin], me) == false)
    twin.span = 9...15
    twin.subject = "e2e-other-51"
    #expect(holds(.severalCreators, [twin], me) == false)
  }

  @Test func severalProcessesThatRunTheSetupAreSeveralCreators() {
    let failed = GinkgoFailure(
      index: 12, endIndex: 12, node: "BeforeSuite", spec: nil, message: [], isCopy: false,
      step: nil)
    #expect(
      holds(.severalCreators, []) {
        $0.processes = 4
        $0.failures = [failed]
      } == true)
    #expect(holds(.severalCreators, []) { $0.failures = [failed] } == false)
  }

  @Test func removedMeanwhileWhenItsNodeWasTakenAway() {
    let removal = Made(
      operation: "remove container", subject: "e2e-node-17", phase: .cleanup, span: 9...11)
    let me = Made(
      operation: "import image", status: .failed, span: 8...12,
      command: "podman exec -i e2e-node-17 ctr images import -")
    #expect(holds(.removedMeanwhile, [removal], me) == true)
    #expect(holds(.removedMeanwhile, [], me) == false)
    var elsewhere = me
    elsewhere.command = "podman exec -i e2e-other ctr images import -"
    #expect(holds(.removedMeanwhile, [removal], elsewhere) == false)
    #expect(holds(.removedMeanwhile, [removal], me) { $0.teardownAt = 5 } == false)
  }

  @Test(arguments: StructuralFact.allCases)
  func withoutAStepNoFactHolds(_ fact: StructuralFact) {
    #expect(TimelineFacts([log([same])]).holds(fact, log: 0, step: nil, index: 2) != true)
  }

  @Test func lineBelongsToTheStepThatBeganLastAroundIt() {
    let facts = TimelineFacts([
      log([
        Made(span: 1...20), Made(subject: "sidecar", span: 5...8),
        Made(span: 15...16, origin: .heading),
      ])
    ])
    #expect(facts.step(at: 6, log: 0, failure: nil) == 1)
    #expect(facts.step(at: 12, log: 0, failure: nil) == 0)
    #expect(facts.step(at: 15, log: 0, failure: nil) == 0, "a heading holds no lines")
    #expect(facts.step(at: 30, log: 0, failure: nil) == nil)
  }
}

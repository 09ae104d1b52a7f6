/// What the timeline says about a step: the structural facts that signatures may ask for.
package struct TimelineFacts {
  private let logs: [Log]

  /// Facts over the tracks of `logs`.
  package init(_ logs: [Log]) { self.logs = logs }

  /// Operations that use the container runtime inside a node.
  private static let nodeOperations: Set<String> = [
    "import image", "kind load", "load image", "run container", "wait for node",
  ]
  private static let removals: Set<String> = [
    "remove container", "delete cluster", "clean up", "delete",
  ]

  /// Whether `fact` holds for the step at `step` of `log`; `nil` when the log does not tell.
  package func holds(_ fact: StructuralFact, log: Int, step: Int?, index: Int) -> Bool? {
    let track = logs[log].track
    if fact == .inCleanup { return track.teardownAt.map { index > $0 } ?? false }
    guard let step else {
      // Without a step there is nothing before or beside it; a lone line proves nothing later.
      return fact == .persists ? nil : fact == .severalCreators ? manyProcesses(track) : false
    }
    let me = track.steps[step]
    switch fact {
    case .firstUse:
      return !track.steps.contains {
        Self.nodeOperations.contains($0.step.operation) && $0.startIndex < me.startIndex
      }
    case .persists:
      let later = track.steps.indices.filter {
        track.steps[$0].startIndex > me.endIndex && isKin(track.steps[$0], me)
          && [.passed, .failed].contains(track.steps[$0].step.status)
      }
      return later.isEmpty ? nil : later.allSatisfy { track.steps[$0].step.status == .failed }
    case .severalCreators where manyProcesses(track): return true
    default: return witness(of: fact, log: log, step: step, index: index) != nil
    }
  }

  /// The last other step that makes `fact` hold for the step at `step`; `nil` where it does not
  /// hold, or does not hang on one other step.
  package func witness(of fact: StructuralFact, log: Int, step: Int, index: Int) -> Int? {
    let track = logs[log].track
    let me = track.steps[step]
    func last(_ condition: (TrackedStep) -> Bool) -> Int? {
      track.steps.indices.last { $0 != step && condition(track.steps[$0]) }
    }
    switch fact {
    case .othersPassed:
      return last {
        $0.step.operation == me.step.operation && !$0.hasSameSubject(as: me)
          && $0.step.status == .passed && $0.endIndex <= me.startIndex
      }
    case .overlapped: return last { isKin($0, me) && $0.overlaps(me) }
    case .sameSubjectOverlapped: return last { $0.isSame(as: me) && $0.overlaps(me) }
    case .retriedPassed where me.step.status == .failed: return track.recoveries[step]
    case .retriedPassed:
      return last {
        $0.isSame(as: me) && $0.step.status == .passed && $0.startIndex > me.endIndex
      }
    case .subjectPassedBefore:
      return last {
        [.load, .deploy].contains($0.step.phase) && $0.hasSameSubject(as: me)
          && ($0.step.operation == me.step.operation || me.step.phase != .load)
          && $0.step.status == .passed && $0.endIndex <= me.startIndex && me.subject != nil
      }
    case .sameStepPassedBefore:
      return last {
        $0.isSame(as: me) && $0.step.status == .passed && $0.endIndex <= me.startIndex
          && me.subject != nil
      }
    case .nodeWorkedBefore:
      return last {
        Self.nodeOperations.contains($0.step.operation) && $0.step.status == .passed
          && $0.endIndex <= max(me.startIndex, me.endIndex)
      }
    case .severalCreators:
      return last {
        ["create cluster", "create node", "run container"].contains($0.step.operation)
          && $0.isSame(as: me) && me.subject != nil && $0.startIndex <= me.endIndex
          && $0.overlaps(me)
      }
    case .removedMeanwhile:
      return last {
        Self.removals.contains($0.step.operation) && $0.startIndex < max(me.endIndex, index)
          && $0.startIndex < track.teardownAt ?? .max
          && ($0.subject.map { mentions(me, $0) } ?? true)
      }
    case .firstUse, .persists, .inCleanup: return nil
    }
  }

  /// Steps of one kind: the same operation, or commands of one phase.
  private func isKin(_ a: TrackedStep, _ b: TrackedStep) -> Bool {
    a.step.operation == b.step.operation
      || (a.origin == .command && b.origin == .command && a.step.phase == b.step.phase)
  }

  /// Ginkgo processes that each run the setup, instead of one for all.
  private func manyProcesses(_ track: Track) -> Bool {
    track.processes > 1 && track.failures.contains { $0.node == "BeforeSuite" }
  }

  private func mentions(_ step: TrackedStep, _ subject: Subject) -> Bool {
    step.subject.map { $0.matches(subject) } == true
      || step.command?.contains(subject.name) == true
  }

  /// The step a line belongs to: the one that began last among those around it.
  package func step(at index: Int, log: Int, failure: FoundFailure?) -> Int? {
    let steps = logs[log].track.steps
    if let failure, failure.log == log, failure.window.contains(index) {
      return failure.step
    }
    return steps.indices.last {
      steps[$0].origin != .heading && steps[$0].startIndex <= index && index <= steps[$0].endIndex
    }
  }
}

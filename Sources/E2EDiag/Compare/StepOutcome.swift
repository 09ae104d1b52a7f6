/// A step of one run, reduced to what is compared.
public struct StepOutcome: Sendable, Equatable {
  /// Which step.
  public var key: StepKey
  /// How it ended.
  public var outcome: Outcome
  /// Which try of the operation on this subject in the whole run it began as.
  public var attempt: Int
  /// The line that began it.
  public var location: SourceLocation
  /// Whether it stands for all that its phase would have done, because the run never got there.
  public var isPlaceholder = false
}

extension [StepOutcome] {
  /// The steps of a timeline.
  ///
  /// A try that follows a failed one continues that step, and copies that were under way together
  /// are one step, because which of them ended how cannot be told. The step of `failure` has failed,
  /// whatever a later line says of it.
  init(_ timeline: [Step], failure: RunOutcome.UnplacedFailure?) {
    self = []
    var last: [StepKey: Int] = [:]
    /// The last line of every step.
    var ends: [SourceLocation] = []
    var final: Set<Int> = []
    for step in timeline {
      let isFinal = failure?.isStep(step) == true
      let outcome: Outcome = isFinal ? .failed : step.outcome(after: failure)
      var key = StepKey(step.phase, operation: step.operation, subject: step.subject)
      let end = SourceLocation(source: step.location.source, line: step.endLine)
      if let index = last[key] {
        let isBeside = step.location <= ends[index] && step.location.source == ends[index].source
        if isBeside || self[index].outcome.isFailure {
          if isFinal {
            self[index].outcome = .failed
            final.insert(index)
          } else if !final.contains(index) {
            self[index].outcome =
              isBeside
              ? self[index].outcome.beside(outcome) : self[index].outcome.followed(by: outcome)
          }
          ends[index] = Swift.max(ends[index], end)
          continue
        }
        last[key] = count
        key.occurrence = self[index].key.occurrence + 1
      } else {
        last[key] = count
      }
      if isFinal { final.insert(count) }
      ends.append(end)
      append(
        StepOutcome(
          key: key, outcome: outcome, attempt: step.attempt, location: step.location,
          isPlaceholder: step.status == .notReached && step.known != .assumed))
    }
  }
}

extension Outcome {
  fileprivate var isFailure: Bool { self == .failed || self == .failedAfter }

  /// What becomes of a failed step by another try of it.
  fileprivate func followed(by next: Outcome) -> Outcome {
    if next.isPass { return .passedOnRetry }
    return next == .failed ? .failed : self
  }

  /// What is known of two copies together: a failure of one is one of both.
  fileprivate func beside(_ other: Outcome) -> Outcome {
    let worst: [Outcome] = [
      .failed, .failedAfter, .unknown, .notReached, .passedOnRetry, .passed,
    ]
    return worst.first { $0 == self || $0 == other } ?? .unknown
  }
}

extension Step {
  /// An assumed status is no trial (statistics.md, worked example, correction 2).
  fileprivate func outcome(after failure: RunOutcome.UnplacedFailure?) -> Outcome {
    switch status {
    case .passed: known == .assumed ? .unknown : .passed
    case .failed:
      known == .assumed
        ? .unknown : failure?.precedesEnd(of: self) == true ? .failedAfter : .failed
    case .notReached: .notReached
    case .running, .unknown: .unknown
    }
  }
}

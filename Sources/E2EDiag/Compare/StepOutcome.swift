/// What became of a step, or of a phase, in one run.
public enum Outcome: String, Sendable, Codable, CaseIterable {
  /// It did what it should, by a line or by what followed; an assumed pass is ``unknown``.
  case passed
  /// It did not, and no later try did.
  case failed
  /// The run stopped before it: censored, neither a pass nor a failure.
  case notReached = "not-reached"
  /// The log does not tell, or the run was stopped from outside while it was under way.
  case unknown

  /// Whether it counts as a trial of the step.
  public var isTrial: Bool { self == .passed || self == .failed }
}

/// A step of one run, reduced to what is compared.
public struct StepOutcome: Sendable, Equatable {
  /// Which step.
  public var key: StepKey
  /// How it ended.
  public var outcome: Outcome
  /// Which try of the operation on this subject in the whole run it began as.
  public var attempt: Int
  /// How often it was tried until it ended so; more than 1 when it was retried after a failure.
  public var tries: Int
  /// The line that began it.
  public var location: SourceLocation
}

extension [StepOutcome] {
  /// The steps of a timeline; a try that follows a failed one continues that step.
  ///
  /// The step of `failure` has failed, whatever a later line says of it.
  init(_ timeline: [Step], failure: RunOutcome.UnplacedFailure?) {
    self = []
    var last: [StepKey: Int] = [:]
    var final: Set<Int> = []
    for step in timeline {
      let isFinal = failure?.isStep(step) == true
      let outcome: Outcome = isFinal ? .failed : step.trialOutcome
      var key = StepKey(step.phase, operation: step.operation, subject: step.subject)
      if let index = last[key], self[index].outcome == .failed {
        if !outcome.isTrial { continue }
        self[index].tries += 1
        if !final.contains(index) { self[index].outcome = outcome }
        if isFinal { final.insert(index) }
        continue
      }
      let first = key
      if let index = last[first] { key.occurrence = self[index].key.occurrence + 1 }
      last[first] = count
      if isFinal { final.insert(count) }
      append(
        StepOutcome(
          key: key, outcome: outcome, attempt: step.attempt, tries: 1, location: step.location))
    }
  }
}

extension Step {
  /// An assumed status is no trial (statistics.md, worked example, correction 2).
  fileprivate var trialOutcome: Outcome {
    switch status {
    case .passed: known == .assumed ? .unknown : .passed
    case .failed: known == .assumed ? .unknown : .failed
    case .notReached: .notReached
    case .running, .unknown: .unknown
    }
  }
}

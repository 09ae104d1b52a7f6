/// What became of a step, or of a phase, in one run.
public enum Outcome: String, Sendable, Codable, CaseIterable {
  /// It did what it should, by a line or by what followed; an assumed pass is ``unknown``.
  case passed
  /// It passed after a try that failed: a pass, and no proof that its fault is gone.
  case passedOnRetry = "passed-on-retry"
  /// It did not, and no later try did.
  case failed
  /// It failed once the run had failed elsewhere, maybe only because of that: censored.
  case failedAfter = "failed-after"
  /// The run stopped before it: censored, neither a pass nor a failure.
  case notReached = "not-reached"
  /// The log does not tell, or the run was stopped from outside while it was under way.
  case unknown

  /// Whether it ended well, at once or on a later try.
  public var isPass: Bool { self == .passed || self == .passedOnRetry }
  /// Whether it counts as a trial of the step.
  public var isTrial: Bool { isPass || self == .failed }
}

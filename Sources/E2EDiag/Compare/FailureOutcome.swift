/// How a run failed, reduced to what is compared across runs.
public struct FailureOutcome: Sendable, Equatable {
  /// The failing step.
  public var step: StepKey
  /// The concluded cause, such as `resource-exhaustion/disk-full`, or `undetermined`.
  public var cause: String
  /// The innermost error, in one line.
  public var message: String
  /// When the log says that it failed, where it does.
  public var time: LogTime?
  /// Identity of the failure across runs.
  public var fingerprint: Fingerprint
}

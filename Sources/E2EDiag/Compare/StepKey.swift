/// What makes steps of different runs the same step.
public struct StepKey: Sendable, Hashable {
  /// The phase the operation belongs to.
  public var phase: Phase
  /// What is done, such as `load image`.
  public var operation: String
  /// What it is done to; `nil` where the log names nothing.
  public var subject: String?
  /// 1 for the first time in this phase; a try after a failed one is no time of its own.
  public var occurrence: Int

  /// The step that a run goes through for the `occurrence`-th time in `phase`.
  public init(_ phase: Phase, operation: String, subject: String?, occurrence: Int = 1) {
    self.phase = phase
    self.operation = operation
    self.subject = subject
    self.occurrence = occurrence
  }
}

extension StepKey {
  /// Whether the log names the step; another run can neither pass nor fail in one that it does not.
  var isNamed: Bool { operation != FailureFinder.unnamed(.other) }
}

extension StepKey: CustomStringConvertible {
  /// `deploy / load image / aianalysis`, with `(2)` behind it for the second time in a phase.
  public var description: String {
    let parts = [phase.rawValue, operation, subject].compactMap(\.self)
    return parts.joined(separator: " / ") + (occurrence > 1 ? " (\(occurrence))" : "")
  }
}

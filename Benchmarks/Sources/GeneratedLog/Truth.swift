/// What a report on a generated log can be held against.
public struct Truth: Sendable, Equatable {
  /// The seed it was made from.
  public var seed: UInt64
  /// Exactly how many bytes there are.
  public var bytes: Int
  /// How many lines, an unfinished one included.
  public var lines: Int
  /// What went wrong.
  public var failure: Failure
  /// The part of the run it went wrong in, or `nil`.
  public var phase: String?
  /// The lines that say what went wrong, in order, counted from 1.
  public var failureLines: [Int]

  /// All of it as one JSON object, with a newline.
  public var json: String {
    """
    {"seed": \(seed), "bytes": \(bytes), "lines": \(lines), "failure": "\(failure.rawValue)", \
    "phase": \(phase.map { "\"\($0)\"" } ?? "null"), "failureLines": \(failureLines)}

    """
  }
}

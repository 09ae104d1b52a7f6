/// The log of an end-to-end run that never took place: as long as wanted, the same for the same seed.
public struct GeneratedLog: Sendable {
  /// About how many bytes it has; it is whole lines, and some of them cannot be left out.
  public var size: Int
  /// What parts this log from others of its kind.
  public var seed: UInt64
  /// What goes wrong.
  public var failure: Failure
  /// Its form.
  public var shape: Shape

  /// Forms of logs that programs must live with.
  public enum Shape: String, CaseIterable, Sendable {
    /// Lines as they are.
    case normal
    /// One line of all its bytes.
    case oneLine = "one-line"
    /// Each line between the steps tells of an error.
    case everyLineMatches = "every-line-matches"
    /// The last line does not end.
    case noNewline = "no-newline"
  }

  /// A log of about `size` bytes.
  public init(
    size: Int, seed: UInt64 = 1, failure: Failure = .none, shape: Shape = .normal
  ) {
    self.size = size
    self.seed = seed
    self.failure = failure
    self.shape = shape
  }

  /// Hands the bytes to `sink`, piece by piece, and says what is true of them.
  public func write(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Truth {
    let script = Script(self)
    return try script.play(to: sink)
  }
}

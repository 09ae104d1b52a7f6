/// A line of one of the sources of a run.
public struct SourceLocation: Sendable, Hashable, Codable {
  /// Position of the source in ``Run/sources``, from 0.
  public var source: Int
  /// 1-based; a line ends at a line feed.
  public var line: Int
}

extension SourceLocation: Comparable {
  /// Whether `lhs` stands before `rhs`; sources in their given order.
  public static func < (lhs: SourceLocation, rhs: SourceLocation) -> Bool {
    (lhs.source, lhs.line) < (rhs.source, rhs.line)
  }
}

/// A line of a log as it is shown to a person: cleaned of control codes, secrets redacted.
public struct QuotedLine: Sendable, Equatable {
  /// Where it stands.
  public var location: SourceLocation
  /// What it says.
  public var text: String
}

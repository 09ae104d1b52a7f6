/// A line of one of the sources of a run.
public struct SourceLocation: Sendable, Hashable, Codable {
  /// Position of the source in ``Run/sources``, from 0.
  public var source: Int
  /// 1-based; a line ends at a line feed.
  public var line: Int

  /// All fields, in their order.
  package init(source: Int, line: Int) {
    self.source = source
    self.line = line
  }
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

  /// All fields, in their order.
  package init(location: SourceLocation, text: String) {
    self.location = location
    self.text = text
  }
}

/// Something wrong in a file of rules: where, what, why, and what to do.
public struct RuleProblem: Error, Sendable, Equatable {
  /// The file as it was named.
  public var file: String
  /// 1-based; 0 when the problem is the file as a whole.
  public var line: Int
  /// What is wrong, lower case, no full stop.
  public var message: String
  /// Why it is wrong.
  public var reason: String?
  /// What to write instead.
  public var help: String?
}

extension RuleProblem: CustomStringConvertible {
  /// `FILE:LINE: error: MESSAGE`, then the reason and the help on lines of their own.
  public var description: String {
    var text = line > 0 ? "\(file):\(line): error: \(message)" : "\(file): error: \(message)"
    if let reason { text += "\n  reason: \(reason)" }
    if let help { text += "\n  help: \(help)" }
    return text
  }
}

/// All that is wrong in one or several files of rules.
public struct RuleProblems: Error, Sendable, Equatable, CustomStringConvertible {
  /// In the order of file and line.
  public var problems: [RuleProblem]

  /// One problem after the other.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Rules that find secrets.
package struct Redaction: Sendable {
  /// How a secret is recognized.
  struct Rule: Sendable {
    let line: LineRule
    /// Lines that the patterns look at together, from the one with a needed text on.
    let lines: Int
  }

  let rules: [Rule]
  private let search: Prefilter
  /// For every text of the search, the rules that need it, as bits.
  private let users: [UInt64]
  /// Rules that need no text.
  private let unbound: UInt64

  /// A word of this length at the end of a line makes it one for the rules that need no text.
  private static let longWord = 40

  /// The rules themselves, for their tests.
  package var lineRules: [LineRule] { rules.map(\.line) }

  /// Reads `redactions`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "parts", "redactions"])
    let parts = try file.root["parts"]?.map() ?? [:]
    rules = try file.root.list("redactions").map { node in
      // An 'unless' would spare every secret of a line.
      try node.refuseUnknown(LineRule.fields.filter { $0 != "unless" } + ["lines"])
      return Rule(
        line: try LineRule(node, family: "redaction", parts: parts),
        lines: node["lines"] == nil ? 1 : Int(try node.number("lines")))
    }
    guard rules.count <= UInt64.bitWidth else {
      throw file.root.problem("more than \(UInt64.bitWidth) rules")
    }
    var users: [[UInt8]: UInt64] = [:]
    for (index, rule) in rules.enumerated() {
      for need in rule.line.needs.flatMap(Self.longEnough) {
        users[need, default: 0] |= 1 << UInt64(index)
      }
    }
    let texts = users.keys.sorted { $0.lexicographicallyPrecedes($1) }
    search = Prefilter(texts, ignoringCase: true)
    self.users = texts.map { users[$0] ?? 0 }
    unbound = rules.enumerated().reduce(0) { bits, rule in
      rule.element.line.needs.isEmpty ? bits | 1 << UInt64(rule.offset) : bits
    }
  }

  /// The search takes no text of three bytes, but all that begin with it and go on visibly.
  private static func longEnough(_ need: [UInt8]) -> [[UInt8]] {
    guard need.count == Prefilter.shortestText - 1 else { return [need] }
    return (UInt8(0x21)...0x7e).filter { !(65...90).contains($0) }.map { need + [$0] }
  }

  /// The lines of `text` that a rule may find a secret on, with the rules as bits.
  func suspects(in text: LogText) -> [Int: UInt64] {
    var suspects: [Int: UInt64] = [:]
    text.bytes.withUnsafeBytes { bytes in
      search.scan(bytes) { need, offset in
        suspects[text.index(ofByte: offset), default: 0] |= users[need]
      }
      for (index, line) in text.lines.enumerated() where line.range.count >= Self.longWord {
        // The line has so many bytes, and lies inside `bytes`.
        let end = bytes[(line.range.upperBound - Self.longWord)..<line.range.upperBound]
        if !end.contains(0x20) { suspects[index, default: 0] |= unbound }
      }
    }
    return suspects
  }
}

/// What a log says of itself that should be alike in two runs: commit, versions, digests, tags, seed.
package struct InputRecognition: Sendable {
  private struct Rule: Sendable {
    let line: LineRule
    let key: String
    /// What the line below must be, and give the value, where the line itself only announces it.
    let next: Pattern?
  }

  private let rules: [Rule]
  private let search: RuleSearch

  /// The rules themselves, for their tests and for the prefilter.
  package var lineRules: [LineRule] { rules.map(\.line) }

  /// The patterns of lines below, for their tests.
  package var nextPatterns: [Pattern] { rules.compactMap(\.next) }

  /// Reads `inputs`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "inputs"])
    let rules = try file.root.list("inputs").map { node in
      try node.refuseUnknown(LineRule.fields + ["key", "next"])
      return Rule(
        line: try LineRule(node, family: "inputs"), key: try node.text("key"),
        next: try node.optionalText("next").map { Pattern($0) })
    }
    self.rules = rules
    search = RuleSearch(rules.map(\.line))
  }

  /// The inputs that `text` names, each by its first mention.
  package func read(_ text: LogText) -> [String: String] {
    var inputs: [String: String] = [:]
    search.forEachLine(of: text) { index, line, candidates in
      for position in candidates {
        let rule = rules[position]
        guard let captures = rule.line.captures(in: line),
          let value = rule.next.map({ below(index, in: text, $0) }) ?? captures["value"]
        else { continue }
        let key = rule.key.replacing("{name}", with: captures["name"] ?? "")
        if inputs[key] == nil { inputs[key] = value }
      }
    }
    return inputs
  }

  private func below(_ index: Int, in text: LogText, _ pattern: Pattern) -> String? {
    guard let next = text.lines.indices[(index + 1)...].first(where: { !text.isBlank($0) }) else {
      return nil
    }
    return text.withLine(next) { pattern.firstMatch(in: $0)?.captures["value"] }
  }
}

/// What a log says of itself that should be alike in two runs: commit, versions, tags, seed.
package struct InputRecognition: Sendable {
  private let rules: [(line: LineRule, key: String)]

  /// The rules themselves, for their tests and for the prefilter.
  package var lineRules: [LineRule] { rules.map(\.line) }

  /// Reads `inputs`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "inputs"])
    rules = try file.root.list("inputs").map { node in
      try node.refuseUnknown(LineRule.fields + ["key"])
      return (try LineRule(node, family: "inputs"), try node.text("key"))
    }
  }

  /// The inputs that `text` names, each by its first mention.
  package func read(_ text: LogText) -> [String: String] {
    var inputs: [String: String] = [:]
    for index in text.lines.indices {
      text.withLine(index) { line in
        for rule in rules where rule.line.needs.contains(where: line.contains) {
          guard let captures = rule.line.captures(in: line), let value = captures["value"] else {
            continue
          }
          let key = rule.key.replacing("{name}", with: captures["name"] ?? "")
          if inputs[key] == nil { inputs[key] = value }
        }
      }
    }
    return inputs
  }
}

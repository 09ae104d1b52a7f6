/// What a command, a sentence or a frame of an error chain is about.
package struct Operation: Sendable, Equatable {
  /// The phase it belongs to when nothing else says.
  package var phase: Phase
  /// In lower case words: `load image`.
  package var name: String
  /// As the text spells it.
  package var subject: String?
}

/// Rules that tell an ``Operation`` from a text; the first that matches decides.
package struct OperationGrammar: Sendable {
  private let rules: [(line: LineRule, phase: Phase, name: String)]

  /// The rules themselves, for their tests.
  package var lineRules: [LineRule] { rules.map(\.line) }

  /// Reads the list `operations` of `file`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    let family = try file.root.text("grammar")
    try file.root.refuseUnknown(["format", "grammar", "about", "operations"])
    rules = try file.root.list("operations").map { node in
      try node.refuseUnknown(LineRule.fields + ["means"])
      guard let means = node["means"] else { throw node.problem("missing field 'means'") }
      try means.refuseUnknown(["phase", "step"])
      return (
        try LineRule(node, family: family), try means.choice("phase", Phase.self),
        try means.text("step")
      )
    }
  }

  /// What `text` is about, or `nil` when no rule knows.
  package func operation(of text: String) -> Operation? {
    for rule in rules {
      guard let captures = rule.line.captures(in: text) else { continue }
      let subject = captures["subject"] ?? captures["subject2"]
      return Operation(
        phase: rule.phase, name: rule.name, subject: subject.flatMap { $0.isEmpty ? nil : $0 })
    }
    return nil
  }
}

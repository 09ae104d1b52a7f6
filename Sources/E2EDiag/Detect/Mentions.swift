/// Rules that tell a line that only speaks of an error from one that reports it.
///
/// `no OOM kill seen`, `the earlier "no space left on device" is fixed`, `simulated … (expected)`:
/// nothing of it happened here.
package struct Mentions: Sendable {
  /// The rules themselves, for their tests.
  package let lineRules: [LineRule]

  /// Reads the list `mentions` of `file`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "mentions"])
    lineRules = try file.root.list("mentions").map { node in
      try node.refuseUnknown(LineRule.fields)
      return try LineRule(node, family: "mentions")
    }
  }

  /// Whether `line` only mentions an error.
  package func contains(_ line: UnsafeRawBufferPointer) -> Bool {
    lineRules.contains { $0.captures(in: line) != nil }
  }
}

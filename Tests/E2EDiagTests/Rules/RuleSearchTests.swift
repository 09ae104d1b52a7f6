import Testing

@testable import E2EDiag

/// One search for all rules gives each line the rules that a search a rule would give it.
@Suite struct RuleSearchTests {
  private static func rule(_ needs: [String], number: Int) throws -> LineRule {
    let list = needs.map { "'\($0)'" }.joined(separator: ", ")
    let file = try RuleFile(
      name: "x.yml",
      text: """
        rules:
          - {id: r\(number), needs: [\(list)], match: ['x'], fires: [{line: x}], spares: [{line: y}]}
        """)
    return try LineRule(try #require(try file.root.list("rules").first), family: "f")
  }

  private static func found(_ needs: [[String]], in text: String) throws -> [[Int]] {
    let rules = try needs.enumerated().map { try rule($1, number: $0) }
    var result: [[Int]] = []
    RuleSearch(rules).forEachLine(of: LogText(text)) { _, _, candidates in
      result.append(Array(candidates))
    }
    return result
  }

  @Test func lineGetsTheRulesWhoseTextsStandInIt() throws {
    let rules = [["STEP: "], [], ["error", "failed"], ["ab"]]
    #expect(
      try Self.found(rules, in: "STEP: one\nnothing\nfailed with error\nSTEP: failed")
        == [[0, 1, 3], [1, 3], [1, 2, 3], [0, 1, 2, 3]])
  }

  @Test func emptyLinesAreNotAsked() throws {
    #expect(try Self.found([[]], in: "a\n\nb\n").count == 2)
  }

  /// More rules than bits of a word.
  @Test func everyRuleOfManyIsFoundInItsOrder() throws {
    let names = (0..<150).map { "text-\(1000 + $0)-end" }
    let found = try Self.found(names.map { [$0] }, in: names.reversed().joined(separator: " "))
    #expect(found == [Array(0..<150)])
  }
}

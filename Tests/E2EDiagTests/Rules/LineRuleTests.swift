import Testing

@testable import E2EDiag

@Suite struct LineRuleTests {
  private func rule(_ fields: String) throws -> LineRule {
    try LineRule(RuleFile(name: "x.yml", text: fields).root, family: "shop")
  }

  private static let good = """
    id: cart-lost
    needs: [cart, trolley]
    match: ['the (?<what>cart|trolley) is lost', 'lost (?<what>cart)']
    unless: [found]
    fires: [{line: the cart is lost, gives: {what: cart}}, lost cart]
    spares: [{line: the cart is lost and found, why: it came back}]
    """

  @Test func ruleIsReadWithItsExamples() throws {
    let rule = try rule(Self.good)
    #expect(rule.name == "shop/cart-lost")
    #expect(rule.needs.map { String(decoding: $0, as: UTF8.self) } == ["cart", "trolley"])
    #expect(rule.fires.map(\.line) == ["the cart is lost", "lost cart"])
    #expect(rule.fires.first?.gives == ["what": "cart"])
    #expect(rule.fires.map(\.place) == [5, 5])
    #expect(rule.spares.first?.why == "it came back")
  }

  @Test(
    arguments: [
      ("the cart is lost", "cart"), ("the trolley is lost", "trolley"), ("lost cart", "cart"),
      // The first pattern decides.
      ("lost cart, the trolley is lost", "trolley"),
      // One veto spares the line, and without a needed text no pattern is tried.
      ("the cart is lost and found", nil), ("nothing is lost", nil), ("", nil),
    ] as [(String, String?)])
  func firstPatternThatMatchesGivesTheCaptures(_ row: (line: String, what: String?)) throws {
    #expect(try rule(Self.good).captures(in: row.line)?["what"] == row.what)
  }

  @Test func neededTextIsPlainAndNotAPattern() throws {
    let rule = try rule("id: a\nneeds: ['a.c']\nmatch: ['.']\nfires: [a.c]\nspares: [abc]\n")
    #expect(rule.captures(in: "a.c") != nil)
    #expect(rule.captures(in: "abc") == nil)
  }

  @Test(arguments: [
    ("id: Cart\nmatch: a\nfires: a\nspares: b\n", "x.yml:1: error: id 'Cart' is not kebab-case"),
    ("id: a_b\nmatch: a\nfires: a\nspares: b\n", "x.yml:1: error: id 'a_b' is not kebab-case"),
    ("match: a\nfires: a\nspares: b\n", "x.yml:1: error: missing field 'id'"),
    ("id: a\nfires: a\nspares: b\n", "x.yml:1: error: missing field 'match'"),
    (
      "id: a\nmatch: a\nspares: b\n",
      "x.yml:1: error: shop/a has no 'fires'\n"
        + "  help: add a line that must match, copied from a real log"
    ),
    (
      "id: a\nmatch: a\nfires: a\n",
      "x.yml:1: error: shop/a has no 'spares'\n"
        + "  help: add a near miss that must not match, with 'why'"
    ),
    (
      "id: a\nmatch: a\nfires: [{line: a, give: {x: y}}]\nspares: b\n",
      "x.yml:3: error: unknown field 'give'\n  help: did you mean 'gives'?"
    ),
  ])
  func incompleteRuleIsRefused(_ row: (fields: String, problem: String)) {
    let problem = #expect(throws: RuleProblem.self) { try rule(row.fields) }
    #expect(problem?.description == row.problem)
  }

  @Test(
    arguments: [
      ("abcabd", "abd", 3), ("aaab", "aab", 1), ("abc", "abcd", nil), ("abc", "", 0), ("", "", 0),
      ("", "a", nil), ("abc", "c", 2),
    ] as [(String, String, Int?)])
  func plainTextIsFoundWhereItStandsFirst(_ row: (text: String, part: String, offset: Int?)) {
    let found = Array(row.text.utf8).withUnsafeBytes { $0.firstIndex(of: Array(row.part.utf8)) }
    #expect(found == row.offset)
  }
}

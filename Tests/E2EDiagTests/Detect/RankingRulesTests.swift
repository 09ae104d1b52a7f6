import Testing

@testable import E2EDiag

@Suite struct RankingRulesTests {
  private static let good = """
    format: 1
    family: runner
    about: One rule.
    rules:
      - id: cart
        weight: 8
        match: '^cart failed'
        fires: 'cart failed'
        spares:
          - line: 'the cart failed'
            why: not at the start
    """

  @Test func everyExampleOfEveryRuleHolds() throws {
    let rules = try RankingRules.bundled().rules
    #expect(rules.count > 150)
    for rule in rules {
      for pattern in rule.rule.match + rule.rule.unless { try pattern.check() }
      for example in rule.rule.fires {
        #expect(
          rule.rule.captures(in: example.line) != nil, "\(rule.rule.name) on '\(example.line)'")
      }
      for example in rule.rule.spares {
        #expect(
          rule.rule.captures(in: example.line) == nil, "\(rule.rule.name) on '\(example.line)'")
      }
    }
  }

  @Test func everyRoleAndFamilyHasARule() throws {
    let rules = try RankingRules.bundled().rules
    #expect(Set(rules.map(\.family)) == Set(RankingRules.Family.allCases))
    #expect(Set(rules.compactMap(\.role)) == Set(RankingRules.Role.allCases))
    #expect(RankingRules.Role.allCases.count <= 32, "a role is one bit of 32")
  }

  @Test func anchorsAreLongTextsOfStrongRules() throws {
    let anchors = try RankingRules.bundled().anchors.map { String(decoding: $0, as: UTF8.self) }
    #expect(anchors.contains("no space left on device"))
    #expect(anchors.contains("--- FAIL: "))
    #expect(!anchors.contains("error"))
  }

  @Test func goodFileIsRead() throws {
    let rules = try RankingRules(files: [("good.yml", Self.good)]).rules
    #expect(rules.map(\.rule.name) == ["runner/cart"])
    #expect(rules.first?.weight == 8)
  }

  @Test(arguments: [
    ("weight: 8", "wieght: 8", "bad.yml:6: error: unknown field 'wieght'"),
    ("family: runner", "family: runer", "bad.yml:2: error: 'runer' is no value of 'family'"),
    ("weight: 8", "weight: -8", "bad.yml:6: error: weight -8.0 of runner/cart has the wrong sign"),
    ("weight: 8", "weight: many", "bad.yml:6: error: 'weight' must be a number"),
    ("fires: 'cart failed'", "", "bad.yml:5: error: runner/cart has no 'fires'"),
    ("id: cart", "id: Cart", "bad.yml:5: error: id 'Cart' is not kebab-case"),
    ("format: 1", "format: 2", "bad.yml:1: error: format 2 is not known"),
    ("weight: 8", "weight: 8\n    role: heading", "bad.yml:7: error: unknown field 'role'"),
  ])
  func wrongFileIsRefusedWithItsPlace(_ change: (from: String, to: String, problem: String)) {
    let text = Self.good.replacing(change.from, with: change.to, maxReplacements: 1)
    let error = #expect(throws: RuleProblems.self) {
      try RankingRules(files: [("bad.yml", text)])
    }
    let first = error?.problems.first?.description.split(separator: "\n").first.map(String.init)
    #expect(first == change.problem)
  }

  @Test func ruleIsRefusedASecondTime() {
    let error = #expect(throws: RuleProblems.self) {
      try RankingRules(files: [("a.yml", Self.good), ("b.yml", Self.good)])
    }
    #expect(error?.problems.first?.message == "'runner/cart' stands here a second time")
  }
}

import Testing

@testable import E2EDiag

@Suite struct RuleFileTests {
  private func problem(_ text: String, _ use: (RuleNode) throws -> Void = { _ in }) -> String? {
    do {
      try use(RuleFile(name: "x.yml", text: text).root)
      return nil
    } catch let problems as RuleProblems {
      return problems.description
    } catch let problem as RuleProblem {
      return problem.description
    } catch {
      return "\(error)"
    }
  }

  private static let anchorHelp =
    "\n  help: write the value out, or put it in single quotes if it begins with '&', '*' or '!'"

  @Test(arguments: [
    ("a: 1\nb: &base x\n", 2), ("- &x 1\n", 1), ("a:\n  b: *base\n", 2), ("a: !tag x\n", 1),
    ("- - &x 1\n", 1), ("list:\n  - *base\n", 2), ("list:\n  - a: &n x\n", 2),
  ])
  func anchorsAliasesAndTagsAreRefused(_ row: (text: String, line: Int)) {
    #expect(
      problem(row.text)
        == "x.yml:\(row.line): error: anchors, aliases and tags are not allowed" + Self.anchorHelp)
  }

  @Test(arguments: [
    "a: [&x 1, *x]\n", "a: {b: &x 1, c: *x}\n", "Key: &x 1\n", "key2: &x 1\n", "'k': &x 1\n",
    "a: &1 x\nb: *1\n", "a: !!str 1\n", "<<: *x\n",
  ])
  func anchorsInOtherPlacesAreRefusedToo(text: String) {
    #expect(problem(text)?.contains("anchors, aliases and tags are not allowed") == true)
  }

  @Test(arguments: [
    ("a: b\n? c\n: d\n", "x.yml:2: error: keys must be texts\n  help: write 'KEY: VALUE'"),
    (
      "a:\n  - [b: c]\n",
      "x.yml:2: error: a mapping in a list needs braces\n"
        + "  help: write '[{KEY: VALUE}]', or put a text into single quotes"
    ),
    (
      "a: b\n---\na: c\n",
      "x.yml:2: error: a second document is not allowed\n  help: give it a file of its own"
    ),
    (
      "%YAML 1.1\n---\na: b\n",
      "x.yml:1: error: directives are not allowed\n  help: leave the line out"
    ),
  ])
  func whatOnlyWholeYAMLHasIsRefused(_ row: (text: String, problem: String)) {
    #expect(problem(row.text) == row.problem)
  }

  @Test(arguments: [
    "a: '*x'\n", "a: '&x'\n", "a: \"!x\"\n", "# a: &x\na: 1\n", "a: b & c\n", "a: 2 * 3\n",
    "a: wow!\n", "a: ['*b', '&c']\n",
  ])
  func signsInsideTextsAreNoAnchors(text: String) {
    #expect(problem(text) == nil)
  }

  @Test func tooLargeFileIsRefused() {
    let text = "a: '" + String(repeating: "x", count: RuleFile.largestFile) + "'\n"
    #expect(
      problem(text) == """
        x.yml: error: file of \(text.utf8.count) bytes is too large
          help: a rule file may have 1048576 bytes; split it by family
        """)
  }

  @Test(arguments: [
    (
      "a: 'x\n",
      """
      x.yml:2: error: not valid YAML
        reason: found unexpected end of stream
        help: regular expressions stand in single quotes, with '' for a quote inside
      """
    ),
    (
      "a: b: c\n",
      """
      x.yml:1: error: not valid YAML
        reason: mapping values are not allowed in this context
        help: regular expressions stand in single quotes, with '' for a quote inside
      """
    ),
    (
      "a: \"\\d\"\n",
      """
      x.yml:1: error: not valid YAML
        reason: found unknown escape character
        help: regular expressions stand in single quotes, with '' for a quote inside
      """
    ),
  ])
  func textThatIsNoYAMLIsRefusedWithItsPlace(_ row: (text: String, problem: String)) {
    #expect(problem(row.text) == row.problem)
  }

  @Test func duplicateKeyIsRefusedWithItsPlace() {
    let refusal = problem("a: 1\nb: 2\na: 3\n")
    #expect(
      refusal?.hasPrefix("x.yml:3: error: not valid YAML\n  reason: duplicate key 'a'\n") == true)
  }

  @Test(arguments: ["", "- a\n- b\n", "text\n", "# only a remark\n"])
  func topLevelMustBeAMapping(text: String) {
    #expect(
      problem(text) == """
        x.yml:1: error: not a mapping at the top level
          help: begin with 'format: 1' and 'family: NAME'
        """)
  }

  @Test(arguments: [
    ("confidense: high\n", "did you mean 'confidence'?"),
    ("spare: x\n", "did you mean 'spares'?"),
    ("colour: red\n", "known fields are confidence, spares"),
  ])
  func unknownFieldIsRefusedWithTheNearestKnownOne(_ row: (text: String, help: String)) {
    let key = row.text.prefix { $0 != ":" }
    #expect(
      problem("spares: 1\n" + row.text) { try $0.refuseUnknown(["confidence", "spares"]) }
        == "x.yml:2: error: unknown field '\(key)'\n  help: \(row.help)")
  }

  @Test func valuesAreCheckedForTheirKind() {
    let text = "text: a\nlist: [a, b]\nmap: {k: v}\nnumber: '7.5'\n"
    #expect(problem(text) { _ = try $0.text("none") } == "x.yml:1: error: missing field 'none'")
    #expect(problem(text) { _ = try $0.text("list") } == "x.yml:2: error: 'list' must be a text")
    #expect(
      problem(text) { _ = try $0.number("text") } == "x.yml:1: error: 'text' must be a number")
    #expect(problem(text) { _ = try $0.texts("map") } == "x.yml:3: error: 'map' must hold texts")
    #expect(
      problem(text) { _ = try $0["list"]?.map() } == "x.yml:2: error: must be a mapping")
    #expect(
      problem("a: {b: [c]}\n") { _ = try $0["a"]?.map() }
        == "x.yml:1: error: must map texts to texts")
  }

  @Test func singleValueIsAListOfOne() throws {
    let root = try RuleFile(name: "x.yml", text: "one: a\nmany: [a, b]\nnumber: 7.5\n").root
    #expect(try root.texts("one") == ["a"])
    #expect(try root.texts("many") == ["a", "b"])
    #expect(try root.texts("none") == [])
    #expect(try root.number("number") == 7.5)
    #expect(root.keys.map(\.line) == [1, 2, 3])
  }

  @Test func wrongChoiceIsAnsweredWithTheNearestOne() {
    #expect(
      problem("phase: laod\n") { _ = try $0.choice("phase", Phase.self) }
        == "x.yml:1: error: 'laod' is no value of 'phase'\n  help: did you mean 'load'?")
    #expect(
      problem("step: first\n") {
        _ = try $0.choice("step", Weights.StructureRule.Which.self)
      } == "x.yml:1: error: 'first' is no value of 'step'\n  help: one of failed, recovered")
  }

  @Test(
    arguments: [
      ("load", "load"), ("laod", "load"), ("loa", "load"), ("loadd", "load"), ("", nil),
      ("something", nil),
    ] as [(String, String?)])
  func nearestWordIsAtMostTwoEditsAway(_ row: (word: String, nearest: String?)) {
    #expect(nearest(to: row.word, among: ["load", "deploy", "cleanup"]) == row.nearest)
  }
}

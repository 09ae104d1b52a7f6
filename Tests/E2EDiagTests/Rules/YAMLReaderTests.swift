import Testing
import Yams
import _E2EDiagTestSupport

@testable import E2EDiag

/// What our reader of YAML reads, libyaml reads in the same way.
@Suite struct YAMLReaderTests {
  /// A value in a form that both readers give.
  private indirect enum Value: Equatable, CustomStringConvertible {
    case text(String, line: Int)
    case list([Value], line: Int)
    case mapping([Value], line: Int)

    var description: String {
      switch self {
      case .text(let text, let line): "\(line):'\(text)'"
      case .list(let items, let line): "\(line):\(items)"
      case .mapping(let items, let line): "\(line):{\(items)}"
      }
    }
  }

  private static func ours(_ text: String) throws -> Value? {
    guard let tree = try YAMLReader.read(text) else { return nil }
    func value(_ position: Int) -> Value {
      let line = tree.nodes[position].line
      switch tree.nodes[position].kind {
      case .text: return .text(tree.text(position), line: line)
      case .list: return .list(tree.items(of: position).map(value), line: line)
      case .mapping:
        return .mapping(
          tree.pairs(of: position).flatMap { [value($0.key), value($0.value)] }, line: line)
      }
    }
    return value(0)
  }

  private static func libyamls(_ text: String) throws -> Value? {
    func value(_ node: Node) -> Value {
      let line = node.mark?.line ?? 0
      switch node {
      case .scalar(let scalar): return .text(scalar.string, line: line)
      case .sequence(let sequence): return .list(sequence.map(value), line: line)
      case .mapping(let mapping):
        return .mapping(mapping.flatMap { [value($0.key), value($0.value)] }, line: line)
      case .alias: return .text("alias", line: line)
      }
    }
    return try compose(yaml: text).map(value)
  }

  @Test(arguments: BundledFile.names)
  func bundledFileIsReadAsLibyamlReadsIt(name: String) throws {
    let text = try Fixture.text("../Sources/E2EDiag/\(name)")
    let ours = try #require(try Self.ours(text))
    let isSame = try ours == Self.libyamls(text)
    #expect(isSame, "\(ours)")
  }

  /// Every file of signatures, wrong ones too: what is wrong with them is not their YAML.
  @Test func fixtureIsReadAsLibyamlReadsIt() throws {
    let names = try Fixture.names(in: "fixtures/signatures").filter {
      $0.hasSuffix(".yml") && $0 != "invalid-anchor.yml"
    }
    #expect(names.count > 8)
    for name in names {
      let text = try Fixture.text("signatures/\(name)")
      #expect(try Self.ours(text) == Self.libyamls(text), "\(name)")
    }
  }

  static let texts: [String] = [
    // Plain texts.
    "a: b", "a: b \n", "a:   b c  # remark\n", "a: b#c\n", "a: b:c\n", "a: :b\n", "a: -b\n",
    "a: ?b\n", "a: b - c\n", "a: b, [c] {d}\n", "a: it's \"so\"\n", "a: http://x/y#z\n",
    "a: b\n  c\n", "a: b\n\n\n  c\n  d\n\ne: f\n", "a:\n  b\n  c\n", "a: b\n  # remark\nc: d\n",
    "a: ü📦\n", "a: ~\n", "a b: c\n", "a:\tb\t\n", "a: b\t# c\n", "a: b\\nc\n", "1: 2\n",
    // Nothing.
    "", "# remark\n", "\n\n", "a:\n", "a:\nb:\n", "a: # remark\nb: c\n", "a:\n- \n-\n- b\n",
    "a: {b: , c: d}\n", "---\na: b\n", "--- # remark\na: b\n...\n", "\u{feff}a: b\n",
    // Single quotes.
    "a: ''\n", "a: 'b'\n", "a: 'it''s'\n", "a: ''''\n", "a: '\\d+ \"x\"'\n", "a: 'b: c # d'\n",
    "a: 'b\n  c'\n", "a: 'b  \n\n\n    c  '\n", "a: '\n  b\n  '\n", "'a b': c\n", "'a''b' : c\n",
    "a: 'x' # remark\n", "a: '''x''y'''\n",
    // Double quotes.
    "a: \"\"\n", "a: \"b\\tc\\n\\\"d\\\\ \\/\"\n", "a: \"\\x41\\u00e9\\U0001f4e6\\e\\0\"\n",
    "a: \"b\n  c\"\n", "a: \"b \\\n   c\"\n", "a: \"b\\\n\n\n  c\"\n", "a: \"b\\ \n  \\ c\"\n",
    "a: \"b\\t  \n c\"\n", "a: \"it's\"\n", "\"a\": b\n", "a: \"\\N\\_\\L\\P\\a\\b\\v\\f\\r\"\n",
    // Block texts.
    "a: |\n  b\n  c\n", "a: |-\n  b\n\n", "a: |+\n  b\n\n\nc: d\n", "a: >\n  b\n  c\n\n  d\ne: f\n",
    "a: >-\n  b\n  c\n", "a: >+\n  b\n\n", "a: >\n  b\n    c\n  d\n", "a: >\n  b\n\n    c\n\n  d\n",
    "a: |2\n    b\n   c\n", "a: |1-\n   b\n", "a: >2-\n   b\n  c\n", "a: |\n\n\n  b\n",
    "a: >\n\n  b\n",
    "a: |\n  # no remark\n  b # neither\n", "a: >- # remark\n  b\n", "a: |\nb: c\n", "a: |",
    "a: |\n  b", "a: >\n  b  \n  c\n", "a: |\n  b\n # remark\nc: d\n", "- |\n b\n- >\n c\n d\n",
    "a: |\n  b\n  \n   \n  c\n", "a: >\n  b\n  \tc\n  d\n", "a: |\n  'b' \"c\" \\d\n",
    // Lists and mappings.
    "a:\n- b\n- c\nd: e\n", "a:\n  - b\n  - c\n", "- - a\n  - b\n- c\n", "- a: b\n  c: d\n- e: f\n",
    "-\n  a: b\n", "a:\n  b:\n    c: d\n  e: f\n", "a:\n  b: c\n\n  # remark\n\n  d: e\n",
    "- a:\n  - b\n  c: d\n", "a:\n- b: c\n  d:\n  - e\n", "- b\n# remark\n- c\n",
    "-   a: b\n    c: d\n",
    // Flow.
    "a: []\n", "a: {}\n", "a: [b, 'c', \"d\"]\n", "a: [b, c,]\n", "a: [[b], {c: d}]\n",
    "a: {b: c, 'd': e, \"f\":g}\n", "a: {b: {c: [d]}}\n", "a: [b c, d  e]\n",
    "a:\n  [b, # remark\n   c\n  ]\n",
    "a: [b\n  c, d]\n", "a: {b: c d,\n  e: f}\n", "a: ['b, c', 'd]']\n", "a: [b: c]\n",
    "a: [b#c, d:e]\n",
    "a: [-b, http://x]\n", "[a, b]\n", "a: [ ]\n", "a: {b: 'c'}\n", "a: [b] # c\n",
    "a: {line: 'x: {y}', gives: {b: '1'}}\n",
    "a: [|, b]\n", "a: [-, b]\n", "a: [b, 'c\n  d']\n", "a: [b,\n\n\n  c]\n", "a: ['b' , c ]\n",
    // Line ends.
    "a: b\r\nc: 'd\r\n  e'\r\nf: |\r\n  g\r\n  h\r\n",
  ]

  /// Both read it to the same, or ours refuses it.
  @Test(arguments: texts)
  func textIsReadAsLibyamlReadsIt(_ text: String) throws {
    let ours: Value?
    do {
      ours = try Self.ours(text)
    } catch let mistake as YAMLReader.Mistake {
      #expect(mistake.help != nil || (try? Self.libyamls(text)) == nil, "\(mistake)")
      return
    }
    #expect(try ours == Self.libyamls(text))
  }

  @Test(arguments: [
    ("a: b\n c: d\n", 2), ("a: b\n  c: d\n", 2), ("a:\n    b: 1\n  c: 2\n", 3), ("a: 'b' c\n", 1),
    ("a: [b] c\n", 1), ("a: [b\n", 2), ("a: {b\n", 2), ("a: {b: c\n", 2), ("a: [b}\n", 1),
    ("a: ]\n", 1), ("a: @b\n", 1), ("a: `b`\n", 1), ("a: %b\n", 1), ("a: - b\n", 1),
    ("a\nb: c\n", 2),
    ("a: b\nc\n", 2), ("a: b\n- c\n", 2), ("\ta: b\n", 1), ("a:\n\tb: c\n", 2), ("a: \"\\q\"\n", 1),
    ("a: \"\\u12\"\n", 1), ("a: \"\\ud800\"\n", 1), ("a: \"b\n", 2), ("a: |x\n  b\n", 1),
    ("a: b\u{1}\n", 1),
    ("a: b\n---\nc: d\n", 2), ("a: |\n\tb\n", 2), ("a: {b c}\n", 1), ("a: [b, , c]\n", 1),
    ("- a\nb: c\n", 2),
    ("a: {[b]: c}\n", 1), ("a: b\n'c\n d': e\n", 2), ("a: b\n? c\n: d\n", 2), ("a: b: c\n", 1),
    ("a: 1\na: 2\n", 2),
    ("a: {b: 1, b: 2}\n", 1), ("a: b\n\n'a': c\n", 3), ("%YAML 1.1\n---\na: b\n", 1),
    ("a: b\n... c\n", 2),
  ])
  func textThatIsWrongIsRefusedWithItsLine(_ row: (text: String, line: Int)) {
    let mistake = #expect(throws: YAMLReader.Mistake.self) { try YAMLReader.read(row.text) }
    #expect(mistake?.line == row.line, "\(mistake?.reason ?? "")")
  }

  @Test func manyKeysAreComparedToo() {
    let keys = (0..<100).map { "k\($0): x\n" }.joined()
    #expect(throws: Never.self) { try YAMLReader.read(keys) }
    #expect(
      throws: YAMLReader.Mistake(line: 101, reason: "duplicate key 'k7'")
    ) { try YAMLReader.read(keys + "k7: y\n") }
  }

  @Test func depthIsBounded() {
    let deep = "a: " + String(repeating: "[", count: 100_000)
    #expect(throws: YAMLReader.Mistake.self) { try YAMLReader.read(deep) }
    #expect(throws: YAMLReader.Mistake.self) {
      try YAMLReader.read(String(repeating: "- ", count: 100_000) + "a")
    }
  }

  /// Any bytes are read or refused; what is read, libyaml reads to the same.
  @Test(arguments: 1...300)
  func damagedTextIsReadAsLibyamlReadsItOrRefused(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(Self.texts[Int(generator.next() % UInt64(Self.texts.count))].utf8)
    bytes += Array(Self.texts[Int(generator.next() % UInt64(Self.texts.count))].utf8)
    let signs = Array("'\"\\:-[]{},#|>\n\n  ab&*!?%@`+1".utf8)
    for _ in 0..<(1 + generator.next() % 6) {
      let place = Int(generator.next() % UInt64(bytes.count + 1))
      let sign = signs[Int(generator.next() % UInt64(signs.count))]
      if generator.next() % 2 == 0 || place == bytes.count {
        bytes.insert(sign, at: place)
      } else {
        bytes[place] = sign
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let ours = try? Self.ours(text), let theirs = try? Self.libyamls(text) else { return }
    #expect(ours == theirs, "\(text.debugDescription)")
  }
}

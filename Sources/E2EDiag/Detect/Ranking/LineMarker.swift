/// Applies the rules to distinct lines: literal texts first, then the expressions that are left.
struct LineMarker: Sendable {
  /// What is looked at of a line; failures are stated at its beginning.
  static let longestLine = 400

  private let rules: [RankingRules.Rule]
  private let bits: [UInt32]
  /// Texts of at least four bytes, found in one pass.
  private let prefilter: Prefilter
  /// For every text of the prefilter, the rules that need it.
  private let rulesOfText: [[Int]]
  /// Shorter texts, looked for one by one where all of their bytes stand in the line.
  private let shortTexts: [(bytes: ByteSet, text: [UInt8], rules: [Int])]
  /// Rules that may match any line.
  private let always: [Int]
  private let prefixes: [Pattern]

  init(_ rules: RankingRules) {
    self.rules = rules.rules
    bits = rules.rules.map { $0.role?.bit ?? 0 }
    var index: [[UInt8]: Int] = [:]
    var texts: [[UInt8]] = []
    var needing: [[Int]] = []
    var always: [Int] = []
    for (number, rule) in rules.rules.enumerated() where rule.role != .levelPrefix {
      if rule.rule.needs.isEmpty { always.append(number) }
      for text in rule.rule.needs {
        if let known = index[text] {
          needing[known].append(number)
        } else {
          index[text] = texts.count
          texts.append(text)
          needing.append([number])
        }
      }
    }
    self.always = always
    prefixes = rules.rules.filter { $0.role == .levelPrefix }.flatMap(\.rule.match)
    prefilter = Prefilter(texts)
    rulesOfText = needing
    shortTexts = texts.indices.filter { texts[$0].count < Prefilter.shortestText }
      .map { (texts[$0].withUnsafeBytes { ByteSet($0) }, texts[$0], needing[$0]) }
  }

  /// What the rules say about `line`, of which the first ``longestLine`` bytes count.
  func marks(of line: UnsafeRawBufferPointer) -> LineMarks {
    let line = UnsafeRawBufferPointer(rebasing: line.prefix(Self.longestLine))
    var marks = LineMarks()
    marks.isRuling = line.allSatisfy { Self.isRuling($0) }
    let bare = withoutPrefix(line)
    for number in candidates(in: line) {
      let rule = rules[number]
      var isMatch = matches(rule, line)
      if !isMatch, rule.family.readsWithoutPrefix, let bare { isMatch = matches(rule, bare) }
      guard isMatch else { continue }
      marks.matched.append(Int16(number))
      marks.roles |= bits[number]
      switch rule.family {
      case .consequence: marks.consequence = min(marks.consequence, rule.weight)
      case .noise:
        switch rule.waiver {
        case .strongMarker: marks.passNoise += rule.weight
        case .lintFinding: marks.warningNoise += rule.weight
        case nil: marks.noise += rule.weight
        }
      case .structure: break
      default:
        if let family = LineMarks.raising.firstIndex(of: rule.family) {
          marks.weight[family] = max(marks.weight[family], rule.weight)
        }
      }
    }
    return marks
  }

  private func matches(_ rule: RankingRules.Rule, _ line: UnsafeRawBufferPointer) -> Bool {
    rule.rule.match.contains { $0.firstMatch(in: line) != nil }
      && !rule.rule.unless.contains { $0.firstMatch(in: line) != nil }
  }

  /// The rules one of whose texts stands in `line`, and those that need none, in their order.
  private func candidates(in line: UnsafeRawBufferPointer) -> [Int] {
    var found = always
    prefilter.scan(line) { text, _ in found.append(contentsOf: rulesOfText[text]) }
    let bytes = ByteSet(line)
    for short in shortTexts where bytes.contains(short.bytes) && line.contains(short.text) {
      found.append(contentsOf: short.rules)
    }
    guard found.count > always.count else { return found }
    found.sort()
    var last = -1
    found.removeAll { number in
      defer { last = number }
      return number == last
    }
    return found
  }

  /// `line` behind its level or task name, or `nil` when it has none.
  private func withoutPrefix(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    for pattern in prefixes {
      guard let found = pattern.firstMatch(in: line), !found.range.isEmpty else { continue }
      // The end of a match lies inside the subject.
      return UnsafeRawBufferPointer(rebasing: line[found.range.upperBound...])
    }
    return nil
  }

  private static func isRuling(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), 0x09, UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "*"),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

/// Which bytes stand in a line: tells in a few steps that a short text does not.
private struct ByteSet {
  /// A bit for each byte of ASCII.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var hasOther = false

  init(_ line: UnsafeRawBufferPointer) {
    for byte in line {
      switch byte {
      case ..<64: low |= 1 << UInt64(byte)
      case ..<128: high |= 1 << UInt64(byte - 64)
      default: hasOther = true
      }
    }
  }

  /// Whether all bytes of `other` are in it, as far as they are ASCII.
  func contains(_ other: ByteSet) -> Bool {
    other.low & ~low == 0 && other.high & ~high == 0 && (hasOther || !other.hasOther)
  }
}

extension RankingRules.Family {
  /// Whether the rules are tried on the line without its level or task name too.
  fileprivate var readsWithoutPrefix: Bool {
    switch self {
    case .runner, .compiler, .lint, .exception, .system: true
    default: false
    }
  }
}

/// How samples are recognized and judged, read from `samples.yml`.
package struct SampleGrammar: Sendable {
  /// A kind of output with a header, or a line that is a sample by itself.
  package struct Form: Sendable {
    package let line: LineRule
    /// The format of a source that holds nothing else.
    package let format: String?
    package let rows: [LineRule]
    let metric: ResourceSample.Metric?
    /// Whether figures without a unit are told by the size of the whole.
    let isUnitOpen: Bool
  }

  /// What a word of a table's header means.
  package enum Word: Sendable, Hashable {
    case time, place, node, empty, percent
    case metric(ResourceSample.Metric)
    case quantity(Quantity)
    case unit(Double)
  }

  /// Which side of a figure is given.
  package enum Quantity: String, CaseIterable, Sendable { case used, free, total }

  /// What samples near a failure say for exhaustion.
  package struct Claim: Sendable {
    package let id: String
    package let condition: SampleCondition
    package let finer: String
    package let weights: [SampleNearness: Double]
    package let why: String
  }

  /// What samples around a failure say against exhaustion.
  package struct Plenty: Sendable {
    package let id: String
    package let condition: SampleCondition
    /// The finer cause that another line raised.
    package let asked: String
    package let weight: Double
    package let why: String
  }

  package let clocks: [LineRule]
  package let forms: [Form]
  package let words: [String: Set<Word>]
  /// Names of parts of a node, by the words that stand for them in a header.
  package let places: [String: String]
  package let remarkable: [SampleCondition]
  package let claims: [Claim]
  package let plenty: [Plenty]
  private let ignored: [LineRule]
  /// The clocks, and behind them the first lines of the forms.
  private let headers: [LineRule]
  /// Over the same.
  package let search: RuleSearch

  /// The rules themselves, for their tests.
  package var lineRules: [LineRule] { clocks + forms.map(\.line) + forms.flatMap(\.rows) + ignored }

  /// Texts that large logs of other kinds are searched for.
  package var needs: [[UInt8]] { forms.flatMap(\.line.needs) }

  /// Reads `file`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    let root = file.root
    try root.refuseUnknown([
      "format", "grammar", "about", "clocks", "forms", "words", "places", "units", "ignored",
      "remarkable", "evidence", "plenty",
    ])
    clocks = try root.list("clocks").map { node in
      try node.refuseUnknown(LineRule.fields)
      return try LineRule(node, family: "sample-clocks")
    }
    forms = try root.list("forms").map(Self.form)
    words = try Self.words(root)
    places = try root["places"]?.map() ?? [:]
    ignored = try root.list("ignored").map { node in
      try node.refuseUnknown(LineRule.fields)
      return try LineRule(node, family: "sample-ignored")
    }
    remarkable = try root.list("remarkable").map { try SampleCondition($0) }
    claims = try root.list("evidence").map { node in
      try node.refuseUnknown(
        ["id", "sample", "finer", "why"] + SampleNearness.allCases.map(\.rawValue))
      var weights: [SampleNearness: Double] = [:]
      for nearness in SampleNearness.allCases {
        weights[nearness] = try node.number(nearness.rawValue)
      }
      return Claim(
        id: try node.text("id"), condition: try SampleCondition(node["sample"] ?? node),
        finer: try node.text("finer"), weights: weights, why: try node.text("why"))
    }
    plenty = try root.list("plenty").map { node in
      try node.refuseUnknown(["id", "sample", "asked", "weight", "why"])
      return Plenty(
        id: try node.text("id"), condition: try SampleCondition(node["sample"] ?? node),
        asked: try node.text("asked"), weight: try node.number("weight"),
        why: try node.text("why"))
    }
    headers = clocks + forms.map(\.line)
    search = RuleSearch(headers)
  }

  private static func form(_ node: RuleNode) throws -> Form {
    try node.refuseUnknown(LineRule.fields + ["format", "metric", "unit", "rows"])
    return Form(
      line: try LineRule(node, family: "samples"), format: try node.optionalText("format"),
      rows: try node.list("rows").map { row in
        try row.refuseUnknown(LineRule.fields)
        return try LineRule(row, family: "sample-rows")
      },
      metric: node["metric"] == nil ? nil : try node.choice("metric", ResourceSample.Metric.self),
      isUnitOpen: node["unit"] != nil)
  }

  private static func words(_ root: RuleNode) throws -> [String: Set<Word>] {
    var words: [String: Set<Word>] = [:]
    for (name, _) in root["words"]?.keys ?? [] {
      let word: Word
      switch name {
      case "time": word = .time
      case "place": word = .place
      case "node": word = .node
      case "empty": word = .empty
      case "percent": word = .percent
      default:
        if let metric = ResourceSample.Metric(rawValue: name) {
          word = .metric(metric)
        } else if let quantity = Quantity(rawValue: name) {
          word = .quantity(quantity)
        } else {
          throw root.problem("'\(name)' is no meaning of a word")
        }
      }
      for text in try root["words"]?.texts(name) ?? [] { words[text, default: []].insert(word) }
    }
    for (text, factor) in try root["units"]?.map() ?? [:] {
      guard let factor = Double(factor) else { throw root.problem("'\(factor)' is no unit") }
      words[text, default: []].insert(.unit(factor))
    }
    return words
  }

  /// The positions of the rules that can match `line`, where no search over a text has told them.
  func candidates(for line: UnsafeRawBufferPointer) -> [Int] {
    headers.indices.filter { headers[$0].needs.contains { line.contains($0) } }
  }

  /// Whether the file system of a row has no room that could run out.
  func isIgnored(_ captures: [String: String]) -> Bool {
    ignored.contains { rule in
      let field = String(rule.name.dropFirst("sample-ignored/".count))
      return captures[field].map { rule.captures(in: $0) != nil } ?? false
    }
  }
}

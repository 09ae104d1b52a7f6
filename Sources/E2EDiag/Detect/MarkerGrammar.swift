/// A line that tells where the run is, or how something ended.
package struct Marker: Sendable, Equatable {
  /// What the line tells.
  package var event: Event
  /// Index of the kept line.
  package var index: Int
  /// The rule that found it.
  package var rule: String
  /// Named groups of the rule.
  package var captures: [String: String]
  /// The phase and the operation that the rule itself names.
  package var phase: Phase?
  package var step: String?

  /// The kinds of markers; their names stand in the grammar files.
  package enum Event: String, CaseIterable, Sendable {
    case command, running, exit, result, heading, begin, pass, fail, error, output, retry, plan
    case phaseBegin = "phase-begin"
    case phaseEnd = "phase-end"
    case claim, cleanup, destroyed, interrupt
    case suitePassed = "suite-passed"
    case suiteFailed = "suite-failed"
    case testPassed = "test-passed"
    case testFailed = "test-failed"
    case ginkgoSuite = "ginkgo-suite"
    case ginkgoPlan = "ginkgo-plan"
    case ginkgoProcs = "ginkgo-procs"
    case ginkgoRule = "ginkgo-rule"
    case ginkgoNodePassed = "ginkgo-node-passed"
    case ginkgoNodeFailed = "ginkgo-node-failed"
    case ginkgoFailedIn = "ginkgo-failed-in"
    case ginkgoFailed = "ginkgo-failed"
    case ginkgoSpecPassed = "ginkgo-spec-passed"
    case ginkgoSpecFailed = "ginkgo-spec-failed"
    case ginkgoSummary = "ginkgo-summary"
    case ginkgoFailEntry = "ginkgo-fail-entry"
    case ginkgoRan = "ginkgo-ran"
    case ginkgoTally = "ginkgo-tally"
  }
}

/// Rules that find ``Marker``s and recognize formats.
package struct MarkerGrammar: Sendable {
  private struct Rule: Sendable {
    let line: LineRule
    let event: Marker.Event
    let phase: Phase?
    let step: String?
    let format: String?
  }

  private let rules: [Rule]
  private let formats: [LineRule]
  /// Over the rules, and behind them the formats.
  private let search: RuleSearch

  /// The rules themselves, for the prefilter.
  package var lineRules: [LineRule] { rules.map(\.line) }
  /// The rules of the formats.
  package var formatRules: [LineRule] { formats }

  /// Reads `markers` and `formats`; throws ``RuleProblem``.
  package init(markers: RuleFile, formats: RuleFile) throws {
    try markers.root.refuseUnknown(["format", "grammar", "about", "markers"])
    let rules = try markers.root.list("markers").map { node in
      try node.refuseUnknown(LineRule.fields + ["means", "format"])
      guard let means = node["means"] else { throw node.problem("missing field 'means'") }
      try means.refuseUnknown(["event", "phase", "step"])
      return Rule(
        line: try LineRule(node, family: "markers"),
        event: try means.choice("event", Marker.Event.self),
        phase: means["phase"] == nil ? nil : try means.choice("phase", Phase.self),
        step: try means.optionalText("step"), format: try node.optionalText("format"))
    }
    try formats.root.refuseUnknown(["format", "grammar", "about", "formats"])
    let known = try formats.root.list("formats").map { node in
      try node.refuseUnknown(LineRule.fields)
      return try LineRule(node, family: "formats")
    }
    self.rules = rules
    self.formats = known
    search = RuleSearch(rules.map(\.line) + known)
  }

  /// The markers of `text` in order, at most one a line, and the name of its format.
  package func read(_ text: LogText) -> (markers: [Marker], format: String) {
    var markers: [Marker] = []
    var votes: [String: Int] = [:]
    search.forEachLine(of: text) { index, line, candidates in
      var isMarked = false
      // What a suite logs is as good as what it prints.
      let message = LogRecord.message(in: line).map {
        UnsafeRawBufferPointer(rebasing: line[$0])
      }
      for position in candidates {
        if position < rules.count {
          let rule = rules[position]
          guard !isMarked,
            let captures = message.flatMap(rule.line.captures(in:)) ?? rule.line.captures(in: line)
          else { continue }
          isMarked = true
          if let format = rule.format { votes[format, default: 0] += 1 }
          markers.append(
            Marker(
              event: rule.event, index: index, rule: rule.line.name, captures: captures,
              phase: rule.phase, step: rule.step))
        } else if index < Self.linesForFormat {
          let format = formats[position - rules.count]
          guard format.captures(in: line) != nil else { continue }
          votes[String(format.name.dropFirst("formats/".count)), default: 0] += 1
          return
        } else {
          return
        }
      }
    }
    return (markers, Self.format(votes))
  }

  /// Lines looked at to recognize a format.
  private static let linesForFormat = 2000

  /// A suite's own markers decide over the loggers whose lines it prints.
  private static func format(_ votes: [String: Int]) -> String {
    let suites = ["ginkgo-console", "shell-transcript", "travis", "phased-suite", "script", "kind"]
    if let suite = suites.first(where: { votes[$0, default: 0] > 0 }) { return suite }
    let best = votes.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return best?.key ?? LogFormat.plain
  }
}

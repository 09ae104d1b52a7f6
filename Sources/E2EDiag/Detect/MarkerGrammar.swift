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

  /// The rules themselves, for their tests and for the prefilter.
  package var lineRules: [LineRule] { rules.map(\.line) + formats }

  /// Reads `markers` and `formats`; throws ``RuleProblem``.
  package init(markers: RuleFile, formats: RuleFile) throws {
    try markers.root.refuseUnknown(["format", "grammar", "about", "markers"])
    rules = try markers.root.list("markers").map { node in
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
    self.formats = try formats.root.list("formats").map { node in
      try node.refuseUnknown(LineRule.fields)
      return try LineRule(node, family: "formats")
    }
  }

  /// The markers of `text` in order, at most one a line, and the name of its format.
  package func read(_ text: LogText) -> (markers: [Marker], format: String) {
    var markers: [Marker] = []
    var votes: [String: Int] = [:]
    for index in text.lines.indices {
      let range = text.lines[index].range
      guard !range.isEmpty else { continue }
      text.withLine(index) { line in
        if let (rule, captures) = first(line) {
          if let format = rule.format { votes[format, default: 0] += 1 }
          markers.append(
            Marker(
              event: rule.event, index: index, rule: rule.line.name, captures: captures,
              phase: rule.phase, step: rule.step))
        }
        if index < Self.linesForFormat, let format = formats.first(where: { holds($0, line) }) {
          votes[String(format.name.dropFirst("formats/".count)), default: 0] += 1
        }
      }
    }
    return (markers, Self.format(votes))
  }

  /// Lines looked at to recognize a format.
  private static let linesForFormat = 2000

  private func first(_ line: UnsafeRawBufferPointer) -> (Rule, [String: String])? {
    for rule in rules
    where rule.line.needs.isEmpty || rule.line.needs.contains(where: line.contains) {
      if let captures = rule.line.captures(in: line) { return (rule, captures) }
    }
    return nil
  }

  private func holds(_ rule: LineRule, _ line: UnsafeRawBufferPointer) -> Bool {
    (rule.needs.isEmpty || rule.needs.contains(where: line.contains))
      && rule.captures(in: line) != nil
  }

  /// A suite's own markers decide over the loggers whose lines it prints.
  private static func format(_ votes: [String: Int]) -> String {
    let suites = ["ginkgo-console", "shell-transcript", "travis", "phased-suite", "script", "kind"]
    if let suite = suites.first(where: { votes[$0, default: 0] > 0 }) { return suite }
    let best = votes.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return best?.key ?? LogFormat.plain
  }
}

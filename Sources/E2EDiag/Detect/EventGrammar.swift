/// Rules that find ``LogEvent``s in what engines, kernels and clusters print, and the words for exit
/// codes.
package struct EventGrammar: Sendable {
  private struct Rule: Sendable {
    let line: LineRule
    let kind: RunEvent.Kind
    let change: LogEvent.Change?
    let subject: String
    let sentence: String
  }

  private let rules: [Rule]
  private let search: RuleSearch
  /// What an exit code tells by convention, as the end of a sentence.
  package let exitCodes: [Int: String]

  /// The rules themselves, for their tests.
  package var lineRules: [LineRule] { rules.map(\.line) }

  /// The rules whose lines are kept of a large source: what kubectl prints is never large.
  package var rulesOfLargeSources: [LineRule] {
    rules.filter { $0.kind != .cluster }.map(\.line)
  }

  /// Events of one rule in one log; more of the same tell nothing new.
  package static let mostOfARule = 100

  /// Reads `file`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "parts", "exit-codes", "events"])
    let parts = try file.root["parts"]?.map() ?? [:]
    let codes = try file.root["exit-codes"]?.map() ?? [:]
    exitCodes = Dictionary(
      codes.compactMap { code, words in Int(code).map { ($0, words) } }, uniquingKeysWith: { $1 })
    rules = try file.root.list("events").map { node in
      try node.refuseUnknown(LineRule.fields + ["kind", "change", "subject", "sentence"])
      return Rule(
        line: try LineRule(node, family: "events", parts: parts),
        kind: try node.choice("kind", RunEvent.Kind.self),
        change: node["change"] == nil ? nil : try node.choice("change", LogEvent.Change.self),
        subject: try node.text("subject"), sentence: try node.text("sentence"))
    }
    search = RuleSearch(rules.map(\.line))
  }

  /// The events in `text`, in order, at most one a line.
  package func read(_ text: LogText) -> [LogEvent] {
    var events = [[LogEvent]](repeating: [], count: rules.count)
    search.forEachLine(of: text) { index, line, candidates in
      for position in candidates {
        guard let captures = rules[position].line.captures(in: line) else { continue }
        // The last ones are those near the failure.
        if events[position].count == Self.mostOfARule { events[position].removeFirst() }
        events[position].append(event(rules[position], at: index, captures))
        return
      }
    }
    return events.joined().sorted { $0.index < $1.index }
  }

  private func event(_ rule: Rule, at index: Int, _ captures: [String: String]) -> LogEvent {
    let names = RunNames()
    var known = captures
    if let code = captures["code"].flatMap({ Int($0) }) { known["meaning"] = exitCodes[code] }
    return LogEvent(
      index: index, kind: rule.kind, change: rule.change,
      subject: names.filled(rule.subject, captures: captures), time: Self.time(captures),
      sentence: names.filled(rule.sentence, captures: known), captures: captures)
  }

  /// The time of engines: nanoseconds, ISO 8601, or podman's with blanks and the name of the zone.
  private static func time(_ captures: [String: String]) -> LogTime? {
    if let nanoseconds = captures["nano"].flatMap({ Int64($0) }) {
      return LogTime(milliseconds: nanoseconds / 1_000_000, hasDate: true, hasZone: true)
    }
    guard let date = captures["date"], let clock = captures["clock"] else { return nil }
    return LogTime(iso: "\(date)T\(clock)\(captures["zone"] ?? "")")
  }
}

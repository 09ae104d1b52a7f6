/// Things that were not collected, with the command that collects them, by phase and cause.
package struct NextChecks: Sendable {
  private let checks: [Check]

  private struct Check: Sendable {
    let id: String
    let phases: [Phase]
    let separates: [HypothesisID]
    let condition: Condition?
    let what: String
    let command: String
  }

  private enum Condition: String, CaseIterable {
    case outputMissing = "output-missing"
    case networkEvidence = "network-evidence"
    case commandKnown = "command-known"
  }

  /// Reads `file`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "checks"])
    checks = try file.root.list("checks").map { node in
      try node.refuseUnknown([
        "id", "phases", "separates", "only-if", "what", "command",
      ])
      return Check(
        id: try node.text("id"),
        phases: try node.texts("phases").map { text in
          guard let phase = Phase(rawValue: text) else {
            throw node.problem("'\(text)' is no phase")
          }
          return phase
        },
        separates: try node.texts("separates").map { text in
          guard let id = HypothesisID(rawValue: text) else {
            throw node.problem("'\(text)' is no hypothesis")
          }
          return id
        },
        condition: node["only-if"] == nil ? nil : try node.choice("only-if", Condition.self),
        what: try node.text("what"), command: try node.text("command"))
    }
  }

  /// What is known of the failure when checks are chosen.
  package struct Situation {
    package var phase: Phase
    package var subject: String?
    package var isOutputMissing: Bool
    package var isClusterGone: Bool
    package var names: RunNames
    /// The command of the failing step, where the log has it and it is safe to repeat.
    package var command: String?
    /// Causes that the phase alone makes likely enough to look for.
    package var likely: Set<HypothesisID> = []
  }

  /// `command` when it only calls a tool of the field with plain words, else `nil`.
  package static func repeatable(_ command: String?) -> String? {
    // A cluster is there after the first time, and every later try fails for that reason.
    guard let command, !command.contains("create cluster"),
      let program = command.split(separator: " ").first,
      ["podman", "docker", "kind", "kubectl", "helm", "/usr/bin/kind", "make"].contains(program),
      command.utf8.allSatisfy({ byte in
        (48...57).contains(byte) || (97...122).contains(byte | 0x20)
          || " _./:@=+,-<".utf8.contains(byte)
      })
    else { return nil }
    return command
  }

  /// The checks for a hypothesis that has neither been shown nor refuted.
  package func gaps(for id: HypothesisID, in situation: Situation) -> [EvidenceGap] {
    suitable(situation, hypotheses: [id]).filter { $0.separates.contains(id) }
      .prefix(3).map { gap($0, situation) }
  }

  /// All checks, the one that separates most of the leading `hypotheses` first.
  package func next(for hypotheses: [Hypothesis], in situation: Situation) -> [EvidenceGap] {
    let best = hypotheses.first?.score ?? 0
    // What lies within 2 log-odds of the best can still overtake it.
    let leading = hypotheses.filter { $0.score > best - 2 }
    let ids = Set(leading.map(\.id)).union(situation.likely)
    let gain = { (check: Check) -> Double in
      // One cause against the others: most is learnt when about half of the odds hang on it.
      let share = Double(check.separates.count { ids.contains($0) }) / Double(max(1, ids.count))
      return share * (1 - share) + (check.condition == nil ? 0 : 0.5) + share * 0.1
    }
    return suitable(situation, hypotheses: hypotheses.map(\.id)).enumerated()
      .filter { gain($0.element) > 0 }
      .sorted { (gain($0.element), $1.offset) > (gain($1.element), $0.offset) }
      .prefix(6).map { gap($0.element, situation) }
  }

  private func suitable(_ situation: Situation, hypotheses: [HypothesisID]) -> [Check] {
    checks.filter { check in
      guard check.phases.contains(situation.phase),
        situation.names.knowsCluster || !RunNames.needsCluster(check.command)
      else { return false }
      switch check.condition {
      case .outputMissing: return situation.isOutputMissing
      case .networkEvidence: return hypotheses.contains(.network)
      case .commandKnown: return situation.command != nil
      case nil: return true
      }
    }
  }

  private func gap(_ check: Check, _ situation: Situation) -> EvidenceGap {
    let captures = situation.subject.map { ["subject": $0] } ?? [:]
    var command = situation.names.filled(check.command, captures: captures, isCommand: true)
    // The command was checked to hold nothing a shell would take apart; it stays as it is.
    if let own = situation.command { command = command.replacing("COMMAND", with: own) }
    return EvidenceGap(
      what: check.what
        + RunNames.remark(on: check.command, filled: command, isGone: situation.isClusterGone),
      command: command)
  }
}

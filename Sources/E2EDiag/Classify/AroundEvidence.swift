/// What became of the container that the failing step works in → evidence.
///
/// Only what happened while the step was under way counts: a teardown removes nodes too.
package struct AroundEvidence {
  let logs: [Log]
  let failure: FoundFailure?
  let span: FailureSpan
  let rules: [Weights.AroundRule]

  /// A container that was inspected after the run says whether its memory ran out, and not when.
  private static let undated = 0.6

  /// The evidence, in the order in which it stands in the logs.
  package func weigh() -> [WeighedEvidence] {
    guard let failure else { return [] }
    let containers = NamedContainers(logs, failure)
    return logs.flatMap { log in
      log.events.flatMap { event -> [WeighedEvidence] in
        guard let change = event.change, containers.isWorkedIn(event) else { return [] }
        let factor = factor(of: event, in: log)
        guard factor > 0 else { return [] }
        return rules.filter {
          $0.changes.contains(change)
            && ($0.phases.isEmpty || $0.phases.contains(failure.phase))
        }.map { rule in
          WeighedEvidence(
            hypothesis: rule.hypothesis, isFor: true, finer: nil,
            evidence: Evidence(
              rule: "around/\(rule.id)", weight: rule.weight * factor, group: rule.group,
              line: log.quote(event.index), why: rule.why),
            isDirect: true)
        }
      }
    }
  }

  private func factor(of event: LogEvent, in log: Log) -> Double {
    let time = log.time(of: event)
    if event.change == .outOfMemory {
      switch span.position(of: time) {
      case .near: return 1
      case .earlier: return 0.5
      case .outside: return 0
      case nil: return log.role == .fact ? Self.undated : 0
      }
    }
    return span.isInStep(time) == true ? 1 : 0
  }
}

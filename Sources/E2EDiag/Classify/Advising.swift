/// What to do: from the signatures that stand behind the conclusion, and from what was observed.
package struct Advising {
  let conclusion: Conclusion
  let weighed: [WeighedEvidence]
  let matches: [SignatureMatch]
  let observations: [Observation]
  let contradictions: [Contradiction]
  let names: RunNames

  /// Actions, most useful first, each resting on a rule or an observation.
  package func actions() -> [Action] {
    var result: [Action] = []
    if let cause = conclusion.cause {
      let rules = weighed.filter { $0.hypothesis == cause && $0.isFor && $0.isDirect }
        .sorted { $0.evidence.weight > $1.evidence.weight }.map(\.evidence.rule)
      var seen: Set<String> = []
      for rule in rules where seen.insert(rule).inserted {
        guard seen.count <= 2, let match = matches.first(where: { $0.signature.name == rule }) else {
          continue
        }
        for step in match.signature.next.prefix(3) {
          result.append(
            Action(
              term: .immediate,
              text: names.filled(step, captures: match.captures, isCommand: true),
              why: "\(rule) matched"))
        }
      }
    }
    return result + fromObservations()
  }

  private func fromObservations() -> [Action] {
    var result: [Action] = []
    let kinds = Set(observations.map(\.kind))
    if kinds.contains(.outputMissing) {
      result.append(
        Action(
          term: .immediate,
          text: "Keep the whole output of the failing command, standard error included, in the "
            + "suite's log: without it the next failure cannot be told from this one.",
          why: "the log has an exit status and no output"))
    }
    if kinds.contains(.evidenceDestroyed) || !contradictions.isEmpty {
      result.append(
        Action(
          term: .medium,
          text: "Keep the cluster when the setup fails: set a variable at the very end of "
            + "BeforeSuite and let AfterSuite delete the cluster only when it is set. "
            + "CurrentSpecReport() in AfterSuite reports AfterSuite itself and cannot see it.",
          why: "the cluster was deleted, or success was claimed, after the failure"))
    }
    if kinds.contains(.loadedTwice) {
      result.append(
        Action(
          term: .medium,
          text: "Drop the second load of the image: it does work that was done already, beside "
            + "other steps, and can only fail.",
          why: "the same image was loaded before in the same run"))
    }
    if kinds.contains(.retriedThenPassed) {
      result.append(
        Action(
          term: .medium,
          text: "Wait for what the step needs instead of trying it again: "
            + "a retry that passes hides the order that is missing.",
          why: "a step failed and passed on a later try"))
    }
    return result
  }
}

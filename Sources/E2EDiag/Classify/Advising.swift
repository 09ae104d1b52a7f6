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
        guard seen.count <= 2, let match = matches.first(where: { $0.signature.name == rule })
        else {
          continue
        }
        // What looks into a node has no place where nothing tells of a cluster.
        let steps = match.signature.next.filter {
          names.knowsCluster || !RunNames.needsCluster($0)
        }
        for step in steps.prefix(3) { result.append(action(step, match, rule: rule)) }
      }
    }
    return result + fromObservations()
  }

  /// `What to do: command` taken apart, so that the command can be copied.
  private func action(_ step: String, _ match: SignatureMatch, rule: String) -> Action {
    let parts = step.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
    let isCommand =
      parts.count == 2
      && Self.programs.contains(String(parts[1].split(separator: " ").first ?? ""))
      && ![" then ", " and ", " ("].contains(where: { parts[1].contains($0) })
    guard isCommand else {
      return Action(
        term: .immediate, text: names.filled(step, captures: match.captures), command: nil,
        why: "\(rule) matched")
    }
    let template = String(parts[1])
    let command = names.filled(template, captures: match.captures, isCommand: true)
    return Action(
      term: .immediate,
      text: names.filled(String(parts[0]), captures: match.captures)
        + RunNames.remark(
          on: template, filled: command,
          isGone: observations.contains {
            $0.kind == .evidenceDestroyed
          }),
      command: command, why: "\(rule) matched")
  }

  /// Programs that the steps of signatures call.
  private static let programs: Set<String> = [
    "podman", "docker", "{runtime}", "kind", "kubectl", "crictl", "ctr", "dmesg", "df", "ss",
    "lsof", "sysctl", "journalctl", "git", "go", "make", "curl", "free", "getent", "nslookup",
    "docker-compose", "helm", "sudo", "sh", "cat", "ls", "ps", "skopeo", "tar", "nerdctl", "psql",
    "getenforce", "ulimit", "sha256sum", "file", "env", "ip", "openssl", "systemctl",
  ]

  private func fromObservations() -> [Action] {
    var result: [Action] = []
    let kinds = Set(observations.map(\.kind))
    if kinds.contains(.outputMissing) {
      result.append(
        Action(
          term: .immediate,
          text: "Keep the whole output of the failing command, standard error included, in the "
            + "suite's log: without it the next failure cannot be told from this one.",
          command: nil,
          why: "the log has an exit status and no output"))
    }
    if kinds.contains(.evidenceDestroyed) || !contradictions.isEmpty {
      result.append(
        Action(
          term: .medium,
          text: "Keep the cluster when the setup fails: set a variable at the very end of "
            + "BeforeSuite and let AfterSuite delete the cluster only when it is set. "
            + "CurrentSpecReport() in AfterSuite reports AfterSuite itself and cannot see it.",
          command: nil,
          why: "the cluster was deleted, or success was claimed, after the failure"))
    }
    if kinds.contains(.loadedTwice) {
      result.append(
        Action(
          term: .medium,
          text: "Drop the second load of the image: it does work that was done already, "
            + "and is one more step that can fail.",
          command: nil,
          why: "the same image was loaded before in the same run"))
    }
    if kinds.contains(.retriedThenPassed) {
      result.append(
        Action(
          term: .medium,
          text: "Find what the first try lacked, and make sure of it before the step: "
            + "a retry that passes only hides it.",
          command: nil,
          why: "a step failed and passed on a later try"))
    }
    return result
  }
}

/// Documents beside the run → events: what CI says of it, how its command ended, what became of a node.
struct FactEvents {
  let facts: StatedFacts
  let exitCodes: [Int: String]

  /// The events that `text`, which is of `format`, tells.
  static func read(_ text: LogText, format: String, exitCodes: [Int: String]) -> [LogEvent] {
    if format == ExitCodeFile.format { return exitCode(text, exitCodes) }
    guard let facts = StatedFacts(text, format: format) else { return [] }
    let events = FactEvents(facts: facts, exitCodes: exitCodes)
    let told: [LogEvent?] =
      switch format {
      case "prow-started": [events.started]
      case "prow-finished": [events.finished]
      case "prow-job": [events.job]
      case "prow-clone": events.clone
      case "prow-pod": events.pod
      case "container-inspect": events.containers
      default: []
      }
    return told.compactMap(\.self)
  }

  private func event(
    _ kind: RunEvent.Kind, at name: String, _ sentence: String, time: LogTime? = nil,
    subject: String? = nil, change: LogEvent.Change? = nil
  ) -> LogEvent? {
    facts.index(of: name).map {
      LogEvent(
        index: $0, kind: kind, change: change, subject: subject, time: time, sentence: sentence)
    }
  }

  private static func exitCode(_ text: LogText, _ exitCodes: [Int: String]) -> [LogEvent] {
    guard let (code, index) = ExitCodeFile.read(text) else { return [] }
    let meaning = exitCodes[code].map { ": \($0)" } ?? ""
    return [
      LogEvent(
        index: index, kind: .ci, subject: nil,
        sentence: "The command of the run ended with exit code \(code)\(meaning).")
    ]
  }

  // MARK: - Prow

  private var started: LogEvent? {
    let node = facts["node"].map { " on the node '\($0)'" } ?? ""
    return event(
      .ci, at: "timestamp", "CI started the job\(node).", time: facts.time("timestamp"),
      subject: facts["node"])
  }

  private var finished: LogEvent? {
    guard let (word, name) = facts.prowResult else { return nil }
    guard let time = facts.time("timestamp") else {
      return event(.ci, at: name, "CI has no time at which the job ended: it did not finish.")
    }
    return event(.ci, at: name, "CI ended the job: \(word).", time: time)
  }

  private var job: LogEvent? {
    guard let state = facts["status/state"] else { return nil }
    let job = facts["spec/job"].map { " '\($0)'" } ?? ""
    let description = facts["status/description"].map { " (\($0))" } ?? ""
    let sentence =
      state == "error"
      ? "CI could not run the job\(job)\(description)."
      : "CI says of the job\(job): \(state)\(description)."
    return event(
      .ci, at: "status/state", sentence, time: facts.time("status/completionTime"),
      subject: facts["spec/job"])
  }

  private var clone: [LogEvent] {
    (0..<Self.most).compactMap { record in
      guard facts["\(record)/failed"] == "true" else { return nil }
      let repository = [facts["\(record)/refs/org"], facts["\(record)/refs/repo"]]
        .compactMap(\.self).joined(separator: "/")
      return event(
        .ci, at: "\(record)/failed", "CI could not clone '\(repository)'.", subject: repository)
    }
  }

  private var pod: [LogEvent] {
    let status = "pod/status/containerStatuses"
    let ended = (0..<Self.most).compactMap { container -> LogEvent? in
      let ending = "\(status)/\(container)/state/terminated"
      guard let code = facts["\(ending)/exitCode"].flatMap({ Int($0) }), code != 0,
        let name = facts["\(status)/\(container)/name"]
      else { return nil }
      let reason = facts["\(ending)/reason"].map { " (\($0))" } ?? ""
      return event(
        .ci, at: "\(ending)/exitCode",
        "The container '\(name)' of CI's pod ended with exit code \(code)\(reason).", subject: name)
    }
    let warned = (0..<Self.most).compactMap { number -> LogEvent? in
      guard facts["events/\(number)/type"] == "Warning",
        let reason = facts["events/\(number)/reason"]
      else { return nil }
      let message = facts["events/\(number)/message"] ?? ""
      return event(
        .ci, at: "events/\(number)/reason", "CI's cluster warns of its pod: \(reason), \(message)",
        subject: facts["pod/metadata/name"])
    }
    return ended + warned
  }

  // MARK: - Engines

  private var containers: [LogEvent] {
    (0..<Self.most).compactMap { position in
      guard let status = facts["\(position)/State/Status"] else { return nil }
      let name = (facts["\(position)/Name"] ?? "?").drop { $0 == "/" }
      let code = facts["\(position)/State/ExitCode"].flatMap { Int($0) } ?? 0
      let ended = facts.time("\(position)/State/FinishedAt")
      if facts["\(position)/State/OOMKilled"] == "true" {
        return event(
          .container, at: "\(position)/State/OOMKilled",
          "The kernel killed the container '\(name)' because its memory ran out.", time: ended,
          subject: String(name), change: .outOfMemory)
      }
      if status != "running" && status != "created" {
        let meaning = exitCodes[code].map { ": \($0)" } ?? ""
        return event(
          .container, at: "\(position)/State/Status",
          "The container '\(name)' was no longer running: \(status), exit code \(code)\(meaning).",
          time: ended, subject: String(name), change: code == 0 ? .stopped : .died)
      }
      guard let count = facts["\(position)/RestartCount"], count != "0" else { return nil }
      return event(
        .container, at: "\(position)/RestartCount",
        "The engine restarted the container '\(name)' \(count) times.", subject: String(name),
        change: .restarted)
    }
  }

  /// Records of one document that are looked at.
  private static let most = 100
}

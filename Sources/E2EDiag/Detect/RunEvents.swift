/// What sources beside the suite's own log tell of the run: each kind is told by a type of its own,
/// and put in order here.
package enum RunEvents {
  /// Events of one kind that are told; of more, the last ones.
  private static let mostOfAKind = 40

  /// The events of the run whose failure `detection` found, and `others`, which were told before.
  package static func collect(_ detection: Detection, beside others: [RunEvent]) -> [RunEvent] {
    let containers = NamedContainers(detection.logs, detection.failure)
    let span = FailureSpan(detection.logs, detection.failure)
    var events: [RunEvent.Kind: [RunEvent]] = [:]
    for log in detection.logs where !log.isSuite {
      for event in log.events where matters(event, of: log, containers, span) {
        events[event.kind, default: []].append(
          RunEvent(
            kind: event.kind, time: log.time(of: event), quality: log.quality(of: event),
            subject: event.subject, sentence: sentence(of: event, in: log),
            line: log.quote(event.index)))
      }
    }
    return ordered(events.values.flatMap { ordered($0).suffix(mostOfAKind) } + others)
  }

  /// With the node of the cluster that tells it.
  private static func sentence(of event: LogEvent, in log: Log) -> String {
    guard let node = log.node, !event.sentence.contains(node) else { return event.sentence }
    return "On '\(node)': \(event.sentence)"
  }

  private static func matters(
    _ event: LogEvent, of log: Log, _ containers: NamedContainers, _ span: FailureSpan
  ) -> Bool {
    switch event.kind {
    case .container:
      log.role == .fact
        || (event.change == .started ? containers.isNode(event) : containers.isNamed(event))
    // A journal goes back for days.
    case .kernel: span.position(of: log.time(of: event)) != .outside
    case .cluster, .resource, .ci: true
    }
  }

  /// By time, then by place; what has no date stands behind what has one.
  package static func ordered(_ events: [RunEvent]) -> [RunEvent] {
    func key(_ event: RunEvent) -> (Int, Int64, SourceLocation) {
      guard let time = event.time, time.hasDate else { return (1, 0, event.line.location) }
      return (0, time.milliseconds, event.line.location)
    }
    return events.sorted { key($0) < key($1) }
  }
}

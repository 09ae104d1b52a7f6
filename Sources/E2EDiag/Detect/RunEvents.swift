/// What sources beside the suite's own log tell of the run: each kind is told by a type of its own,
/// and put in order here.
package enum RunEvents {
  /// By time, then by place; what has no date stands behind what has one.
  package static func ordered(_ events: [RunEvent]) -> [RunEvent] {
    func key(_ event: RunEvent) -> (Int, Int64, SourceLocation) {
      guard let time = event.time, time.hasDate else { return (1, 0, event.line.location) }
      return (0, time.milliseconds, event.line.location)
    }
    return events.sorted { key($0) < key($1) }
  }
}

/// What a line tells of the surroundings of the run, before it is decided whether it matters to it.
package struct LogEvent: Sendable, Equatable {
  /// Index of the kept line.
  package var index: Int
  /// What kind of thing happened.
  package var kind: RunEvent.Kind
  /// What became of a container, where that is what the line tells.
  package var change: Change?
  /// What it happened to.
  package var subject: String?
  /// When, where the line says it elsewhere than in front.
  package var time: LogTime?
  /// One sentence for a person.
  package var sentence: String
  /// Named groups of the rule: `name`, `id`, `code`, `cluster`, `role`.
  package var captures: [String: String] = [:]

  /// What becomes of a container.
  package enum Change: String, CaseIterable, Sendable {
    case started, died, killed, stopped, removed, restarted
    /// The kernel killed a process in it because its memory ran out.
    case outOfMemory = "out-of-memory"
  }
}

extension Log {
  /// When the event happened, as far as the log tells.
  package func time(of event: LogEvent) -> LogTime? {
    event.time ?? text.lines[event.index].time
  }

  /// How ``time(of:)`` is known: a time that the event tells itself is measured.
  package func quality(of event: LogEvent) -> TimeQuality {
    event.time == nil ? text.lines[event.index].quality : .measured
  }
}

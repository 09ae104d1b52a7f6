internal import E2EDiag

extension ReportDetails {
  /// More rows than this are not read by anybody; all of them with `verbose`.
  private static let mostEvents = 12

  /// What other sources tell of the time around the failure.
  var events: Report.Section? {
    guard !isCalm, !diagnosis.events.isEmpty else { return nil }
    let shown = shownEvents
    let hasTimes = shown.contains { $0.time != nil }
    let rows = shown.map { event -> [Phrase] in
      (hasTimes ? [Phrase(time(of: event))] : [])
        + [Phrase(event.sentence), Phrase(run.place(event.line.location), .faint)]
    }
    let header = (hasTimes ? ["time"] : []) + ["what", "line"]
    var blocks: [Report.Block] = [
      .table(Report.Table(header: header, rows: rows, nameColumns: [header.count - 2]))
    ]
    let others = diagnosis.events.count - shown.count
    if others > 0 {
      blocks.append(.text(Phrase("and \(counted(others, "other")); -v shows all", .faint)))
    }
    return section(diagnosis.failure == nil ? "Beside the steps" : "Around the failure", blocks)
  }

  /// The nearest to the failure, in the order in which the run has them; without times the last ones.
  private var shownEvents: [RunEvent] {
    let events = diagnosis.events
    guard events.count > Self.mostEvents, !verbose else { return events }
    guard let failed = diagnosis.failure?.time else {
      return Array(events.suffix(Self.mostEvents))
    }
    let distances = events.map { event in
      event.time.flatMap { $0.seconds(to: failed) }.map(abs) ?? .infinity
    }
    let nearest = events.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
      .prefix(Self.mostEvents)
    return nearest.sorted().map { events[$0] }
  }

  private func time(of event: RunEvent) -> String {
    guard let time = event.time else { return "" }
    return (event.quality == .estimated ? "~" : "") + time.clock
  }
}

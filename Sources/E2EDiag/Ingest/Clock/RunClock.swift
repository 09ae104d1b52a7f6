/// One clock for all sources of a run: the time of every line in UTC, where it can be told.
///
/// A stamp may leave open its year, its date, its zone, or when the machine started that it counts
/// from. The nearest lines of the same source tell that first, then what sources have in common, then
/// that they are of one run. What nothing tells stays open.
package struct RunClock {
  private var readings: [LogReader.Reading]
  private var clocks: [SourceClock]
  private let started: LogTime?

  /// `readings` with the times of their lines on one clock; `started` is what the caller knows.
  package static func set(_ readings: [LogReader.Reading], started: LogTime?)
    -> [LogReader.Reading]
  {
    var clock = RunClock(readings, started: started)
    clock.setDates()
    clock.setZones()
    clock.setStarts()
    clock.correctSkew()
    return clock.finished()
  }

  private init(_ readings: [LogReader.Reading], started: LogTime?) {
    self.readings = readings
    self.started = started
    clocks = readings.map { SourceClock($0.text) }
    for source in clocks.indices {
      clocks[source].setOwnDates()
      clocks[source].setOwnZones()
      clocks[source].setOwnStarts()
    }
  }

  private func name(_ source: Int) -> String { "'\(readings[source].summary.path)'" }

  // MARK: - Dates

  /// A run is short: what has no date is of the day that lies nearest to the sources that have one.
  private mutating func setDates() {
    let open = clocks.indices.filter { source in
      !clocks[source].hasDates && clocks[source].stamps.contains { $0.time.origin != .start }
    }
    guard !open.isEmpty else { return }
    // A journal may reach back for weeks; the shortest source is closest to the run.
    let spans = clocks.compactMap(\.span)
    let shortest = spans.min { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound }
    let moment = started?.milliseconds ?? shortest.map { $0.lowerBound / 2 + $0.upperBound / 2 }
    for source in open {
      if let moment {
        clocks[source].setDates(near: moment)
      } else if clocks.count(where: { !$0.stamps.isEmpty }) > 1 {
        clocks[source].notes.append("its times have no date; --started would tell it")
      }
    }
  }

  // MARK: - Zones

  private mutating func setZones() {
    var open = clocks.indices.filter { clocks[$0].lacksZone && !clocks[$0].hasZones }
    guard !open.isEmpty else { return }
    let events = CommonEvents(readings.map(\.text), clocks)
    var hasFound = true
    while hasFound {
      hasFound = false
      for source in open {
        guard let (offset, days, by) = zone(of: source, events) else { continue }
        clocks[source].setZone(offset, days: days)
        clocks[source].notes.append(
          "its times have no zone; read as \(ZoneOffset.name(offset)), as \(by) tells")
        open.removeAll { $0 == source }
        hasFound = true
      }
    }
    guard clocks.contains(where: \.hasZones) else { return }
    for source in open {
      clocks[source].notes.append("its times have no zone, and nothing tells it")
    }
  }

  private func zone(of source: Int, _ events: CommonEvents)
    -> (offset: Int64, days: Int64, by: String)?
  {
    let zoned = clocks.indices.filter { $0 != source && clocks[$0].hasZones }
    for other in zoned {
      guard let difference = events.roughDifference(other, source, clocks)?.milliseconds else {
        continue
      }
      let days =
        clocks[source].isDayOpen ? -LogTime.wholeDays(difference) : 0
      if let offset = ZoneOffset.nearest(
        to: difference + days * LogTime.day, apart: Self.sameEvent)
      {
        return (offset, days, name(other))
      }
    }
    let spans = zoned.compactMap { other in clocks[other].zonedSpan.map { (other, $0) } }
    guard let own = clocks[source].span, let first = spans.map(\.1.lowerBound).min(),
      let last = spans.map(\.1.upperBound).max()
    else { return nil }
    let isDayOpen = clocks[source].isDayOpen
    if let found = OverlapZone.find(own, in: first...last, isDayOpen: isDayOpen) {
      return (
        found.offset, found.days,
        "the time of \(spans.count > 1 ? "the other sources" : name(spans[0].0))"
      )
    }
    return spans.lazy.compactMap { other, span in
      OverlapZone.find(own, in: span, isDayOpen: isDayOpen).map {
        ($0.offset, $0.days, "the time of \(name(other))")
      }
    }.first
  }

  /// In milliseconds, how far apart two sources may tell the same event.
  private static let sameEvent: Int64 = 10_000

  // MARK: - Starts

  private mutating func setStarts() {
    let open = clocks.indices.filter { clocks[$0].isSinceStart }
    guard !open.isEmpty else { return }
    let events = CommonEvents(readings.map(\.text), clocks)
    for source in open {
      if let start = SystemClockLine.start(in: readings[source].text, clocks[source]) {
        clocks[source].setStart(start)
        continue
      }
      let other = clocks.indices.first { other in
        other != source && clocks[other].hasZones && !clocks[other].isSinceStart
          && events.difference(source, other, clocks)?.isConsistent == true
      }
      if let other, let difference = events.difference(source, other, clocks) {
        clocks[source].setStart(difference.milliseconds)
        clocks[source].notes.append(
          "its times count from a start, which \(name(other)) tells by \(difference.count) common lines"
        )
      } else {
        clocks[source].dropSinceStart()
        clocks[source].notes.append("its times count from a start, and nothing tells when that was")
      }
    }
  }

  // MARK: - Skew

  /// Clocks that are off by less are as good as right: lines are written a little after the event.
  private static let smallestSkew: Int64 = 2000

  /// Moves clocks that are wrong to that of the suite's log.
  private mutating func correctSkew() {
    let zoned = clocks.indices.filter { clocks[$0].hasZones }
    guard zoned.count > 1 else { return }
    let events = CommonEvents(readings.map(\.text), clocks)
    // Differences are those of the clocks as they were.
    let wrong = clocks
    let suites = Set(
      zoned.filter { readings[$0].text.bytes.containsText(Array("Running Suite: ".utf8)) })
    var open = zoned.filter(suites.contains) + zoned.filter { !suites.contains($0) }
    while let reference = open.first {
      // All clocks that the reference, or one that was moved to it, tells of.
      var known: [(source: Int, ahead: Int64)] = [(reference, 0)]
      open.removeFirst()
      var position = 0
      while position < known.count {
        let (source, ahead) = known[position]
        position += 1
        for other in open {
          guard let difference = events.difference(source, other, wrong), difference.isConsistent
          else {
            continue
          }
          let isOff = abs(difference.milliseconds) >= Self.smallestSkew
          let all = ahead + (isOff ? difference.milliseconds : 0)
          known.append((other, all))
          guard isOff || ahead != 0 else { continue }
          clocks[other].correct(by: -all)
          if isOff {
            clocks[other].notes.append(
              "its clock is \(Self.seconds(abs(difference.milliseconds))) "
                + "\(difference.milliseconds > 0 ? "ahead of" : "behind") that of \(name(source)), "
                + "by \(difference.count) common lines; its times are corrected")
          }
        }
        open.removeAll { other in known.contains { $0.source == other } }
      }
    }
  }

  private static func seconds(_ milliseconds: Int64) -> String {
    "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }

  // MARK: - The end

  private consuming func finished() -> [LogReader.Reading] {
    for source in clocks.indices {
      if let jumps = ClockJumps.note(clocks[source], readings[source].text) {
        clocks[source].notes.append(jumps)
      }
      for index in clocks[source].lost { readings[source].text.set(nil, .none, at: index) }
      for stamp in clocks[source].stamps {
        // A day without a year is no date; what stays is the clock.
        let milliseconds =
          stamp.time.origin == .year
          ? stamp.time.milliseconds % LogTime.day : stamp.time.milliseconds
        readings[source].text.set(
          LogTime(
            milliseconds: milliseconds, hasDate: stamp.time.hasDate, hasZone: stamp.time.hasZone),
          stamp.quality, at: stamp.index)
      }
      readings[source].summary.notes += clocks[source].notes
    }
    return readings
  }
}

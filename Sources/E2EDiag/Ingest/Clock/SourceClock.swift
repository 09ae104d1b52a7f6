/// The times of one source, while what their stamps leave open is told.
package struct SourceClock {
  /// The time of one kept line.
  package struct Stamp {
    /// Index of the line.
    let index: Int
    var time: LogTime
    var quality = TimeQuality.measured
  }

  /// The lines with a time, in their order.
  var stamps: [Stamp]
  /// Whether a day more or less would fit as well: no line of the source has a date.
  var isDayOpen = false
  /// Lines whose time nothing tells when it is.
  var lost: [Int] = []
  /// What a person should know of the clock.
  var notes: [String] = []

  /// The stamps of `text`.
  init(_ text: LogText) {
    stamps = text.lines.indices.compactMap { index in
      text.lines[index].time.map { Stamp(index: index, time: $0) }
    }
  }

  /// The time of the line at `index`; `nil` when it has none, or lost it.
  func time(ofLine index: Int) -> LogTime? {
    var (low, high) = (0, stamps.count)
    while low < high {
      let middle = (low + high) / 2
      if stamps[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low < stamps.count && stamps[low].index == index ? stamps[low].time : nil
  }

  /// Whether a condition holds for a time with a date, a zone, or neither.
  var hasDates: Bool { stamps.contains { $0.time.hasDate } }
  var hasZones: Bool { stamps.contains { $0.time.isZoned } }
  /// Whether times have a date and no zone.
  var lacksZone: Bool { stamps.contains { $0.time.isLocal } }
  var isSinceStart: Bool { stamps.contains { $0.time.origin == .start } }

  /// From the earliest to the latest time with a date.
  var span: ClosedRange<Int64>? { span(where: \.hasDate) }
  /// From the earliest to the latest time with a zone.
  var zonedSpan: ClosedRange<Int64>? { span(where: \.isZoned) }

  private func span(where condition: (LogTime) -> Bool) -> ClosedRange<Int64>? {
    var first = Int64.max
    var last = Int64.min
    for stamp in stamps where condition(stamp.time) {
      first = min(first, stamp.time.milliseconds)
      last = max(last, stamp.time.milliseconds)
    }
    return first <= last ? first...last : nil
  }

  /// Calls `body` for each stamp that `open` takes, with the nearest ones, by lines, that `told` takes.
  mutating func eachStamp(
    where open: (LogTime) -> Bool, near told: (LogTime) -> Bool,
    _ body: (_ stamp: inout Stamp, _ nearest: LogTime) -> Void
  ) {
    // The next told one of each place, from the end.
    var next: [Int] = []
    next.reserveCapacity(stamps.count)
    var latest = -1
    for position in stamps.indices.reversed() {
      if told(stamps[position].time) { latest = position }
      next.append(latest)
    }
    next.reverse()
    let times = stamps.map(\.time)
    var before = -1
    for position in stamps.indices {
      if told(times[position]) { before = position }
      guard open(times[position]) else { continue }
      let after = next[position]
      guard before >= 0 || after >= 0 else { return }
      let index = stamps[position].index
      let isBefore =
        after < 0 || before >= 0 && index - stamps[before].index <= stamps[after].index - index
      body(&stamps[position], times[isBefore ? before : after])
    }
  }

  // MARK: - Within the source

  /// Gives times without a year or a date those of the nearest line that has them.
  mutating func setOwnDates() {
    eachStamp(where: { !$0.hasDate && $0.origin != .start }, near: \.hasDate) { stamp, nearest in
      stamp.time = stamp.time.dated(near: nearest.milliseconds)
    }
  }

  /// Gives times without a zone the offset that the nearest zoned lines tell.
  ///
  /// Lines stand near each other, so their times do, but for what is printed long after it happened:
  /// an offset that few lines speak for is none.
  mutating func setOwnZones() {
    var votes: [Int64: Int] = [:]
    eachStamp(where: \.isLocal, near: \.isZoned) { stamp, nearest in
      if let offset = Self.offset(stamp.time, nearest) { votes[offset, default: 0] += 1 }
    }
    let count = votes.values.reduce(0, +)
    guard let most = votes.max(by: { ($0.value, -abs($0.key)) < ($1.value, -abs($1.key)) })
    else { return }
    eachStamp(where: \.isLocal, near: \.isZoned) { stamp, nearest in
      var offset = most.key
      // Two offsets that many lines speak for: summer time began or ended.
      if let own = Self.offset(stamp.time, nearest), votes[own, default: 0] * 4 >= count {
        offset = own
      }
      stamp.time = stamp.time.zoned(offset)
    }
  }

  private static func offset(_ local: LogTime, _ zoned: LogTime) -> Int64? {
    ZoneOffset.nearest(to: local.milliseconds - zoned.milliseconds, apart: nearEnough)
  }

  /// In milliseconds; more apart, and another offset might be meant.
  static let nearEnough: Int64 = 120_000

  /// Gives times since a start the moment of that start, by the nearest line with a date.
  ///
  /// A program that starts again counts from 0 again.
  mutating func setOwnStarts() {
    var start: Int64 = 0
    var last = Int64.max
    var isZoned = false
    eachStamp(where: { $0.origin == .start }, near: \.hasDate) { stamp, nearest in
      if stamp.time.milliseconds < last || isZoned != nearest.hasZone {
        start = nearest.milliseconds - stamp.time.milliseconds
        isZoned = nearest.hasZone
      }
      last = stamp.time.milliseconds
      stamp.time = stamp.time.moved(by: start, hasZone: isZoned)
      stamp.quality = .estimated
    }
  }

  // MARK: - From elsewhere

  /// Gives times without a year, or without a date, the days nearest to `moment`.
  mutating func setDates(near moment: Int64) {
    var day: Int64 = 0
    var last: Int64?
    var clocks: [Int] = []
    for position in stamps.indices {
      let time = stamps[position].time
      guard !time.hasDate, time.origin != .start else { continue }
      stamps[position].quality = .estimated
      if time.origin == .year {
        stamps[position].time = time.dated(near: moment)
        continue
      }
      // Midnight passes, and lines of parallel writers can stand on both sides of it.
      if let last {
        let step = time.milliseconds - last
        if step < -LogTime.day / 2 { day += 1 } else if step > LogTime.day / 2 { day -= 1 }
      }
      last = time.milliseconds
      stamps[position].time = time.moved(by: day * LogTime.day, hasZone: false)
      clocks.append(position)
    }
    guard let first = clocks.first, let end = clocks.last else { return }
    isDayOpen = true
    let middle = stamps[first].time.milliseconds / 2 + stamps[end].time.milliseconds / 2
    let days = LogTime.wholeDays(moment - middle)
    for position in clocks {
      stamps[position].time.milliseconds += days * LogTime.day
    }
  }

  /// Says that times without a zone are `offset` east of UTC, and moves them by whole `days`.
  mutating func setZone(_ offset: Int64, days: Int64) {
    for position in stamps.indices {
      let time = stamps[position].time
      guard time.isLocal else { continue }
      stamps[position].time = time.zoned(offset - days * LogTime.day)
      stamps[position].quality = .estimated
    }
  }

  /// Says that the source counts from `start`, in UTC.
  mutating func setStart(_ start: Int64) {
    for position in stamps.indices where stamps[position].time.origin == .start {
      stamps[position].time = stamps[position].time.moved(by: start, hasZone: true)
      stamps[position].quality = .estimated
    }
  }

  /// Moves all zoned times by `milliseconds`.
  mutating func correct(by milliseconds: Int64) {
    for position in stamps.indices where stamps[position].time.hasZone {
      stamps[position].time.milliseconds += milliseconds
      stamps[position].quality = .estimated
    }
  }

  /// Forgets times since a start that nothing tells.
  mutating func dropSinceStart() {
    lost = stamps.filter { $0.time.origin == .start }.map(\.index)
    stamps.removeAll { $0.time.origin == .start }
  }
}

extension LogTime {
  /// The time of its day, or of its day of the year, that lies nearest to `moment`.
  func dated(near moment: Int64) -> LogTime {
    guard origin == .year else {
      return moved(by: Self.wholeDays(moment - milliseconds) * Self.day, hasZone: false)
    }
    let clock = milliseconds % Self.day
    let leap = Self.days(year: Self.leapYear, month: 1, day: 1)
    let (_, month, day) = Self.civil(fromDays: leap + milliseconds / Self.day)
    let (year, _, _) = Self.civil(
      fromDays: Int64((Double(moment) / Double(Self.day)).rounded(.down)))
    // The 29th of February has a year in which it is one, if there is any near.
    let times = ((year - 1)...(year + 1)).filter {
      Self.isDay(year: $0, month: month, day: day)
    }.map { Self.days(year: $0, month: month, day: day) * Self.day + clock }
    guard let nearest = times.min(by: { abs($0 - moment) < abs($1 - moment) }) else { return self }
    return moved(by: nearest - milliseconds, hasZone: false)
  }

  /// With a date, that many milliseconds later.
  func moved(by milliseconds: Int64, hasZone: Bool) -> LogTime {
    var time = LogTime(
      milliseconds: self.milliseconds + milliseconds, hasDate: true, hasZone: hasZone)
    time.precision = precision
    return time
  }

  /// The local time as UTC, when it is `offset` east of it.
  func zoned(_ offset: Int64) -> LogTime { moved(by: -offset, hasZone: true) }
}

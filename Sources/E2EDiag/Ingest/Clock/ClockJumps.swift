/// Times that go back within a source.
package enum ClockJumps {
  /// Parallel writers pass each other by less.
  private static let smallest: Int64 = 5000

  /// What a person should know of the times of `clock`, the source of `text`.
  package static func note(_ clock: SourceClock, _ text: LogText) -> String? {
    var count = 0
    var first: (line: Int, by: Int64)?
    var last: LogTime?
    for stamp in clock.stamps {
      defer { last = stamp.time }
      guard let last, last.isAlike(stamp.time), last.origin == stamp.time.origin
      else { continue }
      let back = last.milliseconds - stamp.time.milliseconds
      // Without a date midnight looks like a way back.
      guard back > smallest, stamp.time.hasDate || back < LogTime.day / 2 else { continue }
      count += 1
      if first == nil { first = (text.lines[stamp.index].number, back) }
    }
    guard let first else { return nil }
    let times = count == 1 ? "once" : "\(count) times"
    let isHour = abs(first.by - 3_600_000) < 60_000 && clock.lacksZone
    return "time goes back \(times), first by \(first.by / 1000) s at line \(first.line)"
      + (isHour ? ", as it does when summer time ends" : "")
  }
}

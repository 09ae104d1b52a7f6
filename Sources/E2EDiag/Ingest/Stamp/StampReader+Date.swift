/// Clocks, dates and zones as programs print them.
extension StampReader {
  /// `15:04:05` with an optional fraction: milliseconds of the day, and those of its last digit.
  mutating func clock() -> (milliseconds: Int64, precision: Int16)? {
    guard let hour = digits(2), take(":"), let minute = digits(2), take(":"),
      let second = digits(2), hour < 24, minute < 60, second < 61
    else { return nil }
    let fraction = fraction()
    return (
      ((hour * 60 + minute) * 60 + second) * 1000 + fraction.milliseconds, fraction.precision
    )
  }

  /// `2026-11-24`.
  mutating func isoDate() -> Int64? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      LogTime.isDay(year: year, month: month, day: day)
    else { return nil }
    return LogTime.days(year: year, month: month, day: day)
  }

  /// `2026-11-24T15:04:05.999` with a zone, which may be missing; stays when there is none.
  ///
  /// ` UTC` and what Go prints, ` +0100 CET`, are zones too.
  mutating func isoTime() -> LogTime? {
    let start = position
    guard let days = isoDate(), take("T") || take(" "), let clock = clock() else {
      position = start
      return nil
    }
    let offset = zone() ?? zoneBehindBlank()
    return Self.time(days: days, clock: clock, offset: offset)
  }

  static func time(
    days: Int64, clock: (milliseconds: Int64, precision: Int16), offset: Int64?
  ) -> LogTime {
    var time = LogTime(
      milliseconds: days * LogTime.day + clock.milliseconds - (offset ?? 0), hasDate: true,
      hasZone: offset != nil)
    time.precision = clock.precision
    return time
  }

  /// `Z`, `+01:00` or `-0500`, in milliseconds east of UTC; stays when there is none.
  mutating func zone() -> Int64? {
    if take("Z") { return 0 }
    let start = position
    let sign: Int64 = next == UInt8(ascii: "-") ? -1 : 1
    guard take("+") || take("-"), let hours = digits(2), hours <= 14 else {
      position = start
      return nil
    }
    let behindHours = position
    let hasColon = take(":")
    guard let minutes = digits(2) else {
      position = hasColon ? start : behindHours
      return hasColon ? nil : sign * hours * 3_600_000
    }
    return sign * (hours * 60 + minutes) * 60_000
  }

  /// ` UTC`, or what Go prints, ` +0100 CET`, with the monotonic clock of a process; stays without.
  mutating func zoneBehindBlank() -> Int64? {
    let start = position
    guard take(" ") else { return nil }
    if take(all: "UTC") || take(all: "GMT"), isAtBorder { return 0 }
    position = start + 1
    guard next == UInt8(ascii: "+") || next == UInt8(ascii: "-"), let offset = zone(), take(" "),
      let name = word(most: 6), name.allSatisfy({ (65...90).contains(bytes[$0]) || isSigned($0) })
    else {
      position = start
      return nil
    }
    let behindName = position
    if take(all: " m=") { _ = word() } else { position = behindName }
    return offset
  }

  /// A zone without letters is named by its number: `+03`.
  private func isSigned(_ index: Int) -> Bool {
    let byte = bytes[index]
    return byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || (48...57).contains(byte)
  }

  /// Whether a word ends here.
  var isAtBorder: Bool {
    next.map { !LineScan.isAlphanumeric($0) } ?? true
  }

  /// `Jan` as 1.
  mutating func month() -> Int64? {
    guard let name = threeBytes, let index = Self.months.firstIndex(of: name) else { return nil }
    position += 3
    return Int64(index + 1)
  }

  /// `Mon`, and the blank behind it.
  mutating func weekday() -> Bool {
    guard bytes.count - position >= 4, bytes[position + 3] == 0x20, let name = threeBytes,
      Self.weekdays.contains(name)
    else { return false }
    position += 4
    return true
  }

  /// The next three bytes as one number.
  private var threeBytes: UInt32? {
    guard bytes.count - position >= 3 else { return nil }
    return UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8
      | UInt32(bytes[position + 2])
  }

  private static let months = names("JanFebMarAprMayJunJulAugSepOctNovDec")
  private static let weekdays = names("MonTueWedThuFriSatSun")

  private static func names(_ text: String) -> [UInt32] {
    let bytes = text.utf8.map(UInt32.init)
    return stride(from: 0, to: bytes.count, by: 3).map {
      bytes[$0] << 16 | bytes[$0 + 1] << 8 | bytes[$0 + 2]
    }
  }

  /// A day of the month padded with a blank or a zero.
  mutating func paddedDay() -> Int64? { take(" ") ? digits(1) : digits(2) }

  /// `Nov 24 05:55:55`, as syslog and the journal print it: no year, no zone.
  mutating func monthDayClock() -> LogTime? {
    guard let month = month(), take(" "), let day = paddedDay(), take(" "),
      let clock = clock()
    else { return nil }
    return Self.yearless(month: month, day: day, clock: clock)
  }

  static func yearless(
    month: Int64, day: Int64, clock: (milliseconds: Int64, precision: Int16)
  ) -> LogTime? {
    guard LogTime.isDay(year: LogTime.leapYear, month: month, day: day) else { return nil }
    let days =
      LogTime.days(year: LogTime.leapYear, month: month, day: day)
      - LogTime.days(year: LogTime.leapYear, month: 1, day: 1)
    var time = LogTime(
      milliseconds: days * LogTime.day + clock.milliseconds, hasDate: false, hasZone: false)
    time.origin = .year
    time.precision = clock.precision
    return time
  }

  /// `Nov 24 05:55:55 UTC 2026` of `date`, `Nov 24 05:55:55 2026` of `dmesg -T`, behind the weekday.
  mutating func dateOfTheShell() -> LogTime? {
    guard let month = month(), take(" "), let day = paddedDay(), take(" "), var clock = clock()
    else { return nil }
    let hour = clock.milliseconds / 3_600_000
    if take(all: " PM"), hour < 13 {
      clock.milliseconds += hour == 12 ? 0 : 43_200_000
    } else if take(all: " AM"), hour < 13 {
      clock.milliseconds -= hour == 12 ? 43_200_000 : 0
    }
    guard take(" ") else { return nil }
    var offset: Int64?
    let start = position
    if let zone = word(most: 6), let first = zone.first.map({ bytes[$0] }),
      !(48...57).contains(first)
    {
      position = start
      if let told = self.zone() {
        offset = told
      } else if take(all: "UTC") || take(all: "GMT") {
        offset = 0
      } else {
        // Letters of a zone are not unique: `IST` is three of them.
        guard zone.allSatisfy({ (65...90).contains(bytes[$0] & 0xdf) }) else { return nil }
        position = zone.upperBound
      }
      guard take(" ") else { return nil }
    } else {
      position = start
    }
    guard let year = digits(4), LogTime.isDay(year: year, month: month, day: day) else {
      return nil
    }
    return Self.time(
      days: LogTime.days(year: year, month: month, day: day), clock: clock, offset: offset)
  }

  /// `01/02/06 15:04:05.999`: month, day, year of this century, no zone.
  mutating func usDateTime() -> LogTime? {
    guard let month = digits(2), take("/"), let day = digits(2), take("/"), let year = digits(2),
      take(" "), LogTime.isDay(year: 2000 + year, month: month, day: day), let clock = clock()
    else { return nil }
    return Self.time(
      days: LogTime.days(year: 2000 + year, month: month, day: day), clock: clock, offset: nil)
  }
}

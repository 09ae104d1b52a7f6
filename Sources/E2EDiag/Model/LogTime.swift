/// A point in time as a log gives it, with what it leaves open.
public struct LogTime: Sendable, Hashable {
  /// Milliseconds since 1970-01-01 UTC, or since midnight when there is no date.
  public var milliseconds: Int64
  /// Whether the log gave a date.
  public var hasDate: Bool
  /// Whether the log gave a zone; without one the value is the writer's local time.
  public var hasZone: Bool
  /// What a stamp without a date counts from; ``RunClock`` tells the rest of it.
  package var origin: Origin = .day
  /// Milliseconds that the last digit of the stamp stands for: 1000 where it gives whole seconds.
  package var precision: Int16 = 1

  /// All fields, in their order.
  package init(milliseconds: Int64, hasDate: Bool, hasZone: Bool) {
    self.milliseconds = milliseconds
    self.hasDate = hasDate
    self.hasZone = hasZone
  }

  /// Where the milliseconds of a stamp without a date begin.
  package enum Origin: UInt8, Sendable {
    /// Midnight: the stamp is a clock.
    case day
    /// The first of January 1972, a leap year: the stamp has day and month, and no year.
    case year
    /// The start of the machine or of the program.
    case start
  }
}

extension LogTime {
  /// The time that an ISO 8601 text such as `2026-01-31T21:14:37Z` gives, or `nil`.
  public init?(iso text: String) {
    guard let time = Timestamp.parse(text) else { return nil }
    self = time
  }
}

extension LogTime: CustomStringConvertible {
  /// RFC 3339 with milliseconds; `Z` only where the zone is known; the clock alone without a date.
  public var description: String {
    let inDay = inDay
    let clock =
      "\(two(inDay / 3_600_000)):\(two(inDay / 60_000 % 60)):\(two(inDay / 1000 % 60))"
      + ".\(three(inDay % 1000))"
    guard hasDate else { return clock }
    let date = Self.civil(fromDays: (milliseconds - inDay) / Self.day)
    return "\(date.year)-\(two(date.month))-\(two(date.day))T\(clock)\(hasZone ? "Z" : "")"
  }

  private func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }
  private func three(_ n: Int64) -> String { n < 10 ? "00\(n)" : n < 100 ? "0\(n)" : "\(n)" }

  /// Days since 1970-01-01 of a date of the Gregorian calendar.
  ///
  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  package static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The year that days without one are counted in: it has a 29th of February.
  package static let leapYear: Int64 = 1972

  /// Whether the calendar has the day.
  package static func isDay(year: Int64, month: Int64, day: Int64) -> Bool {
    guard (1...12).contains(month), (1...31).contains(day) else { return false }
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    return day <= days(year: next.0, month: next.1, day: 1)
      - days(year: year, month: month, day: 1)
  }

  /// The inverse of ``days(year:month:day:)``; same source, `civil_from_days`.
  package static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1
    )
  }
}

extension LogTime {
  /// Seconds from this to `later`; across midnight when neither has a date.
  package func seconds(to later: LogTime) -> Double? {
    guard isAlike(later) else { return nil }
    var difference = later.milliseconds - milliseconds
    if !hasDate && difference < -Self.day / 2 { difference += Self.day }
    return Double(difference) / 1000
  }

  /// Whether it is a point in time for everybody.
  package var isZoned: Bool { hasDate && hasZone }
  /// Whether it has a date, in a zone that is not known.
  package var isLocal: Bool { hasDate && !hasZone }
  /// Whether both have a date or not, and a zone or not.
  package func isAlike(_ other: LogTime) -> Bool {
    hasDate == other.hasDate && hasZone == other.hasZone
  }

  /// Milliseconds of a day.
  package static let day: Int64 = 86_400_000
  /// Milliseconds since midnight.
  package var inDay: Int64 { (milliseconds % Self.day + Self.day) % Self.day }
  /// The whole days that are nearest to `milliseconds`.
  package static func wholeDays(_ milliseconds: Int64) -> Int64 {
    Int64((Double(milliseconds) / Double(day)).rounded())
  }
}

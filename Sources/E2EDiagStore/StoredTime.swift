internal import E2EDiag

extension LogTime {
  /// RFC 3339 with a year of four digits, so that texts sort as times do; without a date the clock.
  ///
  /// A clock of a known zone ends with `Z` too, and counts on past midnight: nothing is lost.
  var storedText: String {
    guard hasDate else { return clockText + (hasZone ? "Z" : "") }
    let text = description
    let missing = text.firstIndex(of: "T").map { 10 - text[..<$0].utf8.count } ?? 0
    return text.hasPrefix("-") ? text : String(repeating: "0", count: max(0, missing)) + text
  }

  private var clockText: String {
    func padded(_ number: UInt64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let all = milliseconds.magnitude
    return (milliseconds < 0 ? "-" : "")
      + "\(padded(all / 3_600_000, 2)):\(padded(all / 60_000 % 60, 2))"
      + ":\(padded(all / 1000 % 60, 2)).\(padded(all % 1000, 3))"
  }

  /// The time that ``storedText`` was made of.
  init?(storedText text: String) {
    let zoned = text.hasSuffix("Z")
    let parts = (zoned ? text.dropLast() : text[...]).split(separator: "T")
    guard let last = parts.last, let clock = Self.milliseconds(clock: last) else { return nil }
    switch parts.count {
    case 1:
      self.init(milliseconds: clock, hasDate: false, hasZone: zoned)
    case 2:
      guard let days = Self.days(date: parts[0]) else { return nil }
      self.init(milliseconds: days * 86_400_000 + clock, hasDate: true, hasZone: zoned)
    default:
      return nil
    }
  }

  private static func milliseconds(clock text: Substring) -> Int64? {
    let negative = text.hasPrefix("-")
    let parts = (negative ? text.dropFirst() : text).split { $0 == ":" || $0 == "." }
      .compactMap { Int64($0) }
    guard parts.count == 4 else { return nil }
    let value = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + parts[3]
    return negative ? -value : value
  }

  /// Days since 1970; a year before 0 keeps its sign.
  private static func days(date text: Substring) -> Int64? {
    let negative = text.hasPrefix("-")
    let parts = (negative ? text.dropFirst() : text).split(separator: "-").compactMap { Int64($0) }
    guard parts.count == 3 else { return nil }
    return days(year: negative ? -parts[0] : parts[0], month: parts[1], day: parts[2])
  }
}

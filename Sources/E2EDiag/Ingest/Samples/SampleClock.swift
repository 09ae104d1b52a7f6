/// The time that a line of a clock gives: the output of `date`, the header of `watch`.
package enum SampleClock {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The time out of the captures of a clock's rule; `nil` where they give none.
  package static func time(_ captures: [String: String]) -> LogTime? {
    guard let month = captures["month"].flatMap({ months.firstIndex(of: $0) }),
      let day = captures["day"].flatMap({ Int64($0) }), (1...31).contains(day),
      let year = captures["year"].flatMap({ Int64($0) }),
      let clock = captures["clock"].flatMap(seconds)
    else { return nil }
    let days = LogTime.days(year: year, month: Int64(month + 1), day: day)
    var milliseconds = (days * 86_400 + clock) * 1000
    let hour = clock / 3600
    if captures["half"] == "PM", hour < 12 { milliseconds += 43_200_000 }
    if captures["half"] == "AM", hour == 12 { milliseconds -= 43_200_000 }
    // Letters other than these mean different zones in different places.
    let zone = captures["zone"] ?? ""
    if ["UTC", "GMT", "Z"].contains(zone) {
      return LogTime(milliseconds: milliseconds, hasDate: true, hasZone: true)
    }
    if let offset = offset(zone) {
      return LogTime(milliseconds: milliseconds - offset, hasDate: true, hasZone: true)
    }
    return LogTime(milliseconds: milliseconds, hasDate: true, hasZone: false)
  }

  /// The time of a cell of a table: ISO 8601, with a blank too, or seconds or milliseconds since 1970.
  package static func time(cell: String) -> LogTime? {
    if let time = Timestamp.parse(cell) { return time }
    guard let number = Double(cell), cell.utf8.allSatisfy({ (48...57).contains($0) || $0 == 0x2e })
    else { return nil }
    // From 2001 to 2286; anything else is a figure of another kind.
    if (1e9..<1e10).contains(number) {
      return LogTime(milliseconds: Int64(number * 1000), hasDate: true, hasZone: true)
    }
    if (1e12..<1e13).contains(number) {
      return LogTime(milliseconds: Int64(number), hasDate: true, hasZone: true)
    }
    return nil
  }

  private static func seconds(_ clock: String) -> Int64? {
    let parts = clock.split(separator: ":").compactMap { Int64($0) }
    guard parts.count == 3, parts[0] < 24, parts[1] < 60, parts[2] < 61 else { return nil }
    return (parts[0] * 60 + parts[1]) * 60 + parts[2]
  }

  /// `+0100` or `-05`, in milliseconds east of UTC.
  private static func offset(_ zone: String) -> Int64? {
    guard let sign = zone.first, sign == "+" || sign == "-",
      let hours = Int64(zone.dropFirst().prefix(2))
    else { return nil }
    let minutes = Int64(zone.dropFirst(3)) ?? 0
    return (sign == "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000
  }
}

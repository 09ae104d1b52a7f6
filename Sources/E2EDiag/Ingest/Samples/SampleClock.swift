/// The time that a line of a clock gives: the output of `date`, the header of `watch`.
package enum SampleClock {
  /// The time out of the captures of a clock's rule; `nil` where they give none.
  package static func time(_ captures: [String: String]) -> LogTime? {
    var parts = captures
    // `date` pads a day below ten.
    if let day = parts["day"], day.utf8.count == 1 { parts["day"] = "0\(day)" }
    let text = ["month", "day", "clock", "half", "zone", "year"].compactMap { parts[$0] }
    return Array(text.joined(separator: " ").utf8).withUnsafeBytes { bytes in
      var reader = StampReader(bytes)
      return reader.dateOfTheShell()
    }
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
}

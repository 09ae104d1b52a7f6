/// The zone of a source, told by when the others of the same run were written.
package enum OverlapZone {
  /// The offset from UTC, and the days to move by, at which `own`, a span in local time, lies in
  /// `zoned`, one in UTC; `nil` where several would do, or none.
  package static func find(
    _ own: ClosedRange<Int64>, in zoned: ClosedRange<Int64>, isDayOpen: Bool
  ) -> (offset: Int64, days: Int64)? {
    best(own, in: zoned, ZoneOffset.wholeHours, isDayOpen)
      ?? best(own, in: zoned, ZoneOffset.others, isDayOpen)
  }

  /// A source of one moment has a span too.
  private static let margin: Int64 = 30_000

  private static func best(
    _ own: ClosedRange<Int64>, in zoned: ClosedRange<Int64>, _ offsets: [Int64], _ isDayOpen: Bool
  ) -> (offset: Int64, days: Int64)? {
    let length = own.upperBound - own.lowerBound + 2 * margin
    var results: [(offset: Int64, days: Int64, shared: Int64)] = []
    for offset in offsets {
      var first = own.lowerBound - margin - offset
      var days: Int64 = 0
      if isDayOpen {
        let apart = (zoned.lowerBound / 2 + zoned.upperBound / 2) - (first + length / 2)
        days = LogTime.wholeDays(apart)
        first += days * LogTime.day
      }
      let shared =
        min(first + length, zoned.upperBound + margin) - max(first, zoned.lowerBound - margin)
      if shared > 0 { results.append((offset, days, shared)) }
    }
    // -12 and +12 are the same clock on another day; the first is the likelier one.
    guard let best = results.max(by: { $0.shared < $1.shared }), best.shared * 2 >= length,
      !results.contains(where: {
        $0.offset != best.offset && $0.shared * 2 > best.shared
          && !(isDayOpen && abs($0.offset - best.offset) == LogTime.day)
      })
    else { return nil }
    return (best.offset, best.days)
  }
}

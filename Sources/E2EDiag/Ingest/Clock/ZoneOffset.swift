/// How far the local time of a place is from UTC.
package enum ZoneOffset {
  private static let quarter: Int64 = 900_000
  private static let hour: Int64 = 3_600_000

  /// Whole hours that are in use, in milliseconds east of UTC, the likely ones first.
  package static let wholeHours: [Int64] = (-12...14).map { Int64($0) * hour }
    .sorted { (abs($0), $0) < (abs($1), $1) }

  /// The offsets between whole hours that are in use.
  package static let others: [Int64] = [
    -38, -14, 14, 18, 22, 23, 26, 35, 38, 42, 51,
  ].map { $0 * quarter }

  private static let all = Set(wholeHours + others)

  /// The offset that `difference`, of a local time to UTC, is meant to be; the two may be `apart`.
  package static func nearest(to difference: Int64, apart: Int64) -> Int64? {
    let offset = Int64((Double(difference) / Double(quarter)).rounded()) * quarter
    return abs(difference - offset) <= apart && all.contains(offset) ? offset : nil
  }

  /// `UTC`, `UTC+5:30`.
  package static func name(_ offset: Int64) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60_000
    let rest = minutes % 60 == 0 ? "" : ":\(minutes % 60)"
    return "UTC\(offset < 0 ? "-" : "+")\(minutes / 60)\(rest)"
  }
}

extension LogText {
  /// The time of the line at `index`; where it has no zone, that of the nearest time that has one, if
  /// the two tell it: clocks of one machine differ by whole quarters of an hour.
  package func timeWithZone(at index: Int) -> LogTime? {
    guard let time = lines[index].time else { return nil }
    guard time.hasDate, !time.hasZone, let zoned = nearestZoned(to: index) else { return time }
    let difference = zoned.milliseconds - time.milliseconds
    let quarter: Int64 = 900_000
    let offset = Int64((Double(difference) / Double(quarter)).rounded()) * quarter
    guard abs(difference - offset) <= Self.nearEnough, abs(offset) <= 14 * 4 * quarter else {
      return time
    }
    return LogTime(milliseconds: time.milliseconds + offset, hasDate: true, hasZone: true)
  }

  /// In milliseconds; more apart, and the next quarter might be meant.
  private static let nearEnough: Int64 = 120_000

  private func nearestZoned(to index: Int) -> LogTime? {
    let isZoned = { (line: Int) in
      self.lines[line].time.map { $0.hasDate && $0.hasZone } ?? false
    }
    let before = lines.indices[..<index].last(where: isZoned)
    let after = lines.indices[index...].first(where: isZoned)
    let nearest = [before, after].compactMap(\.self).min { abs($0 - index) < abs($1 - index) }
    return nearest.flatMap { lines[$0].time }
  }
}

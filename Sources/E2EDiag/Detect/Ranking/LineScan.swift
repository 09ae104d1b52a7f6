/// Byte tests that masking is made of; an offset is compared with the count before it is read.
enum LineScan {
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// Whether the byte can stand in the name of a host, a program or a container.
  static func isNameByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_")
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Whether the bytes are a hexadecimal number: `0x…`, or `least` digits or more with one that is
  /// a decimal digit and one that is a letter (a word such as `defaced` and a count are neither).
  static func isHexadecimal(
    _ line: UnsafeRawBufferPointer, _ range: Range<Int>, atLeast least: Int
  ) -> Bool {
    var start = range.lowerBound
    let isMarked = range.count > 2 && line[start] == 0x30 && line[start + 1] | 0x20 == 0x78
    if isMarked { start += 2 }
    var letters = 0
    var digits = 0
    for index in start..<range.upperBound {
      if isDigit(line[index]) {
        digits += 1
      } else if (line[index] | 0x20) &- 0x61 < 6 {
        letters += 1
      } else {
        return false
      }
    }
    return isMarked || (digits > 0 && letters > 0 && range.count >= least)
  }

  /// The offset behind the measures that begin at `start` (`1.5s`, `1m30s`, `12 MB`), or `nil`.
  static func measure(in line: UnsafeRawBufferPointer, at start: Int) -> Int? {
    guard var end = oneMeasure(in: line, at: start, units: units) else { return nil }
    while let next = oneMeasure(in: line, at: end, units: units) { end = next }
    return end < line.count && isAlphanumeric(line[end]) ? nil : end
  }

  /// As ``measure(in:at:)``, for times alone.
  static func duration(in line: UnsafeRawBufferPointer, at start: Int) -> Int? {
    guard var end = oneMeasure(in: line, at: start, units: timeUnits) else { return nil }
    while let next = oneMeasure(in: line, at: end, units: timeUnits) { end = next }
    return end < line.count && isAlphanumeric(line[end]) ? nil : end
  }

  private static func oneMeasure(
    in line: UnsafeRawBufferPointer, at start: Int, units: [[UInt8]]
  ) -> Int? {
    var index = start
    while index < line.count, isDigit(line[index]) { index += 1 }
    guard index > start else { return nil }
    if index + 1 < line.count, line[index] == UInt8(ascii: "."), isDigit(line[index + 1]) {
      index += 1
      while index < line.count, isDigit(line[index]) { index += 1 }
    }
    let hasBlank = index < line.count && line[index] == 0x20
    if hasBlank { index += 1 }
    let rest = UnsafeRawBufferPointer(rebasing: line[index...])
    // The longest unit first, so that `ms` is not read as `m`; `status 1 s…` is no second.
    for unit in units where rest.starts(with: unit) && !(hasBlank && unit.count == 1) {
      let end = index + unit.count
      // `1m30s`: a digit goes on with the next part; a letter means another word.
      guard end == line.count || !isLetter(line[end]) else { continue }
      return end
    }
    return nil
  }

  private static let timeUnits: [[UInt8]] = [
    "milliseconds", "seconds", "minutes", "second", "minute", "hours", "secs", "mins", "hour",
    "sec", "min", "µs", "ms", "us", "ns", "s", "m", "h",
  ].map { Array($0.utf8) }

  private static let units: [[UInt8]] =
    timeUnits
    + [
      "bytes", "MB/s", "kB/s", "KB/s", "KiB", "MiB", "GiB", "kB", "KB", "MB", "GB", "Mi", "Gi",
      "Ki",
      "B",
    ].map { Array($0.utf8) }
}

/// A position in the bytes of a line that moves on over what it could read.
///
/// A method that returns `nil` or `false` may have moved on; those that say so stay where they were.
package struct StampReader {
  let bytes: UnsafeRawBufferPointer
  var position: Int

  init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The byte at the position, which is then inside the line.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }
  var isAtEnd: Bool { position >= bytes.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Takes all of `text`, or stays.
  mutating func take(all text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] {
      return false
    }
    position += count
    return true
  }

  /// One blank or tab, or the end of the line.
  mutating func skipBlank() -> Bool {
    guard let byte = next, byte == 0x20 || byte == 0x09 else { return isAtEnd }
    position += 1
    return true
  }

  mutating func skipBlanks() {
    while next == 0x20 { position += 1 }
  }

  /// Bytes up to the next blank, tab or the end; at least one, at most `most`.
  mutating func word(most: Int = 256) -> Range<Int>? {
    let start = position
    while let byte = next, byte != 0x20, byte != 0x09, position - start <= most { position += 1 }
    return position > start && position - start <= most ? start..<position : nil
  }

  // MARK: - Numbers

  /// Exactly `count` digits.
  mutating func digits(_ count: Int) -> Int64? {
    guard position + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for index in position..<(position + count) {
      let byte = bytes[index]
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    position += count
    return value
  }

  /// All digits that follow: at least one, at most `most`.
  mutating func number(most: Int) -> Int64? {
    var value: Int64 = 0
    let start = position
    while let byte = next, byte >= 48, byte <= 57 {
      guard position - start < most else { return nil }
      value = value * 10 + Int64(byte - 48)
      position += 1
    }
    return position > start ? value : nil
  }

  /// Milliseconds of a fraction of any length, and those its last digit stands for; without one,
  /// none of a whole second.
  mutating func fraction() -> (milliseconds: Int64, precision: Int16) {
    let start = position
    guard take(".") || take(",") else { return (0, 1000) }
    var value: Int64 = 0
    var precision: Int16 = 1000
    var count = 0
    while let byte = next, byte >= 48, byte <= 57 {
      if count < 3 {
        precision /= 10
        value += Int64(byte - 48) * Int64(precision)
      }
      count += 1
      position += 1
    }
    if count == 0 { position = start }
    return (value, precision)
  }

  /// Seconds since 1970 as loggers print them, `1795499755.123` or `1.795499755123e+09`; stays when
  /// it is none of this century.
  mutating func epoch() -> LogTime? {
    let start = position
    guard var value = number(most: 10) else {
      position = start
      return nil
    }
    // The number in all its digits, and how many of them stand behind the point.
    var behind = 0
    if take(".") {
      while let byte = next, byte >= 48, byte <= 57 {
        if value < 100_000_000_000_000 {
          value = value * 10 + Int64(byte - 48)
          behind += 1
        }
        position += 1
      }
    }
    var exponent: Int64 = 0
    if take("e") || take("E") {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard let digits = number(most: 2) else {
        position = start
        return nil
      }
      exponent = isNegative ? -digits : digits
    }
    let precision = behind - Int(exponent)
    let shift = 3 - precision
    guard (-18...12).contains(shift) else {
      position = start
      return nil
    }
    for _ in 0..<abs(shift) {
      if shift < 0 { value /= 10 } else { value = value.multipliedReportingOverflow(by: 10).0 }
    }
    guard Self.century.contains(value) else {
      position = start
      return nil
    }
    var time = LogTime(milliseconds: value, hasDate: true, hasZone: true)
    time.precision = precision <= 0 ? 1000 : precision == 1 ? 100 : precision == 2 ? 10 : 1
    return time
  }

  /// From 2001 to 2100, in milliseconds.
  private static let century: ClosedRange<Int64> = 978_307_200_000...4_133_980_800_000
}

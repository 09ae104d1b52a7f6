/// A line with its variable parts masked: what makes two lines of one program the same.
///
/// `template` is for counting and comparing lines of logs: every number goes. For the identity of a
/// failure, where a number may be an exit status, see ``masked(_:)``.
package enum MessageTemplate {
  /// The template of `line`: paths `P`, hexadecimal `H`, measures `U`, other digits `0`, one blank.
  package static func template(_ line: String) -> String {
    var line = line
    var masked: [UInt8] = []
    line.withUTF8 { append(UnsafeRawBufferPointer($0), to: &masked) }
    return String(decoding: masked, as: UTF8.self)
  }

  /// The hash of the template of `line`; `buffer` is overwritten with the template.
  package static func hash(of line: UnsafeRawBufferPointer, using buffer: inout [UInt8]) -> UInt64 {
    buffer.removeAll(keepingCapacity: true)
    append(line, to: &buffer)
    return buffer.withUnsafeBytes { hash($0[...]) }
  }

  /// 64-bit FNV-1a; stored with baselines, so it must not change.
  package static func hash(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in UnsafeRawBufferPointer(rebasing: bytes) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
  }

  private static func append(_ line: UnsafeRawBufferPointer, to result: inout [UInt8]) {
    var index = 0
    // Every index below is compared with `count` before it is read.
    while index < line.count {
      let byte = line[index]
      if isBlank(byte) {
        while index < line.count, isBlank(line[index]) { index += 1 }
        if index < line.count, !result.isEmpty { result.append(0x20) }
        continue
      }
      guard isWord(byte) || byte == slash else {
        result.append(byte)
        index += 1
        continue
      }
      var end = index
      var hasSlash = false
      var hasDigit = false
      while end < line.count, isWord(line[end]) || line[end] == slash {
        if line[end] == slash { hasSlash = true }
        if isDigit(line[end]) { hasDigit = true }
        end += 1
      }
      if hasSlash, end - index > 1 {
        result.append(UInt8(ascii: "P"))
      } else if hasDigit {
        end = appendNumbers(line, index..<end, to: &result)
      } else {
        result.append(contentsOf: line[index..<end])
      }
      index = end
    }
  }

  /// Masks a word that holds digits; returns the offset behind it, or behind its unit.
  private static func appendNumbers(
    _ line: UnsafeRawBufferPointer, _ range: Range<Int>, to result: inout [UInt8]
  ) -> Int {
    var index = range.lowerBound
    if let end = LineScan.measure(in: line, at: index), end >= range.upperBound {
      result.append(UInt8(ascii: "U"))
      return end
    }
    while index < range.upperBound {
      guard LineScan.isAlphanumeric(line[index]) else {
        result.append(line[index])
        index += 1
        continue
      }
      let start = index
      while index < range.upperBound, LineScan.isAlphanumeric(line[index]) { index += 1 }
      if LineScan.isHexadecimal(line, start..<index, atLeast: 7) {
        result.append(UInt8(ascii: "H"))
        continue
      }
      var isInNumber = false
      for byte in line[start..<index] {
        if !isDigit(byte) { result.append(byte) } else if !isInNumber { result.append(0x30) }
        isInNumber = isDigit(byte)
      }
    }
    return index
  }

  private static let slash = UInt8(ascii: "/")

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// What a path or a name consists of.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "~"), UInt8(ascii: "-"):
      true
    default: LineScan.isAlphanumeric(byte) || byte >= 0x80
    }
  }
}

/// The values of one JSON document, each with its path and the line it stands in.
///
/// Strict enough to refuse what is no document; numbers are kept as they are spelled.
package struct JSONLeaves {
  /// A value that holds no others.
  package struct Leaf: Sendable, Equatable {
    /// Keys and positions from the top: `status`, `0`, `reason`.
    package var path: [String]
    /// The text of a string, else the value as it is spelled.
    package var text: String
    /// 1-based line of the value.
    package var line: Int
  }

  /// Deeper documents are refused.
  private static let deepest = 64

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var path: [String] = []
  private var leaves: [Leaf] = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The leaves of the document that fills `bytes`, or `nil` when they are not one document.
  package static func read(_ bytes: [UInt8]) -> [Leaf]? {
    var reader = JSONLeaves(bytes)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.position = 3 }
    guard reader.value() else { return nil }
    reader.skipBlanks()
    return reader.position == bytes.count ? reader.leaves : nil
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || (9...13).contains(byte) {
      if byte == 0x0a { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() -> Bool {
    guard path.count < Self.deepest else { return false }
    if take("{") { return members() }
    if take("[") { return elements() }
    let start = line
    guard let text = next == UInt8(ascii: "\"") ? string() : word() else { return false }
    leaves.append(Leaf(path: path, text: text, line: start))
    return true
  }

  private mutating func members() -> Bool {
    if take("}") { return true }
    repeat {
      skipBlanks()
      guard let key = string(), take(":") else { return false }
      path.append(key)
      guard value() else { return false }
      path.removeLast()
    } while take(",")
    return take("}")
  }

  private mutating func elements() -> Bool {
    if take("]") { return true }
    var count = 0
    repeat {
      path.append(String(count))
      guard value() else { return false }
      path.removeLast()
      count += 1
    } while take(",")
    return take("]")
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() -> String? {
    let start = position
    while let byte = next,
      (48...57).contains(byte) || (97...122).contains(byte | 0x20) || "+-.".utf8.contains(byte)
    {
      position += 1
    }
    return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func string() -> String? {
    guard next == UInt8(ascii: "\"") else { return nil }
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = next else { return nil }
        position += 1
        guard append(escaped, to: &text) else { return nil }
      case 0x0a: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  /// Appends what `\` and `escaped` stand for.
  private mutating func append(_ escaped: UInt8, to text: inout [UInt8]) -> Bool {
    switch escaped {
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
    case UInt8(ascii: "u"):
      guard var code = hexadecimal() else { return false }
      // Two escapes are one character outside the first plane.
      if (0xd800..<0xdc00).contains(code), position + 1 < bytes.count,
        bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      {
        let second = position
        position += 2
        guard let low = hexadecimal() else { return false }
        if (0xdc00..<0xe000).contains(low) {
          code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        } else {
          // A character of its own: the first has no second.
          position = second
        }
      }
      text += Array(String(Unicode.Scalar(code) ?? "\u{fffd}").utf8)
    default: text.append(escaped)
    }
    return true
  }

  private mutating func hexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
    guard digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0 | 0x20) }),
      let code = UInt32(digits, radix: 16)
    else { return nil }
    position += 4
    return code
  }
}

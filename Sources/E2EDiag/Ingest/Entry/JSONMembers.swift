/// The members of one JSON object on raw bytes, without a tree of them.
package struct JSONMembers {
  /// A value as it stands: the text between the quotes of a string, else all of it.
  package struct Value {
    let range: Range<Int>
    let isString: Bool
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// Calls `body` with each member of the object that fills `bytes`; `false` when it is none.
  ///
  /// Names are compared as they stand: those that are looked for have no escapes.
  package static func forEach(
    in bytes: UnsafeRawBufferPointer,
    _ body: (_ name: Slice<UnsafeRawBufferPointer>, _ value: Value) -> Void
  ) -> Bool {
    var reader = JSONMembers(bytes: bytes)
    return reader.object(body)
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  // MARK: - Scanning

  private mutating func object(
    _ body: (Slice<UnsafeRawBufferPointer>, Value) -> Void
  ) -> Bool {
    skipSpace()
    guard take(UInt8(ascii: "{")) else { return false }
    skipSpace()
    if take(UInt8(ascii: "}")) { return isAtEnd }
    repeat {
      skipSpace()
      guard let name = string() else { return false }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { return false }
      skipSpace()
      guard let value = value() else { return false }
      body(bytes[name], value)
      skipSpace()
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) && isAtEnd
  }

  private var isAtEnd: Bool { bytes[position...].allSatisfy { $0 <= 0x20 } }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  /// The text between quotes.
  private mutating func string() -> Range<Int>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<(position - 1)
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return nil
  }

  private mutating func value() -> Value? {
    let start = position
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard let text = string() else { return nil }
        if depth == 0 { return Value(range: text, isString: true) }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 {
          return position > start ? Value(range: start..<position, isString: false) : nil
        }
        depth -= 1
        position += 1
        if depth == 0 { return Value(range: start..<position, isString: false) }
      case UInt8(ascii: ",") where depth == 0:
        return position > start ? Value(range: start..<position, isString: false) : nil
      default: position += 1
      }
    }
    return nil
  }

  // MARK: - Values

  /// Adds the text of a string without its escapes to `result`.
  package static func decode(
    _ text: Slice<UnsafeRawBufferPointer>, into result: inout [UInt8]
  ) {
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < text.endIndex else {
        result.append(byte)
        continue
      }
      let escaped = text[index]
      index += 1
      switch escaped {
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0c)
      case UInt8(ascii: "u"):
        var scalar = unit(text, at: &index)
        // Two units of UTF-16 make one character.
        if scalar & 0xfc00 == 0xd800, index + 1 < text.endIndex, text[index] == UInt8(ascii: "\\"),
          text[index + 1] == UInt8(ascii: "u")
        {
          var behind = index + 2
          let low = unit(text, at: &behind)
          if low & 0xfc00 == 0xdc00 {
            scalar = 0x10000 + (scalar & 0x3ff) << 10 + low & 0x3ff
            index = behind
          }
        }
        result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{fffd}").utf8)
      default: result.append(escaped)
      }
    }
  }

  /// Four hexadecimal digits; U+FFFD where they are none.
  private static func unit(_ text: Slice<UnsafeRawBufferPointer>, at index: inout Int) -> UInt32 {
    guard text.endIndex - index >= 4 else {
      index = text.endIndex
      return 0xfffd
    }
    let digits = text[index..<(index + 4)]
    index += 4
    var value: UInt32 = 0
    for byte in digits {
      let digit: UInt8 =
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: 16
        }
      guard digit < 16 else { return 0xfffd }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

extension YAMLReader {
  /// Bytes of the line before the position.
  var column: Int { position - lineStart }

  func mistake(_ reason: String, help: String? = nil) -> Mistake {
    Mistake(line: line, reason: reason, help: help)
  }

  /// Whether nothing visible stands at `index`, which is at most ``end``.
  func isBlank(_ index: Int) -> Bool { Self.isBlank(bytes[index]) }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x09 || byte == 0
  }

  /// Whether a document begins or ends here.
  var isMarker: Bool { isMarker(UInt8(ascii: "-")) || isMarker(UInt8(ascii: ".")) }

  /// Whether three of `sign` stand here at the left, and nothing beside them.
  func isMarker(_ sign: UInt8) -> Bool {
    // The zero at `end` is no sign, so that no index goes beyond it.
    column == 0 && bytes[position] == sign && bytes[position + 1] == sign
      && bytes[position + 2] == sign && isBlank(position + 3)
  }

  /// Whether a colon stands here, behind blanks, that makes what stands before it a key.
  mutating func isAtColon() -> Bool {
    skipBlanks()
    return bytes[position] == UInt8(ascii: ":") && isBlank(position + 1)
  }

  mutating func skipBlanks() {
    while bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  mutating func skipLineFeed() {
    position += 1
    line += 1
    lineStart = position
  }

  /// Goes on to the next visible byte that is in no comment, or to the end.
  mutating func skipToToken() throws(Mistake) {
    while true {
      switch bytes[position] {
      case 0x20: position += 1
      case 0x0a: skipLineFeed()
      case 0x09:
        guard isInFlow || bytes[lineStart..<position].contains(where: { $0 != 0x20 }) else {
          throw mistake("found a tab where an indentation space is expected")
        }
        position += 1
      case UInt8(ascii: "#") where position == 0 || isBlank(position - 1):
        while bytes[position] != 0x0a, position < end { position += 1 }
      default: return
      }
    }
  }
}

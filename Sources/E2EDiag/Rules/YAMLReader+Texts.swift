extension YAMLReader {
  /// A text in quotes or without, that stands in a mapping or list that begins at column `outer`.
  mutating func text(inside outer: Int) throws(Mistake) -> Node {
    switch bytes[position] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return try quoted()
    case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
      throw mistake(
        "anchors, aliases and tags are not allowed",
        help: "write the value out, or put it in single quotes if it begins with '&', '*' or '!'")
    default:
      guard isStartOfPlain else {
        throw mistake(
          position == end
            ? "found unexpected end of stream" : "found character that cannot start any token")
      }
      return try plain(inside: outer)
    }
  }

  // MARK: - Plain

  private var isStartOfPlain: Bool {
    switch bytes[position] {
    case UInt8(ascii: "-"): !isBlank(position + 1)
    case UInt8(ascii: "?"), UInt8(ascii: ":"): !isInFlow && !isBlank(position + 1)
    case 0, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: ">"),
      UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      false
    default: true
    }
  }

  private mutating func plain(inside outer: Int) throws(Mistake) -> Node {
    let start = line
    var range = try plainLine()
    guard bytes[position] == 0x0a, let feeds = goOn(inside: outer) else {
      return Node(kind: .text, line: start, range: range)
    }
    var text = Array(bytes[range])
    var next: Int? = feeds
    while let feeds = next {
      Self.fold(feeds, into: &text)
      range = try plainLine()
      text += bytes[range]
      next = bytes[position] == 0x0a ? goOn(inside: outer) : nil
    }
    return spelled(text, line: start)
  }

  /// What stands on this line, without the blanks around it.
  private mutating func plainLine() throws(Mistake) -> Range<Int> {
    let start = position
    var last = position
    while true {
      let byte = bytes[position]
      switch byte {
      case 0x0a, 0: return start..<last
      case UInt8(ascii: ":") where isBlank(position + 1): return start..<last
      case UInt8(ascii: ":") where isInFlow && Self.isFlowSign(bytes[position + 1]):
        throw mistake("found unexpected ':'")
      case UInt8(ascii: "#") where position > start && isBlank(position - 1): return start..<last
      default:
        if isInFlow, Self.isFlowSign(byte) { return start..<last }
        position += 1
        if byte != 0x20, byte != 0x09 { last = position }
      }
    }
  }

  private static func isFlowSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
  }

  /// Goes on to the next line of a plain text and gives the line feeds before it; `nil` when there is
  /// none, and then stays.
  private mutating func goOn(inside outer: Int) -> Int? {
    let before = (position, line, lineStart)
    let feeds = skipFeeds()
    let isColon = bytes[position] == UInt8(ascii: ":") && isBlank(position + 1)
    guard position < end, bytes[position] != UInt8(ascii: "#"), !isMarker, !isColon,
      isInFlow ? !Self.isFlowSign(bytes[position]) : column > outer
    else {
      (position, line, lineStart) = before
      return nil
    }
    return feeds
  }

  // MARK: - Quoted

  private mutating func quoted() throws(Mistake) -> Node {
    let quote = bytes[position]
    let start = (line: line, position: position + 1)
    position += 1
    while true {
      switch bytes[position] {
      case quote where quote == UInt8(ascii: "\"") || bytes[position + 1] != quote:
        position += 1
        return Node(kind: .text, line: start.line, range: start.position..<(position - 1))
      case quote, 0x0a, 0: return try rewritten(quote, from: start.position, line: start.line)
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
        return try rewritten(quote, from: start.position, line: start.line)
      default: position += 1
      }
    }
  }

  /// A quoted text that does not stand for itself, byte for byte, from `start` on.
  private mutating func rewritten(_ quote: UInt8, from start: Int, line: Int) throws(Mistake)
    -> Node
  {
    var text = Array(bytes[start..<position])
    /// Blanks before it are written as escapes, and stay at the end of a line.
    var kept = 0
    while true {
      let byte = bytes[position]
      switch byte {
      case 0: throw mistake("found unexpected end of stream")
      case 0x0a:
        while text.count > kept, text.last == 0x20 || text.last == 0x09 { text.removeLast() }
        let feeds = skipFeeds()
        if isMarker { throw mistake("found unexpected document indicator") }
        Self.fold(feeds, into: &text)
        kept = text.count
      case quote:
        position += 1
        guard quote == UInt8(ascii: "'"), bytes[position] == quote else {
          return spelled(text, line: line)
        }
        position += 1
        text.append(quote)
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
        try escape(into: &text)
        kept = text.count
      default:
        position += 1
        text.append(byte)
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(Mistake) {
    let sign = bytes[position + 1]
    if sign == 0x0a {
      position += 1
      let feeds = skipFeeds()
      text += [UInt8](repeating: 0x0a, count: feeds - 1)
      return
    }
    let digits: Int
    switch sign {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default:
      guard let scalar = Self.escapes[sign] else {
        throw mistake("found unknown escape character")
      }
      text += UTF8.encode(scalar).map(Array.init) ?? []
      position += 2
      return
    }
    let number = bytes[(position + 2)...].prefix(digits)
    // A sign is none of the digits, and no zero is at the end.
    guard number.allSatisfy({ LineScan.isDigit($0) || ($0 | 0x20) &- 0x61 < 6 }),
      let value = UInt32(String(decoding: number, as: UTF8.self), radix: 16),
      let scalar = UnicodeScalar(value), let encoded = UTF8.encode(scalar)
    else { throw mistake("did not find expected hexdecimal number") }
    text += encoded
    position += 2 + digits
  }

  private static let escapes: [UInt8: UnicodeScalar] = [
    UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "t"): "\t", 0x09: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{b}",
    UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1b}",
    0x20: " ", UInt8(ascii: "\""): "\"", UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\",
    UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{a0}", UInt8(ascii: "L"): "\u{2028}",
    UInt8(ascii: "P"): "\u{2029}",
  ]

  // MARK: - Lines

  /// Skips line feeds and the blanks around them; gives the number of line feeds.
  private mutating func skipFeeds() -> Int {
    var feeds = 0
    while bytes[position] == 0x0a {
      skipLineFeed()
      feeds += 1
      skipBlanks()
    }
    return feeds
  }

  /// One line feed is a blank, more are one less.
  private static func fold(_ feeds: Int, into text: inout [UInt8]) {
    text += feeds == 1 ? [0x20] : [UInt8](repeating: 0x0a, count: feeds - 1)
  }

  /// A text that does not stand in the source as it is.
  mutating func spelled(_ text: [UInt8], line: Int) -> Node {
    let start = bytes.count
    bytes += text
    return Node(kind: .text, line: line, range: start..<bytes.count)
  }
}

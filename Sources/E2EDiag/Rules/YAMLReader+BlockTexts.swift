extension YAMLReader {
  /// What is done with the line feeds at the end of a block text.
  private enum Chomping { case strip, clip, keep }

  /// A text behind `|` or `>`, in a mapping or list that begins at column `outer`.
  mutating func blockText(inside outer: Int) throws(Mistake) -> Node {
    let start = line
    let isFolded = bytes[position] == UInt8(ascii: ">")
    let (chomping, shift) = try blockHead()
    let indent: Int
    var feeds: Int
    if let shift {
      indent = max(outer, 0) + shift
      feeds = try skipEmptyLines(indent)
    } else {
      (indent, feeds) = try foundIndent(atLeast: max(outer + 1, 1))
    }
    var text = [UInt8](repeating: 0x0a, count: feeds)
    var endsInFeed = false
    var wasIndented = false
    var isFirst = true
    feeds = 0
    while column == indent, position < end {
      let isIndented = bytes[position] == 0x20 || bytes[position] == 0x09
      if !isFirst {
        // Lines that are indented more keep the line feeds around them.
        if isFolded, !wasIndented, !isIndented {
          if feeds == 0 { text.append(0x20) }
        } else {
          text.append(0x0a)
        }
        text += [UInt8](repeating: 0x0a, count: feeds)
      }
      isFirst = false
      wasIndented = isIndented
      let start = position
      while bytes[position] != 0x0a, position < end { position += 1 }
      text += bytes[start..<position]
      endsInFeed = position < end
      if endsInFeed { skipLineFeed() }
      feeds = try skipEmptyLines(indent)
    }
    if chomping != .strip, endsInFeed { text.append(0x0a) }
    if chomping == .keep { text += [UInt8](repeating: 0x0a, count: feeds) }
    return spelled(text, line: start)
  }

  private mutating func blockHead() throws(Mistake) -> (Chomping, Int?) {
    var chomping = Chomping.clip
    var indent: Int?
    position += 1
    loop: while true {
      switch bytes[position] {
      case UInt8(ascii: "+"): chomping = .keep
      case UInt8(ascii: "-"): chomping = .strip
      case 0x31...0x39: indent = Int(bytes[position] - 0x30)
      default: break loop
      }
      position += 1
    }
    if isBlank(position) {
      skipBlanks()
      if bytes[position] == UInt8(ascii: "#") {
        while bytes[position] != 0x0a, position < end { position += 1 }
      }
    }
    guard bytes[position] == 0x0a || position == end else {
      throw mistake("did not find expected comment or line break")
    }
    if position < end { skipLineFeed() }
    return (chomping, indent)
  }

  /// Skips lines with nothing at column `indent`, and the indentation behind them.
  private mutating func skipEmptyLines(_ indent: Int) throws(Mistake) -> Int {
    var feeds = 0
    while true {
      while column < indent, bytes[position] == 0x20 { position += 1 }
      if column < indent, bytes[position] == 0x09 {
        throw mistake("found a tab where an indentation space is expected")
      }
      guard bytes[position] == 0x0a else { return feeds }
      skipLineFeed()
      feeds += 1
    }
  }

  /// The column of the first line that is not empty, and the empty lines before it.
  private mutating func foundIndent(atLeast least: Int) throws(Mistake) -> (Int, Int) {
    var feeds = 0
    var widest = least
    while true {
      while bytes[position] == 0x20 { position += 1 }
      widest = max(widest, column)
      if column < least, bytes[position] == 0x09 {
        throw mistake("found a tab where an indentation space is expected")
      }
      guard bytes[position] == 0x0a else { return (widest, feeds) }
      skipLineFeed()
      feeds += 1
    }
  }
}

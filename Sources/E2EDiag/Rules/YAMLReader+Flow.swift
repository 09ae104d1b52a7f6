extension YAMLReader {
  /// A value between brackets, braces, commas.
  mutating func flow() throws(Mistake) {
    flowDepth += 1
    defer { flowDepth -= 1 }
    switch bytes[position] {
    case UInt8(ascii: "["): try flowList()
    case UInt8(ascii: "{"): try flowMapping()
    default: add(try text(inside: -1))
    }
  }

  private mutating func flowList() throws(Mistake) {
    let list = try open(.list, line: line)
    position += 1
    while try !isAtEnd(UInt8(ascii: "]")) {
      try flow()
      try skipToToken()
      if bytes[position] == UInt8(ascii: ":") {
        throw mistake(
          "a mapping in a list needs braces",
          help: "write '[{KEY: VALUE}]', or put a text into single quotes")
      }
      try skipComma(or: UInt8(ascii: "]"))
    }
    try close(list)
  }

  private mutating func flowMapping() throws(Mistake) {
    let mapping = try open(.mapping, line: line)
    position += 1
    while try !isAtEnd(UInt8(ascii: "}")) {
      try refuseKeyThatIsNoText()
      let key = try text(inside: -1)
      add(key)
      try skipToToken()
      guard bytes[position] == UInt8(ascii: ":"), line == key.line else {
        throw mistake("could not find expected ':'")
      }
      position += 1
      let start = line
      try skipToToken()
      if bytes[position] == UInt8(ascii: ",") || bytes[position] == UInt8(ascii: "}") {
        addEmpty(on: start)
      } else {
        try flow()
        try skipToToken()
      }
      try skipComma(or: UInt8(ascii: "}"))
    }
    try close(mapping)
  }

  /// Goes on to the next value, or behind `bracket` when there is none.
  private mutating func isAtEnd(_ bracket: UInt8) throws(Mistake) -> Bool {
    try skipToToken()
    guard bytes[position] == bracket else { return false }
    position += 1
    return true
  }

  private mutating func skipComma(or bracket: UInt8) throws(Mistake) {
    if bytes[position] == UInt8(ascii: ",") {
      position += 1
    } else if bytes[position] != bracket {
      let sign = String(UnicodeScalar(bracket))
      throw mistake("did not find expected ',' or '\(sign)'")
    }
  }
}

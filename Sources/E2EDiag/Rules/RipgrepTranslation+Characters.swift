extension RipgrepTranslation {
  // PCRE2 takes these for ASCII, ripgrep for Unicode; listed they mean the same in both. A line holds
  // no line feed.
  private static let listed: [Character: (inside: String, isNegated: Bool)] = [
    "d": ("0-9", false), "D": ("0-9", true), "w": ("0-9A-Za-z_", false),
    "W": ("0-9A-Za-z_", true), "s": (#"\t\x0b\x0c\r "#, false), "S": (#"\t\x0b\x0c\r "#, true),
    "h": (#"\t\p{Zs}"#, false), "H": (#"\t\p{Zs}"#, true),
  ]

  /// Signs that a backslash makes plain; ripgrep refuses it before any other.
  private static let signs = Set<Character>(#"\.+*?()|[]{}^$#&-~"#)

  /// `text` as it is, not as a pattern.
  static func literal(_ text: String) -> String {
    text.map { signs.contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// What stands behind a backslash outside a class; `nil` for what is left out.
  mutating func escape() throws -> Part? {
    let sign = try next()
    if let (inside, isNegated) = Self.listed[sign] {
      return Part(text: "[\(isNegated ? "^" : "")\(inside)]", fixed: sign == "d" ? 1 : 0)
    }
    switch sign {
    case "b", "B": return Part(text: "(?-u:\\\(sign))", fixed: 0)
    case "A": return Part(text: "^", fixed: 0)
    case "z", "Z": return Part(text: "$", fixed: 0)
    case "K", "G": return nil
    case "N": return Part(text: ".", fixed: 0)
    case "R": return Part(text: #"[\x0b\x0c\r]"#, fixed: 1)
    case "Q":
      var text = ""
      while !isAtEnd, !take("\\E") { text.append(try next()) }
      // A quantifier behind it takes the last character alone.
      guard isAtEnd || !"*+?{".contains(characters[position]) else { throw Unknown() }
      return Part(text: Self.literal(text), fixed: text.count)
    case "E": return nil
    case "p", "P": return Part(text: "\\\(sign)\(try property())", fixed: 0)
    case "k": return try reference(to: try name())
    case "g":
      guard at("{") else { throw Unknown() }
      return try reference(to: try name())
    case "1"..."9":
      var number = String(sign)
      while !isAtEnd, characters[position].isASCII, characters[position].isNumber {
        number.append(try next())
      }
      return try reference(to: number)
    default:
      position -= 1
      return Part(text: try character(), fixed: 1)
    }
  }

  /// `<name>`, `{name}` or `'name'`.
  private mutating func name() throws -> String {
    switch try next() {
    case "<": return try text(to: ">")
    case "{": return try text(to: "}")
    case "'": return try text(to: "'")
    default: throw Unknown()
    }
  }

  /// What stands behind `\p`: `L` or `{Lu}`.
  private mutating func property() throws -> String {
    guard take("{") else { return String(try next()) }
    let name = try text(to: "}")
    guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") }) else { throw Unknown() }
    return "{\(name)}"
  }

  /// One character behind a backslash, in a class or outside.
  private mutating func character() throws -> String {
    let sign = try next()
    switch sign {
    case "t", "r", "f", "a": return "\\\(sign)"
    case "e": return #"\x1b"#
    case "x":
      if take("{") { return "\\x{\(try text(to: "}"))}" }
      let digits = characters[position...].prefix(2).prefix { $0.isHexDigit }
      position += digits.count
      return "\\x{\(digits.isEmpty ? "0" : String(digits))}"
    default:
      // A letter or digit means something else, and a line feed stands in no line.
      guard sign.isASCII, !sign.isLetter, !sign.isNumber else { throw Unknown() }
      return Self.literal(String(sign))
    }
  }

  // MARK: - Classes

  /// The rest of a class behind its bracket.
  mutating func characterClass() throws -> Part {
    let isNegated = take("^")
    var inside = ""
    var isListed = !isNegated
    var mayBeRange = false
    var isInRange = false
    // A bracket that comes first stands for itself.
    if take("]") { (inside, mayBeRange) = (#"\]"#, true) }
    while !take("]") {
      if at("[:") || at("[.") || at("[=") {
        guard let end = characters[position...].firstIndex(of: "]"), at("[:") else {
          throw Unknown()
        }
        inside += String(characters[position...end])
        position = end + 1
        mayBeRange = false
        continue
      }
      let character = try next()
      guard character == "\\" else {
        // Between two characters, and not behind a class or another range.
        let isRange = character == "-" && mayBeRange && !at("]")
        inside += isRange ? "-" : Self.literal(String(character))
        mayBeRange = !isRange && !isInRange
        isInRange = isRange
        continue
      }
      let sign = try next()
      mayBeRange = false
      if let (listed, isNegatedItself) = Self.listed[sign] {
        guard !isNegatedItself else {
          inside += "[^\(listed)]"
          isListed = false
          continue
        }
        if sign != "d" { isListed = false }
        inside += listed
      } else if sign == "b" {
        inside += #"\x08"#
      } else if sign == "p" || sign == "P" {
        inside += "\\\(sign)\(try property())"
        isListed = false
      } else {
        position -= 1
        inside += try self.character()
        mayBeRange = !isInRange
      }
      isInRange = false
    }
    return Part(text: "[\(isNegated ? "^" : "")\(inside)]", fixed: isListed ? 1 : 0)
  }
}

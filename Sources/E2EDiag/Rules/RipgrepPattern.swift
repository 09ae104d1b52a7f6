/// A pattern in the dialect of ripgrep, which matches wherever the pattern of a rule does.
///
/// What that dialect lacks is left out, so that the pattern becomes more general: what must stand
/// before or behind, atomic groups, and the names of groups. A reference to a group becomes the group.
struct RipgrepPattern {
  /// The pattern; `nil` when it has something that cannot be said so.
  let text: String?

  /// So many characters of a match must be given by the pattern; one with fewer says nothing.
  private static let fewestFixed = 2

  /// Translates `source`, which PCRE2 compiles.
  init(_ source: String) {
    var translation = RipgrepTranslation(source)
    let whole = try? translation.alternation()
    guard let whole, translation.isAtEnd, whole.fixed >= Self.fewestFixed else {
      text = nil
      return
    }
    text = whole.text
  }

  /// What lines are searched for so that none is missed on which `rule` can match: its patterns, and
  /// where one cannot be said, the texts that the rule needs.
  static func texts(of rule: LineRule) -> [String] {
    let patterns = rule.match.map { RipgrepPattern($0.source).text }
    let known = patterns.compactMap(\.self)
    guard known.count < patterns.count else { return known }
    return known
      + rule.needs.map { RipgrepTranslation.literal(String(decoding: $0, as: UTF8.self)) }
  }
}

/// Reads a pattern from left to right and writes each part as ripgrep spells it.
struct RipgrepTranslation {
  /// A part in the new spelling.
  struct Part {
    var text: String
    /// The least number of characters of a match that the part gives: letters, digits, signs, and
    /// classes that list them.
    var fixed: Int
  }

  /// Something that cannot be said.
  struct Unknown: Error {}

  var characters: [Character]
  var position = 0
  /// What the groups became, by number and by name.
  private var groups: [String: Part] = [:]
  private var groupCount = 0

  init(_ source: String) { characters = Array(source) }

  var isAtEnd: Bool { position == characters.count }

  func at(_ text: String) -> Bool { characters[position...].starts(with: text) }

  mutating func take(_ text: String) -> Bool {
    guard at(text) else { return false }
    position += text.count
    return true
  }

  mutating func next() throws -> Character {
    guard !isAtEnd else { throw Unknown() }
    defer { position += 1 }
    return characters[position]
  }

  /// The characters before `sign`, which is taken too.
  mutating func text(to sign: Character) throws -> String {
    guard let end = characters[position...].firstIndex(of: sign) else { throw Unknown() }
    defer { position = end + 1 }
    return String(characters[position..<end])
  }

  // MARK: - Structure

  mutating func alternation() throws -> Part {
    var whole = try sequence()
    while take("|") {
      let other = try sequence()
      whole = Part(text: "\(whole.text)|\(other.text)", fixed: min(whole.fixed, other.fixed))
    }
    return whole
  }

  private mutating func sequence() throws -> Part {
    var whole = Part(text: "", fixed: 0)
    while !isAtEnd, !at("|"), !at(")") {
      let part = try repeated(try atom())
      whole.text += part?.text ?? ""
      whole.fixed += part?.fixed ?? 0
    }
    return whole
  }

  /// `part` with the quantifier behind it; `nil` for one that was left out.
  private mutating func repeated(_ part: Part?) throws -> Part? {
    var quantifier = ""
    var least = 1
    if at("*") || at("+") || at("?") {
      quantifier = String(try next())
      least = quantifier == "+" ? 1 : 0
    } else if at("{"), let bounds = bounds() {
      quantifier = "{\(bounds.text)}"
      least = bounds.least
    } else {
      return part
    }
    // Possessive: without it more is matched. Lazy: the same is.
    if !take("+"), take("?") { quantifier += "?" }
    guard let part else { return nil }
    return Part(text: part.text + quantifier, fixed: part.fixed * least)
  }

  /// `{3}`, `{3,}` or `{3,5}`; any other brace stands for itself.
  private mutating func bounds() -> (text: String, least: Int)? {
    guard let end = characters[position...].firstIndex(of: "}") else { return nil }
    let text = String(characters[(position + 1)..<end])
    let numbers = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard let least = numbers.first.flatMap({ Int($0) }),
      numbers.dropFirst().allSatisfy({ $0.isEmpty || Int($0) != nil })
    else { return nil }
    position = end + 1
    return (text, least)
  }

  /// One character, class, group or assertion; `nil` for what is left out.
  private mutating func atom() throws -> Part? {
    let character = try next()
    switch character {
    case "(": return try group()
    case "[": return try characterClass()
    case "\\": return try escape()
    case ".", "^", "$": return Part(text: String(character), fixed: 0)
    default: return Part(text: Self.literal(String(character)), fixed: 1)
    }
  }

  // MARK: - Groups

  private mutating func group() throws -> Part? {
    if take("?#") {
      _ = try text(to: ")")
      return nil
    }
    for assertion in ["?=", "?!", "?<=", "?<!"] where take(assertion) {
      _ = try body()
      return nil
    }
    if take("?:") || take("?>") { return try body() }
    if take("?P=") { return try reference(to: try text(to: ")")) }
    for named in ["?P<", "?<", "?'"] where take(named) {
      return try capture(try text(to: named == "?'" ? "'" : ">"))
    }
    if take("?") { return try flags() }
    // `(*VERB)`.
    guard !at("*") else { throw Unknown() }
    return try capture(nil)
  }

  private mutating func capture(_ name: String?) throws -> Part {
    groupCount += 1
    let number = String(groupCount)
    let part = try body()
    groups[number] = part
    if let name { groups[name] = part }
    return part
  }

  /// The rest of a group, with the parenthesis at its end.
  private mutating func body() throws -> Part {
    let inner = try alternation()
    guard take(")") else { throw Unknown() }
    return Part(text: "(?:\(inner.text))", fixed: inner.fixed)
  }

  /// `(?i)`, `(?i-s:…)`; both dialects mean the same by these letters.
  private mutating func flags() throws -> Part {
    var flags = ""
    while !isAtEnd, characters[position].isLetter || characters[position] == "-" {
      flags.append(try next())
    }
    // J lets two groups have one name.
    flags.removeAll { $0 == "J" }
    guard flags.allSatisfy({ "ims-".contains($0) }) else { throw Unknown() }
    if take(")") { return Part(text: flags.isEmpty ? "" : "(?\(flags))", fixed: 0) }
    guard take(":") else { throw Unknown() }
    let inner = try body()
    return Part(text: "(?\(flags):\(inner.text))", fixed: inner.fixed)
  }

  /// Matches what the group can match, not only what it did.
  func reference(to name: String) throws -> Part {
    guard let group = groups[name] else { throw Unknown() }
    return group
  }
}

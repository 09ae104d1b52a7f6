/// How a person names a stored run.
enum RunSelector: Equatable {
  /// The first digits of its id.
  case id(prefix: String)
  /// So many runs before the last one, of one suite or of all.
  case last(back: Int, suite: String?)

  /// Fewest digits of an id that name a run.
  static let fewestDigits = 4

  /// Reads `3f9c`, `last`, `last~1`, `SUITE:last` or `SUITE:last~2`; `nil` for anything else.
  init?(_ text: String) {
    // A suite's name may hold colons; what follows the last one never does.
    let colon = text.lastIndex(of: ":")
    let suite = colon.map { String(text[..<$0]) }
    let name = colon.map { text[text.index(after: $0)...] } ?? text[...]
    if name == "last" {
      self = .last(back: 0, suite: suite)
    } else if name.hasPrefix("last~"), let back = Int(name.dropFirst(5)), back >= 0 {
      self = .last(back: back, suite: suite)
    } else if suite == nil, text.count >= Self.fewestDigits, text.allSatisfy(\.isHexDigit),
      text.allSatisfy(\.isASCII)
    {
      self = .id(prefix: text.lowercased())
    } else {
      return nil
    }
  }
}

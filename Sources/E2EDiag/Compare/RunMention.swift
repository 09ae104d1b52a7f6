/// Ids of runs in a sentence: all of a few, the first of many.
struct RunMention: CustomStringConvertible {
  let ids: [String]

  init(_ ids: [String]) { self.ids = ids }

  /// `run a`, `runs a and b`, `runs a, b, c and 9 more`.
  var description: String {
    ids.count == 1 ? "run \(ids[0])" : "runs \(Self.joined(ids))"
  }

  /// `a`, `a and b`, `a, b, c and 9 more`.
  static func joined(_ words: [String], most: Int = 4) -> String {
    if words.count > most {
      return words.prefix(most - 1).joined(separator: ", ") + " and \(words.count - most + 1) more"
    }
    guard let last = words.last, words.count > 1 else { return words.first ?? "none" }
    return words.dropLast().joined(separator: ", ") + " and \(last)"
  }

  /// `1 run`, `2 runs`.
  static func count(_ number: Int, _ word: String = "run") -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }
}

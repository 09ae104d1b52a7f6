/// A YAML file of rules, read with the line of every key, and strict about what it does not know.
package struct RuleFile {
  /// The name shown in problems.
  package let name: String
  package let root: RuleNode

  /// Largest file that is read; a rule file is written by hand.
  package static let largestFile = 1_048_576

  /// Parses `text`; throws ``RuleProblems`` when it is not YAML or not a mapping.
  package init(name: String, text: String) throws {
    self.name = name
    func refuse(_ line: Int, _ message: String, reason: String? = nil, help: String? = nil)
      -> RuleProblems
    {
      RuleProblems(problems: [
        RuleProblem(file: name, line: line, message: message, reason: reason, help: help)
      ])
    }
    guard text.utf8.count <= Self.largestFile else {
      throw refuse(
        0, "file of \(text.utf8.count) bytes is too large",
        help: "a rule file may have \(Self.largestFile) bytes; split it by family")
    }
    let tree: YAMLTree?
    do {
      tree = try YAMLReader.read(text)
    } catch {
      if let help = error.help { throw refuse(error.line, error.reason, help: help) }
      throw refuse(
        error.line, "not valid YAML", reason: error.reason,
        help: "regular expressions stand in single quotes, with '' for a quote inside")
    }
    guard let tree, tree.nodes[0].kind == .mapping else {
      throw refuse(
        1, "not a mapping at the top level", help: "begin with 'format: 1' and 'family: NAME'")
    }
    root = RuleNode(file: name, tree: tree, position: 0)
  }
}

/// The word of `known` that is at most two edits away from `word`, the nearest first.
package func nearest(to word: String, among known: [String]) -> String? {
  known.map { ($0, editDistance(Array(word.utf8), Array($0.utf8))) }
    .filter { $0.1 <= 2 }.min { $0.1 < $1.1 }?.0
}

/// Levenshtein distance.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let next = min(row[j + 1] + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
      diagonal = row[j + 1]
      row[j + 1] = next
    }
  }
  return row[b.count]
}

internal import Yams

/// A YAML file of rules, read with the line of every key, and strict about what it does not know.
package struct RuleFile {
  /// The name shown in problems.
  package let name: String
  package let root: RuleNode

  /// Largest file that is read; a rule file is written by hand.
  package static let largestFile = 1_048_576

  /// Parses `text`; throws ``RuleProblems`` when it is not YAML or not a mapping.
  ///
  /// A test sees to it that `isBundled` files keep to the subset.
  package init(name: String, text: String, isBundled: Bool = false) throws {
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
    if !isBundled, let line = YAMLSubset.lineOfAnchor(in: text) {
      throw refuse(
        line, "anchors, aliases and tags are not allowed",
        help: "write the value out, or put it in single quotes if it begins with '&', '*' or '!'")
    }
    let node: Node?
    do {
      node = try compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw refuse(
        Self.line(of: error), "not valid YAML", reason: Self.reason(of: error),
        help: "regular expressions stand in single quotes, with '' for a quote inside")
    }
    guard let node, node.mapping != nil else {
      throw refuse(
        1, "not a mapping at the top level", help: "begin with 'format: 1' and 'family: NAME'")
    }
    root = RuleNode(file: name, node: node, path: "")
  }

  private static func line(of error: YamlError) -> Int {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: 0
    }
  }

  private static func reason(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _), .reader(let problem, _, _, _):
      problem
    case .duplicatedKeysInMapping(let keys, _): "duplicate key '\(keys.joined(separator: "', '"))'"
    default: "the parser gave up"
    }
  }
}

/// A value of a rule file together with its place.
package struct RuleNode {
  let file: String
  let node: Node
  /// Keys from the top, for messages.
  let path: String

  /// 1-based line of the value.
  package var line: Int { node.mark?.line ?? 0 }

  /// The problem `message` at this value.
  package func problem(_ message: String, reason: String? = nil, help: String? = nil) -> RuleProblem
  {
    RuleProblem(file: file, line: line, message: message, reason: reason, help: help)
  }

  /// The value as text, or `nil` when it is a list or a mapping.
  package var scalarText: String? { node.scalar?.string }

  /// The keys of a mapping with their places; empty for anything else.
  package var keys: [(name: String, line: Int)] {
    node.mapping?.map { ($0.key.string ?? "", $0.key.mark?.line ?? 0) } ?? []
  }

  /// The value under `key`, or `nil`.
  package subscript(key: String) -> RuleNode? {
    // Yams compares whole nodes for this, tags included; our keys are plain texts.
    guard let value = node.mapping?.first(where: { $0.key.scalar?.string == key })?.value else {
      return nil
    }
    return RuleNode(file: file, node: value, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// The text under `key`; throws when it is missing or no text.
  package func text(_ key: String) throws -> String {
    guard let value = self[key] else {
      throw problem("missing field '\(key)'")
    }
    guard let text = value.scalarText else {
      throw value.problem("'\(key)' must be a text")
    }
    return text
  }

  /// The text under `key`, or `nil` when there is none.
  package func optionalText(_ key: String) throws -> String? {
    self[key] == nil ? nil : try text(key)
  }

  /// The number under `key`; throws when it is missing or no number.
  package func number(_ key: String) throws -> Double {
    guard let number = Double(try text(key)) else {
      throw (self[key] ?? self).problem("'\(key)' must be a number")
    }
    return number
  }

  /// The texts under `key`; a single text is a list of one; missing is empty.
  package func texts(_ key: String) throws -> [String] {
    try list(key).map { item in
      guard let text = item.scalarText else {
        throw item.problem("'\(key)' must hold texts")
      }
      return text
    }
  }

  /// The values under `key`; a single value is a list of one; missing is empty.
  package func list(_ key: String) throws -> [RuleNode] {
    guard let value = self[key] else { return [] }
    guard let items = value.node.sequence else { return [value] }
    return items.map { RuleNode(file: file, node: $0, path: value.path) }
  }

  /// The mapping as texts; throws when a value is no text.
  package func map() throws -> [String: String] {
    guard let mapping = node.mapping else { throw problem("must be a mapping") }
    var result: [String: String] = [:]
    for (key, value) in mapping {
      guard let name = key.string, let text = value.scalar?.string else {
        throw problem("must map texts to texts")
      }
      result[name] = text
    }
    return result
  }

  /// Throws for the first key that is not in `known`, with the nearest that is.
  package func refuseUnknown(_ known: [String]) throws {
    guard node.mapping != nil else { throw problem("must be a mapping with the fields \(known)") }
    for (name, line) in keys where !known.contains(name) {
      var refusal = problem("unknown field '\(name)'")
      refusal.line = line
      refusal.help =
        nearest(to: name, among: known).map { "did you mean '\($0)'?" }
        ?? "known fields are \(known.joined(separator: ", "))"
      throw refusal
    }
  }

  /// One of the cases of `type` under `key`; throws with the nearest one when it is none.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws -> Choice where Choice.RawValue == String {
    let text = try text(key)
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    throw (self[key] ?? self).problem(
      "'\(text)' is no value of '\(key)'",
      help: nearest(to: text, among: known).map { "did you mean '\($0)'?" }
        ?? "one of \(known.joined(separator: ", "))")
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

/// A value of a rule file together with its place.
package struct RuleNode {
  let file: String
  let tree: YAMLTree
  let position: Int

  private var kind: YAMLTree.Kind { tree.nodes[position].kind }

  /// 1-based line of the value.
  package var line: Int { tree.nodes[position].line }

  /// The problem `message` at this value.
  package func problem(_ message: String, reason: String? = nil, help: String? = nil) -> RuleProblem
  {
    RuleProblem(file: file, line: line, message: message, reason: reason, help: help)
  }

  /// The value as text, or `nil` when it is a list or a mapping.
  package var scalarText: String? { kind == .text ? tree.text(position) : nil }

  /// The keys of a mapping with their places; empty for anything else.
  package var keys: [(name: String, line: Int)] {
    pairs.map { (tree.text($0.key), tree.nodes[$0.key].line) }
  }

  /// Positions of the keys and values of a mapping; empty for anything else.
  private var pairs: YAMLTree.Pairs { tree.pairs(of: position) }

  /// The value under `key`, or `nil`.
  package subscript(key: String) -> RuleNode? {
    pairs.first { tree.isText($0.key, key) }.map { child($0.value) }
  }

  private func child(_ position: Int) -> RuleNode {
    RuleNode(file: file, tree: tree, position: position)
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
    guard value.kind == .list else { return [value] }
    return tree.items(of: value.position).map(child)
  }

  /// The mapping as texts; throws when a value is no text.
  package func map() throws -> [String: String] {
    guard kind == .mapping else { throw problem("must be a mapping") }
    var result: [String: String] = [:]
    for (key, value) in pairs {
      guard let text = child(value).scalarText else { throw problem("must map texts to texts") }
      result[tree.text(key)] = text
    }
    return result
  }

  /// Throws for the first key that is not in `known`, with the nearest that is.
  package func refuseUnknown(_ known: [String]) throws {
    guard kind == .mapping else { throw problem("must be a mapping with the fields \(known)") }
    for (key, _) in pairs where !known.contains(where: { tree.isText(key, $0) }) {
      let name = tree.text(key)
      var refusal = problem("unknown field '\(name)'")
      refusal.line = tree.nodes[key].line
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
    return try (self[key] ?? self).choice(of: text, "value of '\(key)'")
  }

  /// The case that `text`, which stands in this value, names; throws with the nearest one when it is
  /// no `what`.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    of text: String, _ what: String
  ) throws -> Choice where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    throw problem(
      "'\(text)' is no \(what)",
      help: nearest(to: text, among: known).map { "did you mean '\($0)'?" }
        ?? "one of \(known.joined(separator: ", "))")
  }
}

/// The part that every rule has: what must stand in a line, how it matches, and examples of both.
package final class LineRule: Sendable {
  /// Full name, `family/id`.
  package let name: String
  /// Plain texts, one of which must stand in the line; empty when any line may match.
  package let needs: [[UInt8]]
  /// Tried in order; the first that matches gives the captures.
  package let match: [Pattern]
  /// A line that matches one of these is spared.
  package let unless: [Pattern]
  /// Lines that must match.
  package let fires: [Example]
  /// Near misses that must not.
  package let spares: [Example]

  /// A line the author gave, with the captures it must give or the reason why it is spared.
  package struct Example: Sendable {
    package let line: String
    package let gives: [String: String]
    package let why: String
    package let place: Int
  }

  /// The fields a rule may use for this part.
  package static let fields = ["id", "needs", "match", "unless", "fires", "spares"]

  /// Reads the fields of `node`; throws a ``RuleProblem``.
  ///
  /// A name of `parts` written `<%name>` in a pattern stands for its text.
  package init(_ node: RuleNode, family: String, parts: [String: String] = [:]) throws {
    let id = try node.text("id")
    guard !id.isEmpty, id.utf8.allSatisfy({ Self.isKebab($0) }) else {
      throw (node["id"] ?? node).problem("id '\(id)' is not kebab-case")
    }
    name = "\(family)/\(id)"
    needs = try node.texts("needs").map { Array($0.utf8) }
    match = try node.texts("match").map { Pattern(Self.filled($0, with: parts)) }
    unless = try node.texts("unless").map(Pattern.init)
    fires = try node.list("fires").map(Self.example)
    spares = try node.list("spares").map(Self.example)
    guard !match.isEmpty else { throw node.problem("missing field 'match'") }
    guard !fires.isEmpty else {
      throw node.problem(
        "\(name) has no 'fires'", help: "add a line that must match, copied from a real log")
    }
    guard !spares.isEmpty else {
      throw node.problem(
        "\(name) has no 'spares'", help: "add a near miss that must not match, with 'why'")
    }
  }

  /// `text` with its parts written out, and theirs; a name that no part has stays.
  private static func filled(_ text: String, with parts: [String: String]) -> String {
    guard !parts.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "%"),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")),
        let part = parts[String(decoding: bytes[(index + 2)..<end], as: UTF8.self)]
      {
        // A part that holds itself is not looked up again.
        let others = parts.filter { $0.value != part }
        result += Array(filled(part, with: others).utf8)
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isKebab(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || (48...57).contains(byte) || (97...122).contains(byte)
  }

  private static func example(_ node: RuleNode) throws -> Example {
    if let text = node.scalarText {
      return Example(line: text, gives: [:], why: "", place: node.line)
    }
    try node.refuseUnknown(["line", "gives", "why"])
    return Example(
      line: try node.text("line"), gives: try node["gives"]?.map() ?? [:],
      why: try node.optionalText("why") ?? "", place: node.line)
  }

  /// The captures of the first pattern that matches, or `nil`; `needs` is not looked at.
  package func captures(in line: UnsafeRawBufferPointer) -> [String: String]? {
    for pattern in match {
      guard let found = pattern.firstMatch(in: line) else { continue }
      return unless.contains { $0.firstMatch(in: line) != nil } ? nil : found.captures
    }
    return nil
  }

  /// As ``captures(in:)-swift.method`` on text, with `needs` looked at too.
  package func captures(in line: String) -> [String: String]? {
    var line = line
    return line.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      guard needs.isEmpty || needs.contains(where: { raw.contains($0) }) else { return nil }
      return captures(in: raw)
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether `text` stands anywhere in the bytes.
  package func contains(_ text: [UInt8]) -> Bool { firstIndex(of: text) != nil }

  /// The first offset at which `text` stands, or `nil`.
  package func firstIndex(of text: [UInt8]) -> Int? {
    guard let first = text.first, count >= text.count else { return text.isEmpty ? 0 : nil }
    // The last start leaves room for the whole text, so every index below is inside.
    for start in 0...(count - text.count) where self[start] == first {
      if (1..<text.count).allSatisfy({ self[start + $0] == text[$0] }) { return start }
    }
    return nil
  }
}

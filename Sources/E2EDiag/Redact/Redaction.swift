/// Rules that find secrets.
package struct Redaction: Sendable {
  private let rules: [LineRule]

  /// The rules themselves, for their tests.
  package var lineRules: [LineRule] { rules }

  /// Reads `redactions`; throws ``RuleProblem``, also for a pattern without the group `secret`.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "redactions"])
    rules = try file.root.list("redactions").map { node in
      try node.refuseUnknown(LineRule.fields)
      return try LineRule(node, family: "redaction")
    }
  }

  /// Where secrets stand in `text`, in bytes, not overlapping, in order.
  package func secrets(in text: String) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var found: [Range<Int>] = []
      for rule in rules {
        guard rule.needs.isEmpty || rule.needs.contains(where: raw.contains) else { continue }
        for pattern in rule.match {
          var start = 0
          while let match = pattern.firstMatch(in: raw, from: start) {
            if let secret = match.ranges["secret"], !secret.isEmpty,
              !rule.unless.contains(where: { $0.firstMatch(in: raw) != nil })
            {
              found.append(secret)
            }
            start = max(match.range.upperBound, start + 1)
          }
        }
      }
      return Self.merged(found)
    }
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound < last.upperBound {
        result[result.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

/// Replaces secrets, the same one by the same token throughout a run.
package final class Redactor {
  private let rules: Redaction
  private var tokens: [String: String] = [:]

  /// A redactor that has seen no secret yet.
  package init(_ rules: Redaction) { self.rules = rules }

  /// `text` with every secret replaced by `[redacted-N]`.
  package func redacted(_ text: String) -> String {
    let secrets = rules.secrets(in: text)
    guard !secrets.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var end = 0
    for secret in secrets {
      let value = String(decoding: bytes[secret], as: UTF8.self)
      let token = tokens[value] ?? "[redacted-\(tokens.count + 1)]"
      tokens[value] = token
      result += bytes[end..<secret.lowerBound]
      result += Array(token.utf8)
      end = secret.upperBound
    }
    result += bytes[end...]
    return String(decoding: result, as: UTF8.self)
  }
}

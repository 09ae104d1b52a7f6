/// Rules that find secrets.
package struct Redaction: Sendable {
  private let rules: [LineRule]

  /// The rules themselves, for their tests.
  package var lineRules: [LineRule] { rules }

  /// Reads `redactions`; throws ``RuleProblem``, also for a pattern without the group `secret`.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "redactions"])
    rules = try file.root.list("redactions").map { node in
      // An 'unless' would spare every secret of a line.
      try node.refuseUnknown(LineRule.fields.filter { $0 != "unless" })
      return try LineRule(node, family: "redaction")
    }
  }

  /// Where secrets stand in `text`, in bytes, not overlapping, in order.
  package func secrets(in text: String) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var found: [Range<Int>] = []
      // Patterns look at so many bytes; what is longer is searched in windows that overlap.
      var start = 0
      repeat {
        let end = min(start + Pattern.longestSubject, raw.count)
        let window = UnsafeRawBufferPointer(rebasing: raw[start..<end])
        found += secrets(in: window).map { start + $0.lowerBound..<start + $0.upperBound }
        start = end == raw.count ? end : Self.characterStart(raw, end - Self.windowOverlap)
      } while start < raw.count
      return Self.merged(found)
    }
  }

  /// Longer than any secret that is looked for by its form.
  private static let windowOverlap = 4096

  /// The start of the character that `offset` lies in: later bytes are 10xxxxxx.
  private static func characterStart(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    var offset = offset
    while offset > 0, raw[offset] & 0xc0 == 0x80 { offset -= 1 }
    return offset
  }

  private func secrets(in raw: UnsafeRawBufferPointer) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for rule in rules {
      guard rule.needs.isEmpty || rule.needs.contains(where: raw.contains) else { continue }
      for pattern in rule.match {
        var start = 0
        while let match = pattern.firstMatch(in: raw, from: start) {
          if let secret = match.ranges["secret"], !secret.isEmpty { found.append(secret) }
          start = max(match.range.upperBound, start + 1)
        }
      }
    }
    return found
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

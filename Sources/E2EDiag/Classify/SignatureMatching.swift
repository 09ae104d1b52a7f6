/// A signature found on a line.
package struct SignatureMatch: Sendable {
  package var signature: Signature
  /// Position of the source.
  package var source: Int
  /// Index of the kept line that holds the needed text.
  package var index: Int
  /// The lines that took part; more than one for a wrapped line.
  package var span: ClosedRange<Int>
  package var captures: [String: String]
}

/// Finds signatures in texts: one search for all plain texts, then the patterns of the hits.
package struct SignatureMatching {
  private let signatures: [Signature]
  private let prefilter: Prefilter
  /// For each text of the prefilter, the signatures that need it.
  private let users: [[Int]]

  /// Matches of one signature that are kept; more of the same tell nothing new.
  private static let mostMatches = 200

  /// Prepares the search for all signatures of `catalog`.
  package init(_ catalog: SignatureCatalog) {
    signatures = catalog.all.filter { $0.status != .deprecated }
    var order: [[UInt8]: Int] = [:]
    var texts: [[UInt8]] = []
    var users: [[Int]] = []
    for (index, signature) in signatures.enumerated() {
      for need in signature.line.needs {
        if let known = order[need] {
          users[known].append(index)
        } else {
          order[need] = texts.count
          texts.append(need)
          users.append([index])
        }
      }
    }
    self.users = users
    prefilter = Prefilter(texts)
  }

  /// All matches in `text`, in order of lines; a match that another outranks is left out.
  package func matches(in text: LogText, source: Int) -> [SignatureMatch] {
    var hits: [Int: Set<Int>] = [:]
    text.bytes.withUnsafeBytes { block in
      prefilter.scan(block) { need, offset in
        let line = text.index(ofByte: offset)
        // The kept lines lie side by side, so that a text may seem to stand across two.
        guard text.lines[line].range.contains(offset) else { return }
        hits[line, default: []].formUnion(users[need])
      }
    }
    var counts: [Int: Int] = [:]
    var matches: [SignatureMatch] = []
    for line in hits.keys.sorted() {
      var found: [SignatureMatch] = []
      for signature in (hits[line] ?? []).sorted() {
        guard counts[signature, default: 0] < Self.mostMatches,
          let match = match(signatures[signature], at: line, in: text, source: source)
        else { continue }
        counts[signature, default: 0] += 1
        found.append(match)
      }
      let losers = Set(found.flatMap(\.signature.outranks))
      matches += found.filter { !losers.contains($0.signature.name) }
    }
    return matches
  }

  private func match(_ signature: Signature, at index: Int, in text: LogText, source: Int)
    -> SignatureMatch?
  {
    if let captures = text.withLine(index, signature.line.captures(in:)) {
      return SignatureMatch(
        signature: signature, source: source, index: index, span: index...index, captures: captures)
    }
    let group = WrappedLines.group(around: index, in: text)
    guard group.count > 1 else { return nil }
    let joined = WrappedLines.joined(group, in: text)
    guard let captures = signature.line.captures(in: joined) else { return nil }
    return SignatureMatch(
      signature: signature, source: source, index: index, span: group, captures: captures)
  }
}

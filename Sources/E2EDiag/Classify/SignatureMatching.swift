/// A signature found on a line.
package struct SignatureMatch: Sendable {
  package var signature: Signature
  /// Position of the log in ``Detection/logs``.
  package var log: Int
  /// Index of the kept line that holds the needed text.
  package var index: Int
  /// The lines that took part; more than one for a wrapped line.
  package var span: ClosedRange<Int>
  package var captures: [String: String]
}

/// Finds signatures in texts: one search for all plain texts, then the patterns of the hits.
package struct SignatureMatching {
  private let signatures: [Signature]
  private let mentions: Mentions
  private let search: RuleSearch

  /// Matches of one signature that are kept; more of the same tell nothing new.
  private static let mostMatches = 200

  /// Prepares the search for all signatures of `catalog`, but on lines that only mention an error.
  package init(_ catalog: Catalog) {
    mentions = catalog.mentions
    signatures = catalog.signatures.all.filter { $0.status != .deprecated }
    search = RuleSearch(signatures.map(\.line))
  }

  /// All matches in `text`, in order of lines; a match that another outranks is left out, and so is
  /// one on a line of `commands`: what a command is given as an argument has not happened.
  package func matches(in text: LogText, commands: Set<Int> = []) -> [SignatureMatch] {
    var counts: [Int: Int] = [:]
    var matches: [SignatureMatch] = []
    search.forEachLine(of: text) { index, line, candidates in
      guard !commands.contains(index) else { return }
      var candidates = candidates
      guard let first = candidates.next(), !mentions.contains(line) else { return }
      var found: [SignatureMatch] = []
      for signature in [first] + candidates where counts[signature, default: 0] < Self.mostMatches {
        guard let match = match(signatures[signature], at: index, in: text) else { continue }
        counts[signature, default: 0] += 1
        found.append(match)
      }
      let losers = Set(found.flatMap(\.signature.outranks))
      matches += found.filter { !losers.contains($0.signature.name) }
    }
    return matches
  }

  private func match(_ signature: Signature, at index: Int, in text: LogText)
    -> SignatureMatch?
  {
    if let captures = text.withLine(index, signature.line.captures(in:)) {
      return SignatureMatch(
        signature: signature, log: 0, index: index, span: index...index, captures: captures)
    }
    let group = WrappedLines.group(around: index, in: text)
    guard group.count > 1 else { return nil }
    let joined = WrappedLines.joined(group, in: text)
    guard let captures = signature.line.captures(in: joined) else { return nil }
    return SignatureMatch(
      signature: signature, log: 0, index: index, span: group, captures: captures)
  }
}

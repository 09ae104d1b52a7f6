/// Weighed evidence → hypotheses, best first.
package struct HypothesisRanking {
  /// No single run can say more than this, in log-odds.
  private static let cap = 6.0
  /// Quotes of one group that are shown.
  private static let mostQuotes = 3

  /// Score = prior of the phase + Σ over groups of the strongest piece for − the same against.
  package static func rank(_ weighed: [WeighedEvidence], phase: Phase?, weights: Weights)
    -> [Hypothesis]
  {
    let ranked = HypothesisID.allCases.enumerated().compactMap { order, id -> (Int, Hypothesis)? in
      let own = weighed.filter { $0.hypothesis == id }
      guard id.isAlwaysListed || !own.isEmpty else { return nil }
      let pro = own.filter(\.isFor)
      let contra = own.filter { !$0.isFor }
      let prior = phase.flatMap { weights.priors[$0]?[id] } ?? 0
      let score = prior + sum(pro) - sum(contra)
      let strongest = pro.filter { $0.finer != nil }.max { $0.evidence.weight < $1.evidence.weight }
      return (
        order,
        Hypothesis(
          id: id, finer: strongest?.finer, score: min(cap, max(-cap, score)),
          evidenceFor: shown(pro), evidenceAgainst: shown(contra), missing: [])
      )
    }
    // Of equals the one with evidence comes first, then the order of the list.
    return ranked.sorted { a, b in
      if a.1.score != b.1.score { return a.1.score > b.1.score }
      if a.1.evidenceFor.isEmpty != b.1.evidenceFor.isEmpty { return !a.1.evidenceFor.isEmpty }
      return a.0 < b.0
    }.map(\.1)
  }

  /// Each group by its strongest piece: its lines tell the same thing once more.
  private static func sum(_ evidence: [WeighedEvidence]) -> Double {
    Dictionary(grouping: evidence, by: \.evidence.group).values
      .reduce(0) { $0 + ($1.map(\.evidence.weight).max() ?? 0) }
  }

  /// Strongest first, one per rule and line, a few per group.
  private static func shown(_ evidence: [WeighedEvidence]) -> [Evidence] {
    var perGroup: [String: Int] = [:]
    var seen: Set<String> = []
    let sorted = evidence.map(\.evidence).enumerated().sorted { a, b in
      if a.element.weight != b.element.weight { return a.element.weight > b.element.weight }
      return a.offset < b.offset
    }
    return sorted.map(\.element).filter { piece in
      guard seen.insert("\(piece.rule)\0\(piece.line.text)").inserted else { return false }
      perGroup[piece.group, default: 0] += 1
      return perGroup[piece.group, default: 0] <= mostQuotes
    }
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct HypothesisRankingTests {
  private let weights: Weights

  init() throws { weights = try Bundled.rules().catalog.weights }

  private func piece(
    _ id: HypothesisID, _ weight: Double, group: String, isFor: Bool = true, rule: String = "r/x",
    finer: String? = nil, line: Int = 1
  ) -> WeighedEvidence {
    WeighedEvidence(
      hypothesis: id, isFor: isFor, finer: finer,
      evidence: Evidence(
        rule: rule, weight: weight, group: group,
        line: QuotedLine(
          location: SourceLocation(source: 0, line: line), text: "line \(line)"), why: "why"),
      isDirect: true)
  }

  private func rank(_ pieces: [WeighedEvidence], phase: Phase? = nil) -> [Hypothesis] {
    HypothesisRanking.rank(pieces, phase: phase, weights: weights)
  }

  @Test func fourHypothesesAreListedWithoutAnyEvidence() {
    #expect(rank([]).map(\.id) == [.stateCorruption, .resourceExhaustion, .imageSpecific, .race])
    #expect(rank([]).allSatisfy { $0.score == 0 && $0.support == .none })
  }

  @Test func othersAreListedOnlyWithEvidence() {
    #expect(rank([piece(.network, 1, group: "a")]).first?.id == .network)
    #expect(rank([piece(.network, 1, group: "a")]).count == 5)
    #expect(rank([piece(.network, 1, group: "a", isFor: false)]).last?.id == .network)
  }

  @Test func piecesOfOneGroupCountOnceByTheirStrongest() {
    let one = rank([
      piece(.race, 1, group: "a"), piece(.race, 2, group: "a"), piece(.race, 1.5, group: "a"),
    ])
    #expect(one.first?.score == 2)
    let two = rank([piece(.race, 1, group: "a"), piece(.race, 2, group: "b")])
    #expect(two.first?.score == 3)
  }

  @Test func evidenceAgainstIsTakenOff() {
    let ranked = rank([
      piece(.race, 3, group: "a"), piece(.race, 1, group: "a", isFor: false),
      piece(.race, 0.5, group: "b", isFor: false, line: 2),
    ])
    #expect(ranked.first?.score == 1.5)
    #expect(ranked.first?.evidenceFor.count == 1)
    #expect(ranked.first?.evidenceAgainst.map(\.weight) == [1, 0.5])
  }

  @Test func scoreIsCapped() {
    let many = (0..<10).map { piece(.race, 5, group: "g\($0)") }
    #expect(rank(many).first?.score == 6)
    let against = (0..<10).map { piece(.race, 5, group: "g\($0)", isFor: false) }
    #expect(rank(against).first { $0.id == .race }?.score == -6)
  }

  @Test func priorOfThePhaseBreaksTies() {
    #expect(rank([], phase: .load).first?.id == .resourceExhaustion)
    #expect(rank([], phase: .cluster).first?.id == .stateCorruption)
  }

  @Test func ofEqualsTheOneWithEvidenceComesFirst() {
    let ranked = rank([
      piece(.race, 1, group: "a"), piece(.race, 1, group: "b", isFor: false),
    ])
    #expect(ranked.map(\.id) == [.race, .stateCorruption, .resourceExhaustion, .imageSpecific])
  }

  @Test func finerCauseIsThatOfTheStrongestPiece() {
    let ranked = rank([
      piece(.race, 1, group: "a", finer: "weak"), piece(.race, 2, group: "b", finer: "strong"),
      piece(.race, 3, group: "c"),
    ])
    #expect(ranked.first?.finer == "strong")
  }

  @Test func threeQuotesOfAGroupAreShownStrongestFirst() {
    let ranked = rank((1...9).map { piece(.race, Double($0) / 2, group: "a", line: $0) })
    #expect(ranked.first?.evidenceFor.map(\.weight) == [4.5, 4, 3.5])
  }

  @Test func sameLineOfOneRuleIsShownOnce() {
    let ranked = rank([
      piece(.race, 2, group: "a"), piece(.race, 1, group: "b"),
      piece(.race, 1, group: "c", rule: "r/y"),
    ])
    #expect(ranked.first?.evidenceFor.map(\.rule) == ["r/x", "r/y"])
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func orderOfTheEvidenceChangesNoScore(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = (0..<20).map { line in
      piece(
        HypothesisID.allCases.randomElement(using: &random) ?? .race,
        Double(Int.random(in: 1...24, using: &random)) / 4,
        group: "g\(Int.random(in: 0..<4, using: &random))",
        isFor: Bool.random(using: &random), line: line)
    }
    let scores = { (ranked: [Hypothesis]) in ranked.map { "\($0.id) \($0.score)" } }
    #expect(scores(rank(pieces.shuffled(using: &random))) == scores(rank(pieces)))
  }

  @Test(arguments: [
    (6.0, Support.strong), (3.0, .strong), (2.99, .moderate), (2.0, .moderate), (1.99, .weak),
    (0.25, .weak), (0.24, .none), (0, .none), (-6, .none),
  ])
  func scoreIsAWord(_ row: (score: Double, word: Support)) {
    #expect(Support(score: row.score) == row.word)
  }
}

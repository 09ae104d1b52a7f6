import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct WeightsTests {
  private func problem(_ text: String) -> String? {
    let error = #expect(throws: RuleProblem.self) {
      try Weights(RuleFile(name: "x.yml", text: text))
    }
    return error?.description.split(separator: "\n").first.map(String.init)
  }

  private static let rule =
    "{id: a, fact: overlapped, step: failed, for: race, weight: 1, group: g, why: w}"

  @Test func bundledWeightsAreSmallPriorsAndNamedRules() throws {
    let weights = try Bundled.rules().catalog.weights
    #expect(weights.priors.values.allSatisfy { $0.values.allSatisfy { (0...0.5).contains($0) } })
    #expect(Set(weights.structure.map(\.id)).count == weights.structure.count)
    for rule in weights.structure {
      #expect((0.1...3).contains(rule.weight), "\(rule.id)")
      #expect(!rule.why.isEmpty)
    }
  }

  @Test func ruleIsRead() throws {
    let weights = try Weights(
      RuleFile(name: "x", text: "priors: {load: {race: 0.1}}\nstructure:\n  - \(Self.rule)\n"))
    #expect(weights.priors == [.load: [.race: 0.1]])
    #expect(weights.structure.first?.fact == .overlapped)
    #expect(weights.structure.first?.isFor == true)
  }

  @Test(arguments: [
    ("priors: {laod: {race: 1}}", "x.yml:1: error: 'laod' is no phase"),
    ("priors: {load: {rase: 1}}", "x.yml:1: error: 'rase: 1' is no prior"),
    ("priors: {load: {race: much}}", "x.yml:1: error: 'race: much' is no prior"),
    ("prior: {}", "x.yml:1: error: unknown field 'prior'"),
  ])
  func wrongPriorIsRefused(_ row: (text: String, problem: String)) {
    #expect(problem(row.text) == row.problem)
  }

  @Test(arguments: [
    ("fact: overlapped", "fact: overlaped", "x.yml:2: error: 'overlaped' is no value of 'fact'"),
    ("step: failed", "step: any", "x.yml:2: error: 'any' is no value of 'step'"),
    ("for: race", "for: rase", "x.yml:2: error: 'rase' is no value of 'for'"),
    ("for: race, ", "", "x.yml:2: error: missing field 'against'"),
    ("weight: 1", "weight: one", "x.yml:2: error: 'weight' must be a number"),
    (", why: w", "", "x.yml:2: error: missing field 'why'"),
    (", why: w", ", whi: w", "x.yml:2: error: unknown field 'whi'"),
  ])
  func wrongRuleIsRefused(_ row: (from: String, to: String, problem: String)) {
    let rule = Self.rule.replacing(row.from, with: row.to)
    #expect(problem("structure:\n  - \(rule)\n") == row.problem)
  }

  // MARK: - Checks

  private func checks(_ text: String) throws -> NextChecks {
    try NextChecks(RuleFile(name: "x.yml", text: text))
  }

  private static let check = "{id: a, phases: [load], separates: [race], what: w, command: c}"

  @Test(arguments: [
    ("[load]", "[laod]", "x.yml:2: error: 'laod' is no phase"),
    ("[race]", "[rase]", "x.yml:2: error: 'rase' is no hypothesis"),
    (", command: c", "", "x.yml:2: error: missing field 'command'"),
    ("what: w", "why: w", "x.yml:2: error: unknown field 'why'"),
    ("what: w", "what: w, only-if: rain", "x.yml:2: error: 'rain' is no value of 'only-if'"),
  ])
  func wrongCheckIsRefused(_ row: (from: String, to: String, problem: String)) {
    let text = "checks:\n  - \(Self.check.replacing(row.from, with: row.to))\n"
    let error = #expect(throws: RuleProblem.self) { try checks(text) }
    #expect(error?.description.split(separator: "\n").first.map(String.init) == row.problem)
  }

  private func situation(
    _ phase: Phase, isOutputMissing: Bool = false, isClusterGone: Bool = false
  ) -> NextChecks.Situation {
    var names = RunNames()
    names.node = "e2e-control-plane"
    names.knowsCluster = true
    return NextChecks.Situation(
      phase: phase, subject: "webhook", isOutputMissing: isOutputMissing,
      isClusterGone: isClusterGone, names: names)
  }

  private func hypothesis(_ id: HypothesisID, _ score: Double) -> Hypothesis {
    Hypothesis(
      id: id, finer: nil, score: score, evidenceFor: [], evidenceAgainst: [], missing: [])
  }

  @Test func gapsAreThoseOfThePhaseAndTheHypothesis() throws {
    let checks = try checks(
      """
      checks:
        - {id: a, phases: [load], separates: [race], what: one, command: 'x {subject}'}
        - {id: b, phases: [build], separates: [race], what: two, command: y}
        - {id: c, phases: [load], separates: [network], what: three, command: z}
        - {id: d, phases: [load], separates: [race], what: four, command: c,
           only-if: output-missing}
        - {id: e, phases: [load], separates: [race], what: five, command: 'z {node}'}
      """)
    #expect(checks.gaps(for: .race, in: situation(.load)).map(\.what) == ["one", "five"])
    #expect(checks.gaps(for: .race, in: situation(.load)).first?.command == "x webhook")
    #expect(
      checks.gaps(for: .race, in: situation(.load, isOutputMissing: true)).map(\.what)
        == ["one", "four", "five"])
    #expect(
      checks.gaps(for: .race, in: situation(.load, isClusterGone: true)).map(\.what)
        == ["one", "five (next time)"])
    #expect(checks.gaps(for: .race, in: situation(.test)).isEmpty)
  }

  @Test func whatSeparatesMostOfTheLeadingCausesComesFirst() throws {
    let checks = try checks(
      """
      checks:
        - {id: a, phases: [load], separates: [application], what: none of them, command: x}
        - {id: b, phases: [load], separates: [race], what: one of four, command: x}
        - {id: c, phases: [load], separates: [race, network], what: two of four, command: x}
        - {id: d, phases: [load], separates: [race], what: output, command: x,
           only-if: output-missing}
      """)
    let hypotheses = [
      hypothesis(.race, 1), hypothesis(.network, 0.9), hypothesis(.imageSpecific, 0.5),
      hypothesis(.stateCorruption, 0), hypothesis(.application, -3),
    ]
    #expect(
      checks.next(for: hypotheses, in: situation(.load)).map(\.what) == [
        "two of four", "one of four",
      ])
    #expect(
      checks.next(for: hypotheses, in: situation(.load, isOutputMissing: true)).first?.what
        == "output")
  }

  @Test(arguments: [Phase.build, .cluster, .load, .deploy, .readiness, .test])
  func everyPhaseHasChecksForTheFourHypotheses(_ phase: Phase) throws {
    let checks = try Bundled.rules().catalog.checks
    let all = HypothesisID.allCases.map { hypothesis($0, 0) }
    let next = checks.next(for: all, in: situation(phase))
    #expect(!next.isEmpty)
    #expect(next.count <= 6)
    #expect(Set(next.map(\.what)).count == next.count)
  }
}

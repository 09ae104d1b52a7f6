/// Priors and structural rules, read from `weights.yml`.
package struct Weights: Sendable {
  package let priors: [Phase: [HypothesisID: Double]]
  package let structure: [StructureRule]
  package let around: [AroundRule]

  /// A fact of the timeline that is evidence by itself.
  package struct StructureRule: Sendable {
    package let id: String
    package let fact: StructuralFact
    package let unless: StructuralFact?
    package let step: Which
    /// Phases in which the fact counts; empty for all.
    package let phases: [Phase]
    package let hypothesis: HypothesisID
    package let isFor: Bool
    package let weight: Double
    package let group: String
    package let why: String

    /// The step the rule looks at.
    package enum Which: String, CaseIterable, Sendable { case failed, recovered }
  }

  /// What becomes of the container that the failing step works in, as evidence.
  package struct AroundRule: Sendable {
    package let id: String
    package let changes: [LogEvent.Change]
    /// Phases of the failure in which it counts; empty for all.
    package let phases: [Phase]
    package let hypothesis: HypothesisID
    package let weight: Double
    package let group: String
    package let why: String
  }

  /// Score a conclusion needs, and its lead over the second; see `how-a-run-is-diagnosed`.
  package static let conclusionScore = 2.5
  package static let conclusionMargin = 1.0
  /// A direct piece of at least this weight must stand behind a conclusion.
  package static let directWeight = 1.8

  /// Reads `file`; throws ``RuleProblem``.
  package init(_ file: RuleFile) throws {
    try file.root.refuseUnknown(["format", "grammar", "about", "priors", "structure", "around"])
    var priors: [Phase: [HypothesisID: Double]] = [:]
    for (name, _) in file.root["priors"]?.keys ?? [] {
      guard let phase = Phase(rawValue: name), let node = file.root["priors"]?[name] else {
        throw file.root.problem("'\(name)' is no phase")
      }
      for (hypothesis, text) in try node.map() {
        guard let id = HypothesisID(rawValue: hypothesis), let weight = Double(text) else {
          throw node.problem("'\(hypothesis): \(text)' is no prior")
        }
        priors[phase, default: [:]][id] = weight
      }
    }
    self.priors = priors
    structure = try file.root.list("structure").map { node in
      try node.refuseUnknown([
        "id", "fact", "unless", "step", "phases", "for", "against", "weight", "group", "why",
      ])
      let isFor = node["for"] != nil
      return StructureRule(
        id: try node.text("id"), fact: try node.choice("fact", StructuralFact.self),
        unless: node["unless"] == nil ? nil : try node.choice("unless", StructuralFact.self),
        step: try node.choice("step", StructureRule.Which.self),
        phases: try Self.phases(node),
        hypothesis: try node.choice(isFor ? "for" : "against", HypothesisID.self), isFor: isFor,
        weight: try node.number("weight"), group: try node.text("group"),
        why: try node.text("why"))
    }
    around = try file.root.list("around").map { node in
      try node.refuseUnknown(["id", "change", "phases", "for", "weight", "group", "why"])
      return AroundRule(
        id: try node.text("id"),
        changes: try node.texts("change").map { text in
          guard let change = LogEvent.Change(rawValue: text) else {
            throw node.problem("'\(text)' is no change of a container")
          }
          return change
        },
        phases: try Self.phases(node), hypothesis: try node.choice("for", HypothesisID.self),
        weight: try node.number("weight"), group: try node.text("group"),
        why: try node.text("why"))
    }
  }

  private static func phases(_ node: RuleNode) throws -> [Phase] {
    try node.texts("phases").map { text in
      guard let phase = Phase(rawValue: text) else { throw node.problem("'\(text)' is no phase") }
      return phase
    }
  }
}

/// All rules the analysis works with: grammars and signatures.
package struct Catalog: Sendable {
  package let markers: MarkerGrammar
  package let commands: OperationGrammar
  package let phrases: OperationGrammar
  package let hints: OperationGrammar
  package let signatures: SignatureCatalog
  package let redaction: Redaction
  package let ranking: CandidateRanking
  package let weights: Weights
  package let checks: NextChecks

  /// The bundled rules with the user's `signatures` added; throws ``RuleProblems``.
  package init(userSignatures: [(name: String, text: String)] = []) throws {
    do {
      markers = try MarkerGrammar(
        markers: Self.bundled("markers.yml", PackageResources.markers_yml),
        formats: Self.bundled("formats.yml", PackageResources.formats_yml))
      commands = try OperationGrammar(Self.bundled("commands.yml", PackageResources.commands_yml))
      phrases = try OperationGrammar(Self.bundled("phrases.yml", PackageResources.phrases_yml))
      hints = try OperationGrammar(Self.bundled("hints.yml", PackageResources.hints_yml))
      redaction = try Redaction(Self.bundled("redaction.yml", PackageResources.redaction_yml))
      weights = try Weights(Self.bundled("weights.yml", PackageResources.weights_yml))
      checks = try NextChecks(Self.bundled("checks.yml", PackageResources.checks_yml))
      ranking = CandidateRanking(rules: try RankingRules.bundled())
    } catch let problem as RuleProblem {
      throw RuleProblems(problems: [problem])
    }
    signatures = try SignatureCatalog(
      bundled: SignatureCatalog.bundledFiles(), user: userSignatures)
  }

  /// A bundled file, named as it stands in the source.
  package static func bundled(_ name: String, _ bytes: [UInt8]) throws -> RuleFile {
    try RuleFile(name: name, text: String(decoding: bytes, as: UTF8.self))
  }

  /// What a large source is searched for: every plain text that any rule needs.
  package var prefilter: Prefilter {
    let needs = (markers.lineRules + signatures.all.map(\.line)).flatMap(\.needs)
    return Prefilter(Array(Set(needs)).sorted { $0.lexicographicallyPrecedes($1) })
  }
}

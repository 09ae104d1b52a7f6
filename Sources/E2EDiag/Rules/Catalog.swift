/// All rules the analysis works with: grammars and signatures.
package struct Catalog: Sendable {
  package let markers: MarkerGrammar
  package let commands: OperationGrammar
  package let phrases: OperationGrammar
  package let hints: OperationGrammar
  package let mentions: Mentions
  package let signatures: SignatureCatalog
  package let redaction: Redaction
  package let inputs: InputRecognition
  package let events: EventGrammar
  package let rankingRules: RankingRules
  package let ranking: CandidateRanking
  package let weights: Weights
  package let samples: SampleGrammar
  package let checks: NextChecks

  /// The bundled rules with the user's `signatures` added; throws ``RuleProblems``.
  package init(userSignatures: [(name: String, text: String)] = []) throws {
    do {
      markers = try MarkerGrammar(
        markers: BundledFile.read("Grammars/markers.yml"),
        formats: BundledFile.read("Grammars/formats.yml"))
      commands = try OperationGrammar(BundledFile.read("Grammars/commands.yml"))
      phrases = try OperationGrammar(BundledFile.read("Grammars/phrases.yml"))
      hints = try OperationGrammar(BundledFile.read("Grammars/hints.yml"))
      mentions = try Mentions(BundledFile.read("Grammars/mentions.yml"))
      redaction = try Redaction(BundledFile.read("Grammars/redaction.yml"))
      weights = try Weights(BundledFile.read("Grammars/weights.yml"))
      samples = try SampleGrammar(BundledFile.read("Grammars/samples.yml"))
      checks = try NextChecks(BundledFile.read("Grammars/checks.yml"))
      events = try EventGrammar(BundledFile.read("Grammars/events.yml"))
      inputs = try InputRecognition(BundledFile.read("Grammars/inputs.yml"))
      rankingRules = try RankingRules.bundled()
      ranking = CandidateRanking(rules: rankingRules)
    } catch let problem as RuleProblem {
      throw RuleProblems(problems: [problem])
    }
    signatures = try SignatureCatalog(
      bundled: BundledFile.texts(in: "Signatures"), user: userSignatures)
  }

  /// The rules that lines are searched for by their plain texts, but for those that only look for words.
  package var searchedRules: [LineRule] {
    (markers.lineRules + inputs.lineRules + signatures.all.map(\.line)).filter { !$0.needs.isEmpty }
      + rankingRules.anchored
  }

  /// What a large source is searched for: the plain texts that rules need, but for those that stand in
  /// too many lines and the short ones, which make a search slow. Rules that need nothing else see the
  /// lines that are kept for another reason; only a signature is sought by its short texts then.
  package var prefilter: Prefilter {
    let grammars = markers.lineRules + inputs.lineRules + events.rulesOfLargeSources
    let needs =
      (grammars.flatMap(\.needs) + rankingRules.anchors + samples.needs).filter(Prefilter.isCheap)
      + signatures.all.flatMap { signature in
        let cheap = signature.line.needs.filter(Prefilter.isCheap)
        return cheap.isEmpty ? signature.line.needs : cheap
      }
    return Prefilter(
      Set(needs).filter { !GramRarity.isCommon($0) }.sorted { $0.lexicographicallyPrecedes($1) })
  }
}

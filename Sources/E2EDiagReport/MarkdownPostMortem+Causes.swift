internal import E2EDiag

// Why it happened, as far as the evidence goes, and what earlier runs tell.
extension PostMortem {
  var hypotheses: MarkdownSection? {
    var blocks: [MarkdownBlock] = [.prose(Phrase("Conclusion: ") + cause + ".")]
    if !diagnosis.conclusion.sentence.isEmpty {
      blocks.append(.prose(Phrase(diagnosis.conclusion.sentence)))
    }
    for block in details.hypotheses?.blocks ?? [] {
      guard case .group(let title, let inner) = block else {
        blocks.append(MarkdownBlock(block))
        continue
      }
      blocks.append(.heading(title))
      blocks += MarkdownBlock.nested(inner).map { block in
        guard case .item(let label, let items) = block else { return block }
        return .item(Phrase(label.text, .strong), items)
      }
    }
    return MarkdownSection(heading: "Hypotheses", blocks: blocks)
  }

  // MARK: - Earlier runs

  var history: MarkdownSection? {
    guard let comparison else {
      let words =
        "No other run of this suite was compared, so nothing is known of the repeatability of any "
        + "step. Runs that are kept are compared by themselves: leave `--no-store` out, and give "
        + "`--input git.commit=\"$(git rev-parse HEAD)\"` so that repetitions are known as such."
      return MarkdownSection(
        heading: "Comparison with previous runs", blocks: [.prose(Phrase(words))])
    }
    let sections = ComparisonSections(comparison: comparison, verbose: options.verbose).markdown
    var blocks = sections.first?.blocks ?? []
    for section in sections.dropFirst() {
      blocks += [.heading(Phrase(section.heading))] + section.blocks
    }
    let isHistory = comparison.runs.first?.id != comparison.focus
    return MarkdownSection(
      heading: "Comparison with \(isHistory ? "previous" : "later") runs", blocks: blocks)
  }

  // MARK: - Categories

  /// What the evidence of this run says of each cause; no opinion.
  var categories: MarkdownSection? {
    let rows = HypothesisID.allCases.map { id in
      [Phrase(id.words)] + standing(of: id)
    }
    var blocks: [MarkdownBlock] = [
      .table(
        Report.Table(
          header: ["category", "standing", "rests on"], rows: rows, nameColumns: []))
    ]
    if let specs = run.specs, specs.ran == 0, specs.total > 0 {
      blocks.append(
        .prose(
          Phrase("No spec ran, so the specs say nothing about the code under test")
            + place(observed(.specsMasked)?.line) + "."))
    }
    if isOnPodman, failure != nil {
      blocks.append(
        .prose(
          Phrase("The cluster ran on Podman (")
            + Phrase("kind.provider", .name) + " = " + Phrase("podman", .name)
            + "), which kind calls an experimental provider: that makes a fault of the two together "
            + "possible, and is no evidence for one."))
    }
    return MarkdownSection(heading: "Root-cause categories", blocks: blocks)
  }

  private func standing(of id: HypothesisID) -> [Phrase] {
    let none = Phrase("no line of the log speaks for or against it")
    guard let hypothesis = hypothesis(id) else { return [Phrase("open"), none] }
    let why = { (evidence: Evidence) in Phrase(evidence.why) + place(evidence.line) }
    if diagnosis.conclusion.cause == id {
      return [
        Phrase("supported", .strong) + ", \(diagnosis.conclusion.confidence.words)",
        hypothesis.evidenceFor.first.map(why) ?? none,
      ]
    }
    if hypothesis.score < 0, let against = hypothesis.evidenceAgainst.first {
      let strength = Support(score: -hypothesis.score)
      return [
        strength == .strong
          ? Phrase("refuted", .strong) + ", strong evidence against it"
          : Phrase("open, more speaks against it than for it"),
        why(against),
      ]
    }
    guard let evidence = hypothesis.evidenceFor.first else {
      return [
        Phrase("open"),
        hypothesis.evidenceAgainst.first.map { Phrase("against: ") + why($0) } ?? none,
      ]
    }
    return [Phrase("open, \(hypothesis.support.words)"), why(evidence)]
  }
}

/// Orders the lines of any CI log by how likely they state the failure.
///
/// The score is a sum that can be explained: the rules that match the line, the section and the
/// heading it stands under, how rare it is, and how near to the end of a failing command.
package struct CandidateRanking: Sendable {
  /// A line below this score must not be called a failure when the log shows nothing else.
  ///
  /// The place alone gives at most 9 where no command says that it failed, so a stronger line holds
  /// words of failure too. Of 73 passing logs 70 stay below, of 421 failing ones 382 reach it.
  package static let weakest = 9.0
  /// The most lines that are proposed.
  package static let most = 10

  private let rules: RankingRules
  private let marker: LineMarker

  /// Ranks by `rules`.
  package init(rules: RankingRules) {
    self.rules = rules
    marker = LineMarker(rules)
  }

  /// The lines of `text` that may state the failure, best first, at most ``most``.
  ///
  /// With a `baseline`, lines that passing runs printed too are left out.
  package func rank(_ text: LogText, baseline: TemplateSet? = nil) -> [RankedLine] {
    let read = MarkedLines(text, marker: marker)
    let sections = LogSections(read.marks)
    if let baseline, !baseline.isEmpty {
      let score = LineScore(read, sections, isNovel: true)
      let new = score.scored().filter { !baseline.contains(read.templates[$0.index]) }
      // Otherwise nothing new looks like a failure: passing runs print the failing line too.
      if new.contains(where: { $0.score >= 3 }) { return propose(new, read, score) }
    }
    let score = LineScore(read, sections, isNovel: false)
    return propose(score.scored(), read, score)
  }

  /// Takes the best lines greedily: not within three lines of one taken, no template twice.
  private func propose(
    _ scored: [(index: Int, score: Double)], _ read: MarkedLines, _ score: LineScore
  ) -> [RankedLine] {
    // Ties go to the earlier line, so that the order is the same on every run.
    let sorted = scored.sorted { ($0.score, $1.index) > ($1.score, $0.index) }
    var taken: [RankedLine] = []
    var templates: Set<UInt64> = []
    for (index, value) in sorted {
      guard taken.count < Self.most else { break }
      guard !taken.contains(where: { abs($0.index - index) <= 3 }),
        templates.insert(read.templates[index]).inserted
      else { continue }
      taken.append(
        RankedLine(index: index, score: value, reasons: score.reasons(index, rules.rules)))
    }
    return taken
  }
}

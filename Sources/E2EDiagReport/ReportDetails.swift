internal import E2EDiag

/// What stands below the first screen; a part without content is `nil`.
struct ReportDetails {
  let diagnosis: Diagnosis
  let verbose: Bool
  /// Actions that rest on the compared runs, or on what code could do.
  var addedActions: [Action] = []

  var run: Run { diagnosis.run }
  /// A run that passed is told in a few lines, unless more is asked for.
  var isCalm: Bool { run.verdict == .passed && diagnosis.failure == nil && !verbose }

  private var isStopped: Bool { run.verdict == .interrupted }

  var failure: Report.Section? {
    guard let failure = diagnosis.failure else { return nil }
    var blocks: [Report.Block] = failure.stated(
      isStopped: isStopped
    ).map { .text(Phrase("\($0.label): ") + $0.words) }
    if !failure.chain.isEmpty {
      let frames = failure.chain.map { Report.Block.text(Phrase($0, .name)) }
      blocks.append(.group(Phrase("Error chain, outermost first"), frames))
    }
    if !failure.exitStatuses.isEmpty {
      let layers = failure.exitStatuses.map { Report.Block.text(Phrase("\($0.layer): \($0.code)")) }
      blocks.append(.group(Phrase("Exit statuses, outermost first"), layers))
    }
    let lines = failure.context.filter { $0.location != failure.line.location } + [failure.line]
    let quotes = lines.sorted { $0.location < $1.location }.map {
      quote($0, decisive: $0.location == failure.line.location)
    }
    blocks.append(.group(Phrase("Lines"), quotes))
    if let signature = failure.signature {
      blocks.append(.text(Phrase("Signature: ") + Phrase(signature, .name)))
    }
    if verbose { blocks.append(.text(Phrase("Fingerprint: \(failure.fingerprint)"))) }
    return section(isStopped ? "Where it was stopped" : "The failure", blocks)
  }

  var hypotheses: Report.Section? {
    guard !isCalm else { return nil }
    var seen: Set<String> = []
    let known = diagnosis.hypotheses.filter {
      !$0.evidenceFor.isEmpty || !$0.evidenceAgainst.isEmpty || !$0.missing.isEmpty
    }
    var blocks = known.map { block(of: $0, seen: &seen) }
    let bare = diagnosis.hypotheses.filter { !known.contains($0) }
    if !bare.isEmpty && diagnosis.failure != nil {
      let names = bare.map { $0.id.words }.joined(separator: ", ")
      blocks.append(.text(Phrase("Nothing for or against: \(names).")))
    }
    return section("Hypotheses, best first", blocks)
  }

  private func block(of hypothesis: Hypothesis, seen: inout Set<String>) -> Report.Block {
    let score = hypothesis.score == 0 ? "" : ", score \(twoDigits(hypothesis.score))"
    let isBare = hypothesis.evidenceFor.isEmpty && hypothesis.evidenceAgainst.isEmpty
    let support =
      isBare
      ? "no evidence either way"
      : hypothesis.score < 0 ? "more speaks against it" : hypothesis.support.words
    let title =
      Phrase(hypothesis.id.words(finer: hypothesis.finer), .strong)
      + ": \(support)\(score)"
    var blocks: [Report.Block] = []
    if !hypothesis.evidenceFor.isEmpty {
      blocks.append(.group(Phrase("for", .good), hypothesis.evidenceFor.flatMap(evidence)))
    }
    if !hypothesis.evidenceAgainst.isEmpty {
      blocks.append(.group(Phrase("against", .bad), hypothesis.evidenceAgainst.flatMap(evidence)))
    }
    if !hypothesis.missing.isEmpty {
      let gaps = hypothesis.missing.map { gap in
        let isNew = seen.insert(gap.command).inserted
        let what = Phrase(gap.what) + (isNew ? "" : " (the same command as above)")
        return Report.Block.check(Report.Check(what: what, command: isNew ? gap.command : nil))
      }
      blocks.append(.group(Phrase("not collected", .warning), gaps))
    }
    return .group(title, blocks)
  }

  private func evidence(_ evidence: Evidence) -> [Report.Block] {
    let rule = verbose ? "\(evidence.rule), weight \(twoDigits(evidence.weight))" : evidence.rule
    return [
      quote(evidence.line), .text(Phrase(evidence.why) + Phrase(" [\(rule)]", .faint)),
    ]
  }

  /// Contradictions with both lines, and every observation.
  var facts: Report.Section? {
    guard !isCalm else { return nil }
    let contradictions = diagnosis.contradictions.map { contradiction in
      Report.Block.group(
        Phrase(contradiction.sentence), [quote(contradiction.claim), quote(contradiction.against)])
    }
    let observations = diagnosis.observations.map { observation in
      observation.line.map { .group(Phrase(observation.sentence), [quote($0)]) }
        ?? Report.Block.text(Phrase(observation.sentence))
    }
    return section("Worth knowing", contradictions + observations)
  }

  var candidates: Report.Section? {
    let isNeeded =
      diagnosis.failure == nil && run.verdict != .passed
      && diagnosis.candidates.count > ReportSummary.shownCandidates
    guard verbose || isNeeded else { return nil }
    let failing = diagnosis.failure?.line.location
    let others = diagnosis.candidates.filter { $0.line.location != failing }
    let blocks = others.flatMap { candidate -> [Report.Block] in
      guard verbose else { return [quote(candidate.line)] }
      let reasons = candidate.reasons.joined(separator: ", ")
      let score = "score \(twoDigits(candidate.score))"
      return [
        quote(candidate.line),
        .text(Phrase(reasons.isEmpty ? score : "\(score): \(reasons)", .faint)),
      ]
    }
    let heading =
      diagnosis.failure == nil
      ? "Lines that may state a failure, best first" : "Other candidates, best first"
    return section(heading, blocks)
  }

  var actions: Report.Section? {
    let terms: [Action.Term] = [.immediate, .medium, .long]
    let groups = terms.compactMap { term -> Report.Block? in
      let due = (diagnosis.actions + addedActions).filter { $0.term == term }
      guard !due.isEmpty else { return nil }
      let blocks = due.map { action -> Report.Block in
        .group(
          Phrase("- \(action.text)"),
          (action.command.map { [.check(Report.Check(what: Phrase(""), command: $0))] } ?? [])
            + (action.why.isEmpty ? [] : [.text(Phrase(action.why, .faint))]))
      }
      return .group(Phrase(term.words, .strong), blocks)
    }
    return section("Actions", groups)
  }

  /// The checks that neither the first screen nor a hypothesis shows for certain.
  var otherChecks: Report.Section? {
    guard !isCalm else { return nil }
    let shown = Set(diagnosis.hypotheses.flatMap(\.missing).map(\.command))
    let rest = diagnosis.nextChecks.dropFirst().filter { !shown.contains($0.command) }
    return section(
      "Other checks",
      rest.map { .check(Report.Check(what: Phrase($0.what), command: $0.command)) })
  }

  var sources: Report.Section? {
    let list = SourceList(diagnosis, sources: run.sources, verbose: verbose)
    return section(
      "Sources",
      list.shown.map { source in
        var words = "\(source.format), \(counted(source.lines, "line"))"
        if verbose { words += ", \(counted(source.bytes, "byte")), sha256 \(source.sha256)" }
        return .group(
          Phrase(run.displayPath(source), .name) + ": \(words)",
          source.notes.map { .text(Phrase("note: \($0)")) })
      }
        + list.folded.map { .text(Phrase($0.name, .name) + ": \($0.words)") }
        + (list.folded.isEmpty ? [] : [.text(Phrase("All of them are listed with -v.", .faint))]))
  }

  func quote(_ line: QuotedLine, decisive: Bool = false) -> Report.Block {
    .quote(
      Report.Quote(
        place: run.place(line.location), text: line.text, isDecisive: decisive,
        focus: line == diagnosis.failure?.line ? diagnosis.failure?.focus : nil))
  }

  func section(_ heading: String, _ blocks: [Report.Block]) -> Report.Section? {
    blocks.isEmpty ? nil : Report.Section(heading: heading, blocks: blocks)
  }
}

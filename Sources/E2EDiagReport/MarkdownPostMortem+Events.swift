internal import E2EDiag

// What happened: the error, the timeline, and what became of every step.
extension PostMortem {
  /// Columns of a line in a block; a longer one keeps its beginning and its end.
  private static let blockWidth = 2000

  var error: MarkdownSection? {
    guard let failure else { return candidates }
    let center = failure.line.location
    let lines = failure.context.filter { $0.location != center } + [failure.line]
    var blocks: [MarkdownBlock] = [
      .prose(
        Phrase("The lines that decide, in the order of the log; ") + Phrase(">", .name)
          + (isStopped ? " marks where it was stopped:" : " marks the one that states the failure:")
      ),
      .code(
        language: "text",
        lines.sorted { $0.location < $1.location }.map { line in
          let mark = line.location == center ? "> " : "  "
          return mark + run.place(line.location) + "  "
            + cut(line.text.trimmingBlanks, to: Self.blockWidth)
        }),
    ]
    if !failure.chain.isEmpty {
      blocks.append(.prose(Phrase("The error chain, outermost first:")))
      blocks.append(
        .code(language: "text", failure.chain.map { cut($0, to: Self.blockWidth) }))
    }
    if !failure.exitStatuses.isEmpty {
      let table = Report.Table(
        header: ["layer, outermost first", "exit status"],
        rows: failure.exitStatuses.map { [Phrase($0.layer, .name), Phrase("\($0.code)")] },
        nameColumns: [])
      blocks.append(.table(table))
    }
    if let signature = failure.signature {
      blocks.append(.item(Phrase("Signature: ") + Phrase(signature, .name)))
    }
    let print = "\(failure.fingerprint)"
    blocks.append(.item(Phrase("Fingerprint, for other runs: ") + Phrase(print, .name)))
    // Only with `verbose`.
    if let others = details.candidates {
      blocks.append(.heading(Phrase(others.heading)))
      blocks += MarkdownBlock.nested(others.blocks)
    }
    return MarkdownSection(heading: "Error", blocks: blocks)
  }

  private var candidates: MarkdownSection {
    let lines = diagnosis.candidates.map {
      MarkdownBlock(details.quote($0.line))
    }
    return MarkdownSection(
      heading: "Error",
      blocks: lines.isEmpty
        ? [.prose(Phrase("No line of the log was found that states a failure."))]
        : [.prose(Phrase("Lines that may state a failure, best first:"))] + lines)
  }

  var timeline: MarkdownSection? {
    guard let table = details.timeline else {
      return MarkdownSection(
        heading: "Timeline", blocks: [.prose(Phrase("No step was recognized in the log."))])
    }
    let steps = diagnosis.timeline
    let timed = steps.filter { $0.time != .none && $0.start != nil }
    let estimated = timed.count { $0.time == .estimated }
    var words =
      timed.isEmpty
      ? "The log has no time for the start of any step." + ends
      : timed.count == steps.count
        ? "The start of every step has a time."
        : "The start of \(timed.count) of \(steps.count) steps has a time."
    let isCut = steps.contains { $0.status == .notReached }
    words +=
      " The steps stand in the order in which they began"
      + (isCut ? ", those that were not reached last." : ".")
    if estimated > 0 {
      words +=
        " `~` marks the \(estimated) that are estimated from lines around; "
        + "the others are measured."
    } else if !timed.isEmpty {
      words += " All of them are measured: stamps of the log."
    }
    if steps.contains(where: { $0.known == .implied && $0.status != .notReached }) {
      words += " (implied) follows from another line."
    }
    return MarkdownSection(
      heading: "Timeline", blocks: [.prose(Phrase(words))] + table.blocks.map(MarkdownBlock.init))
  }

  /// Between which times the steps lie where none has one.
  private var ends: String {
    let times = [
      ("the first time of the run is", run.startedAt), ("the failure is stated at", failure?.time),
      ("the last time is", run.endedAt),
    ]
    let known = times.compactMap { words, time in
      time.map { "\(words) \($0)\($0.openWords)" }
    }
    guard let first = known.first else { return "" }
    return " \(first.prefix(1).uppercased() + first.dropFirst())"
      + known.dropFirst().map { "; \($0)" }.joined() + "."
  }

  /// What other sources tell with a time, such as samples of the disk.
  var events: MarkdownSection? {
    details.events.map { section in
      MarkdownSection(heading: section.heading, blocks: section.blocks.map(MarkdownBlock.init))
    }
  }

  // MARK: - Outcomes

  var outcomes: MarkdownSection? {
    let steps = diagnosis.timeline
    let retried = steps.filter { step in
      step.status == .failed && !details.isFailing(step)
        && steps.contains { $0.status == .passed && $0.isRetry(of: step) }
    }
    let failed = steps.filter { $0.status == .failed && !retried.contains($0) }
    var blocks: [MarkdownBlock] = []
    let groups: [(String, [MarkdownBlock])] = [
      ("Succeeded", items(steps.filter { $0.status == .passed })),
      ("Failed", items(failed)), ("Failed, and passed on a later try", items(retried)),
      ("Under way when the log ends", items(steps.filter { $0.status == .running })),
      (
        "Begun, and the log does not say how it ended",
        items(steps.filter { $0.status == .unknown })
      ),
      ("Never reached", neverReached),
    ]
    for (heading, items) in groups where !items.isEmpty {
      blocks.append(.heading(Phrase(heading)))
      blocks += items
    }
    if blocks.isEmpty {
      blocks.append(.prose(Phrase("No step was recognized in the log.")))
    }
    return MarkdownSection(
      heading: "What succeeded, what failed, what was never reached", blocks: blocks)
  }

  /// One item for each operation of a phase, with all it was done to.
  private func items(_ steps: [Step]) -> [MarkdownBlock] {
    var groups: [[Step]] = []
    for step in steps {
      let index = groups.firstIndex { group in
        group.first.map { $0.phase == step.phase && $0.operation == step.operation } ?? false
      }
      if let index { groups[index].append(step) } else { groups.append([step]) }
    }
    return groups.compactMap { group in
      guard let first = group.first else { return nil }
      let head = Phrase(first.phase.rawValue, .strong) + ": \(first.operation)"
      let named = group.filter { $0.subject != nil || $0.attempt > 1 }
      let most = 12
      var phrase = named.prefix(most).enumerated().reduce(head) { phrase, step in
        phrase + (step.offset == 0 ? " " : ", ") + subject(step.element)
      }
      if named.count > most { phrase = phrase + " and \(named.count - most) more" }
      let lines = group.map(\.location).filter { $0.line > 0 }
      if let line = lines.first {
        let rest = lines.count > 1 ? " ff." : ""
        phrase = phrase + " (" + Phrase(run.place(line), .name) + "\(rest))"
      }
      return .item(phrase)
    }
  }

  private func subject(_ step: Step) -> Phrase {
    let tries = step.attempt > 1 ? " (\(ordinal(step.attempt)))" : ""
    return Phrase(step.subject ?? "", .name) + tries
  }

  private var neverReached: [MarkdownBlock] {
    var blocks = items(diagnosis.timeline.filter { $0.status == .notReached })
    guard let comparison,
      let own = comparison.runs.lastIndex(where: { $0.id == comparison.focus })
    else { return blocks }
    let named = Set(comparison.runs[own].steps.map(\.key))
    let known = comparison.steps.filter {
      $0.outcomes[own] == .notReached && !named.contains($0.key)
    }
    if !known.isEmpty {
      let most = 24
      let names = known.prefix(most).map { Phrase("\($0.key)", .name) }
      let list = names.dropFirst().reduce(names[0]) { $0 + ", " + $1 }
      let rest = known.count > most ? " and \(known.count - most) more" : ""
      blocks.append(.item(Phrase("Known from other runs: ") + list + rest))
    }
    return blocks
  }

  // MARK: - Observations

  var observations: MarkdownSection? {
    var blocks = diagnosis.contradictions.map { contradiction in
      MarkdownBlock.item(
        Phrase("False claim: ", .strong) + contradiction.sentence,
        [contradiction.claim, contradiction.against].map { MarkdownBlock(details.quote($0)) })
    }
    blocks += diagnosis.observations.map { observation in
      .item(
        Phrase("\(observation.kind.words): ", .strong) + observation.sentence,
        observation.line.map { [MarkdownBlock(details.quote($0))] } ?? [])
    }
    if blocks.isEmpty {
      if isCalm { return nil }
      blocks.append(.prose(Phrase("None were found in the log.")))
    }
    return MarkdownSection(heading: "Observations and contradictions", blocks: blocks)
  }
}

extension Step {
  /// Whether it does the same as `other` in the same phase, begun once that had ended.
  func isRetry(of other: Step) -> Bool {
    phase == other.phase && operation == other.operation && subject == other.subject
      && attempt > other.attempt
      && (location.source != other.location.source || location.line > other.endLine)
  }
}

extension Observation.Kind {
  /// What kind of fact it is, in two words.
  fileprivate var words: String {
    switch self {
    case .evidenceDestroyed: "Evidence destroyed"
    case .outputMissing: "Output missing"
    case .retriedThenPassed: "Retried"
    case .specsMasked: "Masked specs"
    case .loadedTwice: "Second load"
    case .cascade: "Copies"
    case .noResourceData: "No resource data"
    case .silence: "Silence"
    case .logCut: "Incomplete log"
    case .statedFailure: "Stated failure"
    }
  }
}

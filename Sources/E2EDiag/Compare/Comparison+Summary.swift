extension Comparison {
  /// What the comparison says, most important first; every sentence names its runs or its counts.
  public var sentences: [String] {
    guard runs.count > 1 else {
      return ["One run alone cannot be compared; nothing is known of its repeatability."]
    }
    return moves + proofs + otherFailures + clean + unreached + recurrences + inputNotes + advice
  }

  private var distinct: Int { Set(runs.map(\.id)).count }

  // MARK: - What happened

  private var moves: [String] {
    let suites = Set(runs.compactMap(\.suite)).sorted()
    if suites.count > 1 {
      return [
        "The runs are of different suites (\(RunMention.joined(suites))), which are no history of one "
          + "another: neither progress nor a regression follows from a difference between them."
      ]
    }
    guard let last = transitions.last(where: { $0.to == focus }) else {
      return [totals, noEarlier]
    }
    if runs.count == 2 { return [last.sentence] }
    return [totals, last.sentence]
  }

  private var noEarlier: String {
    "No run before run \(focus ?? "") is compared: the later ones tell of repeatability alone."
  }

  private var totals: String {
    let faults = Set(runs.compactMap(\.fault?.step))
    let passed = Set(runs.filter { $0.fault == nil && $0.isTelling }.map(\.id)).count
    let unclear = Set(runs.filter { !$0.isTelling }.map(\.id)).count
    let failed = distinct - passed - unclear
    let parts = [
      failed > 0
        ? "\(failed) failed, at \(RunMention.count(faults.count, "distinct step"))" : "none failed",
      "\(passed) passed",
    ]
    return "Of \(RunMention.count(distinct)) "
      + (parts + (unclear > 0 ? ["\(unclear) \(unclear == 1 ? "does" : "do") not tell"] : []))
      .joined(separator: ", ") + "."
  }

  // MARK: - What is proved

  private var proofs: [String] {
    let proved = proved
    switch proved.count {
    case 0: return ["No step is proved non-deterministic: \(whyNothing)."]
    case 1:
      return proved.map {
        "Only \($0.title) is proved \($0.verdict.sentence); \($0.counts)."
      }
    default:
      return ["\(proved.count) steps are proved non-deterministic:"]
        + proved.map { "\($0.title): \($0.verdict.sentence); \($0.counts)." }
    }
  }

  private var whyNothing: String {
    let mixed = steps.filter { $0.counts.passed > 0 && $0.counts.failed > 0 }
    let codes = Set(mixed.map(\.verdict.code))
    if mixed.isEmpty { return "no step passed in one run and failed in another" }
    if codes.contains(.environmentDiffers) {
      return "where outcomes differ, so does the recorded environment"
    }
    if codes.contains(.inputsDiffer) { return "where outcomes differ, so do the recorded inputs" }
    return "where outcomes differ, not all runs record the same inputs"
  }

  private var otherFailures: [String] {
    steps.filter { $0.counts.failed > 0 && !$0.verdict.isProof }.map { step in
      let unknown =
        step.verdict.code == .failOnce && step.key.isNamed
        ? "; nothing is known of its repeatability" : ""
      return "\(step.title): \(step.verdict.sentence)\(unknown); \(step.counts)."
    }
  }

  // MARK: - What was clean, and what was never reached

  /// Steps of one verdict and one count share a sentence.
  private func grouped(_ steps: [StepComparison]) -> [String] {
    var order: [String] = []
    var members: [String: [StepComparison]] = [:]
    for step in steps {
      let sentence = "\(step.verdict.sentence); \(step.counts)."
      if members[sentence] == nil { order.append(sentence) }
      members[sentence, default: []].append(step)
    }
    return order.map { sentence in
      let names = members[sentence] ?? []
      if names.count == 1 { return "\(names[0].title): \(sentence)" }
      return "\(names.count) steps (\(RunMention.joined(names.map { "\($0.key)" }))): \(sentence)"
    }
  }

  private var clean: [String] {
    grouped(steps.filter { $0.counts.failed == 0 && $0.counts.passed > 0 })
  }

  private var unreached: [String] { grouped(steps.filter { $0.counts.reached == 0 }) }

  private var recurrences: [String] {
    failures.filter { $0.sightings.contains { $0.runs.count > 1 } }.map(\.sentence)
  }

  // MARK: - What it rests on

  private var inputNotes: [String] {
    var notes = cohorts.filter { $0.runs.count > 1 }.map { cohort in
      let names = cohort.inputs.keys.sorted().joined(separator: ", ")
      let members = runs.filter { cohort.runs.contains($0.id) }
      let recorded = members.reduce(into: [String: String]()) { $0.merge($1.inputs) { a, _ in a } }
      let missing = recorded.unrecordedInputs
      let also = InputComparison.all(of: members).filter { !$0.role.isOfCohort || $0.isPartial }
      return "Identical recorded inputs (\(names)): \(RunMention(cohort.runs))."
        + differing(also, ifAny: " They differ in ", end: ".")
        + partial(also, of: members)
        + (missing.isEmpty ? "" : " Not recorded: \(missing.joined(separator: ", ")).")
    }
    if cohorts.count > 1 {
      let parting = inputs.filter(\.role.isOfCohort)
      let note =
        differing(
          parting, ifAny: "Inputs differ in ", end: ": runs of different inputs are counted apart.")
        + partial(parting, of: runs)
      if !note.isEmpty { notes.append(String(note.drop { $0 == " " })) }
    }
    return notes + orderNotes
  }

  private func differing(_ inputs: [InputComparison], ifAny start: String, end: String) -> String {
    let keys = inputs.filter(\.isDifferent).map(\.key)
    return keys.isEmpty ? "" : start + RunMention.joined(keys, most: 8) + end
  }

  private func partial(_ inputs: [InputComparison], of runs: [RunOutcome]) -> String {
    InputComparison.partial(inputs, of: runs)
      .map { " \($0.prefix(1).uppercased() + $0.dropFirst())." }.joined()
  }

  /// What the order of the runs rests on, where that is not the times in their logs.
  private var orderNotes: [String] {
    if runs.contains(where: { $0.orderedAt?.hasDate != true }) {
      return ["Not every run has a time with a date: the runs stand in the order given."]
    }
    let unordered = zip(runs, runs.dropFirst()).filter {
      order == .time && !$0.isOrdered(against: $1)
    }
    let notes = unordered.map { a, b in
      "Which of runs \(a.id) and \(b.id) ran first is not known: "
        + (a.orderedAt?.hasZone == b.orderedAt?.hasZone
          ? "both have the same time." : "only one of their times has a zone.")
    }
    let origins: [(TimeOrigin, String, String)] = [
      (.given, "the time that was given", "the times that were given"),
      (.file, "the time of its file", "the times of their files"),
      (.ingestion, "the time of storing", "the times of storing"),
    ]
    return notes
      + origins.compactMap { origin, one, many in
        let ids = runs.filter { $0.orderedBy == origin }.map(\.id)
        if ids.isEmpty { return nil }
        let isOne = ids.count == 1
        return
          "The \(isOne ? "log" : "logs") of \(RunMention(ids)) \(isOne ? "tells" : "tell") no date: "
          + "\(isOne ? "it stands by \(one)" : "they stand by \(many)"), so when "
          + "\(isOne ? "it" : "they") ran is not measured."
      }
  }

  private var advice: [String] {
    let silent = withoutInputs
    if !silent.isEmpty {
      return [
        "\(RunMention(silent).sentenceStart) \(silent.count == 1 ? "does" : "do") not record what was "
          + "tested and \(silent.count == 1 ? "belongs" : "belong") to no cohort; record it with "
          + "`--input git.commit=\"$(git rev-parse HEAD)\"`, and image digests, node image and "
          + "tool versions where they can change."
      ]
    }
    if distinct > 1 && !cohorts.contains(where: { $0.runs.count > 1 }) {
      return [
        "No two runs have identical recorded inputs; run the same commit again with the same "
          + "inputs to tell non-determinism from a change."
      ]
    }
    return []
  }
}

extension RunMention {
  /// The list at the beginning of a sentence.
  var sentenceStart: String {
    let text = description
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

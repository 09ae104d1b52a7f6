internal import E2EDiag

/// The first screen: what one must know before deciding whether to read on.
struct ReportSummary {
  let diagnosis: Diagnosis

  /// How many candidates stand in for the failing line where none was found.
  static let shownCandidates = 3

  private var run: Run { diagnosis.run }
  /// Only this allows calm words; a run without a found failure may still have failed.
  private var passed: Bool { run.verdict == .passed && diagnosis.failure == nil }

  var headline: Phrase {
    let rest = [run.suite.map { cut($0, to: Self.longSuite) }, run.specs?.words].compactMap { $0 }
      .joined(separator: ", ")
    return Phrase(run.verdict.title, run.verdict.tone) + (rest.isEmpty ? "" : ": \(rest)")
  }

  /// More than two rows of a terminal leave no room for what happened.
  private static let longSuite = 120

  var points: [Report.Point] {
    if passed { return retried + hints }
    return (failedIn + [phases, cause, likeliest]).compactMap { $0 }
  }

  private var failedIn: [Report.Point?] {
    guard let failure = diagnosis.failure else { return [running, noFailure] }
    var sentences = [
      Phrase("\(failure.phase.rawValue): ", .strong)
        + stepWords(
          operation: failure.operation, subject: failure.subject, attempt: failure.attempt)
    ]
    if !failure.exitStatuses.isEmpty { sentences.append(exits(failure.exitStatuses)) }
    return [
      Report.Point(
        label: run.verdict == .interrupted ? "Stopped in" : "Failed in", sentences: sentences,
        isEssential: true),
      failure.message.isEmpty
        ? nil
        : Report.Point(
          label: "Error", sentences: [Phrase(innermost(of: failure), .name)], isQuoted: true,
          isInQuotes: failure.line.text.contains(failure.message), isEssential: true),
    ]
  }

  /// The message, of a long one its innermost links: they say what the outer ones only pass on.
  private func innermost(of failure: FailurePoint) -> String {
    guard failure.message.count > Self.longMessage else { return failure.message }
    var tail = ""
    for link in failure.chain.reversed() where !link.hasPrefix("exit status") {
      let longer = tail.isEmpty ? link : "\(link): \(tail)"
      guard longer.count <= Self.longMessage else { break }
      tail = longer
    }
    return tail.isEmpty ? failure.message : tail
  }

  /// More than two rows of a terminal.
  private static let longMessage = 150

  private func exits(_ statuses: [ExitStatus]) -> Phrase {
    let layers = statuses.reversed().map { "\($0.layer) \($0.code)" }
    return Phrase("exit status: \(layers.joined(separator: ", then "))")
  }

  private var running: Report.Point? {
    guard let step = diagnosis.timeline.last(where: { $0.status == .running }) else { return nil }
    return Report.Point(
      label: "Running",
      sentences: [
        Phrase("\(step.phase.rawValue): ", .strong)
          + stepWords(operation: step.operation, subject: step.subject, attempt: step.attempt)
          + Phrase(" (\(run.shortPlace(step.location)))", .faint)
      ], isEssential: true)
  }

  private var noFailure: Report.Point {
    let sentence =
      switch run.verdict {
      case .incomplete:
        "none found, but the log ends before the run did: how the run ended is not known."
      case .setupFailed, .testFailed, .cleanupFailed,
        .unknown where diagnosis.isStatedFailure:
        "the run failed, but no line was found that says where."
      case .unknown:
        "none found, but nothing in the log tells how the run ended: this is not a pass."
      case .interrupted: "none found before the run was stopped."
      case .passed: "none found."
      }
    return Report.Point(label: "Failure", sentences: [Phrase(sentence)], isEssential: true)
  }

  private var likeliest: Report.Point? {
    diagnosis.candidates.isEmpty || diagnosis.failure != nil
      ? nil
      : Report.Point(label: "Likeliest", sentences: [Phrase("lines that may state a failure:")])
  }

  /// Which phases the run went through, in one sentence.
  private var phases: Report.Point? {
    var groups: [(words: Phrase, names: [String])] = []
    let last = lastTries
    for phase in Phase.allCases {
      guard let words = status(of: phase, lastTries: last) else { continue }
      // Tearing down well says nothing of how far the run came.
      if phase == .cleanup && words.text == "ok" { continue }
      if groups.last?.words == words {
        groups[groups.count - 1].names.append(phase.rawValue)
      } else {
        groups.append((words, [phase.rawValue]))
      }
    }
    guard !groups.isEmpty else { return nil }
    var sentence = Phrase("")
    for (index, group) in groups.enumerated() {
      let names = Phrase(group.names.joined(separator: ", ") + " ")
      sentence = sentence + (index == 0 ? "" : "; ") + names + group.words
    }
    return Report.Point(label: "Phases", sentences: [sentence])
  }

  private func status(of phase: Phase, lastTries: [Step]) -> Phrase? {
    let last = lastTries.filter { $0.phase == phase }
    if phase == diagnosis.failure?.phase && run.verdict != .interrupted {
      return Phrase("FAILED", .bad)
    }
    guard !last.isEmpty else { return nil }
    let statuses = Set(last.map(\.status))
    if statuses.contains(.failed) { return Phrase("FAILED", .bad) }
    if statuses.contains(.running) { return Phrase("running", .warning) }
    if statuses == [.passed] { return Phrase("ok", .good) }
    if statuses == [.notReached] { return Phrase("not reached", .faint) }
    return statuses.contains(.notReached)
      ? Phrase("partly reached", .warning) : Phrase("unknown", .warning)
  }

  /// Every step by its last try: what failed and then passed is not a failure.
  private var lastTries: [Step] {
    struct Key: Hashable {
      let phase: Phase
      let operation: String
      let subject: String?
      init(_ step: Step) {
        (phase, operation, subject) = (step.phase, step.operation, step.subject)
      }
    }
    let last = diagnosis.timeline.reduce(into: [Key: Int]()) { last, step in
      last[Key(step)] = max(last[Key(step)] ?? 0, step.attempt)
    }
    return diagnosis.timeline.filter { last[Key($0)] == $0.attempt }
  }

  private var cause: Report.Point? {
    let conclusion = diagnosis.conclusion
    // Where nothing is known to have failed there is no cause to be undetermined about.
    if diagnosis.failure == nil && !run.verdict.isFailure && conclusion.cause == nil { return nil }
    let words =
      conclusion.cause.map {
        Phrase($0.words(finer: conclusion.finer), .strong) + ", \(conclusion.confidence.words)"
      } ?? Phrase("undetermined", .warning)
    let sentence = conclusion.sentence
    return Report.Point(
      label: "Cause", sentences: [words] + (sentence.isEmpty ? [] : [Phrase(sentence)]),
      isEssential: true)
  }
}

extension ReportSummary {
  /// Steps that failed and passed later.
  private var retried: [Report.Point] {
    let told = diagnosis.observations.filter { $0.kind == .retriedThenPassed }
    guard told.isEmpty else { return told.map { point("Retried", $0) } }
    let last = lastTries
    return diagnosis.timeline.filter { $0.status == .failed && !last.contains($0) }.map {
      Report.Point(
        label: "Retried",
        sentences: [
          Phrase("\($0.phase.rawValue): ", .strong)
            + stepWords(operation: $0.operation, subject: $0.subject, attempt: $0.attempt)
            + " failed, a later try was ok" + Phrase(" (\(run.shortPlace($0.location)))", .faint)
        ])
    }
  }

  private func point(_ label: String, _ observation: Observation) -> Report.Point {
    let place = observation.line.map { Phrase(" (\(run.shortPlace($0.location)))", .faint) }
    return Report.Point(
      label: label, sentences: [Phrase(observation.sentence) + (place ?? Phrase(""))])
  }

  /// Evidence that a run left although it passed.
  private var hints: [Report.Point] {
    diagnosis.hypotheses.filter { $0.support != .none && !$0.evidenceFor.isEmpty }.prefix(1).map {
      let why = $0.evidenceFor.first?.why ?? ""
      return Report.Point(
        label: "Hint",
        sentences: [Phrase($0.id.words(finer: $0.finer), .strong) + ", \($0.support.words): \(why)"]
      )
    }
  }

  /// The failing line first in rank, then the evidence of the cause, then the lines around.
  var quotes: [Report.Quote] {
    guard !passed else { return [] }
    guard let failure = diagnosis.failure else {
      return diagnosis.candidates.prefix(Self.shownCandidates).enumerated().map { rank, candidate in
        quote(candidate.line, rank: rank)
      }
    }
    let center = failure.line.location
    let evidence = diagnosis.hypotheses.first { $0.id == diagnosis.conclusion.cause }
    let around = failure.context.sorted {
      abs($0.location.line - center.line) < abs($1.location.line - center.line)
    }
    var chosen: [(location: SourceLocation, quote: Report.Quote)] = []
    let lines = [failure.line] + (evidence?.evidenceFor.prefix(1).map(\.line) ?? []) + around
    for line in lines where !chosen.contains(where: { $0.location == line.location }) {
      let quote = quote(line, decisive: line.location == center, rank: chosen.count)
      chosen.append((line.location, quote))
    }
    return chosen.sorted { $0.location < $1.location }.map(\.quote)
  }

  private func quote(_ line: QuotedLine, decisive: Bool = false, rank: Int) -> Report.Quote {
    Report.Quote(
      place: run.place(line.location), text: line.text, isDecisive: decisive, rank: rank,
      focus: decisive ? diagnosis.failure?.focus : nil)
  }

  var warnings: [Report.Point] {
    let claims = diagnosis.contradictions.map { contradiction in
      let claim = run.shortPlace(contradiction.claim.location)
      let against = run.shortPlace(contradiction.against.location)
      return Report.Point(
        label: "False claim",
        sentences: [
          Phrase(contradiction.sentence) + Phrase(" (\(claim), against \(against))", .faint)
        ])
    }
    var losses: [(kind: Observation.Kind, label: String)] = [
      (.evidenceDestroyed, "Evidence"), (.silence, "Silence"), (.logCut, "Log"),
    ]
    // Where the cause is open, missing output is the reason and said there.
    if diagnosis.conclusion.cause != nil { losses.append((.outputMissing, "Output")) }
    guard !passed else { return claims }
    // One that has a command stands among the checks, where it can be copied.
    let first = diagnosis.actions.first {
      $0.term == .immediate && diagnosis.conclusion.cause != nil
    }
    let doNow = first.flatMap { $0.command == nil ? $0 : nil }
    return claims
      + losses.flatMap { loss in
        diagnosis.observations.filter { $0.kind == loss.kind }.map { point(loss.label, $0) }
      } + (doNow.map { [Report.Point(label: "Do now", sentences: [Phrase($0.text)])] } ?? [])
  }

  var checks: [Report.Check] {
    guard !passed else { return [] }
    var seen: Set<String> = []
    let doNow = diagnosis.actions.compactMap { action in
      action.term == .immediate && diagnosis.conclusion.cause != nil
        ? action.command.map { Report.Check(what: Phrase(action.text), command: $0) } : nil
    }
    let gaps =
      diagnosis.nextChecks.isEmpty ? diagnosis.hypotheses.flatMap(\.missing) : diagnosis.nextChecks
    let next = gaps.map { Report.Check(what: Phrase($0.what), command: $0.command) }
    return (doNow + next).filter { seen.insert($0.command ?? "").inserted }
  }

  var checksMissing: Phrase? {
    guard checks.isEmpty, diagnosis.failure != nil, diagnosis.conclusion.cause == nil,
      diagnosis.run.verdict != .interrupted
    else {
      return nil
    }
    return Phrase("no check is known that would decide the cause.")
  }
}

extension FailurePoint {
  /// The innermost link of the chain that stands in the line.
  var focus: String? {
    chain.last { !$0.hasPrefix("exit status") && $0.count < 200 && line.text.contains($0) }
  }
}

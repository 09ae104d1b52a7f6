internal import E2EDiag

/// What a post-mortem says of a run, part by part.
struct PostMortem {
  /// The diagnosis, its sources called by their file names where these differ.
  let diagnosis: Diagnosis
  /// The sources as they were given.
  let sources: [SourceSummary]
  let comparison: Comparison?
  let options: ReportOptions
  let names: PostMortemNames

  /// What the owner of the report has to fill in.
  static let blank = "____"

  init(_ diagnosis: Diagnosis, comparison: Comparison?, options: ReportOptions) {
    var short = diagnosis
    let files = diagnosis.run.sources.map { source in
      source.path.split(separator: "/").last.map(String.init) ?? source.path
    }
    if Set(files).count == files.count {
      for index in files.indices { short.run.sources[index].path = files[index] }
    }
    self.diagnosis = short
    sources = diagnosis.run.sources
    self.comparison = comparison.flatMap { $0.runs.count > 1 ? $0 : nil }
    self.options = options
    names = PostMortemNames(diagnosis)
  }

  var run: Run { diagnosis.run }
  var failure: FailurePoint? { diagnosis.failure }
  var details: ReportDetails {
    ReportDetails(diagnosis: diagnosis, verbose: options.verbose)
  }

  /// Whether nothing went wrong, so that the page is short.
  var isCalm: Bool { details.isCalm }

  /// Whether something outside ended the run, so that no step failed.
  var isStopped: Bool { run.verdict == .interrupted }

  /// Whether the suite is one of Ginkgo.
  var isGinkgo: Bool { run.sources.contains { $0.format.hasPrefix("ginkgo") } }

  /// Whether the cluster was one of kind on Podman.
  var isOnPodman: Bool { run.inputs["kind.provider"] == "podman" }

  func observed(_ kind: Observation.Kind) -> Observation? {
    diagnosis.observations.first { $0.kind == kind }
  }

  func hypothesis(_ id: HypothesisID) -> Hypothesis? { diagnosis.hypotheses.first { $0.id == id } }

  /// ` (e2e.log:12)`.
  func place(_ line: QuotedLine?) -> Phrase {
    guard let line else { return Phrase("") }
    return Phrase(" (") + Phrase(run.place(line.location), .name) + ")"
  }

  /// `deploy: load image aianalysis (2nd load)`.
  func step(_ failure: FailurePoint) -> Phrase {
    Phrase("\(failure.phase.rawValue): ")
      + stepWords(
        operation: failure.operation, subject: failure.subject, attempt: failure.attempt)
  }
}

// MARK: - Title, facts and summary

extension PostMortem {
  var title: Phrase {
    let suite = run.suite.map { Phrase($0, .name) + ", " } ?? Phrase("")
    let verdict = Phrase(run.verdict.title.lowercased())
    return Phrase("Post-mortem: ") + suite + verdict
      + (failure.map { Phrase(" in ") + step($0) } ?? Phrase(""))
  }

  var facts: MarkdownSection {
    var rows: [(String, Phrase)] = [
      ("Run", Phrase(run.id, .name)),
      ("Suite", run.suite.map { Phrase($0, .name) } ?? Phrase("not named in the log")),
      ("Verdict", Phrase(run.verdict.rawValue, .strong)),
    ]
    if let failure {
      let label = run.verdict == .interrupted ? "Stopped in" : "Failed in"
      rows.append((label, step(failure) + place(failure.line)))
      rows += failure.stated(isStopped: isStopped)
    }
    if failure != nil || run.verdict.isFailure { rows.append(("Cause", cause)) }
    rows.append(("Specs", Phrase(run.specs?.words ?? "none named in the log")))
    if let line = observed(.specsMasked)?.line {
      rows.append(("The suite's own count", Phrase(line.text.trimmingBlanks, .name) + place(line)))
    }
    rows += [
      ("Started", time(run.startedAt, "first time known of the run")),
      ("Ended", time(run.endedAt, "last time in the log")), ("Duration", length),
    ]
    for (key, value) in run.inputs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    ) {
      rows.append(("Input", Phrase(key, .name) + " = " + Phrase(value, .name)))
    }
    let list = SourceList(diagnosis, sources: sources, verbose: options.verbose)
    rows += list.shown.map { source in ("Source", self.source(source)) }
    rows += list.folded.map { ("Sources", Phrase($0.name, .name) + ": \($0.words)") }
    rows += ["Owner", "Reviewer", "Date"].map { ($0, Phrase(Self.blank, .name)) }
    let table = Report.Table(
      header: ["Fact", "Value"], rows: rows.map { [Phrase($0.0), $0.1] }, nameColumns: [])
    return MarkdownSection(heading: "Facts", blocks: [.table(table)])
  }

  private func source(_ source: SourceSummary) -> Phrase {
    let notes = source.notes.isEmpty ? "" : "; " + source.notes.joined(separator: "; ")
    return Phrase(run.displayPath(source), .name)
      + ": \(source.format), \(counted(source.lines, "line")), sha256 "
      + Phrase(String(source.sha256.prefix(12)), .name) + notes
  }

  private func time(_ time: LogTime?, _ which: String) -> Phrase {
    guard let time else { return Phrase("not in the log") }
    return Phrase(time.description, .name) + " (measured: \(which)\(time.openWords))"
  }

  private var length: Phrase {
    guard let start = run.startedAt, let end = run.endedAt,
      let words = start.seconds(to: end).flatMap(duration(seconds:))
    else { return Phrase("not in the log") }
    return Phrase("\(words) (measured: between these two times)")
  }

  /// `undetermined`, or the cause with its support.
  var cause: Phrase {
    guard let cause = diagnosis.conclusion.cause else { return Phrase("undetermined", .strong) }
    return Phrase(cause.words(finer: diagnosis.conclusion.finer), .strong)
      + ", \(diagnosis.conclusion.confidence.words)"
  }

  /// At most four sentences, each of which is shown further down with its lines.
  var summary: MarkdownSection {
    var sentences = [verdictSentence]
    let points = ReportSummary(diagnosis: diagnosis).points
    if isCalm {
      let told = observed(.retriedThenPassed) != nil
      let hints = points.filter { $0.label == "Hint" || ($0.label == "Retried" && !told) }
      let blocks = hints.map { hint in
        MarkdownBlock.prose(hint.sentences.reduce(Phrase("\(hint.label): ")) { $0 + $1 })
      }
      return MarkdownSection(heading: "Summary", blocks: [.prose(sentences[0])] + blocks)
    }
    if let phases = points.first(where: { $0.label == "Phases" })?.sentences.first {
      sentences[0] = sentences[0] + " Phases: " + phases + "."
    }
    if failure != nil || run.verdict.isFailure {
      sentences.append(Phrase("Cause: ") + cause + ". " + diagnosis.conclusion.sentence)
    }
    var losses = diagnosis.contradictions.prefix(1).map {
      Phrase($0.sentence) + place($0.claim)
    }
    if let gone = observed(.evidenceDestroyed) {
      losses.append(Phrase(gone.sentence) + place(gone.line))
    }
    if let first = losses.first {
      sentences.append(losses.dropFirst().reduce(first) { $0 + " " + $1 })
    }
    if let proved { sentences.append(proved) }
    return MarkdownSection(heading: "Summary", blocks: sentences.map { .prose($0) })
  }

  /// What the compared runs prove.
  private var proved: Phrase? {
    guard let comparison, failure != nil else { return nil }
    let runs = "Of \(counted(comparison.runs.count, "compared run")): "
    let steps = comparison.proved
    guard let first = steps.first else {
      return Phrase(runs + "no step is proved non-deterministic.")
    }
    if steps.count > 1 {
      return Phrase(runs + "\(steps.count) steps are proved non-deterministic; see the comparison.")
    }
    return Phrase(runs + "only ") + Phrase("\(first.key)", .name) + " is proved non-deterministic."
  }

  private var verdictSentence: Phrase {
    let specs = run.specs.map { "; \($0.words)" } ?? ""
    guard let failure else {
      let none =
        switch run.verdict {
        case .passed: "No failure was found, and the log says that the run passed"
        case .incomplete: "The log ends before the run did: how it ended is not known"
        case .setupFailed, .testFailed, .cleanupFailed,
          .unknown where diagnosis.isStatedFailure:
          "The run failed, but no line was found that says where"
        case .unknown: "Nothing in the log tells how the run ended: this is not a pass"
        case .interrupted: "The run was stopped, and no failure was found before"
        }
      return Phrase(none + specs + ".")
    }
    let verb = run.verdict == .interrupted ? "was stopped in " : "failed in "
    return Phrase("The run \(verb)") + step(failure) + place(failure.line) + specs + "."
  }
}

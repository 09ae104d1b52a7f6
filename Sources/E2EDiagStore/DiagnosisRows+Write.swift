internal import E2EDiag

/// The rows of one diagnosis: together they are the diagnosis, there is no second copy.
struct DiagnosisRows {
  let database: Database
  /// Number of the run, which every row carries.
  let run: Int
}

extension DiagnosisRows {
  /// Adds the row in `runs` of `diagnosis`, then all others; the number is the database's to give.
  static func insert(
    _ diagnosis: Diagnosis, contentHash: String, order: RunOrder, ingestedAt: String,
    toolVersion: String?, into database: Database
  ) throws -> DiagnosisRows {
    let run = diagnosis.run
    let specs = run.specs
    let conclusion = diagnosis.conclusion
    try database.run(
      """
      INSERT INTO runs (id, content_hash, suite, verdict, started_at, ended_at, ordered_at,
        ordered_by, ingested_at, cohort, specs_total, specs_ran, specs_passed, specs_failed,
        specs_masked, cause, finer, confidence, conclusion, tool_version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        run.id, contentHash, run.suite, run.verdict, run.startedAt, run.endedAt,
        order.text(ingestedAt: ingestedAt), order.origin, ingestedAt, RunIdentity.cohort(of: run),
        specs?.total, specs?.ran, specs?.passed, specs?.failed, specs?.masked, conclusion.cause,
        conclusion.finer, conclusion.confidence, conclusion.sentence, toolVersion,
      ])
    let rows = DiagnosisRows(database: database, run: database.lastRow)
    try rows.insert(run)
    try rows.insert(timeline: diagnosis.timeline)
    try rows.insert(events: diagnosis.events)
    if let failure = diagnosis.failure { try rows.insert(failure) }
    try rows.insert(candidates: diagnosis.candidates)
    try rows.insert(hypotheses: diagnosis.hypotheses)
    try rows.insert(remarksOf: diagnosis)
    return rows
  }

  private func insert(_ run: Run) throws {
    try write(inputs: run.inputs)
    try insert(
      run.sources.map { [$0.path, $0.format, $0.lines, $0.bytes, $0.sha256] }, into: .sources)
    try insert(nested(run.sources.map(\.notes)), into: .sourceNotes)
  }

  /// Adds inputs, or gives those that are there another value.
  func write(inputs: [String: String]) throws {
    for (key, value) in inputs {
      try database.run(
        "INSERT OR REPLACE INTO inputs (run, key, value) VALUES (?, ?, ?)", run, key, value)
    }
  }

  private func insert(timeline: [Step]) throws {
    try insert(
      timeline.map { step -> [any ColumnValue] in
        [
          step.phase, step.operation, step.subject, step.attempt, step.status, step.known,
          step.start, step.end, step.time, step.location.source, step.location.line, step.endLine,
          step.exitStatus,
        ]
      }, into: .steps)
  }

  private func insert(events: [RunEvent]) throws {
    try insert(
      events.map { event -> [any ColumnValue] in
        [event.kind, event.time, event.quality, event.subject, event.sentence] + values(event.line)
      }, into: .events)
  }

  private func insert(_ failure: FailurePoint) throws {
    try database.run(
      """
      INSERT INTO failures (run, phase, step, subject, attempt, message, source, line, text,
        failed_at, node, node_milliseconds, code, signature, fingerprint)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [run, failure.phase, failure.operation, failure.subject, failure.attempt, failure.message]
        + values(failure.line)
        + [
          failure.time, failure.node?.name, failure.node?.milliseconds, failure.code,
          failure.signature,
          failure.fingerprint,
        ])
    try insert(failure.chain.map { [$0] }, into: .failureChain)
    try insert(failure.context.map(values), into: .failureContext)
    try insert(failure.exitStatuses.map { [$0.layer, $0.code, $0.target] }, into: .exitStatuses)
  }

  private func insert(candidates: [Candidate]) throws {
    try insert(candidates.map { values($0.line) + [$0.score] }, into: .candidates)
    try insert(nested(candidates.map(\.reasons)), into: .candidateReasons)
  }

  private func insert(hypotheses: [Hypothesis]) throws {
    try insert(hypotheses.map { [$0.id, $0.finer, $0.score, $0.support] }, into: .hypotheses)
    let evidence = hypotheses.enumerated().flatMap { index, hypothesis in
      hypothesis.evidenceFor.map { (index, EvidenceSide.speaksFor, $0) }
        + hypothesis.evidenceAgainst.map { (index, EvidenceSide.speaksAgainst, $0) }
    }
    try insert(
      evidence.map { index, side, piece in
        [index, side, piece.rule, piece.weight, piece.group] + values(piece.line) + [piece.why]
      }, into: .evidence)
    let gaps = hypotheses.enumerated().flatMap { index, hypothesis in
      hypothesis.missing.map { [index, $0.what, $0.command] as [any ColumnValue] }
    }
    try insert(gaps, into: .evidenceGaps)
  }

  private func insert(remarksOf diagnosis: Diagnosis) throws {
    try insert(
      diagnosis.contradictions.map { values($0.claim) + values($0.against) + [$0.sentence] },
      into: .contradictions)
    try insert(
      diagnosis.observations.map { observation -> [any ColumnValue] in
        let line = observation.line
        return [
          observation.kind, observation.sentence, line?.location.source, line?.location.line,
          line?.text,
        ]
      }, into: .observations)
    try insert(diagnosis.actions.map { [$0.term, $0.text, $0.command, $0.why] }, into: .actions)
    try insert(diagnosis.nextChecks.map { [$0.what, $0.command] }, into: .nextChecks)
  }

  private func insert(_ elements: [[any ColumnValue]], into table: RunTable) throws {
    try database.insert(elements, into: table, run: run)
  }

  private func values(_ line: QuotedLine) -> [any ColumnValue] {
    [line.location.source, line.location.line, line.text]
  }

  /// Texts of several owners, each with the place of its owner.
  private func nested(_ texts: [[String]]) -> [[any ColumnValue]] {
    texts.enumerated().flatMap { owner, texts in texts.map { [owner, $0] as [any ColumnValue] } }
  }
}

internal import E2EDiag

extension DiagnosisRows {
  /// The diagnosis as it was stored; `nil` when there is no such run.
  func diagnosis() throws -> Diagnosis? {
    let stored = try database.rows(
      """
      SELECT id, suite, verdict, started_at, ended_at,
        specs_total, specs_ran, specs_passed, specs_failed, specs_masked,
        cause, finer, confidence, conclusion
      FROM runs WHERE number = ?
      """, run
    ) { row in
      (
        try Run(
          id: row.next(), suite: row.next(), verdict: row.next(), startedAt: row.next(),
          endedAt: row.next(), specs: row.specs(), inputs: inputs(), sources: sources()),
        try Conclusion(
          cause: row.next(), finer: row.next(), confidence: row.next(), sentence: row.next())
      )
    }
    guard let (run, conclusion) = stored.first else { return nil }
    return try Diagnosis(
      run: run, timeline: timeline(), events: events(), failure: failure(),
      candidates: candidates(),
      hypotheses: hypotheses(), conclusion: conclusion, contradictions: contradictions(),
      observations: observations(), actions: actions(), nextChecks: nextChecks())
  }

  /// What should make two runs alike.
  func inputs() throws -> [String: String] {
    let pairs = try database.rows("SELECT key, value FROM inputs WHERE run = ?", run) { row in
      (try row.next() as String, try row.next() as String)
    }
    return Dictionary(pairs) { $1 }
  }

  /// The steps of the run.
  func timeline() throws -> [Step] {
    try list(.steps) { row in
      try Step(
        phase: row.next(), operation: row.next(), subject: row.next(), attempt: row.next(),
        status: row.next(), known: row.next(), start: row.next(), end: row.next(),
        time: row.next(), location: SourceLocation(source: row.next(), line: row.next()),
        endLine: row.next(), exitStatus: row.next())
    }
  }

  private func events() throws -> [RunEvent] {
    try list(.events) { row in
      try RunEvent(
        kind: row.next(), time: row.next(), quality: row.next(), subject: row.next(),
        sentence: row.next(), line: row.line())
    }
  }

  private func sources() throws -> [SourceSummary] {
    let notes = try nested(.sourceNotes)
    let sources = try list(.sources) { row in
      try SourceSummary(
        path: row.next(), format: row.next(), lines: row.next(), bytes: row.next(),
        sha256: row.next(), notes: [])
    }
    return sources.enumerated().map { position, source in
      var source = source
      source.notes = notes[position] ?? []
      return source
    }
  }

  private func failure() throws -> FailurePoint? {
    try database.rows(
      """
      SELECT phase, step, subject, attempt, message, source, line, text, failed_at, node,
        node_milliseconds, code, signature, fingerprint
      FROM failures WHERE run = ?
      """, run
    ) { row in
      try FailurePoint(
        phase: row.next(), operation: row.next(), subject: row.next(), attempt: row.next(),
        message: row.next(), line: row.line(), time: row.next(), node: row.node(),
        code: row.next(), chain: list(.failureChain) { try $0.next() },
        exitStatuses: list(.exitStatuses) {
          try ExitStatus(layer: $0.next(), code: $0.next(), target: $0.next())
        },
        context: list(.failureContext) { try $0.line() }, signature: row.next(),
        fingerprint: row.next())
    }.first
  }

  private func candidates() throws -> [Candidate] {
    let reasons = try nested(.candidateReasons)
    return try list(.candidates) { row in
      try Candidate(line: row.line(), score: row.next(), reasons: [])
    }.enumerated().map { position, candidate in
      var candidate = candidate
      candidate.reasons = reasons[position] ?? []
      return candidate
    }
  }

  private func hypotheses() throws -> [Hypothesis] {
    let evidence = try list(.evidence) { row in
      (
        hypothesis: try row.next() as Int, side: try row.next() as EvidenceSide,
        piece: try Evidence(
          rule: row.next(), weight: row.next(), group: row.next(), line: row.line(), why: row.next()
        )
      )
    }
    let gaps = try list(.evidenceGaps) { row in
      (hypothesis: try row.next() as Int, gap: try row.gap())
    }
    var hypotheses = try list(.hypotheses) { row in
      try Hypothesis(
        id: row.next(), finer: row.next(), score: row.next(), evidenceFor: [], evidenceAgainst: [],
        missing: [])
    }
    for position in hypotheses.indices {
      let own = evidence.filter { $0.hypothesis == position }
      hypotheses[position].evidenceFor = own.filter { $0.side == .speaksFor }.map(\.piece)
      hypotheses[position].evidenceAgainst = own.filter { $0.side == .speaksAgainst }.map(\.piece)
      hypotheses[position].missing = gaps.filter { $0.hypothesis == position }.map(\.gap)
    }
    return hypotheses
  }

  private func contradictions() throws -> [Contradiction] {
    try list(.contradictions) { row in
      try Contradiction(claim: row.line(), against: row.line(), sentence: row.next())
    }
  }

  private func observations() throws -> [Observation] {
    try list(.observations) { row in
      let kind: Observation.Kind = try row.next()
      let sentence: String = try row.next()
      let source: Int? = try row.next()
      let line: Int? = try row.next()
      let text: String? = try row.next()
      guard let source, let line, let text else {
        return Observation(kind: kind, sentence: sentence, line: nil)
      }
      let location = SourceLocation(source: source, line: line)
      return Observation(
        kind: kind, sentence: sentence, line: QuotedLine(location: location, text: text))
    }
  }

  private func actions() throws -> [Action] {
    try list(.actions) { row in
      try Action(term: row.next(), text: row.next(), command: row.next(), why: row.next())
    }
  }

  private func nextChecks() throws -> [EvidenceGap] {
    try list(.nextChecks) { try $0.gap() }
  }

  private func list<Element>(
    _ table: RunTable, read: (inout Row) throws -> Element
  ) throws -> [Element] {
    try database.list(table, run: run, read: read)
  }

  /// Texts by the place of their owner.
  private func nested(_ table: RunTable) throws -> [Int: [String]] {
    let pairs = try list(table) { (owner: try $0.next() as Int, text: try $0.next() as String) }
    return Dictionary(grouping: pairs, by: \.owner).mapValues { $0.map(\.text) }
  }
}

extension Row {
  /// The columns source, line and text.
  mutating func line() throws -> QuotedLine {
    try QuotedLine(location: SourceLocation(source: next(), line: next()), text: next())
  }

  /// The columns node and node_milliseconds.
  mutating func node() throws -> GinkgoNode? {
    let name: String? = try next()
    let milliseconds: Int? = try next()
    return name.map { GinkgoNode(name: $0, milliseconds: milliseconds) }
  }

  /// The columns what and command.
  mutating func gap() throws -> EvidenceGap { try EvidenceGap(what: next(), command: next()) }

  /// The five counts of specs; `nil` where the logs spoke of none.
  mutating func specs() throws -> SpecCounts? {
    let total: Int? = try next()
    let ran: Int? = try next()
    let passed: Int? = try next()
    let failed: Int? = try next()
    let masked: Int? = try next()
    guard let total, let masked else { return nil }
    return SpecCounts(total: total, ran: ran, passed: passed, failed: failed, masked: masked)
  }
}

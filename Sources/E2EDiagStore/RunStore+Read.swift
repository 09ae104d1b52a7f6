public import E2EDiag

extension RunStore {
  /// The newest runs, at most `limit`, of one suite or of all; the oldest of them first.
  public func runs(suite: String? = nil, limit: Int? = nil) throws -> [RunSummary] {
    try newest(suite: suite, limit: limit, skipping: 0).reversed().map(\.summary)
  }

  /// The run that `selector` names: first digits of an id, `last`, `last~1` or `SUITE:last`.
  public func run(matching selector: String) throws -> RunSummary {
    switch RunSelector(selector) {
    case .id(let prefix):
      let found = try summaries(
        "WHERE r.id >= ? AND r.id < ? ORDER BY r.id", prefix, prefix + "g")
      guard found.count < 2 else { throw ambiguous(selector, found.map(\.summary.id)) }
      guard let run = found.first else { throw noSuchRun(selector) }
      return run.summary
    case .last(let back, let suite):
      guard let run = try newest(suite: suite, limit: 1, skipping: back).first else {
        throw noSuchRun(selector)
      }
      return run.summary
    case nil:
      throw StoreError(
        code: .badSelector, path: database.path, reason: "'\(selector)' names no run",
        remedy: "write last, last~1, SUITE:last or the first \(RunSelector.fewestDigits) or more"
          + " digits of an id; 'e2e-diag runs' lists them")
    }
  }

  /// The diagnosis of the run with exactly this id, equal to the one that was saved.
  public func load(_ id: String) throws -> Diagnosis {
    try database.transaction(.deferred) {
      guard let number: Int = try database.value("SELECT number FROM runs WHERE id = ?", id),
        let diagnosis = try DiagnosisRows(database: database, run: number).diagnosis()
      else { throw noSuchRun(id) }
      return diagnosis
    }
  }

  /// Steps and inputs of the newest `count` runs of a suite, the oldest of them first.
  public func timelines(suite: String, last count: Int) throws -> [StoredTimeline] {
    try timelines("WHERE r.suite = ?", [suite], last: count)
  }

  /// The same of the runs that came before another one: one that is stored, or one of that time.
  public func timelines(
    suite: String, last count: Int, before id: String, orderedAt: String
  ) throws -> [StoredTimeline] {
    // A run that is not stored comes after all others of its time.
    try timelines(
      """
      WHERE r.suite = ? AND r.id <> ? AND (r.ordered_at < ? OR (r.ordered_at = ? AND r.number <
        coalesce((SELECT number FROM runs WHERE id = ?), 9223372036854775807)))
      """, [suite, id, orderedAt, orderedAt, id], last: count)
  }

  /// The runs of a suite that came after a stored one, the nearest `count` of them.
  public func timelines(
    suite: String, first count: Int, after id: String, orderedAt: String
  ) throws -> [StoredTimeline] {
    try timelines(
      """
      WHERE r.suite = ? AND r.id <> ? AND (r.ordered_at > ? OR (r.ordered_at = ? AND r.number >
        coalesce((SELECT number FROM runs WHERE id = ?), 9223372036854775807)))
      """, [suite, id, orderedAt, orderedAt, id], last: count, in: Self.oldestFirst
    ).reversed()
  }

  /// Steps and inputs of the run with exactly this id; `nil` when it is not stored.
  public func timeline(_ id: String) throws -> StoredTimeline? {
    try timelines("WHERE r.id = ?", [id], last: 1).first
  }

  private func timelines(
    _ condition: String, _ values: [any ColumnValue], last count: Int,
    in order: String = newestFirst
  ) throws -> [StoredTimeline] {
    try database.transaction(.deferred) {
      let found = try database.rows(
        "\(RunSummary.select) \(condition) \(order)", values + [count, 0]
      ) { row in (number: try row.next() as Int, summary: try RunSummary(&row)) }
      return try found.reversed().map { number, summary in
        let rows = DiagnosisRows(database: database, run: number)
        return try StoredTimeline(run: summary, inputs: rows.inputs(), steps: rows.timeline())
      }
    }
  }

  /// What the newest `count` runs of a suite in which no failure was found printed.
  ///
  /// `nil` when there is none. Runs that were saved without templates do not count.
  package func baseline(suite: String, last count: Int = 3) throws -> TemplateSet? {
    let sets = try database.rows(
      """
      SELECT t.hashes FROM runs r JOIN template_sets t ON t.run = r.number
      WHERE r.suite = ? ORDER BY r.ordered_at DESC, r.number DESC LIMIT ?
      """, suite, count
    ) { row in try TemplateSet(blob: row.next()) }
    return sets.dropFirst().reduce(into: sets.first) { $0?.formUnion($1) }
  }

  /// Number and summary of runs, the newest first.
  private func newest(
    suite: String?, limit: Int?, skipping: Int
  ) throws -> [(number: Int, summary: RunSummary)] {
    // A limit of -1 is none.
    guard let suite else { return try summaries(Self.newestFirst, limit ?? -1, skipping) }
    return try summaries("WHERE r.suite = ? \(Self.newestFirst)", suite, limit ?? -1, skipping)
  }

  /// The order of runs, with places for how many and from where.
  private static let newestFirst =
    "ORDER BY r.ordered_at DESC, r.number DESC LIMIT ? OFFSET ?"

  private static let oldestFirst = "ORDER BY r.ordered_at, r.number LIMIT ? OFFSET ?"

  private func summaries(
    _ condition: String, _ values: any ColumnValue...
  ) throws -> [(number: Int, summary: RunSummary)] {
    try database.rows("\(RunSummary.select) \(condition)", values) { row in
      (try row.next(), try RunSummary(&row))
    }
  }

  private func noSuchRun(_ selector: String) -> StoreError {
    StoreError(
      code: .noSuchRun, path: database.path, reason: "no run matches '\(selector)'",
      remedy: "'e2e-diag runs' lists the stored runs")
  }

  private func ambiguous(_ selector: String, _ ids: [String]) -> StoreError {
    let rest = ids.count > 10 ? " and \(ids.count - 10) more" : ""
    return StoreError(
      code: .ambiguous, path: database.path,
      reason: "'\(selector)' matches \(ids.count) runs: "
        + ids.prefix(10).joined(separator: ", ") + rest,
      remedy: "give more digits of the id")
  }
}

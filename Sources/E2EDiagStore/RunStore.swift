package import E2EDiag

/// Diagnoses of runs in one SQLite file, which any number of processes may use at once.
///
/// A store belongs to the thread that opened it; another thread opens one of its own.
public final class RunStore {
  let database: Database
  private let toolVersion: String?

  /// Opens the store at `path`; creates it, and its folders, when there is none and `creating`.
  ///
  /// `toolVersion` is noted with every run that is saved. Throws ``StoreError`` with what to do.
  public convenience init(path: String, creating: Bool = true, toolVersion: String? = nil) throws {
    try self.init(
      path: path, creating: creating, toolVersion: toolVersion, schema: .current,
      busyMilliseconds: 10_000)
  }

  init(
    path: String, creating: Bool = true, toolVersion: String? = nil, schema: Schema,
    busyMilliseconds: Int32
  ) throws {
    try StoreFile(path: path).prepare(creating: creating)
    database = try Database(path: path, busyMilliseconds: busyMilliseconds)
    self.toolVersion = toolVersion
    try database.execute(
      "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF")
    try schema.migrate(database, creating: creating)
  }

  /// What became of a run that was to be saved.
  public enum SaveOutcome: Sendable, Equatable {
    /// It is in the store now.
    case stored
    /// The same logs were stored already, at that time; `changes` says what was written of them.
    case known(ingestedAt: String, changes: [String])
  }

  /// Stores a diagnosis whole or, when anything fails, not at all.
  ///
  /// `ingestedAt` is the present time as ISO 8601 text. `templates` are kept when no failure was
  /// found: such runs are what later ones are held against. Of a run that is known, only what
  /// `given` says of it is written.
  package func save(
    _ diagnosis: Diagnosis, order: RunOrder, ingestedAt: String, templates: TemplateSet? = nil,
    given: GivenFacts = GivenFacts()
  ) throws -> SaveOutcome {
    let hash = RunIdentity.contentHash(of: diagnosis.run)
    let blob = diagnosis.failure == nil ? templates?.blob() : nil
    return try database.transaction {
      let earlier = try database.rows(
        "SELECT number, ingested_at FROM runs WHERE content_hash = ?", hash
      ) { row in (number: try row.next() as Int, ingestedAt: try row.next() as String) }
      if let earlier = earlier.first {
        let rows = DiagnosisRows(database: database, run: earlier.number)
        return .known(
          ingestedAt: earlier.ingestedAt,
          changes: try rows.update(given, order: order, in: diagnosis.run))
      }
      let rows = try DiagnosisRows.insert(
        diagnosis, contentHash: hash, order: order, ingestedAt: ingestedAt,
        toolVersion: toolVersion, into: database)
      if let blob {
        try database.run(
          "INSERT INTO template_sets (run, count, hashes) VALUES (?, ?, ?)", rows.run,
          blob.count / 8, blob)
      }
      return .stored
    }
  }
}

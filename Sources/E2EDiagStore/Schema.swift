internal import E2EDiag

/// The tables of a store, as the steps that lead from an empty file to them.
struct Schema {
  /// SQL texts; the n-th leads from version n-1 to n. A released one is never changed.
  var steps: [String]

  /// What this version of the tool writes.
  static let current = Schema(steps: [version1, version2, version3])

  /// `e2ed` in ASCII: tells our files from those of other programs (`file` shows it).
  static let applicationID = 0x6532_6564

  /// Brings the database to the newest version, all steps or none; refuses what is not ours, and
  /// what holds no tables yet unless `creating`.
  func migrate(_ database: Database, creating: Bool = true) throws {
    try database.insisting {
      // In one transaction: what is read belongs together, whoever creates the store meanwhile.
      let found = try database.transaction(.deferred) { try version(of: database) }
      if found == steps.count { return }
      guard found > 0 || creating else { throw StoreError.empty(path: database.path) }
      // Readers and a writer do not wait for each other then; the mode stays with the file.
      if found == 0 { _ = try database.value("PRAGMA journal_mode = WAL") as String? }
      try database.transaction {
        // Another process may have been faster.
        for (index, step) in steps.enumerated().dropFirst(try version(of: database)) {
          try database.execute(step)
          try database.execute("PRAGMA user_version = \(index + 1)")
        }
        try database.execute("PRAGMA application_id = \(Self.applicationID)")
      }
    }
  }

  /// The version of the file, 0 for an empty one.
  private func version(of database: Database) throws -> Int {
    let application: Int = try database.value("PRAGMA application_id") ?? 0
    let version: Int = try database.value("PRAGMA user_version") ?? 0
    let isEmpty = try database.value("SELECT count(*) FROM sqlite_schema") == 0
    guard application == Self.applicationID || (application == 0 && version == 0 && isEmpty) else {
      throw StoreError(
        code: .notAStore, path: database.path, reason: "it is a database of another program",
        remedy: "\(StoreError.otherStoreRemedy), or move this file away")
    }
    let tables: Int =
      try database.value(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('runs', 'steps', 'failures', 'inputs')")
      ?? 0
    // The version is written together with the tables: one without the other is no store.
    guard version == 0 ? isEmpty : version > 0 && tables == 4 else {
      throw StoreError(
        code: .damaged, path: database.path,
        reason: "it is not a complete store: it says version \(version) and has "
          + (tables == 0 ? "none of its tables" : "other tables than that"),
        remedy: "move it away and analyze the logs again, or \(StoreError.otherStoreRemedy)")
    }
    guard version <= steps.count else {
      throw StoreError(
        code: .newer, path: database.path,
        reason: "a newer e2e-diag wrote it (version \(version), known up to \(steps.count))",
        remedy: "update e2e-diag, or \(StoreError.otherStoreRemedy)")
    }
    return version
  }
}

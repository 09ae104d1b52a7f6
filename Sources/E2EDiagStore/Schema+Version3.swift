extension Schema {
  /// What other sources than the suite's log tell of the run. Frozen.
  static let version3 = """
    CREATE TABLE run_event (        -- oldest first
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      kind TEXT NOT NULL, happened_at TEXT, time TEXT NOT NULL, subject TEXT,
      sentence TEXT NOT NULL,
      source INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;

    """
}

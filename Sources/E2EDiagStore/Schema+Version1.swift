extension Schema {
  /// The first released tables. Frozen: what is to change later is a step of its own.
  static let version1 = version1Tables + version1Lists + version1Views

  private static let version1Tables = """
    CREATE TABLE runs (
      number INTEGER PRIMARY KEY,   -- in the order of storing
      id TEXT NOT NULL UNIQUE,      -- first 12 digits of content_hash
      content_hash TEXT NOT NULL UNIQUE,
      suite TEXT,
      verdict TEXT NOT NULL,
      started_at TEXT,              -- first and last time in the logs; no Z: zone not known
      ended_at TEXT,
      ordered_at TEXT NOT NULL,     -- runs are sorted by this, then by number
      ordered_by TEXT NOT NULL,     -- log, given, file or ingestion
      ingested_at TEXT NOT NULL,
      cohort TEXT,                  -- equal where suite and all recorded inputs are; NULL: none recorded
      specs_total INTEGER,
      specs_ran INTEGER,
      specs_passed INTEGER,
      specs_failed INTEGER,
      specs_masked INTEGER,
      cause TEXT,                   -- the conclusion; NULL: undetermined
      finer TEXT,
      confidence TEXT NOT NULL,
      conclusion TEXT NOT NULL,
      tool_version TEXT
    ) STRICT;
    CREATE INDEX runs_by_suite ON runs (suite, ordered_at, number);
    CREATE INDEX runs_by_time ON runs (ordered_at, number);
    CREATE INDEX runs_by_cohort ON runs (cohort);

    CREATE TABLE inputs (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (run, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX inputs_by_key ON inputs (key, value);

    CREATE TABLE failures (         -- at most one of a run
      run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
      phase TEXT NOT NULL,
      step TEXT NOT NULL,
      subject TEXT,
      attempt INTEGER NOT NULL,
      message TEXT NOT NULL,
      source INTEGER NOT NULL,
      line INTEGER NOT NULL,
      text TEXT NOT NULL,
      signature TEXT,
      fingerprint TEXT NOT NULL
    ) STRICT;
    CREATE INDEX failures_by_fingerprint ON failures (fingerprint);

    CREATE TABLE annotations (      -- what a person knows better
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      cause TEXT,
      note TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX annotations_by_run ON annotations (run);

    CREATE TABLE template_sets (    -- kinds of lines of a run without a failure
      run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
      count INTEGER NOT NULL,
      hashes BLOB NOT NULL          -- ascending, 8 bytes each, least significant first
    ) STRICT;


    """

  /// Tables of lists: `position` is the place in the run's list, from 0.
  private static let version1Lists = """
    CREATE TABLE sources (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      path TEXT NOT NULL, format TEXT NOT NULL, lines INTEGER NOT NULL, bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE source_notes (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      source INTEGER NOT NULL, note TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE steps (            -- the timeline
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      phase TEXT NOT NULL, step TEXT NOT NULL, subject TEXT, attempt INTEGER NOT NULL,
      status TEXT NOT NULL, known TEXT NOT NULL,
      started_at TEXT, ended_at TEXT, time TEXT NOT NULL,
      source INTEGER NOT NULL, line INTEGER NOT NULL, end_line INTEGER NOT NULL,
      exit_status INTEGER,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX steps_by_name ON steps (phase, step, subject, run, attempt, status);
    CREATE TABLE failure_chain (    -- frames of the error, outermost first
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE failure_context (  -- lines around the failing one
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      source INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE exit_statuses (    -- of the failure, outermost layer first
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      layer TEXT NOT NULL, code INTEGER NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE candidates (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      source INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL, score REAL NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE candidate_reasons (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      candidate INTEGER NOT NULL, reason TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE hypotheses (       -- best first
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      cause TEXT NOT NULL, finer TEXT, score REAL NOT NULL,
      support TEXT NOT NULL,        -- the score as the word it had when stored
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE evidence (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      hypothesis INTEGER NOT NULL,  -- position of the hypothesis
      side TEXT NOT NULL,           -- for or against
      rule TEXT NOT NULL, weight REAL NOT NULL,
      counts_with TEXT NOT NULL,    -- pieces of one group count once
      source INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL, why TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE evidence_gaps (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      hypothesis INTEGER NOT NULL, what TEXT NOT NULL, command TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE contradictions (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      claim_source INTEGER NOT NULL, claim_line INTEGER NOT NULL, claim_text TEXT NOT NULL,
      against_source INTEGER NOT NULL, against_line INTEGER NOT NULL, against_text TEXT NOT NULL,
      sentence TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE observations (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      kind TEXT NOT NULL, sentence TEXT NOT NULL, source INTEGER, line INTEGER, text TEXT,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE actions (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      term TEXT NOT NULL, text TEXT NOT NULL, command TEXT, why TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE next_checks (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL,
      what TEXT NOT NULL, command TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;


    """
}

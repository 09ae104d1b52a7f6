import Testing

@testable import E2EDiag
@testable import E2EDiagStore

@Suite struct SchemaTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func tablesAreStrictAndFileIsMarked() throws {
    let database = try RunStore(path: folder.store).database
    let loose = try database.rows(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND schema = 'main'"
    ) { try $0.next() as String }
    #expect(loose == ["sqlite_schema"])
    #expect(try database.value("PRAGMA application_id") == 0x6532_6564)
    #expect(try database.value("PRAGMA user_version") == 3)
    #expect(try database.value("PRAGMA journal_mode") == "wal")
    #expect(try database.value("PRAGMA foreign_keys") == 1)
    #expect(try database.value("PRAGMA synchronous") == 1)
  }

  @Test func everyViewCanBeRead() throws {
    let store = try RunStore(path: folder.store)
    _ = try store.save(StoreSamples.full(), order: .ingestion, ingestedAt: StoreSamples.now)
    let views = try store.database.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name"
    ) { try $0.next() as String }
    #expect(
      views == [
        "v_evidence", "v_fingerprint_trend", "v_nondeterminism", "v_phase_hazard", "v_runs",
        "v_step_outcomes", "v_timeline",
      ])
    for view in views {
      _ = try store.database.value("SELECT count(*) FROM (SELECT * FROM \(view))") as Int?
    }
    #expect(try store.database.value("SELECT message FROM v_runs") == "exit status 255")
    #expect(try store.database.value("SELECT count(*) FROM v_evidence") == 4)
    #expect(try store.database.value("SELECT week FROM v_fingerprint_trend") == "2026-01-26")
  }

  /// The seed: run 1 ends at the readiness of HAPI, run 2 at the second load of an image.
  @Test func viewsTellProofFromASingleFailure() throws {
    let store = try RunStore(path: folder.store)
    for (number, fails) in [(1, Phase.readiness), (2, Phase.deploy)] {
      var run = StoreSamples.minimal(number, suite: "aianalysis")
      run.run.inputs = ["git.commit": "1884f1e7"]
      run.timeline = [
        StoreSamples.step(.cluster, "create cluster", nil, .passed, known: .assumed),
        StoreSamples.step(.load, "load image", "aianalysis", .passed),
        StoreSamples.step(
          .deploy, "load image", "aianalysis", fails == .deploy ? .failed : .passed),
        StoreSamples.step(
          .readiness, "wait", "hapi", fails == .deploy ? .notReached : .failed),
      ]
      run.failure =
        fails == .deploy
        ? StoreSamples.failure(.deploy, "load image", "aianalysis")
        : StoreSamples.failure(.readiness, "wait", "hapi")
      _ = try store.save(run, order: .ingestion, ingestedAt: StoreSamples.now)
    }
    let proved = try store.database.rows(
      """
      SELECT phase || '/' || step || '/' || subject || ' ' || passed || ' ' || failed || ' '
        || passed_in || ' ' || failed_in
      FROM v_nondeterminism
      """
    ) { try $0.next() as String }
    #expect(proved == ["deploy/load image/aianalysis 1 1 000000000001 000000000002"])
    let hazard = try store.database.rows(
      "SELECT phase || ' ' || failed || '/' || reached FROM v_phase_hazard"
    ) { try $0.next() as String }
    #expect(hazard == ["load 0/2", "deploy 1/2", "readiness 1/1"])
  }

  /// A node that went away was proof against every load that broke with it.
  @Test func failureAfterThatOfTheRunIsNoProof() throws {
    let store = try RunStore(path: folder.store)
    for (number, status) in [(1, StepStatus.passed), (2, .failed)] {
      var run = StoreSamples.minimal(number, suite: "s")
      run.run.inputs = ["git.commit": "1884f1e7"]
      // The failure stands in line 2.
      run.timeline = [
        StoreSamples.step(.cluster, "delete", "leftover", status, line: 1),
        StoreSamples.step(.load, "load image", "a", status, line: 2),
        StoreSamples.step(.load, "load image", "b", status, line: 3),
      ]
      if status == .failed { run.failure = StoreSamples.failure(.load, "load image", "a") }
      _ = try store.save(run, order: .ingestion, ingestedAt: StoreSamples.now)
    }
    let proved = try store.database.rows(
      "SELECT phase || '/' || subject FROM v_nondeterminism ORDER BY 1"
    ) { try $0.next() as String }
    #expect(proved == ["cluster/leftover", "load/a"])
  }

  @Test func stepTriedAgainCountsByItsLastTry() throws {
    let store = try RunStore(path: folder.store)
    var run = StoreSamples.minimal(1)
    run.timeline = [
      StoreSamples.step(.load, "load image", "x", .failed),
      StoreSamples.step(.load, "load image", "x", .passed, attempt: 2),
    ]
    _ = try store.save(run, order: .ingestion, ingestedAt: StoreSamples.now)
    let outcomes = try store.database.rows("SELECT status FROM v_step_outcomes") {
      try $0.next() as String
    }
    #expect(outcomes == ["passed"])
  }

  @Test func cohortNeedsEqualSuiteAndEqualInputs() {
    func cohort(_ suite: String?, _ inputs: [String: String]) -> String? {
      var run = StoreSamples.minimal(1, suite: suite).run
      run.inputs = inputs
      return RunIdentity.cohort(of: run)
    }
    #expect(cohort("a", [:]) == nil)
    #expect(cohort("a", ["k": "v", "l": "w"]) == cohort("a", ["l": "w", "k": "v"]))
    #expect(cohort("a", ["k": "v"]) != cohort("b", ["k": "v"]))
    #expect(cohort("a", ["k": "v"]) != cohort("a", ["k": "v", "l": ""]))
    #expect(cohort("a", ["k": "vl"]) != cohort("a", ["kv": "l"]))
  }

  @Test func listingAndLookingUpUseIndexes() throws {
    let database = try RunStore(path: folder.store).database
    func plan(_ sql: String) throws -> String {
      try database.rows("EXPLAIN QUERY PLAN \(sql)") { row in
        _ = try row.next() as Int
        _ = try row.next() as Int
        _ = try row.next() as Int
        return try row.next() as String
      }.joined(separator: "; ")
    }
    let suite = "SELECT id FROM runs WHERE suite = 'a' ORDER BY ordered_at DESC, number DESC"
    #expect(try plan(suite) == "SEARCH runs USING INDEX runs_by_suite (suite=?)")
    let failure = "SELECT run FROM failures WHERE fingerprint = 'v1:0'"
    #expect(try plan(failure).contains("INDEX failures_by_fingerprint"))
    let step = "SELECT status FROM steps WHERE phase = 'load' AND step = 'x' AND subject = 'y'"
    #expect(try plan(step).contains("USING COVERING INDEX steps_by_name"))
  }

  @Test func olderFileIsBroughtForwardWithItsRuns() throws {
    let full = try StoreSamples.full()
    _ = try RunStore(path: folder.store).save(
      full, order: .ingestion, ingestedAt: StoreSamples.now)
    let next = Schema(steps: Schema.current.steps + ["ALTER TABLE runs ADD COLUMN later TEXT"])
    let store = try RunStore(path: folder.store, schema: next, busyMilliseconds: 100)
    #expect(try store.database.value("PRAGMA user_version") == 4)
    #expect(try store.database.value("SELECT count(later) FROM runs") == 0)
    #expect(try store.load(full.run.id) == full)
  }

  /// The columns of the failure itself came with the second version.
  @Test func failureOfTheFirstVersionIsReadWithoutItsTime() throws {
    let first = Schema(steps: [Schema.version1])
    let older = try RunStore(path: folder.store, schema: first, busyMilliseconds: 100)
    try older.database.execute(
      """
      INSERT INTO runs (number, id, content_hash, verdict, ordered_at, ordered_by, ingested_at,
        confidence, conclusion)
      VALUES (1, 'abcdef012345', 'x', 'setup-failed', '2026-01-31T00:00:00.000Z', 'log', 'x', 'none', '');
      INSERT INTO failures (run, phase, step, attempt, message, source, line, text, fingerprint)
      VALUES (1, 'load', 'load image', 1, 'm', 0, 7, 't', 'v1:0000000000000001');
      """)
    let failure = try #require(try RunStore(path: folder.store).load("abcdef012345").failure)
    #expect(failure.message == "m")
    #expect(failure.time == nil)
    #expect(failure.node == nil)
    #expect(failure.code == nil)
  }

  /// Events came with the third version.
  @Test func runOfTheSecondVersionHasNoEventsAndTakesNewOnes() throws {
    let second = Schema(steps: [Schema.version1, Schema.version2])
    let older = try RunStore(path: folder.store, schema: second, busyMilliseconds: 100)
    try older.database.execute(
      """
      INSERT INTO runs (number, id, content_hash, verdict, ordered_at, ordered_by, ingested_at,
        confidence, conclusion)
      VALUES (1, 'abcdef012345', 'x', 'passed', '2026-01-31T00:00:00.000Z', 'log', 'x', 'none', '');
      """)
    let store = try RunStore(path: folder.store)
    #expect(try store.load("abcdef012345").events == [])
    let full = try StoreSamples.full()
    _ = try store.save(full, order: .ingestion, ingestedAt: StoreSamples.now)
    #expect(try store.load(full.run.id).events == full.events)
  }

  @Test func failedStepLeavesTheOlderFile() throws {
    _ = try RunStore(path: folder.store)
    let next = Schema(
      steps: Schema.current.steps + ["ALTER TABLE runs ADD COLUMN later TEXT; DROP TABLE nothing"])
    #expect(throws: StoreError.self) {
      try RunStore(path: folder.store, schema: next, busyMilliseconds: 100)
    }
    let store = try RunStore(path: folder.store)
    #expect(try store.database.value("PRAGMA user_version") == 3)
    #expect(
      try store.database.value(
        "SELECT count(*) FROM pragma_table_info('runs') WHERE name = 'later'")
        == 0)
  }
}

@Suite struct StoredTimeTests {
  @Test(arguments: [
    LogTime(milliseconds: 0, hasDate: true, hasZone: true),
    LogTime(milliseconds: 1_769_894_077_250, hasDate: true, hasZone: false),
    LogTime(milliseconds: -62_135_596_800_000, hasDate: true, hasZone: true),
    LogTime(milliseconds: -70_000_000_000_000, hasDate: true, hasZone: true),
    LogTime(milliseconds: 300_000_000_000_000, hasDate: true, hasZone: true),
    LogTime(milliseconds: 0, hasDate: false, hasZone: false),
    LogTime(milliseconds: 86_400_999, hasDate: false, hasZone: true),
    LogTime(milliseconds: -1, hasDate: false, hasZone: false),
  ])
  func timeComesBackEqual(_ time: LogTime) {
    #expect(LogTime(storedText: time.storedText) == time)
  }

  @Test func textSortsAsTimeDoes() {
    let texts = [-62_135_596_800_000, -1, 0, 1_769_894_077_250].map {
      LogTime(milliseconds: $0, hasDate: true, hasZone: true).storedText
    }
    #expect(texts == texts.sorted())
    #expect(texts.first == "0001-01-01T00:00:00.000Z")
  }

  @Test(arguments: ["", "T", "2026-01-31", "x:y:z.0", "2026-01T00:00:00.000Z"])
  func otherTextIsNoTime(_ text: String) {
    #expect(LogTime(storedText: text) == nil)
  }

  @Test func dateIsNeededToOrderByATime() throws {
    let clock = try #require(LogTime(storedText: "21:14:37.000"))
    let date = try #require(LogTime(storedText: "2026-01-31T21:14:37.000Z"))
    #expect(RunOrder(log: clock) == .ingestion)
    #expect(RunOrder(log: clock, given: nil, file: date) == .file(date))
    #expect(RunOrder(log: clock, given: date, file: date) == .given(date))
    #expect(RunOrder(log: date, given: date, file: date) == .log(date))
    #expect(
      RunOrder.ingestion.text(ingestedAt: "2026-02-01T08:00:00+01:00") == "2026-02-01T07:00:00.000Z"
    )
  }
}

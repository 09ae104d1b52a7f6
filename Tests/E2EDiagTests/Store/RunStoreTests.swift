import Testing

@testable import E2EDiag
@testable import E2EDiagStore

@Suite struct RunStoreTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore(path: folder.store)
  }

  private func save(
    _ diagnosis: Diagnosis, at time: String? = nil, templates: TemplateSet? = nil
  ) throws -> RunStore.SaveOutcome {
    try store.save(
      diagnosis, order: RunOrder(log: time.flatMap { LogTime(iso: $0) }),
      ingestedAt: StoreSamples.now, templates: templates)
  }

  @Test func fullDiagnosisComesBackEqual() throws {
    let full = try StoreSamples.full()
    #expect(try save(full) == .stored)
    #expect(try RunStore(path: folder.store).load(full.run.id) == full)
  }

  /// A new field of the model fails here first: the sample must set it, the store must keep it.
  @Test func fullSampleLeavesNoFieldUnset() throws {
    var set: Set<String> = []
    var seen: Set<String> = []
    func walk(_ value: Any, _ name: String) {
      let mirror = Mirror(reflecting: value)
      let isHolder = mirror.displayStyle == .optional || mirror.displayStyle == .collection
      seen.insert(name)
      if !isHolder || !mirror.children.isEmpty { set.insert(name) }
      for child in mirror.children {
        let label = isHolder ? nil : child.label
        walk(child.value, label.map { "\(type(of: value)).\($0)" } ?? name)
      }
    }
    walk(try StoreSamples.full(), "Diagnosis")
    #expect(seen.subtracting(set).sorted() == [])
    #expect(seen.contains("Action.command") && seen.contains("SpecCounts.passed"))
  }

  @Test func minimalDiagnosisComesBackEqual() throws {
    let minimal = StoreSamples.minimal(1)
    #expect(try save(minimal) == .stored)
    #expect(try store.load(minimal.run.id) == minimal)
  }

  @Test func neighboursDoNotMix() throws {
    let full = try StoreSamples.full()
    _ = try save(StoreSamples.minimal(1))
    _ = try save(full)
    _ = try save(StoreSamples.minimal(2))
    #expect(try store.load(full.run.id) == full)
    #expect(try store.load("000000000002") == StoreSamples.minimal(2))
  }

  @Test func everyWordOfTheClosedListsComesBack() throws {
    var diagnosis = StoreSamples.minimal(1)
    let statuses: [StepStatus] = [.passed, .failed, .notReached, .running, .unknown]
    diagnosis.timeline = Phase.allCases.flatMap { phase in
      statuses.map { StoreSamples.step(phase, "x", nil, $0) }
    }
    diagnosis.hypotheses = HypothesisID.allCases.map {
      Hypothesis(
        id: $0, finer: nil, score: 1, evidenceFor: [], evidenceAgainst: [], missing: [])
    }
    _ = try save(diagnosis)
    #expect(try store.load(diagnosis.run.id) == diagnosis)
    for (number, verdict) in Verdict.allCases.enumerated() {
      var run = StoreSamples.minimal(100 + number)
      run.run.verdict = verdict
      run.run.specs = SpecCounts(total: 2, ran: 1, passed: nil, failed: nil, masked: 0)
      _ = try save(run)
      #expect(try store.load(run.run.id) == run)
    }
  }

  @Test func savingTwiceKeepsOneAndSaysSinceWhen() throws {
    let minimal = StoreSamples.minimal(1)
    #expect(try save(minimal) == .stored)
    var again = minimal
    again.run.suite = "given later"
    let outcome = try store.save(again, order: .ingestion, ingestedAt: "2026-02-02T00:00:00Z")
    #expect(outcome == .known(ingestedAt: StoreSamples.now, changes: []))
    #expect(try store.load(minimal.run.id) == minimal)
    #expect(try store.runs().count == 1)
  }

  /// A suite or an input that was given later was dropped: the run stayed out of every comparison.
  @Test func whatIsGivenLaterIsWrittenOfTheKnownRun() throws {
    var diagnosis = StoreSamples.minimal(1, suite: "from the log")
    diagnosis.run.inputs = ["kind.version": "0.29", "git.commit": "a"]
    _ = try save(diagnosis)
    let given = GivenFacts(suite: "nightly", inputs: ["git.commit": "b", "host": "h1"])
    func again(_ given: GivenFacts, _ order: RunOrder = .ingestion) throws
      -> RunStore.SaveOutcome
    {
      try store.save(
        diagnosis, order: order, ingestedAt: "2026-02-02T00:00:00Z", given: given)
    }
    #expect(
      try again(given)
        == .known(
          ingestedAt: StoreSamples.now,
          changes: ["suite from the log → nightly", "git.commit a → b", "host h1"]))
    #expect(try again(given) == .known(ingestedAt: StoreSamples.now, changes: []))
    #expect(try again(GivenFacts()) == .known(ingestedAt: StoreSamples.now, changes: []))

    // As if all of it had been given at once.
    var expected = diagnosis
    expected.run.suite = "nightly"
    expected.run.inputs = ["kind.version": "0.29", "git.commit": "b", "host": "h1"]
    #expect(try store.load(diagnosis.run.id) == expected)
    let summary = try #require(try store.runs(suite: "nightly").first)
    #expect(summary.cohort == RunIdentity.cohort(of: expected.run))
    #expect(try store.runs().count == 1)

    let start = try #require(LogTime(iso: "2026-01-05T08:00:00Z"))
    #expect(
      try again(GivenFacts(), .given(start))
        == .known(ingestedAt: StoreSamples.now, changes: ["start 2026-01-05T08:00:00.000Z"]))
    #expect(try store.runs().map(\.orderedBy) == [.given])
  }

  @Test func changeOfAKnownRunIsWholeOrNotAtAll() throws {
    let diagnosis = StoreSamples.minimal(1, suite: "a")
    _ = try save(diagnosis)
    try store.database.execute(
      """
      CREATE TEMP TRIGGER fault BEFORE UPDATE ON main.runs
      BEGIN SELECT RAISE(ABORT, 'fault'); END
      """)
    #expect(throws: StoreError.self) {
      try store.save(
        diagnosis, order: .ingestion, ingestedAt: StoreSamples.now,
        given: GivenFacts(inputs: ["git.commit": "b"]))
    }
    #expect(try store.load(diagnosis.run.id) == diagnosis)
  }

  /// A run was held against the newest runs of its suite, although they came after it.
  @Test func runsBeforeAnotherAreThoseOfEarlierTimes() throws {
    for (number, day) in [(1, 3), (2, 1), (3, 2), (4, 2)] {
      _ = try save(StoreSamples.minimal(number, suite: "a"), at: "2026-01-0\(day)T00:00:00Z")
    }
    func before(_ id: Int, _ day: Int, last: Int = 9) throws -> [Int?] {
      try store.timelines(
        suite: "a", last: last, before: StoreSamples.minimal(id).run.id,
        orderedAt: "2026-01-0\(day)T00:00:00.000Z"
      ).map { Int($0.run.id, radix: 16) }
    }
    #expect(try before(1, 3) == [2, 3, 4])
    #expect(try before(1, 3, last: 1) == [4])
    #expect(try before(2, 1) == [])
    #expect(try before(3, 2) == [2])
    #expect(try before(4, 2) == [2, 3])
    // One that is not stored comes after those of its time.
    #expect(try before(9, 2) == [2, 3, 4])
  }

  @Test func orderOfSourcesMakesNoOtherRun() throws {
    let full = try StoreSamples.full()
    var turned = full
    turned.run.sources.reverse()
    #expect(try save(full) == .stored)
    #expect(try save(turned) == .known(ingestedAt: StoreSamples.now, changes: []))
  }

  @Test func contentHashBeginsWithTheIdOfADiagnosis() throws {
    let rules = try Rules()
    let source = LogSource(bytes: Array("make: *** [e2e] Error 1\n".utf8), name: "-")
    let diagnosis = try diagnose([source], using: rules)
    #expect(RunIdentity.contentHash(of: diagnosis.run).hasPrefix(diagnosis.run.id))
  }

  @Test func failedSaveLeavesNothing() throws {
    let full = try StoreSamples.full()
    // The last table that is written to.
    try store.database.execute(
      """
      CREATE TEMP TRIGGER fault BEFORE INSERT ON main.next_checks WHEN new.position = 1
      BEGIN SELECT RAISE(ABORT, 'fault'); END
      """)
    #expect(throws: StoreError.self) { try save(full) }
    #expect(try rowCount() == 0)
    try store.database.execute("DROP TRIGGER fault")
    #expect(try save(full) == .stored)
    #expect(try store.load(full.run.id) == full)
  }

  @Test func fullDiskLeavesNothingAndIsSaid() throws {
    _ = try save(StoreSamples.minimal(1))
    let pages = try #require(try store.database.value("PRAGMA page_count") as Int?)
    try store.database.execute("PRAGMA max_page_count = \(pages)")
    var large = try StoreSamples.full()
    large.failure?.message = String(repeating: "x", count: 100_000)
    let error = #expect(throws: StoreError.self) { try save(large) }
    #expect(
      error?.description == """
        store '\(folder.store)': the disk is full, nothing was stored
          help: free some space and try again, or name another store with --store
        """)
    #expect(try store.runs().map(\.id) == ["000000000001"])
    try store.database.execute("PRAGMA max_page_count = 1000000")
    #expect(try save(large) == .stored)
  }

  @Test func deletingARunTakesAllItsRows() throws {
    _ = try save(StoreSamples.full())
    _ = try save(StoreSamples.minimal(2), templates: TemplateSet(hashes: [1]))
    #expect(try rowCount() > 40)
    try store.database.execute("DELETE FROM runs")
    #expect(try rowCount() == 0)
  }

  @Test func runsAreListedByTheirTimeAndThenAsStored() throws {
    _ = try save(StoreSamples.minimal(1, suite: "a"), at: "2026-01-03T00:00:00Z")
    _ = try save(StoreSamples.minimal(2, suite: "a"), at: "2026-01-01T00:00:00Z")
    _ = try save(StoreSamples.minimal(3, suite: "b"), at: "2026-01-02T00:00:00")
    _ = try save(StoreSamples.minimal(4, suite: "a"), at: "2026-01-01T00:00:00Z")
    func numbers(_ runs: [RunSummary]) -> [Int?] { runs.map { Int($0.id, radix: 16) } }
    #expect(try numbers(store.runs()) == [2, 4, 3, 1])
    #expect(try numbers(store.runs(suite: "a")) == [2, 4, 1])
    #expect(try numbers(store.runs(suite: "a", limit: 2)) == [4, 1])
    #expect(try store.runs(suite: "c").isEmpty)
    #expect(try store.runs().map(\.orderedBy) == [.log, .log, .log, .log])
  }

  @Test func summarySaysWhatTheDiagnosisSays() throws {
    let full = try StoreSamples.full()
    _ = try store.save(
      full, order: RunOrder(log: nil, given: nil, file: full.run.startedAt),
      ingestedAt: StoreSamples.now)
    let failure = try #require(full.failure)
    #expect(
      try store.runs() == [
        RunSummary(
          id: full.run.id, suite: full.run.suite, verdict: .setupFailed,
          startedAt: full.run.startedAt, orderedAt: "2026-01-31T21:14:37.250Z", orderedBy: .file,
          ingestedAt: StoreSamples.now, cohort: RunIdentity.cohort(of: full.run),
          specs: full.run.specs, cause: .resourceExhaustion, finer: "disk-full",
          confidence: .strong,
          failure: RunSummary.Failure(
            phase: .deploy, operation: "load image", subject: "aianalysis",
            attempt: failure.attempt, location: failure.line.location, message: "exit status 255",
            time: failure.time, signature: "podman/exec-255",
            fingerprint: failure.fingerprint))
      ])
  }

  @Test func timelinesAreThoseOfTheLastRuns() throws {
    for number in 1...4 {
      var diagnosis = StoreSamples.minimal(number, suite: "a")
      diagnosis.run.inputs = ["git.commit": "\(number)"]
      diagnosis.timeline = [StoreSamples.step(.load, "load image", "x", .passed, line: number)]
      _ = try save(diagnosis)
    }
    let timelines = try store.timelines(suite: "a", last: 2)
    #expect(timelines.map(\.run.id) == ["000000000003", "000000000004"])
    #expect(timelines.map(\.inputs) == [["git.commit": "3"], ["git.commit": "4"]])
    #expect(timelines.map { $0.steps.map(\.location.line) } == [[3], [4]])
  }

  @Test func baselineIsTheLastRunsWithoutAFailure() throws {
    #expect(try store.baseline(suite: "a") == nil)
    for number in 1...5 {
      var diagnosis = StoreSamples.minimal(number, suite: number == 5 ? "b" : "a")
      if number == 4 { diagnosis.failure = StoreSamples.failure(.test, "run specs", nil) }
      let top = UInt64.max - UInt64(number)
      _ = try save(diagnosis, templates: TemplateSet(hashes: [UInt64(number), top]))
    }
    func expected(_ numbers: [UInt64]) throws -> TemplateSet {
      TemplateSet(hashes: numbers.flatMap { [$0, UInt64.max - $0] })
    }
    #expect(try store.baseline(suite: "a") == expected([1, 2, 3]))
    #expect(try store.baseline(suite: "a", last: 2) == expected([2, 3]))
    #expect(try store.baseline(suite: "b") == expected([5]))
  }

  /// Rows of all tables together.
  private func rowCount() throws -> Int {
    let tables = try store.database.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ) { try $0.next() as String }
    return try tables.reduce(0) { sum, table in
      sum + (try store.database.value("SELECT count(*) FROM \(table)") ?? 0)
    }
  }
}

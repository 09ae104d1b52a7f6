import Testing

@testable import E2EDiag

/// The seed's two runs, from their logs.
@Suite struct SeedComparisonTests {
  private static let rules = Result { try Rules() }

  private func seedRun(_ number: Int, inputs: [String: String]) throws -> RunOutcome {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let path = "/\(root)/fixtures/runs/seed-run-\(number)/input/e2e.log"
    return RunOutcome(
      try diagnose(
        [LogSource(path: path)], using: Self.rules.get(),
        options: DiagnosisOptions(suite: "aianalysis", inputs: inputs)))
  }

  private func comparison(
    _ first: [String: String] = ["git.commit": "1884f1e7"],
    _ second: [String: String] = ["git.commit": "1884f1e7"]
  ) throws -> Comparison {
    // Given in the wrong order: the times put them right.
    Comparison(of: [try seedRun(2, inputs: second), try seedRun(1, inputs: first)])
  }

  @Test func onlyTheSecondLoadIsProved() throws {
    let comparison = try comparison()
    #expect(comparison.order == .time)
    let proved = try #require(comparison.proved.first)
    #expect(comparison.proved.count == 1)
    #expect("\(proved.key)" == "deploy / load image / aianalysis")
    #expect(proved.attempt == 2)
    #expect(proved.counts.description == "passed 1 of 2 reached, censored 0")
    #expect(comparison.row("load/load image/aianalysis")?.verdict.code == .passUnproven)
    #expect(comparison.row("load/load image/aianalysis")?.counts.passed == 2)
  }

  @Test func readinessIsReachedOnceAndNothingIsKnownOfIt() throws {
    let row = try #require(try comparison().row("readiness/wait/holmesgpt-api"))
    #expect(row.outcomes == [.failed, .notReached])
    #expect(row.verdict.code == .failOnce)
    #expect(row.counts.description == "passed 0 of 1 reached, censored 1")
  }

  @Test func gridShowsWhereEachRunStopped() throws {
    let phases = try comparison().phases.filter { $0.phase < .cleanup }
    #expect(phases.map(\.phase) == [.build, .cluster, .load, .deploy, .readiness, .test])
    #expect(
      phases.map { $0.outcomes.first }
        == [.passed, .passed, .passed, .passed, .failed, .notReached])
    #expect(
      phases.map { $0.outcomes.last }
        == [.passed, .passed, .passed, .failed, .notReached, .notReached])
  }

  @Test func failureMovedBackByNonDeterminism() throws {
    let comparison = try comparison()
    #expect(comparison.transitions.map(\.move) == [.back])
    #expect(comparison.transitions.map(\.reading) == [.nonDeterminism])
    #expect(comparison.failures.map(\.state) == [.absent, .new])
    #expect(comparison.failures.first?.lastOutcome == .notReached)
  }

  @Test func sentencesSayIt() throws {
    let comparison = try comparison()
    let ids = comparison.runs.map(\.id)
    let sentences = comparison.sentences
    #expect(
      sentences.first == """
        Run \(ids[1]) failed in deploy / load image / aianalysis, run \(ids[0]) before it failed \
        in readiness / wait / holmesgpt-api: the failure point moved back. No progress and no \
        regression: deploy / load image / aianalysis passed in run \(ids[0]) and failed in run \
        \(ids[1]) with identical recorded inputs, so this is non-determinism.
        """)
    #expect(
      sentences.dropFirst().first == """
        Only deploy / load image / aianalysis (the run's second 'load image' of aianalysis) is \
        proved non-deterministic: passed in run \(ids[0]), failed in run \(ids[1]) with identical \
        recorded inputs (1 of 2); passed 1 of 2 reached, censored 0.
        """)
    #expect(
      sentences.contains(
        """
        readiness / wait / holmesgpt-api: failed in the only run that reached it (run \(ids[0])); \
        cannot tell constant from intermittent; 1 pass with identical recorded inputs would prove \
        intermittence; nothing is known of its repeatability; passed 0 of 1 reached, censored 1.
        """))
    #expect(
      sentences.contains(
        """
        test / run specs / 34 specs: not reached in any of 2 runs – no evidence; passed 0 of 0 \
        reached, censored 2.
        """))
    #expect(
      sentences.last == """
        Identical recorded inputs (ginkgo.procs, git.commit, kind.node-image): \(RunMention(ids)). \
        They differ in ginkgo.seed, image.datastorage.id, image.datastorage.tag, \
        image.holmesgpt-api.id, image.holmesgpt-api.tag and image.kubernaut-aianalysis.id. Not recorded: git.dirty, image digests, tool versions, state of the host.
        """)
  }

  @Test(arguments: [
    ([:], [:]), (["git.commit": "a"], [:]), (["git.commit": "a"], ["git.commit": "b"]),
    (["git.commit": "a"], ["git.commit": "a", "manifests.sha256": "1"]),
    (["git.commit": "a", "host": "x"], ["git.commit": "a", "host": "y"]),
  ])
  func otherInputsProveNothing(_ first: [String: String], _ second: [String: String]) throws {
    let comparison = try comparison(first, second)
    #expect(comparison.proved.isEmpty)
    #expect(comparison.transitions.first?.reading != .nonDeterminism)
    let text = comparison.sentences.joined(separator: "\n")
    #expect(text.contains("No step is proved non-deterministic"))
    #expect(!text.contains("Only "))
    if second.isEmpty { #expect(text.contains("--input git.commit=")) }
  }

  /// A run that fails before the import does not print the digest.
  @Test func digestThatOnlyOneRunCameToDoesNotPartRunsOfACommit() throws {
    let one = ["git.commit": "a", "image.db.digest": "sha256:1"]
    let comparison = try comparison(one, ["git.commit": "a"])
    #expect(comparison.proved.count == 1)
    #expect(comparison.sentences.contains { $0.contains("Recorded only in run") })
    #expect(try self.comparison(one, ["git.commit": "b"]).proved.isEmpty)
    #expect(
      try self.comparison(one, ["git.commit": "a", "image.db.digest": "sha256:2"]).proved.isEmpty)
  }

  @Test func seedsAndTagsOfEveryRunDoNotPartThem() throws {
    let comparison = try comparison(
      ["git.commit": "a", "ginkgo.seed": "1", "image.aianalysis.tag": "x-1"],
      ["git.commit": "a", "ginkgo.seed": "2", "image.aianalysis.tag": "x-2"])
    #expect(comparison.proved.count == 1)
    #expect(
      comparison.sentences.contains {
        $0.contains("They differ in ginkgo.seed, image.aianalysis.tag, image.datastorage.id")
      })
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag
@testable import E2EDiagReport

/// The post-mortems of the seed's two runs, beside the one that was written by hand.
@Suite struct MarkdownSeedTests {
  private static func diagnosis(_ run: Int, inputs: [String: String] = ["git.commit": "X"]) throws
    -> Diagnosis
  {
    let path = "\(Fixture.repository)/fixtures/runs/seed-run-\(run)/input/e2e.log"
    return try diagnose(
      [LogSource(path: path)], using: Bundled.rules(),
      options: DiagnosisOptions(suite: "aianalysis", inputs: inputs))
  }

  private static func rendered(_ diagnosis: Diagnosis, comparison: Comparison? = nil) -> String {
    MarkdownRenderer().render(
      diagnosis, comparison: comparison, options: ReportOptions(toolVersion: "0.1.0"))
  }

  private static let comparedPage = Result {
    let second = try diagnosis(2)
    return rendered(
      second, comparison: compare(RunOutcome(second), to: RunOutcome(try diagnosis(1))))
  }

  private func diagnosis(_ run: Int, inputs: [String: String] = ["git.commit": "X"]) throws
    -> Diagnosis
  {
    try Self.diagnosis(run, inputs: inputs)
  }

  private func rendered(_ diagnosis: Diagnosis, comparison: Comparison? = nil) -> String {
    Self.rendered(diagnosis, comparison: comparison)
  }

  /// The second run beside the first.
  private func compared() throws -> String { try Self.comparedPage.get() }

  private static let sections = [
    "Facts", "Summary", "Error", "Timeline",
    "What succeeded, what failed, what was never reached", "Observations and contradictions",
    "Hypotheses", "Comparison with previous runs", "Root-cause categories", "Recommended actions",
    "Next checks", "What to keep next time", "Success metrics", "Open questions", "Origin",
  ]

  @Test(arguments: [1, 2])
  func everySectionIsThere(run: Int) throws {
    let text = rendered(try diagnosis(run))
    let found = text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
    #expect(found.map(String.init) == Self.sections)
    for line in ["| Owner | `____` |", "| Reviewer | `____` |", "| Date | `____` |"] {
      #expect(text.contains(line))
    }
  }

  /// The page said that the log has no time, and left out when, where and in which node it failed.
  @Test func failureIsToldWithItsTimeNodeAndPlace() throws {
    let failure = try #require(try diagnosis(2).failure)
    #expect(failure.time?.description == "2025-12-27T02:20:00.431Z")
    #expect(failure.node == GinkgoNode(name: "SynchronizedBeforeSuite", milliseconds: 323_024))
    #expect(failure.code?.hasSuffix("/test/e2e/aianalysis/suite_test.go:119") == true)
    let text = try compared()
    for fact in [
      "| Failed at | `2025-12-27T02:20:00.431Z` |",
      "| Ginkgo node | `SynchronizedBeforeSuite`, 323.024 seconds by its own count |",
      "the failure is stated at 2025-12-27T02:20:00.431Z;",
    ] {
      #expect(text.contains(fact), "\(fact)")
    }
    #expect(!text.contains("no time for any step"))
    #expect(!text.contains("steps have no time"))
  }

  /// What the post-mortem by hand says and the logs support.
  private static let facts = [
    // Where and with what it failed, and how long it took.
    "deploy: load image `aianalysis` (2nd load)", "failed with error: exit status 255",
    "podman exec --privileged -i aianalysis-e2e-control-plane ctr --namespace=k8s.io images import",
    "failed to deploy AIAnalysis\nfailed to load AIAnalysis image\n"
      + "  failed to load image kubernaut-aianalysis:latest\nexit status 1",
    "Ran 0 of 34 Specs in 323.946 seconds", "2025-12-27T02:14:37.412Z", "| Duration | 5m24s",
    // What had passed, and what was never reached.
    "**build**: build image `aianalysis`, `data-storage`, `holmesgpt-api`",
    "**cluster**: create cluster `aianalysis-e2e`",
    "**load**: load image `aianalysis`, `data-storage`, `holmesgpt-api`",
    "### Never reached", "**test**: run specs",
    // The false success, and what it cost.
    "All tests passed - cleaning up cluster...", "The cluster was deleted after the failure",
    // The four hypotheses.
    "### state corruption", "### resource exhaustion", "### image-specific", "### race",
    // The run before.
    "failed in readiness / wait / holmesgpt-api", "the failure point moved back",
    "Is the earlier failure still there? readiness / wait / holmesgpt-api",
    // What to do and to run next.
    "Load images one after the other", "setupSucceeded = true", "ReportAfterEach(",
    "kind delete cluster --name aianalysis-e2e", "tee resources.log", "tee podman-debug.log",
    "kind export logs", "CombinedOutput()", "Retries, and pauses between steps",
    // The checklist.
    "- [x] **build**: passed", "- [x] **cluster**: passed", "- [x] **load**: passed",
    "- [ ] **deploy**: failed", "- [ ] **readiness**: not reached", "- [ ] **test**: not reached",
  ]

  @Test(arguments: facts)
  func whatTheSeedSaysAndTheLogsSupportIsThere(fact: String) throws {
    let text = try compared()
    #expect(unindented(text).contains(unindented(fact)))
  }

  private func unindented(_ text: String) -> String {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }

  /// What it leaves out or gets wrong.
  private static let corrections = [
    "'aianalysis' had been loaded before, in the load phase",
    "only `deploy / load image / aianalysis` is proved non-deterministic",
    "nothing is known of its repeatability", "and no 'Command Output:' of the failed command",
    "| image-specific | open, more speaks against it", "it is what decides between the hypotheses",
    "`CurrentSpecReport().Failed()` in an AfterSuite is no substitute",
    "`PODMAN_DEBUG=1` is no switch of Podman", "3 further failures are only the copy",
    "passed 1 of 2 reached", "over 2 runs: 1 of 2 that reached it",
  ]

  @Test(arguments: corrections)
  func whatTheSeedMissesOrGetsWrongIsCorrected(words: String) throws {
    #expect(try compared().contains(words))
  }

  @Test(arguments: [
    "Gateway", "use Docker", "before service deployment", "image loading phase", "BLOCKING",
    "holmesgpt-api-e2e", "export PODMAN_DEBUG", "time.Sleep", "anyTestFailed ||", "%)",
    "NOT a Kubernetes", "Unreliable", "~21:", "phase: load",
  ])
  func whatTheLogsDoNotSupportIsNotSaid(words: String) throws {
    #expect(!(try compared()).contains(words))
  }

  @Test(arguments: [1, 2])
  func nonDeterminismIsNotSaidWithoutProof(run: Int) throws {
    let text = rendered(try diagnosis(run))
    #expect(!text.lowercased().contains("non-determin"))
    #expect(text.contains("No other run of this suite was compared"))
  }

  /// The reader had to know the suite's target, and what kind says of Podman was nowhere.
  @Test func nextRunIsGivenWithItsTargetAndUnderTheOtherRuntime() throws {
    #expect(try diagnosis(2).failure?.exitStatuses.first?.target == "test-e2e-aianalysis")
    let text = try compared()
    #expect(text.contains("make test-e2e-aianalysis 2>&1 | tee e2e.log | e2e-diag analyze\n"))
    #expect(text.contains("KIND_EXPERIMENTAL_PROVIDER=docker make test-e2e-aianalysis 2>&1 \\\n"))
    #expect(text.contains("which kind calls an experimental provider"))
    var docker = try diagnosis(2)
    docker.run.inputs["kind.provider"] = "docker"
    #expect(!rendered(docker).contains("experimental provider"))
  }

  /// "[x] load: passed" was all that the list said of images, one of which had failed to load.
  @Test func operationOfSeveralPhasesIsCountedOverAllOfThem() throws {
    let text = try compared()
    #expect(text.contains("- [x] **load**: passed"))
    #expect(
      text.contains(
        "- [ ] every `load image` (load, deploy): 3 of 5 passed, 1 failed, 1 not known\n"))
  }

  /// The serial load and what pays off over many runs stood in Markdown alone.
  @Test func everyFormatHasTheSameActions() throws {
    let second = try diagnosis(2)
    let comparison = compare(RunOutcome(second), to: RunOutcome(try diagnosis(1)))
    let options = ReportOptions(width: 400, toolVersion: "0.1.0")
    for renderer in [MarkdownRenderer(), TerminalRenderer(), JSONRenderer()] as [any Renderer] {
      let words = renderer.render(second, comparison: comparison, options: options)
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for action in [
        "Keep the whole output of the failing command", "Drop the second load of the image",
        "Load images one after the other, as a test of the race hypothesis.",
        "Record with every run: image digests, tool versions.",
      ] {
        #expect(words.contains(action), "\(type(of: renderer))")
      }
    }
  }

  @Test func comparisonTellsWhyEachRunFailed() throws {
    let text = try compared()
    #expect(
      text.contains(
        "- Run 1 failed at 2025-12-27T02:01:57: `HolmesGPT-API pod should become "
          + "ready: Timed out after 120.001s.`\n"))
  }

  @Test func nonDeterminismIsNotSaidWhereInputsAreNotRecorded() throws {
    let first = RunOutcome(try diagnosis(1, inputs: [:]))
    let second = try diagnosis(2, inputs: [:])
    let text = rendered(second, comparison: compare(RunOutcome(second), to: first))
    #expect(text.contains("no step is proved non-deterministic."))
  }

  @Test func readinessFailureGetsAWaitThatSaysWhy() throws {
    let text = rendered(try diagnosis(1))
    #expect(text.contains("func waitReady("))
    #expect(text.contains("\"--namespace\", \"kubernaut-system\""))
    #expect(!(try compared()).contains("func waitReady("))
  }

  @Test func everyQuotedLineHasItsPlace() throws {
    let second = try diagnosis(2)
    let text = rendered(second)
    for line in second.contradictions.flatMap({ [$0.claim, $0.against] })
      + second.observations.compactMap(\.line)
    {
      #expect(text.contains("`e2e.log:\(line.location.line)`: `"))
    }
  }

  @Test(arguments: [1, 2])
  func sameLogGivesTheSameBytes(run: Int) throws {
    #expect(rendered(try diagnosis(run)) == rendered(try diagnosis(run)))
    #expect(MarkdownTestPage(rendered(try diagnosis(run))).active.isEmpty)
  }
}

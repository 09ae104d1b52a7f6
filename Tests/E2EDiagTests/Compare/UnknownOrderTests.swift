import Testing

@testable import E2EDiag

/// What is not said where runs have no known order, no common suite or no name for their step.
@Suite struct UnknownOrderTests {
  private let a = ["git.commit": "a"]
  private let b = ["git.commit": "b"]

  private func failed(_ id: String, at time: String, inputs: [String: String]) -> RunOutcome {
    CompareSamples.run(id, "✗load/load image/x", inputs: inputs, at: time)
  }

  private func passed(_ id: String, at time: String, inputs: [String: String]) -> RunOutcome {
    CompareSamples.run(id, "✓load/load image/x", inputs: inputs, at: time)
  }

  /// A time without a zone was taken for UTC, and the order by it for a fact.
  @Test(arguments: [
    ("2026-01-31T10:00:00Z", "2026-01-31T12:00:00", false),
    ("2026-01-31T10:00:00Z", "2026-02-01T12:00:00", true),
    ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z", false),
    ("2026-01-31T10:00:00", "2026-01-31T10:00:01", true),
  ])
  func orderIsKnownOnlyWhereTheTimesTellIt(_ one: String, _ other: String, isKnown: Bool) throws {
    for runs in [
      [failed("r1", at: one, inputs: a), passed("r2", at: other, inputs: b)],
      [passed("r2", at: other, inputs: b), failed("r1", at: one, inputs: a)],
    ] {
      let comparison = Comparison(of: runs)
      let transition = try #require(comparison.transitions.first)
      let text = comparison.sentences.joined(separator: " ")
      #expect((transition.move == .gone) == isKnown)
      #expect((transition.reading == .progress) == isKnown)
      #expect(text.contains("ran first is not known") == !isKnown)
      #expect(text.contains("Progress") == isKnown)
      #expect((comparison.failures.first?.state == nil) == !isKnown)
    }
  }

  @Test func proofNeedsNoOrder() throws {
    let time = "2026-01-31T10:00:00Z"
    let comparison = Comparison(of: [
      failed("r1", at: time, inputs: a), passed("r2", at: time, inputs: a),
    ])
    #expect(comparison.proved.count == 1)
    let transition = try #require(comparison.transitions.first)
    #expect(transition.move == .unknown)
    #expect(transition.reading == .nonDeterminism)
    #expect(!transition.sentence.contains("before it"))
  }

  /// "Progress: the fault is gone" stood on the page that proved the step non-deterministic.
  @Test func passOfANonDeterministicStepIsNoProgress() throws {
    let comparison = Comparison(of: [
      passed("r1", at: "2026-01-01T00:00:00Z", inputs: a),
      failed("r2", at: "2026-01-02T00:00:00Z", inputs: a),
      passed("r3", at: "2026-01-03T00:00:00Z", inputs: b),
    ])
    #expect(comparison.proved.count == 1)
    let transition = try #require(comparison.transitions.last)
    #expect(transition.move == .gone)
    #expect(transition.reading == .cannotTell)
    #expect(
      transition.sentence.contains(
        "other runs prove it non-deterministic: whether the change or chance let it pass cannot be "
          + "told"))
    #expect(!comparison.sentences.joined().contains("Progress"))
  }

  /// "Progress … (suite A → B)" was said of two different suites.
  @Test func suitesAreNoHistoryOfOneAnother() throws {
    var one = failed("r1", at: "2026-01-01T00:00:00Z", inputs: a)
    var other = passed("r2", at: "2026-01-02T00:00:00Z", inputs: a)
    one.suite = "A"
    other.suite = "B"
    let comparison = Comparison(of: [one, other])
    #expect(comparison.transitions.map(\.reading) == [.cannotTell])
    #expect(comparison.transitions.first?.sentence.contains("nothing follows") == true)
    #expect(comparison.failures.isEmpty)
    #expect(comparison.proved.isEmpty)
    #expect(
      comparison.sentences.first == """
        The runs are of different suites (A and B), which are no history of one another: neither \
        progress nor a regression follows from a difference between them.
        """)
  }

  /// A failure that no step has was counted, placed and promised to pass some day.
  @Test func stepThatIsNotNamedHasNoStatisticsAndNoDirection() throws {
    let unnamed = "✗other/a step the log does not name"
    let comparison = Comparison(of: [
      CompareSamples.run(
        "r1", "✓load/load image/x", "✗deploy/apply/crd", at: "2026-01-01T00:00:00Z"),
      CompareSamples.run("r2", "✓load/load image/x", unnamed, at: "2026-01-02T00:00:00Z"),
    ])
    let row = try #require(comparison.row("other/a step the log does not name"))
    #expect(
      row.verdict.sentence == """
        failed in run r2, at a place that the log does not name: whether another run passed it \
        cannot be told
        """)
    #expect(row.verdict.moreRuns == nil)
    let transition = try #require(comparison.transitions.first)
    #expect(transition.move == .unknown)
    #expect(transition.sentence.contains("Run r2 failed at a step its log does not name"))
  }

  /// The failure of an older run was said to be alone although a later run had passed the step.
  @Test func laterRunsTellOfRepeatabilityAlone() throws {
    let runs = [
      failed("r1", at: "2026-01-01T00:00:00Z", inputs: a),
      passed("r2", at: "2026-01-02T00:00:00Z", inputs: a),
    ]
    let comparison = Comparison(of: runs, focus: "r1")
    #expect(comparison.focused?.id == "r1")
    #expect(comparison.proved.count == 1)
    #expect(comparison.failures.first?.state == .new)
    let text = comparison.sentences.joined(separator: " ")
    #expect(text.contains("No run before run r1 is compared"))
    #expect(!text.contains("before it"))
  }

  /// "Of 3 runs 0 failed, at 0 distinct steps".
  @Test func runsWithoutAFailureAreCountedInWords() {
    let comparison = Comparison(
      of: (1...3).map { passed("r\($0)", at: "2026-01-0\($0)T00:00:00Z", inputs: a) })
    #expect(comparison.sentences.first == "Of 3 runs none failed, 3 passed.")
  }

  /// "clean in 3 of 3 … with identical recorded inputs" counted a run of another kind.
  @Test func countThatIgnoresTheEnvironmentSaysSo() throws {
    let runs = (1...3).map { number in
      passed(
        "r\(number)", at: "2026-01-0\(number)T00:00:00Z",
        inputs: ["git.commit": "a", "kind.version": number == 3 ? "0.30" : "0.29"])
    }
    let row = try #require(Comparison(of: runs).row("load/load image/x"))
    #expect(
      row.verdict.sentence.contains(
        "clean in 3 of 3 (not all of them record the same kind.version)"))
  }

  /// A deployment behind the wait that failed was "not recorded" because its phase comes earlier.
  @Test func stepBehindTheFailureIsNotReachedWhateverItsPhase() throws {
    let whole = CompareSamples.run(
      "r1", "✓deploy/apply/a", "✓readiness/wait/a", "✓deploy/apply/b", "✓test/run tests",
      at: "2026-01-01T00:00:00Z")
    let cut = CompareSamples.run(
      "r2", "✓deploy/apply/a", "✗readiness/wait/a", at: "2026-01-02T00:00:00Z")
    let comparison = Comparison(of: [whole, cut])
    #expect(try #require(comparison.row("deploy/apply/b")).outcomes == [.passed, .notReached])
    #expect(try #require(comparison.row("test/run tests")).outcomes == [.passed, .notReached])
  }
}

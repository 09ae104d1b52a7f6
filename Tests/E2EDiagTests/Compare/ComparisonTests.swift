import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct ComparisonTests {
  @Test func comparedToItselfEverythingIsUnchanged() {
    for run in CompareSamples.seed() {
      let comparison = compare(run, to: run)
      #expect(comparison.failures.map(\.state) == [.unchanged])
      #expect(comparison.transitions.map(\.move) == [.same])
      #expect(comparison.transitions.map(\.reading) == [.unchanged])
      #expect(comparison.proved.isEmpty)
      #expect(comparison.steps.allSatisfy { Set($0.outcomes).count == 1 })
      // One run is one trial, however often it is named.
      #expect(comparison.steps.allSatisfy { $0.counts.runs == 1 })
    }
  }

  @Test func swappedSidesSwapNewAndAbsent() {
    let seed = CompareSamples.seed()
    let there = compare(seed[1], to: seed[0])
    let back = compare(seed[0], to: seed[1])
    func states(_ comparison: Comparison) -> [StepKey: Comparison.State?] {
      Dictionary(uniqueKeysWithValues: comparison.failures.map { ($0.step, $0.state) })
    }
    let swapped = states(there).mapValues { state -> Comparison.State? in
      switch state {
      case .new: .absent
      case .absent: .new
      case .unchanged, .updated, nil: state
      }
    }
    #expect(states(back) == swapped)
    #expect(there.transitions.map(\.move) == [.back])
    #expect(back.transitions.map(\.move) == [.forward])
    #expect(there.proved.map(\.key) == back.proved.map(\.key))
  }

  @Test func sameStepWithAnotherMessageIsUpdated() throws {
    let comparison = compare(
      CompareSamples.run("r2", "✗load/load image/x", error: "no space left"),
      to: CompareSamples.run("r1", "✗load/load image/x", error: "exit status 255"))
    let history = try #require(comparison.failures.first)
    #expect(comparison.failures.count == 1)
    #expect(history.state == .updated)
    #expect(history.sightings.map(\.runs) == [["r1"], ["r2"]])
  }

  @Test func sameFingerprintHasAFirstALastAndACount() throws {
    let runs = ["✗", "✓", "✗", "✓", "✗"].enumerated().map { index, mark in
      CompareSamples.run("r\(index)", "\(mark)load/load image/x")
    }
    let history = try #require(Comparison(of: runs).failures.first)
    #expect(history.state == .unchanged)
    let seen = try #require(history.sightings.first)
    #expect(
      history.sentence == "load / load image / x: unchanged; \(seen.fingerprint) seen in 3 of 5 "
        + "runs, first in run r0, last in run r4.")
  }

  @Test func timesDecideTheOrder() {
    let seed = CompareSamples.seed()
    #expect(Comparison(of: seed) == Comparison(of: seed.reversed()))
    #expect(Comparison(of: seed.reversed()).runs.map(\.id) == ["run1", "run2"])
    #expect(Comparison(of: seed.reversed()).order == .time)
  }

  @Test func withoutATimeTheGivenOrderStandsAndIsSaid() {
    let runs = [
      CompareSamples.run("r2", "✓load/load image/x", at: "2025-12-26T21:00:00Z"),
      CompareSamples.run("r1", "✓load/load image/x"),
    ]
    let comparison = Comparison(of: runs)
    #expect(comparison.runs.map(\.id) == ["r2", "r1"])
    #expect(comparison.order == .given)
    #expect(
      comparison.sentences.contains(
        "Not every run has a time with a date: the runs stand in the order given."))
  }

  /// The time of storing stood beside the runs as if they had run then.
  @Test func timesThatAreNotOfTheLogsAreSaid() {
    var runs = ["r1", "r2", "r3"].map {
      CompareSamples.run($0, "✓load/load image/x", at: "2025-12-26T21:00:00Z")
    }
    func notes() -> [String] {
      Comparison(of: runs).sentences.filter { $0.contains("no date") }
    }
    #expect(notes() == [])
    runs[0].orderedBy = .file
    runs[1].orderedBy = .ingestion
    runs[2].orderedBy = .ingestion
    #expect(
      notes() == [
        "The log of run r1 tells no date: it stands by the time of its file, so when it ran is not "
          + "measured.",
        "The logs of runs r2 and r3 tell no date: they stand by the times of storing, so when they "
          + "ran is not measured.",
      ])
  }

  /// A run that passed its specs was said not to tell of "run specs", the word for all of them.
  @Test func wordForAWholePhaseIsNoStepBesideThoseOfThePhase() {
    let stopped = CompareSamples.run("r1", "✗load/load image/x", "·test/run specs/5 specs")
    let passed = CompareSamples.run("r2", "✓load/load image/x", "✓test/spec/one")
    let comparison = compare(passed, to: stopped)
    #expect(comparison.row("test/run specs/5 specs") == nil)
    #expect(comparison.row("test/spec/one")?.outcomes == [.notReached, .passed])
    #expect(compare(stopped, to: stopped).row("test/run specs/5 specs") != nil)
  }

  /// A log that begins at the load says nothing of the cluster; it was not "not reached".
  @Test func whatLiesBeforeTheFirstLineIsUnknownAndNotCensored() throws {
    let whole = CompareSamples.run(
      "r1", "✓build/build image/x", "✓cluster/create cluster", "✓load/save image/x",
      "✓load/load image/x", "✓deploy/deploy/x")
    let tail = CompareSamples.run("r2", "✗load/load image/x")
    for runs in [[whole, tail], [tail, whole]] {
      let comparison = Comparison(inOrder: runs, order: .given)
      let place = try #require(runs.firstIndex { $0.id == "r2" })
      for row in ["build/build image/x", "cluster/create cluster", "load/save image/x"] {
        #expect(comparison.row(row)?.outcomes[place] == .unknown, "\(row)")
        #expect(
          comparison.row(row)?.counts.description == "passed 1 of 1 reached, censored 0, unknown 1")
      }
      #expect(comparison.row("deploy/deploy/x")?.outcomes[place] == .notReached)
      let phases = comparison.phases.map { $0.outcomes[place] }
      #expect(phases == [.unknown, .unknown, .failed, .notReached])
    }
  }

  @Test func orderOfRunsChangesNoCountAndNoProof() {
    var generator = SeededGenerator(seed: 3)
    let runs = (0..<8).map { index in
      CompareSamples.run(
        "r\(index)", "\("✓✗?·".randomElement(using: &generator) ?? "✓")load/load image/x",
        "\("✓✓✗·".randomElement(using: &generator) ?? "✓")deploy/deploy/y")
    }
    let rows = Comparison(of: runs).steps
    for _ in 0..<20 {
      let other = Comparison(of: runs.shuffled(using: &generator)).steps
      #expect(other.map(\.key) == rows.map(\.key))
      #expect(other.map(\.counts) == rows.map(\.counts))
      #expect(other.map(\.verdict.code) == rows.map(\.verdict.code))
    }
  }

  @Test func stepsStandInTheOrderOfARun() {
    let comparison = Comparison(of: [
      CompareSamples.run("r1", "✓load/load image/a", "✓load/load image/c", "✓deploy/deploy/x"),
      CompareSamples.run("r2", "✓build/build image/a", "✓load/load image/a", "✓load/load image/b"),
    ])
    #expect(
      comparison.steps.map { "\($0.key)" } == [
        "build / build image / a", "load / load image / a", "load / load image / b",
        "load / load image / c", "deploy / deploy / x",
      ])
  }

  @Test func nothingOrOneRunIsNoComparison() {
    #expect(Comparison(of: []).steps.isEmpty)
    let one = Comparison(of: [CompareSamples.run("r", "✓load/load image/x")])
    #expect(
      one.sentences
        == ["One run alone cannot be compared; nothing is known of its repeatability."])
  }

  @Test func manyRunsSayHowManyFailurePoints() {
    let runs =
      CompareSamples.seed() + [
        CompareSamples.run("run3", "✓load/load image/aianalysis", at: "2025-12-26T21:35:00Z")
      ]
    #expect(
      Comparison(of: runs).sentences.first
        == "Of 3 runs 2 failed, at 2 distinct steps, 1 passed.")
  }

  @Test func manyRunsAreComparedInReasonableTime() {
    let runs = (0..<500).map { index in
      CompareSamples.run(
        "r\(index)", "✓build/build image/a", "✓load/load image/a",
        "\(index % 7 == 0 ? "✗" : "✓")deploy/deploy/a",
        inputs: ["git.commit": "\(index / 10)", "host": "h\(index % 2)"])
    }
    let clock = ContinuousClock()
    var comparison = Comparison(of: [])
    let time = clock.measure { comparison = Comparison(of: runs) }
    #expect(comparison.cohorts.count == 50)
    #expect(comparison.proved.count == 1)
    #expect(time < .seconds(5))
  }
}

import Testing

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
    func states(_ comparison: Comparison) -> [StepKey: Comparison.State] {
      Dictionary(uniqueKeysWithValues: comparison.failures.map { ($0.step, $0.state) })
    }
    let swapped = states(there).mapValues { state -> Comparison.State in
      switch state {
      case .new: .absent
      case .absent: .new
      case .unchanged, .updated: state
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

  @Test func orderOfRunsChangesNoCountAndNoProof() {
    var generator = SplitMix(state: 3)
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
        == "2 distinct failure points in 3 runs, 1 of them passed.")
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

import Testing

@testable import E2EDiag

@Suite struct CohortTests {
  @Test(arguments: [
    ("git.commit", InputRole.code), ("git.dirty", .code), ("image.webhook.digest", .code),
    ("chart.hash", .code), ("revision", .code), ("node.image", .configuration),
    ("kind.node-image", .configuration), ("ginkgo.processes", .configuration),
    ("suite", .configuration), ("kind.version", .environment), ("podman.version", .environment),
    ("host", .environment), ("os.build", .environment), ("ginkgo.seed", .incidental),
    ("seed", .incidental), ("image.webhook.tag", .incidental), ("host.disk.free", .incidental),
  ])
  func keyTellsTheRole(_ key: String, _ role: InputRole) { #expect(InputRole(key: key) == role) }

  private func cohorts(_ inputs: [String: String]...) -> [[String]] {
    Comparison(
      of: inputs.enumerated().map {
        CompareSamples.run("r\($0)", "✓load/load image/x", inputs: $1)
      }
    ).cohorts.map(\.runs)
  }

  @Test func unknownNeverEqualsKnown() {
    #expect(
      cohorts(["git.commit": "a"], ["git.commit": "a", "node.image": "n"]) == [["r0"], ["r1"]])
    #expect(cohorts(["git.commit": "a"], ["git.commit": "a"]) == [["r0", "r1"]])
    #expect(cohorts([:], [:]) == [])
    #expect(cohorts(["node.image": "n"], ["node.image": "n"]) == [])
  }

  @Test func runsOfTwoSuitesAreNoCohort() {
    let one = CompareSamples.run("r1", "✓load/load image/x", suite: "one")
    let two = CompareSamples.run("r2", "✗load/load image/x", suite: "two")
    #expect(Comparison(of: [one, two]).proved.isEmpty)
  }

  @Test func proofNeedsOneEnvironment() throws {
    func run(_ id: String, _ step: String, _ host: String) -> RunOutcome {
      CompareSamples.run(id, step, inputs: ["git.commit": "a", "host": host])
    }
    let pass = run("r1", "✓load/load image/x", "h1")
    let fail = run("r2", "✗load/load image/x", "h2")
    let apart = try #require(compare(fail, to: pass).steps.first?.verdict)
    #expect(apart.code == .environmentDiffers)
    #expect(
      apart.sentence == """
        passed in run r1, failed in run r2; the recorded environment differs (host h1 → h2): the \
        outcome depends on the environment or is non-deterministic
        """)
    let again = run("r3", "✗load/load image/x", "h1")
    let proof = try #require(compare(again, to: [pass, fail]).steps.first?.verdict)
    #expect(proof.isProof)
    #expect(proof.passedIn == ["r1"] && proof.failedIn == ["r3"])
  }

  @Test func runsOfOtherInputsAreNotPooled() throws {
    let runs = (0..<14).map { index in
      CompareSamples.run(
        "r\(index)", "✓load/load image/x", inputs: ["git.commit": index < 10 ? "a" : "b"])
    }
    let row = try #require(Comparison(of: runs).steps.first)
    #expect(row.counts.passed == 14)
    #expect(row.verdict.counts.passed == 10)
    #expect(row.verdict.code == .passUnproven)
  }

  @Test func differingInputsAreNamed() throws {
    let pass = CompareSamples.run("r1", "✓load/load image/x", inputs: ["git.commit": "a"])
    let fail = CompareSamples.run("r2", "✗load/load image/x", inputs: ["git.commit": "b"])
    #expect(
      compare(fail, to: pass).steps.first?.verdict.sentence
        == "passed in run r1, failed in run r2; the inputs differ (git.commit a → b): nothing is "
        + "proved")
  }

  @Test(arguments: [
    (["git.commit": "a"], ["git.commit": "a", "node.image": "n"], "node.image"),
    (["git.commit": "a"], ["git.commit": "a", "host": "h"], "host"),
  ])
  func inputThatOneRunDoesNotRecordIsNotSaidToDiffer(
    _ first: [String: String], _ second: [String: String], _ key: String
  ) throws {
    let pass = CompareSamples.run("r1", "✓load/load image/x", inputs: first)
    let fail = CompareSamples.run("r2", "✗load/load image/x", inputs: second)
    let comparison = compare(fail, to: pass)
    let verdict = try #require(comparison.steps.first?.verdict)
    #expect(verdict.code == .inputsNotRecorded)
    #expect(
      verdict.sentence.hasPrefix(
        "passed in run r1, failed in run r2; recorded only in run r2: \(key), so the "))
    let text = comparison.sentences.joined(separator: "\n")
    #expect(text.contains("Recorded only in run r2: \(key)") || key == "host")
    #expect(!text.contains("iffer in") && !text.contains("→"))
    #expect(text.contains("where outcomes differ, not all runs record the same inputs"))
  }

  @Test func cohortSaysWhatDiffersApartFromWhatIsPartlyRecorded() throws {
    let runs = [
      ["ginkgo.seed": "1", "image.x.tag": "t"], ["ginkgo.seed": "2"], ["ginkgo.seed": "2"],
    ].enumerated().map { index, inputs in
      CompareSamples.run(
        "r\(index)", "✓load/load image/x", inputs: inputs.merging(["git.commit": "a"]) { $1 })
    }
    let note = try #require(
      Comparison(of: runs).sentences.first { $0.hasPrefix("Identical recorded inputs") })
    #expect(note.contains("They differ in ginkgo.seed. Recorded only in run r0: image.x.tag."))
  }
}

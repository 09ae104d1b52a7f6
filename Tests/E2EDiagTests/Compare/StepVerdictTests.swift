import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// The groups `phase_verdict`, `cp_upper_one_sided95`, `three_state`, `clean_runs_needed` and
/// `seed_scenario` of the vectors of statistics.md, as far as section 3.1 needs them.
@Suite struct StepVerdictTests {
  /// Runs of one step: `P` passed, `N` not reached, `?` unknown, another letter is a failure's text.
  private func verdictOf(_ results: String, inputs: [String: String] = ["git.commit": "a"])
    -> StepVerdict?
  {
    let runs = results.enumerated().map { index, result in
      switch result {
      case "P": CompareSamples.run("r\(index)", "✓load/load image/x", inputs: inputs)
      case "N": CompareSamples.run("r\(index)", "·load/load image/x", inputs: inputs)
      case "?": CompareSamples.run("r\(index)", "?load/load image/x", inputs: inputs)
      default:
        CompareSamples.run(
          "r\(index)", "✗load/load image/x", inputs: inputs, error: String(result))
      }
    }
    return Comparison(of: runs).row("load/load image/x")?.verdict
  }

  struct Vector: Sendable, CustomTestStringConvertible {
    var results: String
    var code: StepVerdict.Code
    var more: Int?
    var testDescription: String { "\(results) \(code)" }
  }

  @Test(arguments: [
    Vector(results: "xxxxx", code: .failRepeated, more: 13),
    Vector(results: String(repeating: "x", count: 18), code: .failDeterministic),
    Vector(results: String(repeating: "x", count: 17), code: .failRepeated, more: 1),
    Vector(results: "ab", code: .failVaries),
    Vector(results: String(repeating: "P", count: 13), code: .passUnproven, more: 1),
    Vector(results: String(repeating: "P", count: 14), code: .passStable),
    Vector(results: "xPPPPPPPPP", code: .nonDeterministic),
    Vector(results: "NNN", code: .notReached),
    // seed_scenario
    Vector(results: "PP", code: .passUnproven, more: 12),
    Vector(results: "Px", code: .nonDeterministic),
    Vector(results: "PN", code: .passUnproven, more: 13),
    Vector(results: "xN", code: .failOnce, more: 1),
    Vector(results: "NN", code: .notReached),
  ])
  func codeIsThatOfTheVectors(_ vector: Vector) throws {
    let verdict = try #require(verdictOf(vector.results))
    #expect(verdict.code == vector.code)
    #expect(verdict.moreRuns == vector.more)
    #expect(verdict.counts.failed == vector.results.count { !"PN?".contains($0) })
    #expect(verdict.counts.passed == vector.results.count { $0 == "P" })
    #expect(verdict.counts.notReached == vector.results.count { $0 == "N" })
  }

  @Test(arguments: [
    (1, 0.95), (2, 0.776393202250021), (5, 0.450719728346941), (14, 0.19263617565013527),
    (29, 0.0981446276772957), (59, 0.04950760988822693),
  ])
  func boundOfCleanRunsIsThatOfTheVectors(_ passed: Int, _ upper: Double) {
    #expect(abs(Repeatability.upperRate(passed: passed) - upper) < 1e-9)
  }

  @Test(arguments: [
    (0.5, 5), (0.3, 9), (0.2, 14), (0.1, 29), (0.05, 59), (0.02, 149), (0.01, 299), (0.001, 2995),
  ])
  func cleanRunsNeededAreThoseOfTheVectors(_ rate: Double, _ runs: Int) {
    #expect(Repeatability.cleanRuns(for: rate) == runs)
  }

  @Test(arguments: [(1, 2.0 / 3), (2, 0.75), (5, 0.8571428571428572), (18, 0.95)])
  func posteriorIsThatOfTheVectors(_ failed: Int, _ posterior: Double) {
    #expect(abs(Repeatability.alwaysFails(failed: failed) - posterior) < 1e-9)
  }

  @Test func constantFailureTakes18() { #expect(Repeatability.failuresForPosterior == 18) }

  @Test(arguments: [
    ("N", "not reached in any of 1 run – no evidence"),
    ("NN", "not reached in any of 2 runs – no evidence"),
    ("N?", "not reached in 1 and not told in 1 of 2 runs – no evidence"),
    (
      "PPxP",
      "non-deterministic: passed in runs r0, r1 and r3, failed in run r2 with identical recorded "
        + "inputs (1 of 4)"
    ),
    (
      "ab",
      "fails every time but in 2 different ways (2 of 2) – the failure itself is non-deterministic"
    ),
    (
      "Nx",
      "failed in the only run that reached it (run r1); cannot tell constant from intermittent; "
        + "1 pass with identical recorded inputs would prove intermittence"
    ),
    (
      "xx",
      "consistent failure, 2 of 2, same signature; P(always fails) = 0.750 (prior ⅓ each); at "
        + "least 16 more for 0.95; 1 pass with identical recorded inputs would prove intermittence"
    ),
    ("xxxxxxxxxxxxxxxxxx", "deterministic failure: 18 of 18, same signature"),
    (
      "PP",
      "insufficient evidence: clean in 2 of 2, but a failure rate up to 0.776 is still compatible; "
        + "at least 12 more clean runs needed for ≤ 0.20"
    ),
    (
      "PPPPPPPPPPPPPP",
      "repeatable at the 0.20 level: clean in 14 of 14, failure rate ≤ 0.193 (95%)"
    ),
  ])
  func sentenceIsThatOfTheTable(_ results: String, _ sentence: String) {
    #expect(verdictOf(results)?.sentence == sentence)
  }

  @Test func proofHasNoPercentage() throws {
    let sentence = try #require(verdictOf("PxPxxx")).sentence
    #expect(!sentence.contains("%") && !sentence.contains("0."))
  }

  @Test func unknownIsNoTrial() {
    #expect(verdictOf("P?")?.counts.reached == 1)
    #expect(verdictOf("x?P?")?.code == .nonDeterministic)
    #expect(
      verdictOf("??")?.sentence == "no line tells how it ended in any of 2 runs – no evidence")
  }

  @Test(arguments: ["Px", "xP", "PP", "xx", "PxPxPx"])
  func withoutRecordedInputsNothingIsProved(_ results: String) throws {
    for inputs in [[:], ["ginkgo.seed": "1"], ["kind.version": "0.29", "node.image": "v1.34"]] {
      let verdict = try #require(verdictOf(results, inputs: inputs))
      #expect(verdict.code == .inputsNotRecorded)
      #expect(verdict.sentence.contains("nothing is"))
    }
  }

  @Test func anyPassAndFailInOneCohortIsAProofAndNothingElseIs() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let results = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        "PxN?".randomElement(using: &generator) ?? "P"
      }
      let isMixed = results.contains("P") && results.contains("x")
      #expect((verdictOf(String(results))?.isProof ?? false) == isMixed, "\(String(results))")
    }
  }
}

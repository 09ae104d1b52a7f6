internal import E2EDiag
internal import Testing
internal import _E2EDiagTestSupport

/// The example of the README, run; ``DocumentationTests`` holds the two together.
@Suite struct LibraryExampleTests {
  @Test func exampleOfTheReadmeNamesStepAndHypotheses() throws {
    let path = Fixture("runs/lab-load-no-space-ginkgo/input/e2e.log").absolutePath
    var printed: [String] = []
    func print(_ words: String...) { printed.append(words.joined(separator: " ")) }

    let rules = try Rules()
    let diagnosis = try diagnose([LogSource(path: path)], using: rules)
    print(diagnosis.run.verdict.rawValue)
    if let failure = diagnosis.failure {
      print(failure.phase.rawValue, failure.operation, failure.subject ?? "")
    }
    for hypothesis in diagnosis.hypotheses {
      print(hypothesis.id.rawValue, hypothesis.support.rawValue)
    }

    #expect(
      printed.prefix(3) == [
        "setup-failed", "load load image database", "resource-exhaustion strong",
      ])
  }
}

internal import Testing
internal import _E2EDiagTestSupport

/// What the tool says, held against what a person wrote before it was run.
@Suite struct TruthTests {
  @Test func scoreboardIsTheAcceptedOne() throws {
    try expectGolden(try Scoreboard().text, at: scoreboardGolden)
  }

  @Test func thereAreRunsOfEveryHypothesisAndPasses() throws {
    let truths = try RunFixture.all.map { try $0.truth() }
    for hypothesis in ["state-corruption", "resource-exhaustion", "image-specific", "race"] {
      #expect(truths.count { $0.hypothesis == hypothesis } >= 2, "\(hypothesis)")
    }
    #expect(truths.count { !$0.failed } >= 2)
  }

  @Test(arguments: [
    ("localhost/kubernaut-aianalysis:latest", "kubernaut-aianalysis"), ("webhook", "webhook"),
    ("registry:5000/a/app@sha256:00", "app"), ("out/sidecar.tar", "sidecar"),
  ])
  func subjectIsComparedByItsBaseName(subject: String, name: String) {
    #expect(Scoreboard.baseName(subject) == name)
  }

  /// The run that the hand-written post-mortem is about.
  @Test func seedRunIsDiagnosedAsAColleagueNeedsIt() throws {
    let run = RunFixture("seed-run-2")
    let report = try JSONReport.of(run.arguments(), in: run.workingFolder)
    #expect(report.run.verdict == "setup-failed")
    #expect(report.run.specs == JSONReport.Specs(total: 34, ran: 0, masked: 34))
    #expect(report.failure?.phase == "deploy")
    #expect(report.failure?.subject == "aianalysis")
    #expect(report.failure?.attempt == 2)
    #expect(report.conclusion.cause == "undetermined")
    #expect(report.conclusion.sentence.contains("bare exit status 255"))
    #expect(report.conclusion.sentence.contains("Command Output:"))
    #expect(report.contradictions.count == 1)
    let kinds = Set(report.observations.map(\.kind))
    #expect(
      kinds.isSuperset(of: ["evidence-destroyed", "output-missing", "specs-masked", "loaded-twice"])
    )
  }
}

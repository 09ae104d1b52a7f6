import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// What Prow says of a run, beside its build log.
@Suite struct ProwTests {
  private static let started =
    #"{"timestamp":1795500940,"node":"ci-7","repo-commit":"4f1c2a9d8e7b4f1c2a9d8e7b4f1c2a9d8e7b4f1c"}"#
  private static let cut = "Running Suite: e2e suite - /lab/e2e\nWill run 1 of 1 specs\n"
  private static let failed = "$ make e2e\nError: no space left on device\n[exit 1]\n"

  private static func finished(_ result: String, at time: String? = "1795500960") -> String {
    "{" + (time.map { #""timestamp":\#($0),"# } ?? "")
      + #""passed":\#(result == "SUCCESS"),"result":"\#(result)"}"#
  }

  @Test func startAndEndCommitAndNodeComeFromIt() throws {
    let run = try Bundled.diagnosis(of: Self.failed, Self.started, Self.finished("FAILURE")).run
    #expect(run.startedAt == LogTime(iso: "2026-11-24T06:15:40Z"))
    #expect(run.endedAt == LogTime(iso: "2026-11-24T06:16:00Z"))
    #expect(run.inputs["git.commit"] == "4f1c2a9d8e7b4f1c2a9d8e7b4f1c2a9d8e7b4f1c")
    #expect(run.inputs["host.node"] == "ci-7")
  }

  @Test func eventsAreInOrderOfTime() throws {
    let diagnosis = try Bundled.diagnosis(of: Self.finished("FAILURE"), Self.failed, Self.started)
    #expect(
      diagnosis.events.map(\.sentence) == [
        "CI started the job on the node 'ci-7'.", "CI ended the job: failure.",
      ])
  }

  @Test(arguments: [
    ("ABORTED", Verdict.interrupted), ("FAILURE", .incomplete), ("SUCCESS", .incomplete),
  ])
  func anAbortedJobIsInterruptedWhereTheLogKnowsNothingBetter(result: String, verdict: Verdict)
    throws
  {
    #expect(try Bundled.diagnosis(of: Self.cut, Self.finished(result)).run.verdict == verdict)
    #expect(
      try Bundled.diagnosis(of: Self.failed, Self.finished(result)).run.verdict
        == Bundled.diagnosis(of: Self.failed).run.verdict)
  }

  @Test func aJobWithoutAnEndIsIncomplete() throws {
    let diagnosis = try Bundled.diagnosis(
      of: DetectionSamples.passed, Self.finished("SUCCESS", at: nil))
    #expect(diagnosis.run.verdict == .incomplete)
    #expect(
      diagnosis.events.map(\.sentence) == [
        "CI has no time at which the job ended: it did not finish."
      ])
  }

  @Test func aJobThatCouldNotRunSaysSo() throws {
    let diagnosis = try Bundled.diagnosis(
      of: #"{"kind":"ProwJob","metadata":{"name":"x"},"spec":{"job":"pull-e2e","#
        + #""refs":{"org":"org","repo":"app","base_sha":"4f1c2a9d"}},"#
        + #""status":{"state":"error","description":"Pod can not be scheduled."}}"#)
    #expect(
      diagnosis.events.map(\.sentence) == [
        "CI could not run the job 'pull-e2e' (Pod can not be scheduled.)."
      ])
    #expect(diagnosis.failure == nil)
    #expect(diagnosis.run.inputs["suite.job"] == "pull-e2e")
  }

  @Test func whatItsPodAndItsCloneSayIsTold() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Self.failed,
      #"[{"refs":{"org":"org","repo":"app"},"commands":[{"command":"git fetch","error":"exit status 128"}],"failed":true}]"#,
      #"{"pod":{"metadata":{"name":"p1"},"status":{"containerStatuses":[{"name":"test","state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}},"events":[{"type":"Warning","reason":"Evicted","message":"low on memory"},{"type":"Normal","reason":"Pulled","message":"ok"}]}"#
    )
    #expect(
      diagnosis.events.map(\.sentence) == [
        "CI could not clone 'org/app'.",
        "The container 'test' of CI's pod ended with exit code 137 (OOMKilled).",
        "CI's cluster warns of its pod: Evicted, low on memory",
      ])
  }
}

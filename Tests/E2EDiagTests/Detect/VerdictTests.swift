import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// The ladder of verdicts and the failing step, from logs to diagnoses.
@Suite struct VerdictTests {
  private func diagnosis(_ marked: String) throws -> (Diagnosis, marks: [Int]) {
    let marks = MarkedText(marked)
    return (try Bundled.diagnosis(of: marks.text), marks.lines)
  }

  /// "Duration 0s (measured)" was made of one time.
  @Test func singleTimeIsNoEnd() throws {
    let lines = "starting\nERROR: failed to load image: no space left on device\n"
    for (stamp, second, isEnd) in [
      ("2026-01-31T10:00:00Z ", "", false),
      ("2026-01-31T10:00:00Z ", "2026-01-31T10:00:07Z ", true),
    ] {
      let run = try Bundled.diagnosis(of: stamp + "Started\n" + second + lines).run
      #expect(run.startedAt?.description == "2026-01-31T10:00:00.000Z")
      #expect((run.endedAt != nil) == isEnd)
    }
  }

  @Test func passedRunHasNoFailure() throws {
    let (diagnosis, _) = try diagnosis(DetectionSamples.passed)
    #expect(diagnosis.run.verdict == .passed)
    #expect(diagnosis.failure == nil)
    #expect(diagnosis.conclusion.cause == nil)
    #expect(diagnosis.run.specs == SpecCounts(total: 1, ran: 1, passed: 1, failed: 0, masked: 0))
    #expect(diagnosis.timeline.allSatisfy { $0.status == .passed })
    #expect(diagnosis.contradictions.isEmpty)
  }

  @Test func setupThatFailsMasksItsSpecs() throws {
    let (diagnosis, marks) = try diagnosis(DetectionSamples.failedSetup())
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(diagnosis.failure?.phase == .load)
    #expect(diagnosis.failure?.operation == "load image")
    #expect(diagnosis.failure?.subject == "webhook")
    #expect(diagnosis.failure?.line.location.line == marks.first)
    #expect(
      diagnosis.run.specs == SpecCounts(total: 34, ran: 0, passed: nil, failed: nil, masked: 34))
    let masked = diagnosis.observations.first { $0.kind == .specsMasked }
    #expect(masked?.sentence == "34 of 34 specs did not run because of this failure.")
    let missing = diagnosis.timeline.last
    #expect(missing?.status == .notReached)
    #expect(missing?.subject == "34 specs")
    #expect(diagnosis.conclusion.cause == .resourceExhaustion)
  }

  /// A failed suite followed by another that passed was reported as passed, with the other's counts.
  @Test func suiteThatPassesDoesNotHideAnotherThatFailed() throws {
    let suites = """
      Running Suite: A - /a
      =====
      Will run 2 of 2 specs
      [BeforeSuite] [FAILED] [1.0 seconds]
      [FAILED] boom
      Ran 0 of 2 Specs in 1.0 seconds
      FAIL! -- A BeforeSuite node failed so all tests were skipped.
      Running Suite: B - /b
      =====
      Will run 1 of 1 specs
      Ran 1 of 1 Specs in 1.0 seconds
      SUCCESS! -- 1 Passed | 0 Failed | 0 Pending | 0 Skipped

      """
    let diagnosis = try Bundled.diagnosis(of: suites)
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(diagnosis.run.suite == "A")
    #expect(diagnosis.run.specs?.total == 2)
    #expect(diagnosis.run.specs?.ran == 0)
  }

  @Test func copiesOfOtherProcessesAreCountedOnce() throws {
    let (diagnosis, marks) = try diagnosis(DetectionSamples.failedSetup(processes: 4))
    #expect(diagnosis.failure?.subject == "webhook")
    #expect(diagnosis.failure?.line.location.line == marks.first)
    #expect(diagnosis.timeline.count { $0.status == .failed } == 1)
    let cascade = diagnosis.observations.filter { $0.kind == .cascade }
    #expect(
      cascade.map(\.sentence) == [
        "3 further failures are only the copy that other Ginkgo processes print of the same one."
      ])
  }

  @Test func falseClaimOfSuccessIsAContradiction() throws {
    let text = DetectionSamples.failedSetup(teardown: DetectionSamples.teardown)
    let (diagnosis, _) = try diagnosis(text)
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(
      diagnosis.contradictions.map(\.sentence) == [
        "The log says that all tests passed; 0 of 34 specs ran."
      ])
    #expect(diagnosis.contradictions.first?.claim.text.contains("All tests passed") == true)
    #expect(diagnosis.contradictions.first?.against.text.hasPrefix("Ran 0 of 34") == true)
  }

  @Test func cleanupAfterTheFailureDestroysTheEvidence() throws {
    let text = DetectionSamples.failedSetup(teardown: DetectionSamples.teardown)
    let (diagnosis, _) = try diagnosis(text)
    let destroyed = diagnosis.observations.first { $0.kind == .evidenceDestroyed }
    #expect(destroyed?.line?.text.contains(#"Deleting cluster "e2e""#) == true)
    let (kept, _) = try self.diagnosis(DetectionSamples.failedSetup())
    #expect(!kept.observations.contains { $0.kind == .evidenceDestroyed })
  }

  @Test func failedSpecIsATestFailure() throws {
    let (diagnosis, marks) = try diagnosis(DetectionSamples.failedSpec)
    #expect(diagnosis.run.verdict == .testFailed)
    #expect(diagnosis.failure?.phase == .test)
    #expect(diagnosis.failure?.operation == "spec")
    #expect(diagnosis.failure?.subject == "Webhook should answer")
    #expect(diagnosis.failure?.line.location.line == marks.first)
    #expect(diagnosis.run.specs == SpecCounts(total: 2, ran: 2, passed: 1, failed: 1, masked: 0))
  }

  @Test func stepThatPassedOnALaterTryIsNoFailure() throws {
    let (diagnosis, _) = try diagnosis(DetectionSamples.retried)
    #expect(diagnosis.run.verdict == .passed)
    #expect(diagnosis.failure == nil)
    #expect(diagnosis.conclusion.cause == nil)
    #expect(diagnosis.hypotheses.first?.id == .race)
    #expect(diagnosis.observations.map(\.kind) == [.retriedThenPassed])
  }

  @Test func interruptionByAPersonIsNoFailureOfTheStep() throws {
    let (diagnosis, _) = try diagnosis(
      """
      Running Suite: e2e suite - /home/ci/lab/e2e
      Will run 5 of 5 specs
      ------------------------------
      [SynchronizedBeforeSuite] 
      /home/ci/lab/e2e/e2e_suite_test.go:82
        STEP: creating the Kind cluster @ 11/24/26 06:01:39.747
        STEP: loading the sidecar image on Kind @ 11/24/26 06:01:40.211
        [INTERRUPTED] Interrupted by User
        [INTERRUPTED] in [SynchronizedBeforeSuite] - /x.go:82 @ 11/24/26 06:01:41
      [SynchronizedBeforeSuite] [INTERRUPTED] [3.024 seconds]

      Summarizing 1 Failure:
        [INTERRUPTED] [SynchronizedBeforeSuite] 
        /x.go:82

      Ran 0 of 5 Specs in 7.891 seconds
      FAIL! - Interrupted by User -- A BeforeSuite node failed so all tests were skipped.
      """)
    #expect(diagnosis.run.verdict == .interrupted)
    #expect(diagnosis.failure?.subject == "sidecar")
    #expect(diagnosis.timeline.first { $0.subject == "sidecar" }?.status == .running)
    #expect(diagnosis.conclusion.cause == nil)
    #expect(diagnosis.run.specs?.masked == 5)
  }

  @Test(arguments: [
    "  [TIMEDOUT] A suite timeout occurred (15 minutes)",
    "##[error]The operation was canceled.",
    "make: *** [Makefile:12: test-e2e] Interrupt",
  ])
  func timeLimitOfTheSuiteIsAnInterruption(_ line: String) throws {
    let (diagnosis, _) = try diagnosis(
      """
      Running Suite: e2e suite - /home/ci/lab/e2e
      Will run 5 of 5 specs
      ------------------------------
      [SynchronizedBeforeSuite] 
        STEP: creating the Kind cluster @ 11/24/26 06:01:39.747
      \(line)
      """)
    #expect(diagnosis.run.verdict == .interrupted)
    #expect(diagnosis.failure?.phase == .cluster)
    #expect(diagnosis.conclusion.cause == nil)
  }

  @Test func interruptionThatAnotherFailureCausedIsOnlyItsCascade() throws {
    let text = DetectionSamples.failedSetup().replacing(
      "------------------------------\n\nSummarizing",
      with: """
        ------------------------------
        [SynchronizedBeforeSuite] [INTERRUPTED] [3.030 seconds]
          [INTERRUPTED] Interrupted by Other Ginkgo Process
        ------------------------------

        Summarizing
        """)
    let (diagnosis, _) = try diagnosis(text)
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(diagnosis.failure?.subject == "webhook")
  }

  @Test func logCutInTheMiddleIsIncomplete() throws {
    let (diagnosis, _) = try diagnosis(
      """
      Running Suite: e2e suite - /home/ci/lab/e2e
      Will run 5 of 5 specs
      ------------------------------
      [SynchronizedBeforeSuite] 
        STEP: creating the Kind cluster @ 11/24/26 06:01:39.747
        STEP: loading the webhook image on Kind @ 11/24/26 06:01:40.211
      """)
    #expect(diagnosis.run.verdict == .incomplete)
    #expect(diagnosis.failure == nil)
    #expect(diagnosis.timeline.map(\.status) == [.passed, .running])
  }

  @Test func tearDownThatFailsAloneIsACleanupFailure() throws {
    let text = DetectionSamples.passed.replacing(
      """
      Ran 1 of 1 Specs in 4.087 seconds
      SUCCESS! -- 1 Passed | 0 Failed | 0 Pending | 0 Skipped

      Test Suite Passed
      """,
      with: """
        [SynchronizedAfterSuite] 
        /home/ci/lab/e2e/e2e_suite_test.go:134
          STEP: deleting the Kind cluster @ 11/24/26 06:07:09.896
          [FAILED] in [SynchronizedAfterSuite] - /x.go:140 @ 11/24/26 06:07:10
        [SynchronizedAfterSuite] [FAILED] [0.586 seconds]

          [FAILED] Failed to delete the Kind cluster
          Unexpected error:
              exit status 1
          occurred
          In [SynchronizedAfterSuite] at: /x.go:140 @ 11/24/26 06:07:10
        ------------------------------

        Summarizing 1 Failure:
          [FAIL] [SynchronizedAfterSuite] 

        Ran 1 of 1 Specs in 4.087 seconds
        FAIL! -- 1 Passed | 0 Failed | 0 Pending | 0 Skipped

        Test Suite Failed
        """)
    let (diagnosis, _) = try diagnosis(text)
    #expect(diagnosis.run.verdict == .cleanupFailed)
    #expect(diagnosis.failure?.phase == .cleanup)
    #expect(diagnosis.failure?.operation == "delete cluster")
  }

  @Test func logThatSaysNothingIsUnknown() throws {
    let (diagnosis, _) = try diagnosis("one line of a log\nand another\n")
    #expect(diagnosis.run.verdict == .unknown)
    #expect(diagnosis.failure == nil)
  }

  @Test func singleLineThatSaysNothingIsUnknownToo() throws {
    let (diagnosis, _) = try diagnosis("nothing to see\n")
    #expect(diagnosis.run.verdict == .unknown)
    #expect(diagnosis.failure == nil)
  }

  @Test func secondLoadInDeployIsTheFailureAndSaidToBeASecondOne() throws {
    let (diagnosis, marks) = try diagnosis(
      """
      Running Suite: e2e suite - /home/ci/lab/e2e
      Will run 34 of 34 specs
      ------------------------------
      [SynchronizedBeforeSuite] 
        📦 PHASE 3: Loading images into cluster...
          ✅ AIAnalysis loaded
        📦 PHASE 4: Deploying services in parallel...
          Loading AIAnalysis controller image into Kind...
      ▶  ERROR: failed to load image: command "podman exec -i n ctr images import -" \
      failed with error: exit status 255
        [FAILED] in [SynchronizedBeforeSuite] - /x.go:119 @ 12/26/25 21:20:00.431

        [FAILED] Unexpected error:
            failed to deploy AIAnalysis: failed to load AIAnalysis image: exit status 1
        occurred
        In [SynchronizedBeforeSuite] at: /x.go:119 @ 12/26/25 21:20:00.431
      ------------------------------
      Summarizing 1 Failure:
        [FAIL] [SynchronizedBeforeSuite] 

      Ran 0 of 34 Specs in 323.946 seconds
      FAIL! -- A BeforeSuite node failed so all tests were skipped.
      """)
    #expect(diagnosis.failure?.phase == .deploy)
    #expect(diagnosis.failure?.operation == "load image")
    #expect(diagnosis.failure?.subject == "aianalysis")
    #expect(diagnosis.failure?.attempt == 2)
    #expect(diagnosis.failure?.line.location.line == marks.first)
    #expect(diagnosis.conclusion.cause == nil, "a bare 255 decides nothing")
    let kinds = Set(diagnosis.observations.map(\.kind))
    #expect(kinds.isSuperset(of: [.loadedTwice, .outputMissing, .specsMasked]))
    #expect(
      diagnosis.failure?.exitStatuses.contains { $0.layer == "podman exec" && $0.code == 255 }
        == true)
  }
}

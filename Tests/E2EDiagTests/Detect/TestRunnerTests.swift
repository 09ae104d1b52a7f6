import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Logs of test runners, and of Ginkgo without `-v`.
@Suite struct TestRunnerTests {
  @Test func testThatPytestReportsIsNamed() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        tests/test_api.py ....F.......                                          [100%]
        =================================== FAILURES ===================================
        _______________________________ test_create_order _______________________________
        >       assert r.status_code == 201
        E       assert 500 == 201
        tests/test_api.py:44: AssertionError
        FAILED tests/test_api.py::test_create_order - assert 500 == 201
        ========================= 1 failed, 11 passed in 3.21s =========================

        """)
    #expect(diagnosis.run.verdict == .testFailed)
    #expect(diagnosis.failure?.subject == "tests/test_api.py::test_create_order")
  }

  @Test func packagesThatPassAreAPassedRun() throws {
    let log = "ok  \texample.com/op/a\t0.011s\nok  \texample.com/op/b\t(cached)\n"
    #expect(try Bundled.diagnosis(of: log).run.verdict == .passed)
  }

  @Test func packagesThatPassDoNotHideWhatFailsBehindThem() throws {
    let log =
      "ok  \texample.com/op/a\t0.011s\n" + String(repeating: "building\n", count: 8)
      + "Error: building at STEP \"RUN make\": while running runtime: exit status 1\n"
    #expect(try Bundled.diagnosis(of: log).run.verdict != .passed)
  }

  @Test func testThatFailsIsNamed() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        === RUN   TestReconcile
        --- FAIL: TestReconcile/handles_nil (0.02s)
            reconcile_test.go:61: got 2 objects, want 1
        FAIL
        FAIL\texample.com/op/test/e2e\t12.412s

        """)
    #expect(diagnosis.run.verdict == .testFailed)
    #expect(diagnosis.failure?.phase == .test)
    #expect(diagnosis.failure?.subject == "TestReconcile/handles_nil")
  }

  @Test func checksOfPodsAreNotGivenWhereThereIsNoCluster() throws {
    let diagnosis = try Bundled.diagnosis(
      of: "--- FAIL: TestA (0.02s)\n    a_test.go:6: got 2, want 1\nFAIL\n")
    let commands =
      diagnosis.nextChecks.map(\.command)
      + diagnosis.hypotheses.flatMap {
        $0.missing.map(\.command)
      }
    #expect(commands.allSatisfy { !$0.contains("kubectl") })
  }

  @Test func specThatPassesOnItsSecondAttemptIsSaid() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        Running Suite: Payments - /src/test/e2e
        Will run 1 of 1 specs
        ------------------------------
        • [FAILED] [ATTEMPT #1 - RETRYING] [10.021 seconds]
        Payments refunds [It] refunds a card
        /src/test/e2e/pay_test.go:44

          [FAILED] Timed out after 10.001s.
          In [It] at: /src/test/e2e/pay_test.go:52 @ 12/01/25 10:00:00.001
        ------------------------------
        • [FLAKEY TEST - TOOK 2 ATTEMPTS TO PASS] [12.331 seconds]
        Payments refunds refunds a card
        /src/test/e2e/pay_test.go:44
        ------------------------------
        Ran 1 of 1 Specs in 13.100 seconds
        SUCCESS! -- 1 Passed | 0 Failed | 1 Flaked | 0 Pending | 0 Skipped

        """)
    #expect(diagnosis.run.verdict == .passed)
    #expect(diagnosis.timeline.map(\.status) == [.failed, .passed])
    #expect(diagnosis.observations.map(\.kind) == [.retriedThenPassed])
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// How suites that print phases and signs end: what they claim, what they live with, what they remove.
@Suite struct RunEndTests {
  private static func suite(_ last: String) -> String {
    """
    📦 PHASE 1: Building images...
      ✅ order image built
    📦 PHASE 3: Loading images...
      ❌ payment load failed: exit status 1
    ❌ SETUP FAILED
    \(last)

    """
  }

  @Test(arguments: [
    "All tests passed!", "🎉 All tests passed! (2/2)", "✅ All E2E tests passed",
    "12/12 tests passed",
    "All 12 specs passed", "Tests passed successfully", "✅ E2E suite succeeded",
    "INFO\tsuite\t✅ All tests passed - cleaning up cluster...",
  ])
  func claimOfSuccessAfterAFailureIsFalse(_ claim: String) throws {
    let diagnosis = try Bundled.diagnosis(of: Self.suite(claim))
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(diagnosis.contradictions.count == 1)
  }

  @Test func lineThatClosesTheRunIsNotItsReason() throws {
    let diagnosis = try Bundled.diagnosis(of: Self.suite(""))
    #expect(diagnosis.failure?.line.location.line == 4)
    #expect(diagnosis.failure?.subject == "payment")
  }

  @Test(arguments: [
    "Deleting cluster \"order-e2e\" ...", "🗑 Cluster deleted",
    "$ kind delete cluster --name order-e2e\n[exit 0]", "+ docker rm -f order-e2e-control-plane",
    "+ k3d cluster delete order-e2e",
  ])
  func clusterThatIsRemovedAfterTheFailureIsSaidToBe(_ removal: String) throws {
    let diagnosis = try Bundled.diagnosis(of: Self.suite(removal))
    #expect(diagnosis.observations.contains { $0.kind == .evidenceDestroyed })
  }

  @Test func whatASuiteCallsOptionalIsNoFailure() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        📦 PHASE 4: Deploying services...
          ✅ api deployed
          ❌ optional grafana not deployed (skipped)
        🎉 All tests passed! (2/2)

        """)
    #expect(diagnosis.run.verdict == .passed)
    #expect(diagnosis.failure == nil)
  }

  /// The error of a load that passed on its second try was the cause of a test that failed later.
  @Test func errorOfAStepThatWasOverIsNotTheOneOfALaterTest() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        ==> load images (parallel)
        loading web
        ctr: failed to dial "/run/containerd/containerd.sock": context deadline exceeded
        load web exit=1
        loading web (attempt 2)
        load web exit=0
        ==> test
        ok 1 - web answers
        not ok 2 - web lists items
        E2E FAILED in phase test: web lists items (exit 1)

        """)
    #expect(diagnosis.failure?.phase == .test)
    #expect(diagnosis.failure?.subject == "web lists items")
    #expect(diagnosis.failure?.line.location.line == 9)
    #expect(diagnosis.conclusion.cause == nil)
  }

  @Test func clusterThatKindCouldNotCreateIsGone() throws {
    let log = """
      $ kind create cluster --name e2e
      Creating cluster "e2e" ...
       ✗ Starting control-plane 🕹️
      ERROR: failed to create cluster: failed to init node with kubeadm: exit status 1
      [exit 1]

      """
    let gone = try Bundled.diagnosis(of: log)
    #expect(gone.observations.contains { $0.sentence.contains("--retain") })
    let kept = try Bundled.diagnosis(of: log.replacing("--name e2e", with: "--name e2e --retain"))
    #expect(!kept.observations.contains { $0.sentence.contains("--retain") })
  }

  /// 2,000 failed loads took 13 s of a debug build; twice the steps may take twice the time.
  @Test func manyStepsAreAllTold() throws {
    let lines = (0..<3000).map { "loading web\($0)\nload web\($0) exit=\($0 % 2)" }
    let diagnosis = try Bundled.diagnosis(of: lines.joined(separator: "\n") + "\n")
    #expect(diagnosis.timeline.count == 3000)
    #expect(diagnosis.timeline.count { $0.status == .failed } == 1500)
  }

  @Test(
    arguments: [
      { (level: String, message: String) in "{\"level\":\"\(level)\",\"msg\":\"\(message)\"}" },
      { (level: String, message: String) in "\(level.uppercased())\te2e/setup.go:10\t\(message)" },
      { (level: String, message: String) in "\(level.uppercased())\tsetup\t\(message)\t{\"a\": 1}"
      },
    ] as [@Sendable (String, String) -> String])
  func suiteThatLogsItsStepsIsReadAsOneThatPrintsThem(
    _ record: @Sendable (String, String) -> String
  ) throws {
    let lines = [
      record("info", "PHASE 1: Building images..."), record("info", "✅ api image built"),
      record("info", "PHASE 3: Loading images..."),
      record("error", "❌ api load failed: exit status 1"), record("info", "✅ All tests passed"),
    ]
    let diagnosis = try Bundled.diagnosis(of: lines.joined(separator: "\n") + "\n")
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(diagnosis.failure?.phase == .load)
    #expect(diagnosis.failure?.subject == "api")
    #expect(diagnosis.failure?.line.location.line == 4)
    #expect(diagnosis.contradictions.count == 1)
  }

  @Test func errorsOfAProgramBesideAPassedSuiteAreNotTheFailureOfTheRun() throws {
    let diagnosis = try Bundled.diagnosis(
      of: "E1124 06:02:42.330412 1 x.go:158] dial tcp 10.96.0.1:443: connect: connection refused\n",
      DetectionSamples.passed)
    #expect(diagnosis.run.verdict == .passed)
    #expect(diagnosis.failure == nil)
  }
}

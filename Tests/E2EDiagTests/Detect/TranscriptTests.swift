import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Logs of commands, with and without their statuses.
@Suite struct TranscriptTests {
  /// A transcript that ended inside its last command was reported as passed.
  @Test func transcriptThatEndsInsideACommandIsIncomplete() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        $ kind load docker-image app:dev --name e2e
        [exit 0]
        $ kubectl rollout status deploy/app --timeout=60s
        Waiting for deployment "app" rollout to finish: 0 of 1 updated replicas are available...

        """)
    #expect(diagnosis.run.verdict == .incomplete)
    #expect(diagnosis.timeline.last?.status == .running)
  }

  /// What a command printed of its own work was a second step of the same name.
  @Test func commandAndWhatItPrintsOfItselfAreOneStep() throws {
    #expect(
      try Bundled.steps(
        of: """
          $ kind create cluster --name e2e
          Creating cluster "e2e" ...
           ✓ Starting control-plane 🕹️
          Set kubectl context to "kind-e2e"
          [exit 0]
          """) == [
          "cluster: create cluster e2e: passed", "cluster: starting control-plane: passed",
        ])
  }

  @Test func pullThatPodmanTriesAgainIsNotTheFailure() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        + podman build -t localhost/api:dev -f Dockerfile .
        STEP 1/5: FROM docker.io/library/golang:1.24 AS builder
        WARN[0003] Failed, retrying in 1s ... (1/3). Error: initializing source docker://golang:1.24: pinging container registry: Get "https://registry-1.docker.io/v2/": dial tcp 54.1.2.3:443: i/o timeout
        Getting image source signatures
        STEP 3/5: RUN go build -o /api ./cmd/api
        /usr/local/go/pkg/tool/linux_amd64/link: mapping output file failed: no space left on device
        Error: building at STEP "RUN go build -o /api ./cmd/api": while running runtime: exit status 1
        make: *** [Makefile:12: image] Error 1

        """)
    #expect(diagnosis.failure?.operation == "build image")
    #expect(diagnosis.failure?.subject == "api")
    #expect(diagnosis.failure?.line.location.line == 6)
    #expect(diagnosis.conclusion.cause == .resourceExhaustion)
  }

  /// A remark of a step that passed decided the cause of another that failed.
  @Test func errorThatIsOnlyMentionedIsNoEvidence() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        $ ./check.sh
        previous run: "no space left on device" is fixed (see #12)
        [exit 0]
        $ dmesg -T | grep -iE "out of memory|no space left on device"
        [exit 0]
        $ kubectl rollout status deploy/app --timeout=60s
        error: timed out waiting for the condition
        [exit 1]

        """)
    #expect(diagnosis.failure?.phase == .readiness)
    #expect(diagnosis.conclusion.cause == nil)
    #expect(diagnosis.hypotheses.allSatisfy { $0.evidenceFor.isEmpty })
  }

  @Test func shortageThatWasOverWhenTheStepPassedDoesNotDecide() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        $ podman pull quay.io/app:1
        Error: writing blob: write /var/tmp/x: no space left on device
        [exit 125]
        $ podman system prune -af
        [exit 0]
        $ podman pull quay.io/app:1
        [exit 0]
        $ kubectl rollout status deploy/app --timeout=60s
        error: timed out waiting for the condition
        [exit 1]

        """)
    #expect(diagnosis.failure?.phase == .readiness)
    #expect(diagnosis.conclusion.cause != .resourceExhaustion)
  }

  @Test func reasonThatALaterLookShowsIsEvidence() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        $ helm upgrade --install backend charts/backend -n app --wait --timeout 5m
        Error: context deadline exceeded
        [exit 1]
        $ kubectl -n app get pods
        NAME                       READY   STATUS             RESTARTS      AGE
        backend-5d9c7b8f4d-x2x4k   0/1     ImagePullBackOff   0             5m2s
        [exit 0]
        $ kubectl -n app describe pod backend-5d9c7b8f4d-x2x4k
          Warning  Failed     4m (x4 over 5m)      kubelet            Failed to pull image "ghcr.io/acme/backend:dev": rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/acme/backend:dev": failed to resolve reference "ghcr.io/acme/backend:dev": ghcr.io/acme/backend:dev: not found
        [exit 0]

        """)
    #expect(diagnosis.failure?.operation == "helm install")
    #expect(diagnosis.conclusion.cause == .configuration)
  }

  @Test func silenceBeforeARunIsStoppedIsSaid() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        2025-12-01T10:00:10.0000000Z Running Suite: Op E2E - /src/op/test/e2e
        2025-12-01T10:00:10.0000000Z Will run 12 of 12 specs
        2025-12-01T10:04:10.0000000Z ------------------------------
        2025-12-01T10:05:11.0000000Z Op upgrades a widget
        2025-12-01T10:05:11.0000000Z   STEP: waiting for the upgrade @ 12/01/25 10:05:11.000
        2025-12-01T10:30:00.0000000Z ##[error]The operation was canceled.

        """)
    #expect(diagnosis.run.verdict == .interrupted)
    let silence = diagnosis.observations.first { $0.kind == .silence }
    #expect(silence?.sentence == "Nothing was printed for 24 minutes before the run was stopped.")
    #expect(silence?.line?.location.line == 5)
  }

  /// kind removes the nodes of a cluster that does not come up before it prints the error.
  @Test func nodesThatKindRemovesItselfAreNotATeardown() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        Creating cluster "op-e2e" ...
         ✓ Ensuring node image (kindest/node:v1.31.0) 🖼
         ✗ Preparing nodes 📦
        Deleted nodes: ["op-e2e-control-plane"]
        ERROR: failed to create cluster: could not find a log line that matches "Reached target .*Multi-User System.*|detected cgroup v1"
        make: *** [Makefile:88: setup-test-e2e] Error 1
        ##[error]Process completed with exit code 2.

        """)
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(diagnosis.failure?.phase == .cluster)
    #expect(diagnosis.failure?.line.location.line == 5)
    #expect(diagnosis.failure?.exitStatuses.map(\.layer) == ["make"])
    let destroyed = diagnosis.observations.first { $0.kind == .evidenceDestroyed }
    #expect(destroyed?.line?.location.line == 4)
  }

  /// A command that a person stopped was a failure, and then a proof of non-determinism.
  @Test(arguments: [
    "^C\n[exit 130]\n", "[exit 130]\n", "^Cmake: *** [Makefile:12: e2e] Interrupt\n[exit 130]\n",
  ])
  func commandThatIsStoppedHasNotFailed(_ end: String) throws {
    let diagnosis = try Bundled.diagnosis(
      of: "$ kubectl rollout status deployment/db --timeout=60s\nWaiting for it\n" + end)
    #expect(diagnosis.run.verdict == .interrupted)
    #expect(diagnosis.timeline.map(\.status) == [.running])
  }

  @Test func failureBeforeTheStopIsTheFailure() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        $ kind load image-archive web.tar --name dev
        ERROR: failed to load image: no space left on device
        [exit 1]
        $ kubectl rollout status deployment/web
        ^C
        [exit 130]

        """)
    #expect(diagnosis.run.verdict == .setupFailed)
    #expect(diagnosis.failure?.phase == .load)
  }

  @Test func sameImportIntoAnotherNodeIsNoSecondTry() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        $ podman exec -i demo-control-plane ctr -n k8s.io images import - < db.tar
        [exit 0]
        $ podman exec -i demo-worker ctr -n k8s.io images import - < db.tar
        ctr: no space left on device
        [exit 1]

        """)
    #expect(diagnosis.failure?.attempt == 1)
    #expect(diagnosis.timeline.map(\.subject) == ["db on demo-control-plane", "db on demo-worker"])
    #expect(
      diagnosis.nextChecks.contains { $0.command.contains("exec demo-worker df") }
        || diagnosis.actions.contains { $0.command?.contains("exec demo-worker df") == true })
  }

  @Test func timeoutIsASymptomAlsoWhereACommandPrintsIt() throws {
    let diagnosis = try Bundled.diagnosis(
      of:
        "$ kubectl rollout status deploy/db\nerror: timed out waiting for the condition\n[exit 1]\n"
    )
    #expect(diagnosis.conclusion.sentence.hasPrefix("A timeout is a symptom"))
  }

  @Test func suiteThatIsCutBehindItsFailureIsSaidToBe() throws {
    let diagnosis = try Bundled.diagnosis(
      of: """
        Running Suite: e2e - /x
        Will run 34 of 34 specs
        [SynchronizedBeforeSuite] [FAILED] [323.024 seconds]
          🔨 Building Data Storage...

        """)
    #expect(diagnosis.observations.contains { $0.kind == .logCut })
  }

  @Test func loadOfSeveralImagesBlamesNoneOfThem() throws {
    let diagnosis = try Bundled.diagnosis(
      of:
        "$ kind load docker-image web:1 api:1 --name dev\nctr: content digest sha256:5e: not found\n[exit 1]\n"
    )
    #expect(diagnosis.failure?.phase == .load)
    #expect(diagnosis.failure?.subject == nil)
  }

  @Test(arguments: [
    (
      "+ kubectl rollout status deploy/payment\nerror: timed out waiting for the condition\n",
      "payment"
    ),
    (
      "$ kubectl -n shop wait --for=condition=ready pod -l app=payment\nerror: timed out\n[exit 1]\n",
      "payment"
    ),
  ])
  func waitIsNamedByWhatItWaitsFor(_ row: (log: String, subject: String)) throws {
    let diagnosis = try Bundled.diagnosis(of: row.log)
    #expect(diagnosis.failure?.operation == "wait")
    #expect(diagnosis.failure?.subject == row.subject)
  }

  /// Each command looked through the whole log for statuses: 2 MB took more than a minute.
  @Test func manyCommandsTakeNoSquareOfTheirNumber() throws {
    func duration(_ count: Int) throws -> Duration {
      let log = (0..<count).map {
        "$ kind load docker-image shop/cart\($0):latest --name shop\n"
          + "ERROR: no space left on device \($0)\n"
      }.joined()
      return try ContinuousClock().measure { _ = try Bundled.diagnosis(of: log) }
    }
    // 16 times the time would be the square.
    #expect(try duration(4000) < duration(1000) * 9)
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct TimelineBuilderTests {
  /// With `-v` the length of a spec stands below its failure, else above it.
  @Test(arguments: [true, false])
  func lengthOfANodeIsThatOfItsOwnBlock(isBelow: Bool) throws {
    let length = "• [FAILED] [0.255 seconds]\n"
    let text = """
      Running Suite: e2e suite - /e2e
      Will run 1 of 1 specs
      ------------------------------
      \(isBelow ? "" : length)pods stay up
      /e2e/e2e_test.go:50
        [FAILED] Expected
            <int>: 1
        to equal
            <int>: 2
        In [It] at: /e2e/e2e_test.go:59 @ 11/24/26 06:22:33.494
      \(isBelow ? length : "")------------------------------
        [FAILED] lost
        In [AfterEach] at: /e2e/e2e_test.go:70

      """
    let track = try Bundled.log(of: text).track
    let first = try #require(track.failures.first)
    #expect(first.milliseconds == 255)
    #expect(first.code == "/e2e/e2e_test.go:59")
    #expect(track.failures.last?.milliseconds == nil)
    #expect(track.failures.last?.code == "/e2e/e2e_test.go:70")
  }

  @Test func nextStepOfASequenceEndsTheOneBefore() throws {
    #expect(
      try Bundled.steps(
        of: """
          Running Suite: e2e suite - /home/ci/lab/e2e
          Will run 5 of 5 specs
          ------------------------------
          [SynchronizedBeforeSuite] 
          /home/ci/lab/e2e/e2e_suite_test.go:82
            STEP: building the webhook image @ 11/24/26 06:01:34.537
            STEP: creating the Kind cluster @ 11/24/26 06:01:39.747
            STEP: loading the webhook image on Kind @ 11/24/26 06:01:42.093
          [SynchronizedBeforeSuite] PASSED [11.993 seconds]
          """) == [
          "build: build image webhook: passed", "cluster: create cluster: passed",
          "load: load image webhook: passed",
        ])
  }

  @Test func stepUnderWayFailsWithItsNode() throws {
    #expect(
      try Bundled.steps(
        of: """
          ------------------------------
          [SynchronizedBeforeSuite] 
            STEP: loading the webhook image on Kind @ 11/24/26 06:01:42.093
            STEP: loading the sidecar image on Kind @ 11/24/26 06:01:43.095
            [FAILED] in [SynchronizedBeforeSuite] - /x.go:1 @ 11/24/26 06:01:44
          [SynchronizedBeforeSuite] [FAILED] [3.024 seconds]
          """) == ["load: load image webhook: passed", "load: load image sidecar: failed"])
  }

  @Test func parallelLoadsUnderOneStepAreStepsOfTheirOwn() throws {
    #expect(
      try Bundled.steps(
        of: """
          ------------------------------
          [SynchronizedBeforeSuite] 
            STEP: loading all images on Kind in parallel @ 11/24/26 06:02:28.884
            running: "/usr/bin/kind load image-archive /srv/ar/webhook.tar --name e2e"
            running: "/usr/bin/kind load image-archive /srv/ar/sidecar.tar --name e2e"
          [SynchronizedBeforeSuite] PASSED [11.317 seconds]
          """) == ["load: load image webhook: passed", "load: load image sidecar: passed"])
  }

  @Test func stepsHaveTheTimesOfTheirLines() throws {
    let steps = try Bundled.log(
      of: """
        [06:20:12.376] ==> load images
        [06:20:12.377] loading webhook
        [06:20:14.749] load webhook exit=1
        """
    ).track.steps.map(\.step)
    #expect(steps.map(\.subject) == ["webhook"])
    #expect(steps.first?.start?.description == "06:20:12.377")
    #expect(steps.first?.end?.description == "06:20:14.749")
    #expect(steps.first?.time == .measured)
    #expect(steps.first?.exitStatus == 1)
    #expect(steps.first?.location.line == 2)
    #expect(steps.first?.endLine == 3)
  }

  @Test func statusEndsTheCommandOfATranscript() throws {
    #expect(
      try Bundled.steps(
        of: """
          $ podman build -t localhost/lab/webhook:e2e .
          [exit 0]
          $ kind load image-archive webhook.tar --name e2e
          ERROR: failed to load image: x
          [exit 1]
          $ kubectl apply -f pod.yml
          """) == [
          "build: build image webhook: passed", "load: kind load webhook: failed",
          "deploy: apply pod: unknown",
        ])
  }

  @Test func ofParallelCommandsTheErrorTellsWhichFailed() throws {
    #expect(
      try Bundled.steps(
        of: """
          $ podman exec -i n ctr images import - < webhook.tar
          $ podman rm -f n
          [exit 0]
          ctr: failed to dial: connection refused
          [exit 1]
          """) == ["load: import image webhook: failed", "cleanup: remove container n: passed"])
  }

  @Test func transcriptWithoutStatusesEndsACommandWithTheNext() throws {
    #expect(
      try Bundled.steps(of: "$ podman build -t a:1 .\n$ kubectl apply -f pod.yml\n")
        == ["build: build image a: unknown", "deploy: apply pod: unknown"])
  }

  @Test func phasesOfASuiteHoldTheirSteps() throws {
    #expect(
      try Bundled.steps(
        of: """
          📦 PHASE 1: Building images in parallel...
            🔨 Building Data Storage...
            ✅ datastorage image built
          ✅ All images built! (~3-4 min parallel)
          📦 PHASE 3: Loading images into cluster...
            Exporting image localhost/datastorage:1...
            ✅ DataStorage loaded
          """) == [
          "build: build image data-storage: passed", "load: save image data-storage: passed",
          "load: load image data-storage: passed",
        ])
  }

  @Test func secondLoadInDeployIsAnotherAttemptInAnotherPhase() throws {
    let steps = try Bundled.log(
      of: """
        📦 PHASE 3: Loading images into cluster...
          ✅ AIAnalysis loaded
        📦 PHASE 4: Deploying services in parallel...
          Loading AIAnalysis controller image into Kind...
        ERROR: failed to load image: command "podman exec" failed with error: exit status 255
        """
    ).track.steps.map(\.step).filter { $0.operation == "load image" }
    #expect(steps.map(\.phase) == [.load, .deploy])
    #expect(steps.map(\.attempt) == [1, 2])
    #expect(steps.map(\.subject) == ["aianalysis", "aianalysis"])
  }

  @Test func specIsAStepAndItsStepsAreNot() throws {
    #expect(
      try Bundled.steps(
        of: """
          Running Suite: e2e suite - /home/ci/lab/e2e
          ------------------------------
          Webhook should answer
          /home/ci/lab/e2e/e2e_test.go:56
            STEP: deploying the controller-manager @ 11/24/26 06:01:46.715
          • [0.525 seconds]
          ------------------------------
          Database should list
          /home/ci/lab/e2e/e2e_test.go:71
          • [FAILED] [1.204 seconds]
          ------------------------------
          """) == [
          "test: spec Webhook should answer: passed", "test: spec Database should list: failed",
        ])
  }

  @Test func planNamesThePhasesToCome() throws {
    let track = try Bundled.log(
      of: "  Strategy: Build parallel → Create cluster → Load → Deploy\n"
    ).track
    #expect(track.announcedPhases == [.build, .cluster, .load, .deploy])
  }

  @Test func countsOfGinkgoAreRead() throws {
    let track = try Bundled.log(
      of: """
        Running Suite: e2e suite - /home/ci/lab/e2e
        Will run 34 of 34 specs
        Running in parallel across 4 processes
        Ran 30 of 34 Specs in 323.946 seconds
        SUCCESS! -- 30 Passed | 0 Failed | 0 Pending | 4 Skipped
        """
    ).track
    #expect(track.suite == "e2e suite")
    #expect(track.plannedSpecs == 34)
    #expect(track.processes == 4)
    #expect(track.ran?.count == 30)
    #expect(track.passedAt != nil)
    #expect(track.failedAt == nil)
  }

  @Test(arguments: ["\n", "no marker at all\n", "[exit 0]\n", "✅ \n", "$ \n", "STEP: \n"])
  func poorTextGivesNoStepAndNoCrash(_ text: String) throws {
    #expect(try Bundled.log(of: text).track.steps.isEmpty)
  }

  @Test(arguments: 0..<15 as Range<UInt64>)
  func anyOrderOfMarkersGivesATimelineWithinTheLog(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let lines = try BundledRules.fires().shuffled(using: &random).prefix(40)
    let log = try Bundled.log(of: lines.joined(separator: "\n"))
    for tracked in log.track.steps {
      #expect(log.text.lines.indices.contains(tracked.startIndex))
      #expect(log.text.lines.indices.contains(tracked.endIndex))
      #expect(tracked.startIndex <= tracked.endIndex)
      #expect(tracked.step.attempt >= 1)
    }
    for failure in log.track.failures {
      #expect(failure.step.map { log.track.steps.indices.contains($0) } ?? true)
    }
    _ = try Bundled.diagnosis(of: lines.joined(separator: "\n"))
  }
}

/// Lines that the bundled rules know.
enum BundledRules {
  static func fires() throws -> [String] {
    let catalog = try Bundled.rules().catalog
    return (catalog.markers.lineRules + catalog.signatures.all.map(\.line))
      .flatMap(\.fires).map(\.line)
  }
}

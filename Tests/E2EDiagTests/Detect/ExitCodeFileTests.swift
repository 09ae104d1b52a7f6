import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// A file with nothing but an exit code says how the command of the run ended.
@Suite struct ExitCodeFileTests {
  private static let cut = """
    Running Suite: e2e suite - /home/ci/lab/e2e
    Will run 1 of 1 specs
    ------------------------------
    [SynchronizedBeforeSuite]\u{20}
      STEP: loading the webhook image on Kind @ 11/24/26 06:01:42.093

    """
  private static let failed = """
    $ podman exec --privileged -i e2e-node-17 ctr --namespace=k8s.io images import - < database.tar
    ctr: write /var/lib/containerd/data: no space left on device
    [exit 1]

    """

  @Test(arguments: [
    ("0\n", 0), ("255", 255), (" 137 \n\n", 137), ("exit code: 1\n", 1), ("Exit status=2", 2),
  ])
  func aLoneNumberIsAnExitCode(text: String, code: Int) {
    #expect(ExitCodeFile.read(LogText(text))?.code == code)
  }

  @Test(arguments: ["256\n", "1\n2\n", "1 of 3\n", "-1\n", "PASS\n"])
  func otherTextsAreNone(text: String) {
    #expect(ExitCodeFile.read(LogText(text)) == nil)
  }

  @Test func itIsNoLogAndStatesNoFailure() throws {
    let diagnosis = try Bundled.diagnosis(of: "137\n")
    #expect(diagnosis.run.sources[0].format == "exit-code")
    #expect(diagnosis.failure == nil)
    #expect(diagnosis.candidates == [])
    #expect(diagnosis.run.verdict == .unknown)
    #expect(
      diagnosis.events.map(\.sentence) == [
        "The command of the run ended with exit code 137: it was killed with SIGKILL, as by the kernel, "
          + "a limit or a person."
      ])
    #expect(diagnosis.events.map(\.kind) == [.ci])
  }

  /// The report said that nothing tells how the run ended.
  @Test func aRunOfWhichOnlyTheExitCodeSaysThatItFailedHasFailed() throws {
    let diagnosis = try Bundled.diagnosis(of: "all is fine\n", "1\n")
    #expect(diagnosis.isStatedFailure)
    #expect(try !Bundled.diagnosis(of: "all is fine\n", "0\n").isStatedFailure)
  }

  @Test func aRunWithAnExitCodeOtherThanZeroHasNotPassed() throws {
    let console = DetectionSamples.passed
    #expect(try Bundled.diagnosis(of: console).run.verdict == .passed)
    #expect(try Bundled.diagnosis(of: console, "0\n").run.verdict == .passed)
    let diagnosis = try Bundled.diagnosis(of: console, "1\n")
    #expect(diagnosis.run.verdict == .unknown)
    let contradiction = try #require(diagnosis.contradictions.first)
    #expect(contradiction.claim.location.source == 0)
    #expect(contradiction.against.location.source == 1)
    #expect(
      contradiction.sentence
        == "The log says that the run passed; the exit code 1 says that it did not.")
  }

  @Test(arguments: [
    ("1\n", Verdict.incomplete), ("137\n", .incomplete), ("143\n", .interrupted),
    ("130\n", .interrupted), ("124\n", .interrupted), ("0\n", .incomplete),
  ])
  func aCutConsoleStaysAsItIsUnlessItWasStopped(code: String, verdict: Verdict) throws {
    #expect(try Bundled.diagnosis(of: Self.cut, code).run.verdict == verdict)
  }

  @Test func aFailureThatTheConsoleStatesStaysAndTheZeroIsTheContradiction() throws {
    let alone = try Bundled.diagnosis(of: Self.failed)
    let same = try Bundled.diagnosis(of: Self.failed, "1\n")
    #expect(same.failure == alone.failure)
    #expect(same.conclusion == alone.conclusion)
    #expect(same.run.verdict == alone.run.verdict)
    #expect(same.contradictions == [])
    let zero = try Bundled.diagnosis(of: Self.failed, "0\n")
    #expect(zero.failure == alone.failure)
    #expect(zero.contradictions.map(\.claim.text) == ["0"])
  }

  @Test func anotherCodeThanThePrintedOnesIsTheOutermostStatus() throws {
    #expect(
      try Bundled.diagnosis(of: Self.failed, "2\n").failure?.exitStatuses.first
        == ExitStatus(layer: "run", code: 2))
    #expect(
      try Bundled.diagnosis(of: Self.failed, "1\n").failure?.exitStatuses.contains {
        $0.layer == "run"
      }
        == false)
  }
}

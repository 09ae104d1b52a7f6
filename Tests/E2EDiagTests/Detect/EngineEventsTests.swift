import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// What engines tell of containers: which of it belongs to the run, and what it shows of a failure.
@Suite struct EngineEventsTests {
  private static let console = """
    2026-11-24T06:17:01.500Z $ podman exec --privileged -i e2e-node-17 ctr --namespace=k8s.io images import - < database.tar
    2026-11-24T06:17:03.100Z [exit 255]

    """

  private static func podman(_ clock: String, _ action: String, _ name: String) -> String {
    "2026-11-24 \(clock) +0000 UTC container \(action) "
      + "3e59623b99713ee642a40177d3f1317ea531a6b77802b7de6bc1b11ddd7db85b "
      + "(image=localhost/lab/node:v1, name=\(name), io.x-k8s.kind.cluster=kind, "
      + "io.x-k8s.kind.role=control-plane)\n"
  }

  private static func sentences(_ diagnosis: Diagnosis) -> [String] {
    diagnosis.events.filter { $0.kind == .container }.map(\.sentence)
  }

  @Test func removalOfTheNodeWhileTheStepRunsIsARace() throws {
    let without = try Bundled.diagnosis(of: Self.console)
    #expect(without.conclusion.cause == nil)
    let with = try Bundled.diagnosis(
      of: Self.console,
      Self.podman("06:17:00.567773884", "start", "e2e-node-17")
        + Self.podman("06:17:02.676499461", "died", "e2e-node-17")
        + Self.podman("06:17:02.824288608", "remove", "e2e-node-17"))
    #expect(with.conclusion.cause == .race)
    #expect(with.hypotheses.first?.evidenceFor.first?.rule == "around/node-removed")
    #expect(with.run.sources[1].format == "engine-events")
    #expect(
      Self.sentences(with) == [
        "The container 'e2e-node-17' started.", "The container 'e2e-node-17' died.",
        "The container 'e2e-node-17' was removed.",
      ])
  }

  @Test func removalAfterTheFailureIsToldAndIsNoEvidence() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Self.console, Self.podman("06:17:08.824288608", "remove", "e2e-node-17"))
    #expect(Self.sentences(diagnosis) == ["The container 'e2e-node-17' was removed."])
    #expect(
      !diagnosis.hypotheses.contains { $0.evidenceFor.contains { $0.rule.hasPrefix("around") } })
  }

  @Test func removalBeforeTheStepIsNoEvidence() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Self.console, Self.podman("06:17:00.824288608", "remove", "e2e-node-17"))
    #expect(
      !diagnosis.hypotheses.contains { $0.evidenceFor.contains { $0.rule.hasPrefix("around") } })
  }

  @Test func containersOfOtherRunsAndHealthyNoiseAreLeftOut() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Self.console,
      ["exec", "exec_died", "mount", "create", "cleanup", "init"].map {
        Self.podman("06:17:02.100000000", $0, "e2e-node-17")
      }.joined()
        + Self.podman("06:17:02.200000000", "died", "e2e-node-1")
        + Self.podman("06:17:02.200000000", "remove", "e2e-node-171"))
    #expect(Self.sentences(diagnosis) == [])
  }

  @Test func memoryThatRanOutInTheNodeIsExhaustion() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Self.console,
      """
      2026-11-24T06:17:02.100000000Z container oom 3e59623b9971 (image=kindest/node:v1.34.0, name=e2e-node-17, io.x-k8s.kind.role=worker)
      2026-11-24T06:17:02.200000000Z container die 3e59623b9971 (exitCode=137, image=kindest/node:v1.34.0, name=e2e-node-17, io.x-k8s.kind.role=worker)

      """)
    #expect(diagnosis.conclusion.cause == .resourceExhaustion)
    #expect(
      Self.sentences(diagnosis).last
        == "The container 'e2e-node-17' died with exit code 137: it was killed with SIGKILL, as by the "
        + "kernel, a limit or a person.")
  }

  @Test(arguments: [
    #"{"ContainerExitCode":137,"ID":"3e59623b9971","Image":"localhost/lab/node:v1","Name":"e2e-node-17","Status":"died","Time":"2026-11-24T06:17:02.2Z","Type":"container","Attributes":{"io.x-k8s.kind.role":"worker"}}"#,
    #"{"status":"die","id":"3e59623b9971","from":"kindest/node:v1","Type":"container","Action":"die","Actor":{"ID":"3e59623b9971","Attributes":{"exitCode":"137","io.x-k8s.kind.role":"worker","name":"e2e-node-17"}},"scope":"local","time":1795501022,"timeNano":1795501022200000000}"#,
  ])
  func eventsAsJSONAreTheSame(line: String) throws {
    let diagnosis = try Bundled.diagnosis(of: Self.console, line + "\n" + line + "\n")
    let event = try #require(diagnosis.events.first)
    #expect(event.subject == "e2e-node-17")
    #expect(event.time == LogTime(iso: "2026-11-24T06:17:02.2Z"))
    #expect(event.sentence.hasPrefix("The container 'e2e-node-17' died with exit code 137"))
    #expect(diagnosis.run.sources[1].format == "engine-events")
  }

  @Test func theLastEventsOfVeryManyAreKept() throws {
    let many = (0..<500).map { Self.podman("06:1\($0 / 100):00", "died", "e2e-node-17") }.joined()
    let log = try Bundled.log(of: many)
    #expect(log.events.count == EventGrammar.mostOfARule)
    #expect(log.events.last?.index == 499)
  }
}

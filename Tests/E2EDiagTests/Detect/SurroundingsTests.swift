import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Lines of the kernel and of the cluster count where their time is near the failure.
@Suite struct SurroundingsTests {
  private static let console = """
    2026-11-24T06:17:01.500Z $ podman exec --privileged -i e2e-node-17 ctr --namespace=k8s.io images import - < database.tar
    2026-11-24T06:17:03.100Z [exit 137]

    """

  private static func killed(at time: String) -> String {
    "\(time) lab kernel: Memory cgroup out of memory: Killed process 48213 (ctr) "
      + "total-vm:1841204kB, anon-rss:60112kB\n"
  }

  @Test func killOfTheKernelInTheFailingStepDecides() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Self.console, Self.killed(at: "2026-11-24T06:17:02.900Z"))
    #expect(diagnosis.conclusion.cause == .resourceExhaustion)
    let event = try #require(diagnosis.events.first)
    #expect(event.kind == .kernel)
    #expect(event.subject == "ctr")
    #expect(event.sentence == "The kernel killed 'ctr' (process 48213) because memory ran out.")
  }

  /// It was called measured, though the run had told the zone.
  @Test func timeOfAnEventIsKnownAsThatOfItsLineIs() throws {
    let event = try #require(
      Bundled.diagnosis(of: Self.console, Self.killed(at: "Nov 24 06:17:02")).events.first)
    #expect(event.time == LogTime(iso: "2026-11-24T06:17:02Z"))
    #expect(event.quality == .estimated)
  }

  @Test(arguments: [
    "2026-11-19T06:17:02.900Z", "2026-11-24T06:40:00.000Z",
    // Days before, in whatever zone: it was strong support.
    "Nov 20 06:17:02",
  ])
  func killOfAnotherDayOrAfterTheFailureIsNeitherEvidenceNorTold(time: String) throws {
    let diagnosis = try Bundled.diagnosis(of: Self.console, Self.killed(at: time))
    #expect(diagnosis.conclusion.cause == nil)
    #expect(diagnosis.events == [])
    #expect(
      !diagnosis.hypotheses.contains { $0.evidenceFor.contains { $0.rule == "linux/oom-kill" } })
  }

  @Test func killWithoutATimeCountsLessThanOneNearTheFailure() throws {
    func weight(_ source: String) throws -> Double? {
      try Bundled.diagnosis(of: Self.console, source).hypotheses
        .first { $0.id == .resourceExhaustion }?.evidenceFor.first { $0.rule == "linux/oom-kill" }?
        .weight
    }
    let near = try #require(try weight(Self.killed(at: "2026-11-24T06:17:02.900Z")))
    let undated = try #require(try weight(Self.killed(at: "[ 8211.402113]")))
    #expect(undated < near)
  }

  @Test func warningsOfTheClusterAreToldWithoutATimeOfTheirOwn() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Self.console,
      """
      NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT            MESSAGE
      e2e         2m10s       Normal    Pulling   pod/webhook-6d4   Pulling image "localhost/lab/webhook:e2e"
      e2e         12s (x3 over 40s)   Warning   Failed    pod/webhook-6d4   Error: ErrImageNeverPull

      """,
      """
      Name:             webhook-6d4
      Namespace:        e2e
      Node:             e2e-control-plane/10.89.0.2
      Events:
        Type     Reason     Age                From               Message
        ----     ------     ----               ----               -------
        Warning  Failed     12s (x3 over 40s)  kubelet            Error: ErrImageNeverPull

      """)
    #expect(
      diagnosis.run.sources.map(\.format)
        == ["shell-transcript", "kubectl-events", "kubectl-describe"])
    let events = diagnosis.events.filter { $0.kind == .cluster }
    #expect(
      events.map(\.sentence) == [
        "The cluster warns of pod/webhook-6d4: Failed, Error: ErrImageNeverPull",
        "The cluster warns: Failed, Error: ErrImageNeverPull (from kubelet).",
      ])
    #expect(events.allSatisfy { $0.time == nil && $0.quality == .none })
    #expect(
      diagnosis.hypotheses.contains { $0.evidenceFor.contains { $0.line.location.source == 1 } },
      "signatures fire in the output of kubectl")
  }
}

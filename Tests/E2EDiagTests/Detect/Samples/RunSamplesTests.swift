import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Samples speak of the failing step where they were taken beside it.
@Suite struct RunSamplesTests {
  /// A transcript whose second load fails without a word, from 06:02:50 to 06:02:55.
  private static let console = """
    2026-11-24T06:02:40.000Z $ podman exec --privileged -i e2e-node-7 ctr images import - < sidecar.tar
    2026-11-24T06:02:45.000Z [exit 0]
    2026-11-24T06:02:50.000Z $ podman exec --privileged -i e2e-node-7 ctr images import - < database.tar
    2026-11-24T06:02:55.000Z [exit 1]
    """

  private static func table(_ rows: [(second: String, used: Int)]) -> String {
    "time\tnode\tvar_used_kb\tvar_free_kb\n"
      + rows.map {
        "2026-11-24T06:0\($0.second)Z\te2e-node-7\t\($0.used)\t\(1000 - $0.used)\n"
      }.joined()
  }

  private func exhaustion(_ logs: String...) throws -> (Diagnosis, [Evidence], [Evidence]) {
    let sources = logs.enumerated().map { LogSource(bytes: Array($1.utf8), name: "log\($0)") }
    let diagnosis = try diagnose(sources, using: Bundled.rules())
    let own = try #require(diagnosis.hypotheses.first { $0.id == .resourceExhaustion })
    let isSample = { (evidence: Evidence) in evidence.rule.hasPrefix("samples/") }
    return (diagnosis, own.evidenceFor.filter(isSample), own.evidenceAgainst.filter(isSample))
  }

  @Test func fullDiskWhileTheStepRanIsEvidence() throws {
    let (diagnosis, pro, _) = try exhaustion(
      Self.console, Self.table([("2:41", 300), ("2:52", 995), ("2:58", 400)]))
    #expect(pro.map(\.rule) == ["samples/disk-full"])
    #expect(pro.first?.weight == 2)
    #expect(pro.first?.line.location == SourceLocation(source: 1, line: 3))
    #expect(
      diagnosis.events.map(\.sentence) == ["/var on e2e-node-7: 99.5 % used, 5 KiB left"])
    #expect(!diagnosis.observations.contains { $0.kind == .noResourceData })
  }

  @Test func sampleFarFromTheStepIsNone() throws {
    #expect(
      try exhaustion(Self.console, Self.table([("1:41", 995), ("2:48", 300), ("2:52", 310)])).1
        .isEmpty)
    #expect(try exhaustion(Self.console, Self.table([("2:52", 310), ("5:52", 995)])).1.isEmpty)
  }

  @Test func lastSampleBeforeAndFirstOneAfterCountLess() throws {
    #expect(
      try exhaustion(Self.console, Self.table([("2:48", 995), ("4:52", 310)])).1.map(\.weight) == [
        1.5
      ])
    #expect(
      try exhaustion(Self.console, Self.table([("2:41", 300), ("2:59", 995)])).1.map(\.weight) == [
        1.5
      ])
  }

  /// A disk of the host that is at 99 % from the first step on did not fail the third.
  @Test func fileSystemThatWasAlwaysFullIsNoExhaustion() throws {
    let rows = [("1:00", 990), ("1:30", 991), ("8:52", 991)]
    let (diagnosis, pro, _) = try exhaustion(
      Self.console.replacing("06:02", with: "06:08"), Self.table(rows))
    #expect(pro.isEmpty)
    #expect(diagnosis.events.isEmpty)
  }

  @Test func sampleBehindTheCleaningUpDoesNotCount() throws {
    let df = """
      Filesystem      Size  Used Avail Use% Mounted on
      /dev/sda1       100G  100G     0 100% /var
      """
    let failed = """
      $ podman exec -i e2e-node-7 ctr images import - < database.tar
      [exit 1]
      """
    let removal = "$ podman rm -f e2e-node-7\ne2e-node-7\n[exit 0]"
    #expect(
      try exhaustion("\(failed)\n$ df -h\n\(df)\n[exit 0]\n\(removal)").1.map(\.weight) == [1.5])
    #expect(try exhaustion("\(failed)\n\(removal)\n$ df -h\n\(df)\n[exit 0]").1.isEmpty)
  }

  @Test func counterOfKillsThatRoseIsStrongAndOneThatStoodIsNothing() throws {
    func table(_ kills: [Int]) -> String {
      "time\tnode\tcg_oom_kill\n"
        + zip(["41", "48", "52", "58"], kills).map {
          "2026-11-24T06:02:\($0)Z\te2e-node-7\t\($1)\n"
        }.joined()
    }
    let (diagnosis, pro, _) = try exhaustion(Self.console, table([1, 1, 3, 3]))
    #expect(pro.map(\.rule) == ["samples/killed-for-memory"])
    #expect(diagnosis.conclusion.cause == .resourceExhaustion)
    #expect(diagnosis.events.count == 1)
    #expect(try exhaustion(Self.console, table([5, 5, 5, 5])).1.isEmpty)
  }

  @Test func roomOnTheNodeSpeaksAgainstAFullDiskAndRoomOnTheHostDoesNot() throws {
    let asked = Self.console.replacing(
      "[exit 1]", with: "write /x: no space left on device\n[exit 1]")
    let rows = Self.table([("2:48", 300), ("2:52", 310), ("2:58", 300)])
    #expect(try exhaustion(asked, rows).2.map(\.rule) == ["samples/disk-room"])
    #expect(try exhaustion(asked, rows.replacing("e2e-node-7", with: "-")).2.isEmpty)
    #expect(try exhaustion(Self.console, rows).2.isEmpty, "nothing asks for the disk")
  }

  @Test func runWithoutAFailureHasTheFirstCrossingOnly() throws {
    let passed = Self.console.replacing("[exit 1]", with: "[exit 0]")
    let (diagnosis, pro, _) = try exhaustion(
      passed, Self.table([("2:41", 300), ("2:48", 950), ("2:52", 960), ("2:58", 940)]))
    #expect(pro.isEmpty)
    #expect(diagnosis.events.map(\.sentence).first == "/var on e2e-node-7: 95 % used, 50 KiB left")
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct LogTimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600_000),
    ("2026-11-24T06:01:42.093Z", 1_795_500_102_093), ("1969-12-31T23:59:59Z", -1000),
  ])
  func timeIsReadAndWrittenAlike(_ row: (text: String, milliseconds: Int64)) throws {
    let time = try #require(LogTime(iso: row.text))
    #expect(time.milliseconds == row.milliseconds)
    #expect(LogTime(iso: time.description) == time)
  }

  @Test func everyDayOfFourCenturiesIsWrittenAsItIsRead() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let days = Int64.random(in: -30_000...130_000, using: &random)
      let time = LogTime(milliseconds: days * 86_400_000 + 1, hasDate: true, hasZone: true)
      let text = time.description
      #expect(LogTime(iso: text) == time, "\(text)")
    }
  }

  @Test func clockWithoutADateAndTimeWithoutAZoneSaySo() {
    #expect(
      LogTime(milliseconds: 22_814_749, hasDate: false, hasZone: false).description
        == "06:20:14.749")
    #expect(LogTime(iso: "2026-11-24T06:01:42")?.description == "2026-11-24T06:01:42.000")
  }

  @Test func clocksAreComparedAcrossMidnight() {
    func clock(_ milliseconds: Int64) -> LogTime {
      LogTime(milliseconds: milliseconds, hasDate: false, hasZone: false)
    }
    #expect(clock(1000).seconds(to: clock(3500)) == 2.5)
    #expect(clock(86_399_000).seconds(to: clock(1000)) == 2)
    #expect(clock(3500).seconds(to: clock(1000)) == -2.5)
  }

  @Test func timesOfDifferentKindsAreNotCompared() {
    let clock = LogTime(milliseconds: 1, hasDate: false, hasZone: false)
    let local = LogTime(milliseconds: 1, hasDate: true, hasZone: false)
    let zoned = LogTime(milliseconds: 1, hasDate: true, hasZone: true)
    #expect(clock.seconds(to: local) == nil)
    #expect(local.seconds(to: zoned) == nil)
    #expect(zoned.seconds(to: zoned) == 0)
  }
}

@Suite struct FingerprintTests {
  /// Values of 64-bit FNV-1a; a change of them makes stored failures unknown again.
  @Test func valueOfAVersionNeverChanges() {
    #expect(Fingerprint([]).description == "v1:cbf29ce484222325")
    #expect(Fingerprint(["a"]).description == "v1:089be207b544f1e4")
    #expect(Fingerprint(["a", "b"]).value == fnv("a\0b\0"))
  }

  private func fnv(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  @Test func partsAreKeptApart() {
    #expect(Fingerprint(["ab", "c"]) != Fingerprint(["a", "bc"]))
    #expect(Fingerprint(["a", ""]) != Fingerprint(["a"]))
    #expect(Fingerprint(["a", "b"]) != Fingerprint(["b", "a"]))
  }

  @Test func descriptionHasSixteenDigits() {
    for seed in 0..<500 { #expect(Fingerprint(["\(seed)"]).description.utf8.count == 19) }
  }

  @Test func numbersAndTimesChangeNoFingerprint() throws {
    let log = DetectionSamples.failedSetup().replacing("▶", with: "")
    let other = log.replacing("06:01", with: "17:45").replacing(
      "0xc0006b4f20", with: "0xc000aa0000"
    )
    .replacing("4.087", with: "9.001")
    let fingerprints = try [log, other].map { try Bundled.diagnosis(of: $0).failure?.fingerprint }
    #expect(fingerprints[0] != nil)
    #expect(fingerprints[0] == fingerprints[1])
  }
}

@Suite struct PhaseTests {
  @Test func phasesAreInTheOrderOfARun() {
    #expect(Phase.allCases.sorted() == Phase.allCases)
    #expect(Phase.allCases.map(\.order) == Array(0..<8))
  }

  @Test(arguments: Verdict.allCases)
  func verdictIsAFailureUnlessPassedOrUnknown(_ verdict: Verdict) {
    let harmless: [Verdict] = [.passed, .unknown, .incomplete]
    #expect(verdict.isFailure == !harmless.contains(verdict))
  }

  @Test func namesAreKebabCase() {
    let names =
      Phase.allCases.map(\.rawValue) + Verdict.allCases.map(\.rawValue)
      + HypothesisID.allCases.map(\.rawValue) + StructuralFact.allCases.map(\.rawValue)
    for name in names { #expect(name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(name)") }
  }
}

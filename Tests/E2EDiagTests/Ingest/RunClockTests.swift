import Testing

@testable import E2EDiag

/// What stamps leave open is told by lines near them, then by other sources of the run.
@Suite struct RunClockTests {
  /// The readings of `sources`, a name and a text each, on one clock.
  private func run(_ sources: [(String, String)], started: String? = nil) -> [LogReader.Reading] {
    RunClock.set(
      sources.map { name, text in
        LogReader.read(MemoryStream(Array(text.utf8)), name: name, keeping: nil).reading
      }, started: started.flatMap { LogTime(iso: $0) })
  }

  private func times(_ reading: LogReader.Reading) -> [String] {
    reading.text.lines.map { $0.time?.description ?? "-" }
  }

  private func times(_ text: String, started: String? = nil) -> [String] {
    times(run([("a", text)], started: started)[0])
  }

  private func qualities(_ reading: LogReader.Reading) -> [TimeQuality] {
    reading.text.lines.map(\.quality)
  }

  // MARK: - Zones

  @Test(arguments: [
    ("2025-12-26T21:20:00.442-0500 INFO x", "2025-12-27T02:20:00.431Z"),
    ("2025-12-26T21:20:00.442Z INFO x", "2025-12-26T21:20:00.431Z"),
    ("2025-12-27T02:50:00.442+0530 INFO x", "2025-12-26T21:20:00.431Z"),
    ("2025-12-26T21:26:00.442Z too far", "2025-12-26T21:20:00.431"),
    // No place is a quarter of an hour from UTC.
    ("2025-12-26T21:35:00.442Z INFO x", "2025-12-26T21:20:00.431"),
    ("no time", "2025-12-26T21:20:00.431"),
  ])
  func timeWithoutAZoneHasThatOfTheNearestLine(_ row: (line: String, time: String)) {
    let reading = run([
      ("a", "[FAILED] in [BeforeSuite] - /x.go:1 @ 12/26/25 21:20:00.431\n\(row.line)\n")
    ])[0]
    #expect(times(reading)[0] == row.time)
    #expect(qualities(reading)[0] == .measured)
  }

  @Test func linePrintedHoursLaterTellsNoZone() {
    let suite = (0..<8).map {
      "STEP: one \($0) @ 11/24/26 10:00:0\($0).1\n2026-11-24T10:00:0\($0).2Z INFO two\n"
    }.joined()
    let late = "time=\"2026-11-24T08:00:09Z\" level=info msg=\"of an earlier hour\"\n"
    #expect(
      times(suite + late + "STEP: last step @ 11/24/26 10:00:09.1\n").last
        == "2026-11-24T10:00:09.100Z")
  }

  @Test func summerTimeThatEndsInALogHasTwoOffsets() {
    #expect(
      times(
        """
        STEP: one is here @ 10/25/26 02:59:50.000
        2026-10-25T00:59:50.100Z a
        STEP: two is here @ 10/25/26 02:00:10.000
        2026-10-25T01:00:10.100Z b
        """) == [
          "2026-10-25T00:59:50.000Z", "2026-10-25T00:59:50.100Z", "2026-10-25T01:00:10.000Z",
          "2026-10-25T01:00:10.100Z",
        ])
  }

  @Test func summerTimeThatEndsWithoutAZoneIsSaid() {
    let reading = run([
      (
        "a",
        "STEP: one is here @ 10/25/26 02:59:50.000\nSTEP: two is here @ 10/25/26 02:00:10.000\n"
      )
    ])[0]
    #expect(
      reading.summary.notes == [
        "time goes back once, first by 3580 s at line 2, as it does when summer time ends"
      ])
  }

  @Test func zoneComesFromTheOtherSourcesOfTheRun() {
    let read = run([
      ("e2e.log", "[07:01:00.5] start\n[07:05:00.5] end\n"),
      ("events.log", "2026-11-24 06:00:59 +0000 UTC a\n2026-11-24 06:05:01 +0000 UTC b\n"),
    ])
    #expect(times(read[0]) == ["2026-11-24T06:01:00.500Z", "2026-11-24T06:05:00.500Z"])
    #expect(qualities(read[0]) == [.estimated, .estimated])
    #expect(qualities(read[1]) == [.measured, .measured])
    #expect(
      read[0].summary.notes == [
        "its times have no zone; read as UTC+1, as the time of 'events.log' tells"
      ])
  }

  @Test func zoneComesFromACommonEvent() {
    let line = "level=error msg=\"failed to unpack the layer of the image\""
    let read = run([
      ("a", "Nov 24 11:31:00 h containerd[1]: \(line)\n"),
      ("b", "2026-11-24T01:00:00Z x\n2026-11-24T06:01:01.2Z \(line)\n2026-11-24T23:00:00Z x\n"),
    ])
    #expect(times(read[0]) == ["2026-11-24T06:01:00.000Z"])
    #expect(read[0].summary.notes == ["its times have no zone; read as UTC+5:30, as 'b' tells"])
  }

  /// The second source without a zone was compared with the first one's time before it had one.
  @Test func zoneComesFromASourceThatHasJustGotOne() {
    let one = "level=error msg=\"failed to unpack the layer of the image\""
    let two = "level=error msg=\"failed to create the sandbox of the pod\""
    let read = run([
      ("a", "Nov 24 11:31:00 h containerd[1]: \(one)\nNov 24 11:32:00 h containerd[1]: \(two)\n"),
      ("b", "2026-11-24T01:00:00Z x\n2026-11-24T06:01:01.2Z \(one)\n2026-11-24T23:00:00Z x\n"),
      ("c", "Nov 24 03:02:01 n containerd[1]: \(two)\n"),
    ])
    #expect(times(read[2]) == ["2026-11-24T06:02:01.000Z"])
  }

  @Test func zoneThatNothingTellsStaysOpenAndIsSaid() {
    let read = run([
      ("a", "[07:01:00] start\n[07:05:00] end\n"),
      ("b", "2026-11-20T06:00:59Z a\n2026-11-24T06:05:01Z b\n"),
    ])
    #expect(read[0].text.lines.allSatisfy { $0.time?.hasZone == false })
    #expect(read[0].summary.notes == ["its times have no zone, and nothing tells it"])
  }

  // MARK: - Dates

  @Test func yearlessLogOverNewYearHasTwoYears() {
    let log = "Dec 31 23:59:59 h u[1]: a\nJan  1 00:00:01 h u[1]: b\n"
    #expect(times(log) == ["23:59:59.000", "00:00:01.000"])
    #expect(run([("a", log)])[0].text.lines.map { $0.time?.milliseconds } == [86_399_000, 1000])
    #expect(
      times(log, started: "2026-12-31T23:00:00Z") == [
        "2026-12-31T23:59:59.000", "2027-01-01T00:00:01.000",
      ])
    let read = run([("a", log), ("b", "2026-12-31T23:59:58Z x\n2027-01-01T00:00:03Z y\n")])
    #expect(times(read[0]) == ["2026-12-31T23:59:59.000Z", "2027-01-01T00:00:01.000Z"])
    #expect(qualities(read[0]) == [.estimated, .estimated])
  }

  @Test func yearComesFromTheNearestLineOfTheSource() {
    let reading = run([
      (
        "a",
        "I1231 23:59:59.900000   7 a.go:1] x\n2026-12-31T23:59:59.950Z y\n"
          + "I0101 00:00:00.100000   7 a.go:1] z\n"
      )
    ])[0]
    #expect(
      times(reading) == [
        "2026-12-31T23:59:59.900Z", "2026-12-31T23:59:59.950Z", "2027-01-01T00:00:00.100Z",
      ])
    #expect(qualities(reading) == [.measured, .measured, .measured])
  }

  @Test func leapDayHasAYearThatHasIt() {
    #expect(
      times("Feb 29 05:00:00 h u[1]: a\n", started: "2027-06-01T00:00:00Z") == [
        "2028-02-29T05:00:00.000"
      ])
  }

  @Test func clockGoesOnPastMidnight() {
    #expect(
      times(
        "[23:59:59.5] a\n[00:00:00.1] b\n[23:59:59.9] c\n[00:00:01] d\n",
        started: "2026-11-24T23:50:00Z") == [
          "2026-11-24T23:59:59.500", "2026-11-25T00:00:00.100", "2026-11-24T23:59:59.900",
          "2026-11-25T00:00:01.000",
        ])
  }

  @Test func clockWithoutAnyDateStaysAClock() {
    #expect(times("[23:59:59.5] a\n[00:00:00.1] b\n") == ["23:59:59.500", "00:00:00.100"])
  }

  @Test func dateOfAClockOfAFarPlaceIsThatOfItsZone() {
    let read = run([
      ("a", "[01:30:00] a\n[01:40:00] b\n"),
      ("b", "2026-11-24T15:30:00Z a\n2026-11-24T15:40:00Z b\n"),
    ])
    #expect(times(read[0]) == ["2026-11-24T15:30:00.000Z", "2026-11-24T15:40:00.000Z"])
  }

  // MARK: - Starts

  @Test func timesSinceAStartFollowTheLineBefore() {
    let reading = run([
      (
        "a",
        "2026-11-24T06:00:00Z + podman load\nDEBU[0000] a\nDEBU[0003] b\n"
          + "2026-11-24T06:01:00Z + podman load\nDEBU[0001] c\n"
      )
    ])[0]
    #expect(
      times(reading) == [
        "2026-11-24T06:00:00.000Z", "2026-11-24T06:00:00.000Z", "2026-11-24T06:00:03.000Z",
        "2026-11-24T06:01:00.000Z", "2026-11-24T06:01:00.000Z",
      ])
    #expect(qualities(reading)[2] == .estimated)
  }

  @Test func kernelSaysWhenItStarted() {
    let log =
      "[    1.500000] rtc_cmos 00:01: setting system clock to 2026-11-24T05:55:55 UTC (1795499755)\n"
      + "[   11.500000] oom\n"
    #expect(times(log) == ["2026-11-24T05:55:55.000Z", "2026-11-24T05:56:05.000Z"])
  }

  @Test func startComesFromMessagesThatAnotherSourceHasToo() {
    let messages = (1...3).map { "usb 1-\($0): a new high-speed device was found" }
    let kernel = messages.enumerated().map { "[  10\($0).250000] \($1)\n" }.joined()
    let journal = messages.enumerated().map { "2026-11-24T06:00:0\($0).25Z \($1)\n" }.joined()
    let read = run([("dmesg", kernel), ("journal", journal)])
    #expect(times(read[0]) == times(read[1]))
  }

  /// Two logs of the kernel told each other that they started in 1970.
  @Test func startsOfTwoSourcesComeFromTheOneThatHasTimes() {
    let messages = (1...3).map { "usb 1-\($0): a new high-speed device was found" }
    let kernel = messages.enumerated().map { "[  10\($0).250000] \($1)\n" }.joined()
    let journal = messages.enumerated().map { "2026-11-24T06:00:0\($0).25Z \($1)\n" }.joined()
    let read = run([("journal", journal), ("dmesg", kernel), ("dmesg.1", kernel)])
    #expect(times(read[1]) == times(read[0]))
    #expect(times(read[2]) == times(read[0]))
  }

  @Test func startThatNothingTellsIsNoTime() {
    let reading = run([("dmesg", "[  10.250000] usb\n")])[0]
    #expect(times(reading) == ["-"])
    #expect(qualities(reading) == [.none])
    #expect(
      reading.summary.notes == ["its times count from a start, and nothing tells when that was"])
  }

  // MARK: - Skew

  private func skewed(_ differences: [Double]) -> [LogReader.Reading] {
    let messages = differences.indices.map { "level=info msg=\"pulled the image number \($0)\"" }
    func log(_ seconds: (Int) -> Double) -> String {
      messages.enumerated().map { index, message in
        let milliseconds = Int64((seconds(index) * 1000).rounded())
        let time = LogTime(
          milliseconds: 1_795_500_000_000 + milliseconds, hasDate: true, hasZone: true)
        return "\(time) \(message)\n"
      }.joined()
    }
    return run([
      ("e2e.log", "Running Suite: x\n" + log { Double($0) * 10 }),
      ("containerd.log", log { Double($0) * 10 + differences[$0] }),
    ])
  }

  @Test func clockThatIsBehindIsFoundByCommonLinesAndCorrected() {
    let read = skewed([-2.4, -2.5, -2.4, -2.3])
    #expect(times(read[1])[0] == "2026-11-24T06:00:00.000Z")
    #expect(qualities(read[1])[0] == .estimated)
    #expect(qualities(read[0])[1] == .measured)
    #expect(
      read[1].summary.notes == [
        "its clock is 2.4 s behind that of 'e2e.log', by 4 common lines; its times are corrected"
      ])
  }

  @Test(arguments: [
    [-2.4, -2.4], [-2.4, -9, 30], [-0.4, -0.5, -0.4], [-2.4, -2.4, -2.4, 60, 90, 120],
  ])
  func clockIsNotCorrectedByFewOrUnlikeLines(_ differences: [Double]) {
    let read = skewed(differences)
    #expect(qualities(read[1]).allSatisfy { $0 == .measured })
    #expect(read.allSatisfy { reading in !reading.summary.notes.contains { $0.contains("clock") } })
  }

  @Test func nameThatTwoSourcesTellOfMovesNoClock() {
    let names = (0..<4).map { String(repeating: "abcdef0\($0)", count: 8) }
    let events = names.map { "2026-11-24T06:00:00Z container created of \($0) now\n" }.joined()
    let later = names.map { "2026-11-24T06:00:05Z unpacked the content of \($0) at last\n" }
      .joined()
    let read = run([("a", events), ("b", later)])
    #expect(times(read[1])[0] == "2026-11-24T06:00:05.000Z")
  }

  // MARK: - Order

  @Test func timesThatGoBackAreSaid() {
    let reading = run([
      (
        "a",
        "2026-11-24T06:00:10Z a\n2026-11-24T06:00:09Z parallel\n2026-11-24T06:00:20Z b\n"
          + "2026-11-24T06:00:02.5Z c\n2026-11-24T06:00:30Z d\n2026-11-24T06:00:20Z e\n"
      )
    ])[0]
    #expect(reading.summary.notes == ["time goes back 2 times, first by 17 s at line 4"])
  }
}

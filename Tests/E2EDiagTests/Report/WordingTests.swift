import Testing

@testable import E2EDiag
@testable import E2EDiagReport

@Suite struct WordingTests {
  @Test func oneIsSingular() {
    #expect(counted(1, "spec") == "1 spec")
    #expect(counted(0, "spec") == "0 specs")
    #expect(counted(34, "line") == "34 lines")
  }

  @Test(arguments: [
    (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd"),
    (113, "113th"),
  ])
  func ordinalsHaveTheirEnding(number: Int, words: String) {
    #expect(ordinal(number) == words)
  }

  @Test(
    arguments: [
      (0.4, "0s"), (59, "59s"), (323, "5m23s"), (3840, "1h4m"), (-1, nil), (.nan, nil),
    ] as [(Double, String?)])
  func durationsHaveTwoUnitsAtMost(seconds: Double, words: String?) {
    #expect(duration(seconds: seconds) == words)
  }

  @Test func countsOfSpecsSayWhatWasMasked() {
    #expect(ReportSamples.masked.words == "0 of 34 specs ran, 34 masked")
    let one = SpecCounts(total: 1, ran: 1, passed: nil, failed: 1, masked: 0)
    #expect(one.words == "1 of 1 spec ran, 1 failed")
  }

  @Test func secondLoadIsNotCalledATry() {
    let load = stepWords(operation: "load image", subject: "aianalysis", attempt: 2)
    #expect(load.text == "load image 'aianalysis' (2nd load)")
    let apply = stepWords(operation: "apply", subject: nil, attempt: 3)
    #expect(apply.text == "apply (3rd try)")
  }

  @Test func clockIsThatOfTheLog() {
    #expect(ReportSamples.clock(21, 4, 7).clock == "21:04:07")
    #expect(
      LogTime(milliseconds: 1_766_800_323_999, hasDate: true, hasZone: true).clock == "01:52:03")
  }
}

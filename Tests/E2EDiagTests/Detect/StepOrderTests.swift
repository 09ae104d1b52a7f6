import Testing

@testable import E2EDiag

@Suite struct StepOrderTests {
  private func step(_ name: String, _ seconds: Int64?, hasZone: Bool = true) -> Step {
    Step(
      phase: .load, operation: name, subject: nil, attempt: 1, status: .passed, known: .explicit,
      start: seconds.map {
        LogTime(milliseconds: $0 * 1000, hasDate: true, hasZone: hasZone)
      }, end: nil, time: .measured, location: SourceLocation(source: 0, line: 1), endLine: 1,
      exitStatus: nil)
  }

  private func order(_ logs: [[Step]]) -> String {
    StepOrder.merged(logs).map(\.operation).joined()
  }

  @Test func stepsOfTwoLogsStandByTime() {
    #expect(order([[step("a", 1), step("c", 3)], [step("b", 2), step("d", 4)]]) == "abcd")
  }

  @Test func stepsOfOneLogStandByLine() {
    #expect(order([[step("a", 5), step("b", 3)], [step("c", 4), step("d", 6)]]) == "cabd")
  }

  @Test func stepWithoutATimeStandsBehindTheOneBefore() {
    #expect(order([[step("a", 1), step("b", nil)], [step("c", 2)]]) == "abc")
  }

  @Test func timesThatCannotBeComparedLeaveTheLogsApart() {
    #expect(order([[step("a", 5)], [step("b", 1, hasZone: false)]]) == "ab")
    #expect(order([[step("a", 5)], [step("b", nil)]]) == "ab")
  }
}

import E2EDiag
import Testing

@Suite struct RunEventsTests {
  private func event(_ milliseconds: Int64?, line: Int) -> RunEvent {
    RunEvent(
      kind: .container,
      time: milliseconds.map { LogTime(milliseconds: $0, hasDate: true, hasZone: true) },
      quality: milliseconds == nil ? .none : .measured, subject: nil, sentence: "It died.",
      line: QuotedLine(location: SourceLocation(source: 0, line: line), text: "died"))
  }

  @Test func olderEventsComeFirstAndThoseWithoutATimeLast() {
    let events = RunEvents.ordered([
      event(nil, line: 1), event(20, line: 2), event(10, line: 4), event(10, line: 3),
    ])
    #expect(events.map(\.line.location.line) == [3, 4, 2, 1])
  }
}

import Testing

@testable import E2EDiag

@Suite struct RetentionTests {
  private func line(_ number: Int, bytes: Int = 100) -> Retention.Kept {
    Retention.Kept(number: number, text: [UInt8](repeating: 0x78, count: bytes), time: nil)
  }

  @Test func firstLinesWithATextAreWantedAndLaterOnesAreNot() {
    var retention = Retention(budget: 1_000_000)
    let wanted = (0..<100).filter { _ in retention.wants([3]) }
    #expect(wanted == Array(0..<40))
    let isNew = retention.wants([3, 4])
    #expect(isNew, "a text that was not seen yet")
  }

  @Test func rareTextIsWantedWhenFrequentOnesHaveUsedTheirShare() {
    var retention = Retention(budget: 3000)
    for number in 0..<20 { retention.keep(line(number)) }
    let wanted = (0..<6).filter { _ in retention.wants([0]) }
    #expect(wanted == [0, 1, 2, 3], "two thirds of the budget are used")
    for number in 20..<30 { retention.keep(line(number)) }
    let isWanted = retention.wants([1])
    #expect(!isWanted, "all of it is used")
  }

  @Test func lastLinesWithATextAreKept() {
    var retention = Retention(budget: 0)
    for number in 1...50 {
      _ = retention.wants([2])
      Array("line \(number)".utf8).withUnsafeBytes {
        retention.keepLast($0, number: number, of: 2)
      }
    }
    let kept = retention.all
    #expect(kept.map(\.number) == Array(43...50))
    #expect(kept.map { String(decoding: $0.text, as: UTF8.self) } == (43...50).map { "line \($0)" })
  }

  @Test func lineIsKeptOnceAndInItsPlace() {
    var retention = Retention(budget: 1_000_000)
    Array("7".utf8).withUnsafeBytes { retention.keepLast($0, number: 7, of: 0) }
    for number in [5, 6, 7, 9] { retention.keep(line(number)) }
    Array("8".utf8).withUnsafeBytes { retention.keepLast($0, number: 8, of: 1) }
    #expect(retention.all.map(\.number) == [5, 6, 7, 8, 9])
  }

  @Test func nothingKeptIsNothing() { #expect(Retention(budget: 10).all.isEmpty) }
}

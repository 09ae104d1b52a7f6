import Testing

@testable import E2EDiag

@Suite struct RetentionTests {
  private func kept(_ count: Int, bytes: Int) -> [Int] {
    var retention = Retention()
    for number in 0..<count {
      retention.keep(
        Retention.Kept(number: number, text: [UInt8](repeating: 0x78, count: bytes), time: nil))
    }
    return retention.all.map(\.number)
  }

  @Test func everythingIsKeptUntilHalfOfTheBudget() {
    #expect(kept(100, bytes: 1000) == Array(0..<100))
  }

  @Test func firstAndLastLinesOutliveTheMiddle() {
    let numbers = kept(40_000, bytes: 1000)
    #expect(numbers == numbers.sorted())
    #expect(Set(numbers).isSuperset(of: 0..<4194), "the first half of the budget")
    #expect(Set(numbers).isSuperset(of: 39_000..<40_000), "and what came last")
    #expect(numbers.count * 1000 <= Retention.budget + 2000)
    #expect(numbers.count < 40_000)
  }

  @Test func nothingKeptIsNothing() { #expect(Retention().all.isEmpty) }
}

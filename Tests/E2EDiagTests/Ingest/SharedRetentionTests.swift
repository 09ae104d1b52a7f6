import Testing

@testable import E2EDiag

@Suite struct SharedRetentionTests {
  private static let keeping = Prefilter(["no space left"].map { Array($0.utf8) })

  /// A log of 2,000 lines with one hit in the middle.
  private func reading(_ number: Int) -> LogReader.Reading {
    let lines = (1...2000).map { line in
      line == 1000 ? "\(number): no space left on device" : "\(number): line \(line) of the log"
    }
    return LogReader.read(
      MemoryStream(Array(lines.joined(separator: "\n").utf8)), name: "\(number)", keeping: nil
    ).reading
  }

  private func kept(_ numbers: [Int], budget: Int) -> [LogReader.Reading] {
    var retention = SharedRetention(keeping: Self.keeping, budget: budget)
    var readings: [LogReader.Reading] = []
    for number in numbers { retention.add(reading(number), to: &readings) }
    return readings.sorted { $0.summary.path < $1.summary.path }
  }

  @Test func manySourcesTogetherStayBelowTheBudget() {
    let readings = kept(Array(10..<40), budget: 600_000)
    #expect(readings.reduce(0) { $0 + $1.text.bytes.count } <= 600_000)
    for reading in readings {
      let numbers = reading.text.lines.map(\.number)
      #expect(numbers.starts(with: 1...10))
      #expect(numbers.suffix(10) == ArraySlice(1991...2000))
      #expect(Set(numbers).isSuperset(of: 997...1012))
      #expect(reading.text.lineCount == 2000)
      #expect(reading.summary.lines == 2000)
      #expect(reading.summary.notes.count == 1)
      #expect(reading.summary.notes.first?.hasPrefix("large: with the other sources; ") == true)
    }
  }

  @Test func orderOfTheSourcesChangesNothing() {
    let forward = kept(Array(10..<40), budget: 600_000)
    let backward = kept(Array(10..<40).reversed(), budget: 600_000)
    #expect(
      forward.map { $0.text.lines.map(\.number) } == backward.map { $0.text.lines.map(\.number) })
    #expect(forward.map(\.summary) == backward.map(\.summary))
  }

  @Test func fewSourcesAreKeptWhole() {
    let readings = kept([1, 2], budget: 600_000)
    #expect(readings.map(\.text.lines.count) == [2000, 2000])
    #expect(readings.allSatisfy { $0.text.isWhole && $0.summary.notes.isEmpty })
  }
}

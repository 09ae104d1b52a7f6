import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Sources of more than ``KeepingLimits/whole`` bytes: only lines near a hit are kept.
@Suite struct LargeSourceTests {
  private static let needle = "NEEDLE"
  private static let filling = String(repeating: "some text of a log that says nothing ", count: 40)
  /// 4 MiB end near line 2,820.
  private static let count = 3500

  /// Line n begins with n; it holds the needle where `hits` says.
  private static func log(hits: Set<Int>, isEnded: Bool = true) -> [UInt8] {
    var text = ""
    for number in 1...count {
      text += "\(number) \(hits.contains(number) ? needle : "") \(filling)"
      if number < count || isEnded { text += "\n" }
    }
    return Array(text.utf8)
  }

  private static func read(_ bytes: [UInt8], pieces: Int = .max) -> LogReader.Reading {
    let reading = LogReader.read(
      MemoryStream(bytes, largestPiece: pieces), name: "log",
      keeping: Prefilter([Array(needle.utf8)]))
    return reading.reading
  }

  private static let bytes = log(hits: [3100, 3105, 3250])
  private static let reading = read(bytes)

  /// The kept lines whose number is above `first`, where nothing is kept whole any more.
  private func kept(_ reading: LogReader.Reading, above first: Int) -> [Int] {
    reading.text.lines.map(\.number).filter { $0 > first }
  }

  @Test func linesAroundAHitAreKeptWithTheirNumbers() {
    let reading = Self.reading
    #expect(!reading.text.isWhole)
    for index in reading.text.lines.indices {
      let number = reading.text.lines[index].number
      let isRight = reading.text.text(index).hasPrefix("\(number) ")
      #expect(isRight, "kept line \(index) is not line \(number)")
    }
    let numbers = kept(reading, above: 3000)
    #expect(numbers == numbers.sorted())
    #expect(Set(numbers).isSuperset(of: 3097...3117))
    #expect(Set(numbers).isSuperset(of: 3247...3262))
    #expect(!numbers.contains(3050) && !numbers.contains(3200), "far from a hit")
  }

  @Test func everyLineIsCountedThoughNotKept() {
    #expect(Self.reading.summary.lines == Self.count)
    #expect(Self.reading.summary.bytes == Self.bytes.count)
  }

  @Test func sourceIsSaidToBeLarge() {
    #expect(
      Self.reading.summary.notes
        == ["large: its beginning, its end and the lines around texts that rules know were kept"])
  }

  @Test func endIsKeptEvenWithoutAHit() {
    #expect(Set(kept(Self.reading, above: 3400)).isSuperset(of: 3497...3500))
  }

  @Test func endIsKeptWhenTheLastLineDoesNotEnd() {
    let reading = Self.read(Self.log(hits: [], isEnded: false))
    #expect(Set(kept(reading, above: 3400)).isSuperset(of: 3497...3500))
  }

  @Test func endIsKeptAroundAHitInIt() {
    // The hit keeps three lines before it; the tail has five.
    let reading = Self.read(Self.log(hits: [3500]))
    #expect(Set(kept(reading, above: 3400)).isSuperset(of: 3496...3500))
  }

  @Test func sourceOfExactlyTheLimitIsKeptWhole() {
    let reading = Self.read(Array(Self.bytes.prefix(KeepingLimits.whole)))
    #expect(reading.text.isWhole)
    #expect(reading.text.lines.last?.number == reading.summary.lines)
    #expect(reading.summary.notes.isEmpty)
  }

  /// A pipe hands out at most 64 KiB at a time.
  @Test(arguments: [65_536, 4096, 1001])
  func cuttingALargeSourceAnywhereChangesNothing(pieces: Int) {
    let cut = Self.read(Self.bytes, pieces: pieces)
    #expect(cut.summary == Self.reading.summary)
    let isSame = cut.text.lines.map(\.number) == Self.reading.text.lines.map(\.number)
    #expect(isSame)
  }

  /// A retry that was logged a million times pushed the one line that said why out of what was kept.
  @Test func rareTextIsKeptWithItsNeighboursAmongAMillionOfAnother() {
    var lines: [String] = []
    for number in 1...120_000 {
      lines.append(
        number == 90_000 ? "\(number) the reason" : "\(number) object has been modified, again")
    }
    let log = Array(lines.joined(separator: "\n").utf8)
    let texts = ["the reason", "has been modified"].map { Array($0.utf8) }
    let text = LogReader.read(MemoryStream(log), name: "log", keeping: Prefilter(texts)).reading
      .text
    #expect(!text.isWhole)
    #expect(Set(text.lines.map(\.number)).isSuperset(of: 89_997...90_012))
    let bytes = text.bytes.count
    #expect(bytes < KeepingLimits.head + 200_000)
  }

  @Test func linesBeforeAHitAreKeptAcrossTheBorderOfAChunk() {
    // The hit stands in the second whole line of a chunk.
    let border = 36 * LogReader.chunkSize
    var (number, start) = (0, 0)
    while start < border {
      number += 1
      start += "\(number)".utf8.count + 3 + Self.filling.utf8.count
    }
    number += 2
    let reading = Self.read(Self.log(hits: [number]))
    #expect(Set(kept(reading, above: 3000)).isSuperset(of: (number - 3)...number))
  }

  /// A line without an end was kept whole, however long: 200 MB took 295 MB of memory.
  @Test func endlessLineIsKeptUpToTheLimitAndAroundItsHits() {
    let size = KeepingLimits.whole * 3
    var line = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    let needle = Array(Self.needle.utf8)
    line.replaceSubrange((size / 2)..<(size / 2 + needle.count), with: needle)
    let text = Self.read(line).text
    let (kept, isFound) = (text.bytes.count, text.bytes.containsText(needle))
    #expect(kept < KeepingLimits.head * 5 / 4)
    #expect(isFound)
    #expect(text.lineCount == 1)
  }
}

import Testing

@testable import E2EDiag

@Suite struct LogTextTests {
  private let text = LogText("one\n  two\n\tthree\n \t\nfive\n")

  @Test func indentCountsATabAsEightBlanks() {
    #expect(text.lines.indices.map { text.indent($0) } == [0, 2, 8, 0, 0])
  }

  @Test func lineOfBlanksIsBlank() {
    #expect(text.lines.indices.filter { text.isBlank($0) } == [3])
  }

  @Test func indexOfALineThatWasNotKeptIsThatOfTheNextOne() {
    var sparse = LogText()
    for number in [2, 5, 5, 9] { sparse.append(Array("x".utf8), number: number, time: nil) }
    #expect([1, 2, 3, 5, 6, 9, 10].map { sparse.index(ofLine: $0) } == [0, 0, 1, 1, 3, 3, 4])
  }

  @Test func otherTextAddsOnlyWhatIsBehind() {
    var first = LogText()
    for number in 1...3 { first.append(Array("a\(number)".utf8), number: number, time: nil) }
    var second = LogText()
    for number in 2...5 { second.append(Array("b\(number)".utf8), number: number, time: nil) }
    first.append(second)
    #expect(first.lines.indices.map { first.text($0) } == ["a1", "a2", "a3", "b4", "b5"])
  }

  @Test func replacedPartsLeaveNumbersAndSizes() {
    let result = text.replacing([
      0: [(0..<1, Array("«".utf8)), (2..<3, [])], 4: [(3..<4, Array("!".utf8))],
    ])
    #expect(
      result.lines.indices.map { result.text($0) } == ["«n", "  two", "\tthree", "", "fiv!"])
    #expect(result.lines.map(\.number) == text.lines.map(\.number))
    #expect(result.byteCount == text.byteCount && result.lineCount == text.lineCount)
  }

  @Test func everyByteBelongsToItsLine() {
    for (index, line) in text.lines.enumerated() {
      for byte in line.range { #expect(text.index(ofByte: byte) == index) }
    }
  }
}

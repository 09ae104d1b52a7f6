import Testing

@testable import E2EDiagReport

@Suite struct ColumnsTests {
  @Test(arguments: [("abc", 3), ("日本", 4), ("✅", 2), ("🗑️", 2), ("é", 1), ("e\u{301}", 1), ("", 0)])
  func wideCharactersTakeTwoColumns(text: String, width: Int) {
    #expect(columns(of: text) == width)
  }

  @Test func endOfALongLineIsKept() {
    let line = String(repeating: "word ", count: 60) + "no space left on device"
    #expect(cut(line, to: 60).hasSuffix("no space left on device"))
    let shown = rows(of: line, width: 40, limit: 2)
    #expect(shown.count == 2)
    #expect(shown.last?.hasSuffix("no space left on device") == true)
    #expect(shown.allSatisfy { columns(of: $0) <= 40 })
  }

  @Test(arguments: [1, 2, 5, 20, 41, 80])
  func cutNeverExceedsItsWidth(width: Int) {
    for text in ["日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語", String(repeating: "x", count: 200)] {
      #expect(columns(of: cut(text, to: width)) <= width)
    }
  }

  @Test func shortTextIsNotTouched() {
    #expect(cut("short", to: 5) == "short")
    #expect(rows(of: "two words", width: 9, limit: 2) == ["two words"])
  }

  @Test func rowsBreakAtBlanksAndLongWordsAnywhere() {
    #expect(wrapped(Phrase("one two three"), width: 8).map(\.text) == ["one two", "three"])
    #expect(wrapped(Phrase("abcdefghij"), width: 4).map(\.text) == ["abcd", "efgh", "ij"])
    #expect(wrapped(Phrase("日本語"), width: 1).map(\.text) == ["日", "本", "語"])
  }

  @Test func tonesSurviveWrapping() {
    let rows = wrapped(Phrase("one ") + Phrase("two", .bad), width: 4)
    #expect(rows == [Phrase("one"), Phrase("two", .bad)])
  }
}

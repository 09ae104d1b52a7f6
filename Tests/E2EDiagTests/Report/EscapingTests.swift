import Testing

@testable import E2EDiagReport

@Suite struct EscapingTests {
  @Test func escapeIsShownAsItsPicture() {
    #expect(terminalText("\u{1b}[31mred\u{7}") == "␛[31mred␇")
    #expect(terminalText("a\r\nb\0") == "a␍␊b␀")
    #expect(terminalText("\u{7f}") == "␡")
  }

  @Test func otherInvisibleCharactersAreShownByNumber() {
    #expect(terminalText("\u{9b}2J") == "<U+009B>2J")
    #expect(terminalText("a\u{202e}b\u{2069}") == "a<U+202E>b<U+2069>")
    #expect(terminalText("a\u{200b}b\u{feff}") == "a<U+200B>b<U+FEFF>")
    #expect(terminalText("\u{e0041}") == "<U+E0041>")
  }

  @Test func tabBecomesBlanks() {
    #expect(terminalText("a\tb") == "a  b")
  }

  @Test(arguments: ["plain text", "naïve — ✅ 日本語 🗑️ ⚠️", "␛ as such", "שלום"])
  func whatIsVisibleStaysAsItIs(text: String) {
    #expect(terminalText(text) == text)
  }

  @Test func marksDoNotChangeOurTextNorPileUp() {
    #expect(terminalText("\u{301}x") == "<U+0301>x")
    let pile = "e" + String(repeating: "\u{301}", count: 50)
    #expect(terminalText(pile).unicodeScalars.filter { $0 == "\u{301}" }.count == 4)
  }

  @Test func noScalarOfUnicodePassesThatSteersOrHides() {
    for value in UInt32(0)...0x10ffff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a" + String(scalar) + "b"
      if terminalText(text).unicodeScalars.contains(where: ReportSamples.isForbidden) {
        Issue.record("U+\(String(value, radix: 16)) passes to the terminal")
      }
      if jsonText(text).unicodeScalars.contains(where: ReportSamples.isForbidden) {
        Issue.record("U+\(String(value, radix: 16)) passes to JSON")
      }
    }
  }

  @Test func jsonEscapesWhatJSONAsksForAndWhatATerminalWouldObey() {
    #expect(jsonText("a\"b\\c\n\r\t") == #"a\"b\\c\n\r\t"#)
    #expect(jsonText("\u{1b}\u{9b}\u{2028}") == #"\u001b\u009b\u2028"#)
    #expect(jsonText("\u{e0041}") == #"\udb40\udc41"#)
    #expect(jsonText("✅ / é") == "✅ / é")
  }
}

import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

@Suite struct LineCleanerTests {
  private func texts(_ raw: [UInt8], isFirst: Bool = false) -> [String] {
    raw.withUnsafeBytes { LineCleaner.pieces($0, isFirst: isFirst) }
      .map { String(decoding: $0.text, as: UTF8.self) }
  }
  private func texts(_ raw: String, isFirst: Bool = false) -> [String] {
    texts(Array(raw.utf8), isFirst: isFirst)
  }

  @Test(arguments: [
    // CSI: colours, cursor, private modes.
    ("\u{1b}[38;5;9m[FAILED]\u{1b}[0m in \u{1b}[1m[It]\u{1b}[0m", "[FAILED] in [It]"),
    ("\u{1b}[2K\u{1b}[1G\u{1b}[?25lready", "ready"),
    // OSC: a link and a title, ended by BEL or by ST.
    ("\u{1b}]8;;https://x.example/\u{07}log\u{1b}]8;;\u{07} end", "log end"),
    ("\u{1b}]0;title\u{1b}\\text", "text"),
    // Two bytes, and sequences that the line cuts off.
    ("\u{1b}Mup", "up"), ("cut\u{1b}", "cut"), ("cut\u{1b}[31", "cut"), ("cut\u{1b}]0;x", "cut"),
    // Controls go, tabs and inner blanks stay, blanks at the end go.
    ("a\u{00}b\u{08}c\u{7f}d", "abcd"), ("a\tb  c \t ", "a\tb  c"), ("  indented", "  indented"),
    // Windows line ends.
    ("text\r", "text"), ("text\r\r", "text"), ("", ""), ("\r", ""),
    // A glyph is the same with and without "show as emoji".
    ("🗑\u{fe0f} Deleting", "🗑 Deleting"),
  ])
  func controlCodesAreTakenOut(_ row: (raw: String, text: String)) {
    #expect(texts(row.raw) == [row.text])
  }

  @Test func charsetSequenceOfTputIsTakenOutWhole() {
    #expect(texts("\u{1b}(B\u{1b}[mtext") == ["text"])
  }

  @Test func byteOrderMarkGoesOnTheFirstLineOnly() {
    #expect(texts("\u{feff}first", isFirst: true) == ["first"])
    #expect(texts("\u{feff}later") == ["\u{feff}later"])
  }

  @Test func updatesOfOneProgressBarCountOnce() {
    #expect(
      texts("Copying blob [>--] 0.0MiB\rCopying blob [=>-] 1.8MiB\rCopying blob [==>] 3.6MiB")
        == ["Copying blob [==>] 3.6MiB"])
    #expect(texts("10%\r20%\r30%") == ["30%"])
  }

  @Test func textThatOverwritesAnotherIsKeptBesideIt() {
    #expect(
      texts("Pulling image 40%\rPulling image 90%\rError: no space left\rdone")
        == ["Pulling image 90%", "Error: no space left", "done"])
  }

  @Test func blankUpdatesAreNoPieces() {
    #expect(texts("   \rtext\r   \r") == ["text"])
    #expect(texts(" \r \r ") == [""])
  }

  @Test func pieceHasItsOwnTime() {
    let raw = Array("[06:20:14] one\r[06:20:15] two".utf8)
    let pieces = raw.withUnsafeBytes { LineCleaner.pieces($0, isFirst: false) }
    #expect(pieces.map { $0.time?.description } == ["06:20:14.000", "06:20:15.000"])
  }

  @Test(
    arguments: [
      ([0x61, 0xff, 0x62], "a\u{fffd}b"), ([0xe2, 0x9c], "\u{fffd}"), ([0x80], "\u{fffd}"),
      ([0xc3, 0x28], "\u{fffd}("),
    ] as [([UInt8], String)])
  func bytesThatAreNoUTF8BecomeTheReplacementCharacter(_ row: (raw: [UInt8], text: String)) {
    #expect(texts(row.raw) == [row.text])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func anyBytesGiveValidTextWithoutControls(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let raw = random.bytes(
      Int.random(in: 0..<200, using: &random),
      of: Array(0...255).filter { $0 != 0x0a } + Array(repeating: 0x1b, count: 20))
    let pieces = raw.withUnsafeBytes { LineCleaner.pieces($0, isFirst: true) }
    #expect(!pieces.isEmpty)
    for piece in pieces {
      #expect(String(validating: piece.text, as: UTF8.self) != nil)
      #expect(piece.text.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 })
    }
  }
}

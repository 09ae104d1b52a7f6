import Testing

@testable import E2EDiag

/// Logs that PowerShell saved.
@Suite struct UTF16Tests {
  private func read(_ bytes: [UInt8], pieces: Int = .max) -> (lines: [String], notes: [String]) {
    var reader = SourceReader(keeping: nil)
    reader.read(MemoryStream(bytes, largestPiece: pieces), name: "x")
    guard let reading = reader.readings.first else { return ([], []) }
    return (
      reading.text.lines.indices.map { reading.text.text($0) }, reading.summary.notes
    )
  }

  private func encoded(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xff)]
      return isBigEndian ? bytes : bytes.reversed()
    }
  }

  private static let text = "Ran 5 of 5 Specs\r\ngrün, 日本, 🧪 and e\u{301}\r\nlast"
  private static let lines = ["Ran 5 of 5 Specs", "grün, 日本, 🧪 and e\u{301}", "last"]

  @Test(arguments: [1, 3, 7, 4096], [true, false])
  func logIsReadInBothOrders(pieces: Int, isBigEndian: Bool) {
    for mark in ["\u{feff}", ""] {
      let read = read(encoded(mark + Self.text, isBigEndian: isBigEndian), pieces: pieces)
      #expect(read.lines == Self.lines)
      #expect(read.notes == ["read from UTF-16"])
    }
  }

  @Test func halvesOfPairsAndOfUnitsAreDamages() {
    let bytes: [UInt8] = [0xff, 0xfe, 0x3d, 0xd8, 0x61, 0, 0xea, 0xdd, 0x62, 0, 0x3d, 0xd8, 0x63]
    for pieces in 1...4 {
      #expect(read(bytes, pieces: pieces).lines == ["\u{fffd}a\u{fffd}b\u{fffd}"])
    }
  }

  @Test func binaryWithZerosIsNoUTF16() {
    let zeros = [UInt8](repeating: 0, count: 100)
    #expect(read(Array("ab\n".utf8) + zeros).notes.contains { $0.hasPrefix("binary: ") })
    #expect(read(Array("a\0b".utf8)).notes.contains { $0.hasPrefix("binary: ") })
  }

  @Test func markOfUTF8IsNoPartOfTheText() {
    #expect(read(Array("\u{feff}first\n".utf8)).lines == ["first"])
  }
}

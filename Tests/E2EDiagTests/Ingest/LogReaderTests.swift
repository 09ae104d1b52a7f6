import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

@Suite struct LogReaderTests {
  private func read(_ bytes: [UInt8], pieces: Int = .max, keeping: Prefilter? = nil)
    -> LogReader.Reading
  {
    let reading = LogReader.read(
      MemoryStream(bytes, largestPiece: pieces), name: "log", keeping: keeping)
    return reading.reading
  }

  private func read(_ text: String) -> LogReader.Reading { read(Array(text.utf8)) }

  private func lines(_ reading: LogReader.Reading) -> [String] {
    reading.text.lines.indices.map { "\(reading.text.lines[$0].number) \(reading.text.text($0))" }
  }

  @Test(
    arguments: [
      ("a\nb\n", ["1 a", "2 b"]), ("a\nb", ["1 a", "2 b"]), ("\n\nc\n", ["1 ", "2 ", "3 c"]),
      ("a\r\nb\r\n", ["1 a", "2 b"]), ("\u{feff}a\n\u{feff}b", ["1 a", "2 \u{feff}b"]),
      ("10%\rError: x\nb", ["1 10%", "1 Error: x", "2 b"]), ("\n", ["1 "]), ("", []),
    ] as [(String, [String])])
  func lineEndsAtALineFeed(_ row: (text: String, lines: [String])) {
    let reading = read(row.text)
    #expect(lines(reading) == row.lines)
    #expect(reading.summary.lines == reading.text.lines.last?.number ?? 0)
    #expect(reading.summary.bytes == row.text.utf8.count)
  }

  @Test func summaryNamesTheSource() {
    let summary = read("abc").summary
    #expect(summary.path == "log")
    #expect(summary.format == "plain")
    #expect(
      summary.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(summary.notes.isEmpty)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func cuttingTheInputAnywhereChangesNothing(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("ab \n\r\t".utf8) + [0x1b, 0x5b, 0x6d, 0xc3, 0xa9, 0xff, 0x00]
    let bytes = random.bytes(Int.random(in: 1..<3000, using: &random), of: alphabet)
    // The first read is long enough for the magic of a compression; see DecompressionTests.
    let whole = read(bytes)
    let pieces = Int.random(in: 8..<200, using: &random)
    let cut = read(bytes, pieces: pieces)
    #expect(lines(cut) == lines(whole), "pieces of \(pieces)")
    #expect(cut.summary == whole.summary, "pieces of \(pieces)")
  }

  @Test(arguments: ["plain.log", "crlf.log", "ansi.log", "progress.log", "binary.bin"])
  func cuttingAFixtureChangesNothing(name: String) throws {
    let bytes = try Fixture.bytes("formats/\(name)")
    let whole = read(bytes)
    for pieces in [1, 2, 7, 63, 4096] {
      let cut = read(bytes, pieces: pieces)
      #expect(lines(cut) == lines(whole))
      #expect(cut.summary == whole.summary)
    }
  }

  @Test func zeroBytesAreNoted() {
    #expect(
      read("a\0b\0\nc").summary.notes
        == ["binary: 2 zero bytes; read as text as far as it goes"])
  }

  @Test func emptyInputIsAnErrorWithARemedy() {
    let error = #expect(throws: InputError.self) {
      try LogReader.read(LogSource(bytes: [], name: "-"), keeping: Prefilter([]))
    }
    #expect(
      error?.description == """
        cannot read standard input: it is empty
          help: check that the run wrote its output there; in a pipe, join the error stream too: \
        COMMAND 2>&1 | e2e-diag analyze
        """)
  }

  @Test func missingFileIsAnErrorWithARemedy() {
    let error = #expect(throws: InputError.self) {
      try LogReader.read(LogSource(path: "/nowhere/run.log"), keeping: Prefilter([]))
    }
    #expect(
      error?.description == """
        cannot read '/nowhere/run.log': no such file
          help: check the path; a log can also be piped: cat run.log | e2e-diag analyze
        """)
  }

  // MARK: - Long lines

  /// A line without end in which every word is another one.
  private func endless(_ count: Int) -> [UInt8] {
    Array(
      (0..<(count / 8)).map { number in
        let digits = String(number)
        return "w" + String(repeating: "0", count: 6 - digits.count) + digits + " "
      }.joined().utf8)
  }

  @Test(arguments: [20_000, 300_000, 600_000])
  func nothingOfAnEndlessLineIsLost(count: Int) {
    let reading = read(endless(count) + Array("\nnext".utf8))
    var words: Set<Substring> = []
    for index in reading.text.lines.indices where reading.text.lines[index].number == 1 {
      #expect(reading.text.lines[index].range.count <= LineKeeper.pieceSize)
      words.formUnion(reading.text.text(index).split(separator: " "))
    }
    #expect(words.filter { $0.utf8.count == 7 }.count == count / 8)
    #expect(lines(reading).last == "2 next")
    #expect(
      reading.summary.notes
        == ["1 line is longer than 16384 bytes and read in pieces"])
  }

  @Test func piecesOfALongLineOverlapSoThatATextAcrossABorderIsWhole() {
    var bytes = [UInt8](repeating: 0x78, count: 40_000)
    for border in stride(from: LineKeeper.pieceSize, to: bytes.count, by: 5000) {
      let text = Array("no space left on device".utf8)
      let start = border - 11
      bytes.replaceSubrange(start..<(start + text.count), with: text)
      let reading = read(bytes)
      #expect(
        reading.text.lines.indices.contains {
          reading.text.text($0).contains("no space left on device")
        })
      bytes.replaceSubrange(
        start..<(start + text.count), with: repeatElement(0x78, count: text.count))
    }
  }

  @Test func zeroBytesOfALongLineAreCountedOnce() {
    var bytes = [UInt8](repeating: 0x78, count: 600_000)
    for index in stride(from: 0, to: bytes.count, by: 100) { bytes[index] = 0 }
    #expect(
      read(bytes).summary.notes.first
        == "binary: 6000 zero bytes; read as text as far as it goes")
  }

  @Test func textAcrossTheCutOfAVeryLongLineIsWhole() {
    let text = Array("no space left on device".utf8)
    var bytes = [UInt8](repeating: 0x78, count: 700_000)
    // Two chunks are waited for, then all but the last 512 bytes go on.
    let start = 2 * LogReader.chunkSize - 512 - 11
    bytes.replaceSubrange(start..<(start + text.count), with: text)
    let reading = read(bytes)
    #expect(
      reading.text.lines.indices.contains {
        reading.text.text($0).contains("no space left on device")
      })
  }

  @Test(arguments: [50_000, 100_000])
  func cuttingAnEndlessLineAnywhereChangesNothing(pieces: Int) {
    let bytes = endless(600_000)
    let isSame = lines(read(bytes, pieces: pieces)) == lines(read(bytes))
    #expect(isSame)
  }
}

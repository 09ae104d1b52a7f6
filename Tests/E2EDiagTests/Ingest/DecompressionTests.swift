import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

@Suite struct DecompressionTests {
  private func read(_ bytes: [UInt8], pieces: Int = .max) -> (
    lines: [String], summary: SourceSummary, failure: InputError?
  ) {
    let (reading, failure) = LogReader.read(
      MemoryStream(bytes, largestPiece: pieces), name: "run.log", keeping: nil)
    return (
      reading.text.lines.indices.map { reading.text.text($0) }, reading.summary, failure
    )
  }

  @Test(arguments: [
    ("gzip", CompressedLog.gzip), ("zstd", CompressedLog.zstd), ("xz", CompressedLog.xz),
    ("bzip2", CompressedLog.bzip2),
  ])
  func compressedLogIsReadAndSaidToBe(_ row: (name: String, bytes: [UInt8])) {
    let reading = read(row.bytes)
    #expect(reading.lines == CompressedLog.lines)
    #expect(reading.summary.notes == ["decompressed from \(row.name)"])
    #expect(reading.summary.bytes == CompressedLog.lines.joined(separator: "\n").utf8.count + 1)
    #expect(reading.failure == nil)
  }

  @Test func twoMembersOfOneFileAreBothRead() {
    #expect(read(CompressedLog.gzip + CompressedLog.gzip).lines.count == 240)
  }

  @Test(arguments: [8, 13, 64])
  func piecesOfTheStreamChangeNothing(pieces: Int) {
    #expect(read(CompressedLog.gzip, pieces: pieces).lines == CompressedLog.lines)
  }

  @Test func streamThatBeginsWithOneByteIsRecognizedToo() {
    #expect(read(CompressedLog.gzip, pieces: 1).lines == CompressedLog.lines)
  }

  /// Two thirds of a compressed log, as a full disk or a broken transfer leaves them.
  private func cut(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(bytes.count * 2 / 3)) }

  @Test func partBeforeATruncationIsKeptAndTheRestIsANote() {
    let reading = read(cut(CompressedLog.repeated))
    #expect((5000..<20_000).contains(reading.lines.count))
    #expect(reading.lines.dropLast().allSatisfy { $0 == "the same line again" })
    #expect(
      reading.summary.notes
        == ["decompressed from gzip", "decompression failed: truncated gzip input"])
    #expect(reading.failure?.code == .readFailed)
  }

  @Test func truncatedLogThatGaveSomethingIsStillAnalyzed() throws {
    let source = LogSource(bytes: cut(CompressedLog.repeated), name: "run.log.gz")
    #expect(try LogReader.read(source, keeping: Prefilter([])).text.lines.count > 5000)
  }

  @Test func partOfAShortLogBeforeATruncationIsKeptToo() {
    withKnownIssue("libarchive drops the block of up to 64 KiB in which the damage lies") {
      #expect(read(cut(CompressedLog.gzip)).lines.count > 20)
    }
  }

  @Test func damageAtTheVeryBeginningIsAnError() {
    let error = #expect(throws: InputError.self) {
      try LogReader.read(
        LogSource(bytes: Array(CompressedLog.gzip.prefix(40)), name: "x.gz"), keeping: Prefilter([])
      )
    }
    #expect(error?.code == .readFailed)
    #expect(error?.source == "x.gz")
  }

  @Test(
    arguments: [
      ([0x1f, 0x8b, 0x08], "gzip"), ([0x28, 0xb5, 0x2f, 0xfd], "zstd"),
      ([0x42, 0x5a, 0x68], "bzip2"),
      ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz"), ([0x1f], nil), ([], nil), ([0x50, 0x4b], nil),
    ] as [([UInt8], String?)])
  func formatIsToldByItsMagic(_ row: (start: [UInt8], name: String?)) {
    #expect(DecompressedStream.format(of: row.start) == row.name)
  }
}

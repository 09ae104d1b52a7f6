import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

@Suite struct DecompressionTests {
  private func read(_ bytes: [UInt8], pieces: Int = .max) -> (
    lines: [String], summary: SourceSummary?, failure: InputError?
  ) {
    var reader = SourceReader(keeping: nil)
    reader.read(MemoryStream(bytes, largestPiece: pieces), name: "run.log")
    let reading = reader.readings.first
    return (
      reading.map { reading in reading.text.lines.indices.map { reading.text.text($0) } } ?? [],
      reading?.summary, reader.notRead.first
    )
  }

  @Test(arguments: [
    ("gzip", CompressedLog.gzip), ("zstd", CompressedLog.zstd), ("xz", CompressedLog.xz),
    ("bzip2", CompressedLog.bzip2),
  ])
  func compressedLogIsReadAndSaidToBe(_ row: (name: String, bytes: [UInt8])) {
    let reading = read(row.bytes)
    #expect(reading.lines == CompressedLog.lines)
    #expect(reading.summary?.notes == ["decompressed from \(row.name)"])
    #expect(reading.summary?.bytes == CompressedLog.lines.joined(separator: "\n").utf8.count + 1)
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
      reading.summary?.notes
        == ["decompressed from gzip", "decompression failed: truncated gzip input"])
    #expect(reading.failure == nil)
  }

  @Test func truncatedLogThatGaveSomethingIsStillAnalyzed() throws {
    let source = LogSource(bytes: cut(CompressedLog.repeated), name: "run.log.gz")
    #expect(try LogReader.read(source, keeping: Prefilter([]))[0].text.lines.count > 5000)
  }

  @Test(arguments: [1, 7, 4096])
  func partOfAShortLogBeforeATruncationIsKeptToTheLastByte(pieces: Int) {
    let reading = read(cut(CompressedLog.gzip), pieces: pieces)
    #expect(reading.lines.count > 60)
    #expect(CompressedLog.lines.starts(with: reading.lines.dropLast()))
    #expect(reading.summary?.notes.last == "decompression failed: truncated gzip input")
  }

  @Test func damageOfGzipIsToldFromATruncation() {
    var bytes = CompressedLog.gzip
    bytes[bytes.count - 6] ^= 1  // In the sum of the content.
    let reading = read(bytes)
    #expect(reading.lines == CompressedLog.lines)
    #expect(reading.summary?.notes.last == "decompression failed: incorrect data check")
  }

  @Test(arguments: [1, 7, 4096])
  func bytesBehindGzipAreLeftOut(pieces: Int) {
    let reading = read(CompressedLog.gzip + Array("\u{1f}garbage".utf8), pieces: pieces)
    #expect(reading.lines == CompressedLog.lines)
    #expect(
      reading.summary?.notes
        == ["decompressed from gzip", "the bytes behind the gzip data are left out"])
  }

  @Test func zerosBehindGzipAreNotWorthANote() {
    let reading = read(CompressedLog.gzip + [UInt8](repeating: 0, count: 512))
    #expect(reading.lines == CompressedLog.lines)
    #expect(reading.summary?.notes == ["decompressed from gzip"])
  }

  @Test func damageBeforeTheFirstByteIsAnError() {
    let error = #expect(throws: InputError.self) {
      try LogReader.read(
        LogSource(bytes: Array(CompressedLog.xz.prefix(20)), name: "x.xz"), keeping: Prefilter([]))
    }
    #expect(error?.code == .readFailed)
    #expect(error?.source == "x.xz")
  }
}

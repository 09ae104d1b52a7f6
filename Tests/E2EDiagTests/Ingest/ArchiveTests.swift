internal import CArchive
import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

@Suite struct ArchiveTests {
  private struct Read: Equatable {
    var files: [String] = []
    var notes: [String] = []
    var summaries: [SourceSummary] = []
  }

  /// The first line of each file behind its path, and what was not read.
  private func read(_ bytes: [UInt8], pieces: Int = .max, freeSize: Int = Expansion.freeSize)
    -> Read
  {
    var reader = SourceReader(keeping: nil, freeSize: freeSize)
    reader.read(MemoryStream(bytes, largestPiece: pieces), name: "run")
    return Read(
      files: reader.readings.map { reading in
        "\(reading.summary.path): \(reading.text.lines.isEmpty ? "" : reading.text.text(0))"
      }, notes: reader.notRead.notes, summaries: reader.readings.map(\.summary))
  }

  private static let files = [("run/b.log", "two\nlines\n"), ("./run/a.log", "one\n")]
  private static let expected = ["run!/run/a.log: one", "run!/run/b.log: two"]

  private static func entries(_ files: [(String, String)]) -> [PackedFiles.Entry] {
    files.map { PackedFiles.Entry(path: $0.0, bytes: Array($0.1.utf8)) }
  }

  @Test(arguments: [
    ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE,
    ARCHIVE_FORMAT_TAR,
  ])
  func everyFileOfATarIsASourceInOrderOfThePaths(format: Int32) {
    let read = read(PackedFiles.pack(Self.entries(Self.files), format: format))
    #expect(read.files == Self.expected)
    #expect(read.summaries.map(\.lines) == [1, 2])
    #expect(read.summaries.map(\.bytes) == [4, 10])
    #expect(
      read.summaries.first?.sha256
        == "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806")
    #expect(read.notes == [])
    #expect(read.summaries.flatMap(\.notes) == [])
  }

  @Test func tarWithoutAMarkIsToldByItsSum() {
    var bytes = PackedFiles.pack(Self.entries(Self.files), format: ARCHIVE_FORMAT_TAR_USTAR)
    // As the oldest ones: no mark, no version, and the sum without them.
    for start in [0, 1024] {
      for index in (start + 257)..<(start + 265) { bytes[index] = 0 }
      for index in (start + 148)..<(start + 156) { bytes[index] = 0x20 }
      let sum = bytes[start..<(start + 512)].reduce(0) { $0 + Int($1) }
      let digits = String(sum, radix: 8)
      let field = Array((String(repeating: "0", count: 6 - digits.count) + digits).utf8) + [0]
      bytes.replaceSubrange((start + 148)..<(start + 155), with: field)
    }
    #expect(read(bytes).files == Self.expected)
  }

  @Test(arguments: ["zip:compression=deflate", "zip:compression=store"])
  func everyFileOfAZipIsASource(options: String) {
    let bytes = PackedFiles.pack(
      Self.entries(Self.files), format: ARCHIVE_FORMAT_ZIP, options: options)
    #expect(read(bytes).files == Self.expected)
    #expect(read(bytes).notes == [])
  }

  @Test(arguments: [
    ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_BZIP2,
  ])
  func compressedTarIsReadThroughBoth(filter: Int32) {
    let read = read(PackedFiles.compressed(PackedFiles.tar(Self.files), filter))
    #expect(read.files == Self.expected)
    #expect(read.summaries.flatMap(\.notes) == [])
  }

  @Test(arguments: [1, 7, 4096])
  func piecesOfTheStreamChangeNothing(pieces: Int) {
    let tar = PackedFiles.tar(Self.files)
    let zip = PackedFiles.pack(
      [
        PackedFiles.Entry(
          path: "in.tar.gz", bytes: PackedFiles.compressed(tar, ARCHIVE_FILTER_GZIP))
      ]
        + Self.entries([("x", "three")]), format: ARCHIVE_FORMAT_ZIP)
    for bytes in [tar, zip, PackedFiles.compressed(tar, ARCHIVE_FILTER_ZSTD), zip.dropLast(300)] {
      #expect(read(Array(bytes), pieces: pieces) == read(Array(bytes)))
    }
  }

  @Test func orderInTheArchiveChangesNothing() {
    let files = [("c", "1"), ("a", "2"), ("b", "3"), ("a", "4"), ("b", "3")]
    let read = read(PackedFiles.tar(files))
    #expect(read == self.read(PackedFiles.tar(files.reversed())))
    // The same file twice is one.
    #expect(read.files.map { $0.prefix(6) } == ["run!/a", "run!/a", "run!/b", "run!/c"])
    #expect(
      read.summaries.map(\.notes) == [
        [], ["the archive has another file of this name"], [], [],
      ])
  }

  @Test func packedFilesInAnArchiveAreOpened() {
    let inner = PackedFiles.compressed(PackedFiles.tar([("in.log", "deep")]), ARCHIVE_FILTER_XZ)
    let tar = PackedFiles.pack([
      PackedFiles.Entry(path: "x.log.gz", bytes: CompressedLog.gzip),
      PackedFiles.Entry(path: "in.txz", bytes: inner),
    ])
    let zip = PackedFiles.pack(
      [PackedFiles.Entry(path: "all.tar", bytes: tar)], format: ARCHIVE_FORMAT_ZIP)
    let read = read(zip)
    #expect(
      read.files == [
        "run!/all.tar!/in.txz!/in.log: deep", "run!/all.tar!/x.log.gz: line 1 of the log",
      ])
    #expect(read.summaries.map(\.notes) == [[], ["decompressed from gzip"]])
  }

  @Test func archiveInFiftyOthersIsRefusedInOneNote() {
    var bytes = PackedFiles.tar([("run.log", "deep")])
    for depth in 1...50 {
      bytes = PackedFiles.pack(
        [PackedFiles.Entry(path: "\(depth)", bytes: bytes)],
        format: depth % 2 == 0 ? ARCHIVE_FORMAT_ZIP : ARCHIVE_FORMAT_TAR_USTAR)
    }
    let read = read(bytes)
    #expect(read.files == [])
    #expect(
      read.notes == [
        "not read: 'run!/50!/49!/48!/47!/46!/45!/44!/43': it is packed more than 8 times"
      ])
  }

  @Test(arguments: [
    "#mtree\n./a type=file\n", "WARC/1.0\n", "!<arch>\n", "070701 is a number\n", "PK is a name\n",
    "BZh91AY is a name\n", "ustar\n", "7z: command not found\n", "Rar! it works\n",
  ])
  func logThatBeginsLikeAnArchiveStaysALog(text: String) {
    #expect(read(Array(text.utf8)).files == ["run: \(text.split(separator: "\n")[0])"])
  }

  @Test func textWithTheMarkOfTarInItsPlaceStaysALog() {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 257) + Array("ustar  ".utf8)
    #expect(read(line + line + [0x0a]).summaries.map(\.path) == ["run"])
  }

  @Test func textWhoseSumIsByChanceThatOfATarStaysALog() {
    var text = [UInt8](repeating: UInt8(ascii: "a"), count: 600)
    for index in 148..<156 { text[index] = 0x20 }
    let digits = Array(String(text[..<512].reduce(0) { $0 + Int($1) }, radix: 8).utf8)
    text.replaceSubrange(148..<(148 + digits.count), with: digits)
    #expect(read(text).summaries.map(\.path) == ["run"])
  }

  @Test func archiveWithoutAFileIsAnError() {
    for bytes in [
      PackedFiles.pack([PackedFiles.Entry(path: "empty")]),
      PackedFiles.pack([], format: ARCHIVE_FORMAT_ZIP),
    ] {
      let error = #expect(throws: InputError.self) {
        try LogReader.read(LogSource(bytes: bytes, name: "x.tar"), keeping: Prefilter([]))
      }
      #expect(error?.code == .empty)
      #expect(error?.reason == "there is no file with content in it")
    }
  }
}

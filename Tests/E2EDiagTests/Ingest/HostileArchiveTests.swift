internal import CArchive
import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

/// What an archive says of itself is not trusted: nothing is written, followed or believed.
@Suite struct HostileArchiveTests {
  private typealias Entry = PackedFiles.Entry

  private func read(
    _ bytes: [UInt8], pieces: Int = .max, freeSize: Int = Expansion.freeSize
  ) -> SourceReader {
    var reader = SourceReader(keeping: nil, freeSize: freeSize)
    reader.read(MemoryStream(bytes, largestPiece: pieces), name: "x")
    return reader
  }

  private func paths(_ reader: SourceReader) -> [String] { reader.readings.map(\.summary.path) }

  @Test(arguments: [ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FORMAT_ZIP])
  func pathThatLeadsOutIsOnlyAName(format: Int32) {
    let entries = ["../../etc/passwd", "/etc/shadow", "./a/../b", "a//b"].map {
      Entry(path: $0, bytes: [0x61])
    }
    #expect(
      paths(read(PackedFiles.pack(entries, format: format)))
        == ["x!/../../etc/passwd", "x!/a/../b", "x!/a/b", "x!/etc/shadow"].sorted())
  }

  @Test func onlyFilesAreReadAndTheOthersAreCounted() {
    var entries = [Entry(path: "folder", kind: 0o040000), Entry(path: "a", bytes: [0x61])]
    for index in 0..<20 {
      entries.append(Entry(path: "s\(index)", kind: 0o120000, symlink: "/etc/passwd"))
    }
    entries.append(Entry(path: "h", hardlink: "a"))
    entries.append(Entry(path: "d", kind: 0o020000))
    entries.append(Entry(path: "b", kind: 0o060000))
    entries.append(Entry(path: "p", kind: 0o010000))
    entries.append(Entry(path: ".git/config", bytes: [0x61]))
    entries.append(Entry(path: "empty"))
    let reader = read(PackedFiles.pack(entries))
    #expect(paths(reader) == ["x!/a"])
    #expect(
      reader.notRead.notes == [
        "not read in 'x': 2 devices, 1 empty file, 1 hidden file, 21 links, 1 pipe"
      ])
  }

  /// Names as bytes: libarchive's writer refuses some of them.
  private func renamed(_ name: [UInt8]) -> [UInt8] {
    var bytes = PackedFiles.pack(
      [Entry(path: "name", bytes: [0x61])], format: ARCHIVE_FORMAT_TAR_USTAR)
    bytes.replaceSubrange(0..<name.count, with: name)
    for index in 148..<156 { bytes[index] = 0x20 }
    let digits = String(bytes[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
    bytes.replaceSubrange(
      148..<155, with: Array((String(repeating: "0", count: 6 - digits.count) + digits).utf8) + [0])
    return bytes
  }

  @Test(
    arguments: [
      (Array("a\u{1b}[2J\n\u{202e}b".utf8), "x!/a\u{1b}[2J\n\u{202e}b"),
      ([0x61, 0xff, 0xfe, 0x62], "x!/a\u{fffd}\u{fffd}b"), (Array("ä.log".utf8), "x!/ä.log"),
      ([0x2e, 0x00], "x!/(no name)"),
    ] as [([UInt8], String)])
  func nameMayHoldAnyByte(_ row: (name: [UInt8], path: String)) {
    #expect(paths(read(renamed(row.name))) == [row.path])
  }

  @Test func nameInUnicodeIsReadFromPaxAndZip() {
    for format in [ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FORMAT_ZIP] {
      let bytes = PackedFiles.pack([Entry(path: "lög/日.log", bytes: [0x61])], format: format)
      #expect(paths(read(bytes)).count == 1)
    }
  }

  @Test func veryLongNameIsCut() {
    let name = String(repeating: "d/", count: 2048) + "run.log"
    let paths = paths(read(PackedFiles.pack([Entry(path: name, bytes: [0x61])])))
    #expect(paths.map { $0.hasSuffix("/run.log") && $0.utf8.count < 1024 } == [true])
  }

  @Test func encryptedFileIsCountedAndTheOthersAreRead() {
    var zip = PackedFiles.pack(
      [Entry(path: "secret", bytes: Array("secret".utf8)), Entry(path: "a", bytes: [0x61])],
      format: ARCHIVE_FORMAT_ZIP, options: "zip:compression=store")
    zip[6] |= 1  // The flag of the first entry.
    let reader = read(zip)
    #expect(paths(reader) == ["x!/a"])
    #expect(reader.notRead.notes == ["not read in 'x': 1 encrypted file"])
  }

  @Test func unknownCompressionOfOneFileIsANote() {
    var zip = PackedFiles.pack(
      [Entry(path: "odd", bytes: Array("odd".utf8)), Entry(path: "a", bytes: [0x61])],
      format: ARCHIVE_FORMAT_ZIP, options: "zip:compression=store")
    zip[8] = 97
    let reader = read(zip)
    #expect(paths(reader) == ["x!/a"])
    #expect(reader.notRead.notes.count == 1)
    #expect(reader.notRead.notes.first?.hasPrefix("not read: 'x!/odd': unpacking failed: ") == true)
  }

  private static let three = ["a", "b", "c"].map {
    Entry(path: $0, bytes: Array(repeating: $0.utf8.first ?? 0, count: 600))
  }

  @Test func damagedHeaderInTheMiddleOfATarIsPassedOver() {
    var tar = PackedFiles.pack(Self.three, format: ARCHIVE_FORMAT_TAR_USTAR)
    // A header and two blocks for each.
    for index in 1536..<1700 { tar[index] = 0xee }
    let reader = read(tar)
    #expect(paths(reader) == ["x!/a", "x!/c"])
    #expect(reader.notRead.notes == ["not read in 'x': 3 damaged headers"])
  }

  @Test(arguments: 0..<60)
  func archiveThatIsCutAnywhereGivesWhatCameBefore(part: Int) {
    for whole in [
      PackedFiles.pack(Self.three, format: ARCHIVE_FORMAT_TAR_USTAR),
      PackedFiles.pack(Self.three, format: ARCHIVE_FORMAT_ZIP, options: "zip:compression=store"),
    ] {
      let bytes = Array(whole.prefix(2400 * part / 60))
      let reader = read(bytes)
      for reading in reader.readings where reading.summary.path.hasPrefix("x!/") {
        #expect(reading.summary.bytes == 600 || !reading.summary.notes.isEmpty)
      }
      let again = read(bytes, pieces: 7)
      #expect(again.readings.map(\.summary) == reader.readings.map(\.summary))
      #expect(again.notRead.notes == reader.notRead.notes)
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func damagedBytesNeverEndTheReading(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let tar = PackedFiles.pack(Self.three, format: ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE)
    let samples = [
      tar, PackedFiles.pack(Self.three, format: ARCHIVE_FORMAT_ZIP),
      PackedFiles.compressed(tar, ARCHIVE_FILTER_GZIP),
      PackedFiles.compressed(tar, ARCHIVE_FILTER_XZ),
      PackedFiles.compressed(tar, ARCHIVE_FILTER_ZSTD),
      PackedFiles.compressed(tar, ARCHIVE_FILTER_BZIP2),
    ]
    var bytes = samples[Int(seed) % samples.count]
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    let reader = read(bytes)
    #expect(
      !reader.readings.isEmpty || reader.notRead.first != nil || !reader.notRead.notes.isEmpty)
    #expect(read(bytes, pieces: 1).readings.map(\.summary) == reader.readings.map(\.summary))
  }

  @Test func manyFailuresAreFewNotes() {
    let entries = (0..<40).map {
      Entry(path: "f\($0).xz", bytes: Array(CompressedLog.xz.prefix(20)))
    }
    let reader = read(PackedFiles.pack(entries))
    #expect(reader.notRead.notes.count == 6)
    #expect(reader.notRead.notes.last == "not read: 35 more files")
  }

  @Test func moreFilesThanARunHasAreNotRead() {
    let entries = (0...FolderListing.mostFiles).map { Entry(path: "f\($0)", bytes: [0x61]) }
    let reader = read(PackedFiles.pack(entries, format: ARCHIVE_FORMAT_TAR_USTAR))
    #expect(reader.readings.count == FolderListing.mostFiles)
    #expect(reader.notRead.notes == ["not read: the rest of 'x': it has more than 5000 files"])
  }

  @Test(arguments: [("rar", "Rar!\u{1a}\u{7}\u{1}"), ("lz4", "\u{4}\"M\u{18}")])
  func otherArchivesAreRefusedByName(_ row: (format: String, start: String)) {
    #expect(
      read(Array(row.start.utf8) + [0, 1, 2]).notRead.first?.reason
        == "\(row.format) is not understood")
  }

  // MARK: - Bombs

  private static let zeros = PackedFiles.compressed(
    [UInt8](repeating: 0, count: 3 << 20), ARCHIVE_FILTER_GZIP)

  @Test func sourceThatGrowsTooMuchStopsWithANote() {
    let reader = read(Self.zeros, freeSize: 1 << 20)
    #expect(reader.readings.map { $0.summary.bytes >= 1 << 19 } == [true])
    let notes = reader.readings.flatMap(\.summary.notes)
    #expect(notes.contains { $0.hasPrefix("unpacking stopped: ") })
  }

  @Test func growthIsCountedOverAllLayers() {
    let entries = (0..<8).map { Entry(path: "\($0).gz", bytes: Self.zeros) }
    let packed = PackedFiles.compressed(PackedFiles.pack(entries), ARCHIVE_FILTER_GZIP)
    let reader = read(packed, freeSize: 4 << 20)
    #expect(reader.readings.count == 2)
    #expect(reader.notRead.notes.isEmpty)
  }

  @Test func logThatShrankTwoHundredTimesIsReadWhole() {
    let text = (0..<4000).map { "\($0 / 40): the pod is not ready yet, waiting for it once more\n" }
    let bytes = Array(text.joined().utf8)
    let packed = PackedFiles.compressed(bytes, ARCHIVE_FILTER_GZIP)
    #expect(bytes.count / packed.count > 100)
    let reader = read(packed, freeSize: 0)
    #expect(reader.readings.map(\.summary.notes) == [["decompressed from gzip"]])
    #expect(reader.readings.map(\.summary.lines) == [4000])
  }

  @Test(arguments: [1000, 4096, Int.max])
  func bytesWithoutALineEndStopAtTheSamePlaceHoweverTheyArrive(pieces: Int) {
    let bytes = Array("line\n".utf8) + [UInt8](repeating: 0x78, count: 3 << 20)
    let (reading, failure) = LogReader.read(
      MemoryStream(bytes, largestPiece: pieces), name: "x", keeping: nil, longestLine: 1 << 20)
    #expect(reading.summary.bytes == 5 + 1 << 20)
    #expect(failure?.reason.hasPrefix("no line ends in 1 MiB: ") == true)
  }
}

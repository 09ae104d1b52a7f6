/// Reads a source in chunks and keeps what rules may speak about.
package struct LogReader {
  /// What came out of reading one source.
  package struct Reading: Sendable {
    package var text: LogText
    package var summary: SourceSummary
  }

  /// Bytes that are read at once.
  package static let chunkSize = 262_144
  /// A source up to this size is kept whole.
  package static let wholeSize = 4_194_304
  /// A longer line is looked at in pieces of this size.
  package static let pieceSize = 16_384
  /// Pieces of a long line share this many bytes, so that a text across a border is found.
  private static let pieceOverlap = 512
  /// Bytes at the end of a large source whose lines are kept in any case.
  private static let tailSize = 8192

  private let keeping: Prefilter?
  private var text = LogText()
  /// Kept lines of a large source: the first ones, then the most recent.
  private var retention = Retention()
  private var carry: [UInt8] = []
  private var hash = SourceHash()
  private var number = 1
  private var atLineStart = true
  private var stillToKeep = 0
  /// The end of the last block of a large source, and the number of the line behind it.
  private var tail: [UInt8] = []
  private var tailEnd = 0
  private var longLines = 0
  private var nulBytes = 0
  private var notes: [String] = []

  private init(keeping: Prefilter?) { self.keeping = keeping }

  /// Opens and reads `source`; of a large one only lines with a text of `prefilter` and their
  /// neighbours are kept. Throws ``InputError`` when not one byte can be read.
  package static func read(_ source: LogSource, keeping prefilter: Prefilter) throws -> Reading {
    let stream: any ByteStream =
      if let bytes = source.bytes { MemoryStream(bytes) } else { try DescriptorStream(source) }
    let reading = read(stream, name: source.name, keeping: prefilter)
    if let failure = reading.failure, reading.text.byteCount == 0 { throw failure }
    guard reading.text.byteCount > 0 else {
      throw InputError(
        code: .empty, source: source.name, reason: "it is empty",
        remedy: "check that the run wrote its output there; "
          + "in a pipe, join the error stream too: COMMAND 2>&1 | e2e-diag analyze")
    }
    return Reading(text: reading.text, summary: reading.summary)
  }

  /// Reads all `sources`, a folder file by file.
  ///
  /// A file of a folder that cannot be read is a note on another, not the end; when nothing can be
  /// read, or a source named by itself cannot, throws ``InputError``.
  package static func readAll(_ sources: [LogSource], keeping prefilter: Prefilter) throws
    -> [Reading]
  {
    var readings: [Reading] = []
    var refused: [InputError] = []
    for source in sources {
      guard source.bytes == nil, source.descriptor == nil, FolderListing.isFolder(source.name)
      else {
        readings.append(try read(source, keeping: prefilter))
        continue
      }
      for path in try FolderListing.files(in: source.name) {
        do {
          readings.append(try read(LogSource(path: path), keeping: prefilter))
        } catch let error as InputError {
          refused.append(error)
        }
      }
    }
    guard !readings.isEmpty else {
      throw refused.first
        ?? InputError(
          code: .empty, source: "-", reason: "no source was named", remedy: "name a log")
    }
    for error in refused {
      readings[0].summary.notes.append("not read: '\(error.source)': \(error.reason)")
    }
    return readings
  }

  /// Reads all of `stream`; what fails midway is a note, and a failure when nothing was read.
  package static func read(_ stream: any ByteStream, name: String, keeping: Prefilter?)
    -> (text: LogText, summary: SourceSummary, failure: InputError?)
  {
    var reader = LogReader(keeping: keeping)
    var failure: InputError?
    do {
      try reader.consume(stream, name: name)
    } catch {
      failure = error as? InputError
      if let failure { reader.notes.append(failure.reason) }
    }
    let text = reader.finish()
    let summary = SourceSummary(
      path: name, format: LogFormat.plain, lines: text.lineCount, bytes: text.byteCount,
      sha256: reader.hash.finish(), notes: reader.notes)
    return (text, summary, failure)
  }

  private mutating func consume(_ stream: any ByteStream, name: String) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 16)
    defer { buffer.deallocate() }
    var count = try stream.read(into: buffer)
    let start = Array(buffer[..<min(count, 8)])
    if let compression = DecompressedStream.format(of: start) {
      notes.append("decompressed from \(compression)")
      let head = Array(buffer[..<count])
      let unpacked = try DecompressedStream(stream, start: head, name: name)
      count = try unpacked.read(into: buffer)
      while count > 0 {
        take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        count = try unpacked.read(into: buffer)
      }
      return
    }
    while count > 0 {
      take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      count = try stream.read(into: buffer)
    }
  }

  /// Takes a chunk: whole lines go on, the rest waits for the next chunk.
  private mutating func take(_ chunk: UnsafeRawBufferPointer) {
    hash.update(chunk)
    text.byteCount += chunk.count
    if text.byteCount > Self.wholeSize { text.isWhole = false }
    guard let lastLineFeed = chunk.lastIndex(of: 0x0a) else {
      carry.append(contentsOf: chunk)
      if carry.count > Self.chunkSize { cutLongLine() }
      return
    }
    // `lastLineFeed` is inside the chunk, so both parts are.
    let whole = UnsafeRawBufferPointer(rebasing: chunk[..<(lastLineFeed + 1)])
    if carry.isEmpty {
      block(whole)
    } else {
      var joined = carry
      carry.removeAll(keepingCapacity: true)
      joined.append(contentsOf: whole)
      joined.withUnsafeBytes { block($0) }
    }
    carry.append(contentsOf: chunk[(lastLineFeed + 1)...])
    if carry.count > Self.chunkSize { cutLongLine() }
  }

  /// Hands on the front of a line that has not ended; the overlap stays.
  private mutating func cutLongLine() {
    let end = carry.count - Self.pieceOverlap
    carry.withUnsafeBytes { raw in
      lines(UnsafeRawBufferPointer(rebasing: raw[..<end]), ends: false)
    }
    carry.removeFirst(end)
  }

  /// A block of whole lines, each ended by a line feed.
  private mutating func block(_ block: UnsafeRawBufferPointer) {
    guard let keeping, !text.isWhole else { return lines(block, ends: true) }
    var hits: [Int] = []
    keeping.scan(block) { _, offset in hits.append(offset) }
    sparse(block, hits: hits.sorted())
    let start = block.index(block.endIndex, offsetBy: -Self.tailSize, limitedBy: 0) ?? 0
    let lineStart = start == 0 ? 0 : block[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? start
    tail = Array(block[lineStart...])
    tailEnd = number
  }

  /// Every line of `block` is kept.
  private mutating func lines(_ block: UnsafeRawBufferPointer, ends: Bool) {
    var start = 0
    while start < block.count {
      let end = block[start...].firstIndex(of: 0x0a) ?? block.count
      keep(UnsafeRawBufferPointer(rebasing: block[start..<end]))
      atLineStart = end < block.count || ends
      if atLineStart { number += 1 }
      start = end + 1
    }
  }

  /// Of a large source only lines near a hit are cleaned and kept; the rest is counted.
  private mutating func sparse(_ block: UnsafeRawBufferPointer, hits: [Int]) {
    var hit = 0
    var start = 0
    while start < block.count {
      if stillToKeep == 0 {
        // Go on to the first line before the next hit that is to be kept.
        let target =
          hit < hits.count
          ? max(start, Self.lineStart(block, before: hits[hit], lines: Retention.before))
          : block.count
        number += Self.lineFeeds(block[start..<target])
        start = target
        stillToKeep = Retention.before + 1
        continue
      }
      let end = block[start...].firstIndex(of: 0x0a) ?? block.count
      stillToKeep -= 1
      while hit < hits.count, hits[hit] < end {
        stillToKeep = Retention.after
        hit += 1
      }
      keep(UnsafeRawBufferPointer(rebasing: block[start..<end]))
      number += 1
      start = end + 1
    }
  }

  /// The start of the line that lies `lines` lines before the one with `offset`.
  private static func lineStart(_ block: UnsafeRawBufferPointer, before offset: Int, lines: Int)
    -> Int
  {
    var start = offset
    for _ in 0...lines {
      guard let lineFeed = block[..<start].lastIndex(of: 0x0a) else { return 0 }
      start = lineFeed
    }
    return start + 1
  }

  private static func lineFeeds(_ block: Slice<UnsafeRawBufferPointer>) -> Int {
    var count = 0
    for byte in UnsafeRawBufferPointer(rebasing: block) where byte == 0x0a { count += 1 }
    return count
  }

  /// Cleans a raw line and keeps its pieces.
  private mutating func keep(_ raw: UnsafeRawBufferPointer) {
    for byte in raw where byte == 0 { nulBytes += 1 }
    if raw.count > Self.pieceSize && atLineStart { longLines += 1 }
    var start = 0
    repeat {
      let end = min(start + Self.pieceSize, raw.count)
      let part = UnsafeRawBufferPointer(rebasing: raw[start..<end])
      for piece in LineCleaner.pieces(part, isFirst: number == 1 && start == 0) {
        if text.isWhole {
          text.append(piece.text, number: number, time: piece.time)
        } else {
          retention.keep(Retention.Kept(number: number, text: piece.text, time: piece.time))
        }
      }
      start = end == raw.count ? end : end - Self.pieceOverlap
    } while start < raw.count
  }

  /// The last lines of a large source are kept too: a run fails at its end.
  private mutating func keepTail() {
    let lines = tail.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast()
    let last = text.lines.last?.number ?? 0
    for (index, line) in lines.enumerated() {
      let number = tailEnd - lines.count + index
      guard number > last else { continue }
      for piece in line.withUnsafeBytes({ LineCleaner.pieces($0, isFirst: false) }) {
        text.append(piece.text, number: number, time: piece.time)
      }
    }
  }

  private mutating func finish() -> LogText {
    if !carry.isEmpty {
      let rest = carry
      rest.withUnsafeBytes { lines($0, ends: true) }
    }
    text.lineCount = number - 1
    for kept in retention.all { text.append(kept.text, number: kept.number, time: kept.time) }
    keepTail()
    if nulBytes > 0 {
      notes.append("binary: \(nulBytes) zero bytes; read as text as far as it goes")
    }
    if longLines > 0 {
      let lines = longLines == 1 ? "1 line is" : "\(longLines) lines are"
      notes.append("\(lines) longer than \(Self.pieceSize) bytes and read in pieces")
    }
    if !text.isWhole {
      notes.append(
        "large: the first \(Self.wholeSize >> 20) MiB and the lines that rules speak about were kept"
      )
    }
    return text
  }
}

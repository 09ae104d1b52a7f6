/// Reads a source in chunks and keeps what rules may speak about.
package struct LogReader {
  /// What came out of reading one source.
  package struct Reading: Sendable {
    package var text: LogText
    package var summary: SourceSummary
  }

  /// Bytes that are read at once.
  package static let chunkSize = 262_144

  private var keeper: LineKeeper
  private var carry: [UInt8] = []
  /// Bytes of the line in `carry` that were handed on in pieces.
  private var handedOn = 0
  private var byteCount = 0
  private var hash = SourceHash()
  private var notes: [String] = []

  private init(keeping: Prefilter?) { keeper = LineKeeper(keeping: keeping) }

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
      let listing = try FolderListing.files(in: source.name)
      refused += listing.refused
      for path in listing.paths {
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
    for source in readings.indices { readings[source].text.place(in: source) }
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
    // A pipe may give a byte at a time; the compression shows in the first six.
    while count > 0, count < 6 {
      // Less than six bytes are in the buffer, so the rest of it has room.
      let more = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if more == 0 { break }
      count += more
    }
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
    byteCount += chunk.count
    guard let lastLineFeed = chunk.lastIndex(of: 0x0a) else {
      carry.append(contentsOf: chunk)
      return handOnPieces()
    }
    // Both line feeds are inside the chunk, so all parts are.
    let firstLineFeed = chunk.firstIndex(of: 0x0a) ?? lastLineFeed
    var start = 0
    if !carry.isEmpty || handedOn > 0 {
      carry.append(contentsOf: chunk[...firstLineFeed])
      endCarriedLine()
      start = firstLineFeed + 1
    }
    if start <= lastLineFeed {
      keeper.take(lines: UnsafeRawBufferPointer(rebasing: chunk[start...lastLineFeed]))
    }
    carry.append(contentsOf: chunk[(lastLineFeed + 1)...])
    handOnPieces()
  }

  /// Hands on what is certain of a line that has not ended: whole pieces at fixed places.
  private mutating func handOnPieces() {
    while carry.count > Self.chunkSize || (handedOn > 0 && carry.count > LineKeeper.pieceSize) {
      carry.withUnsafeBytes { raw in
        keeper.take(
          piece: UnsafeRawBufferPointer(rebasing: raw[..<LineKeeper.pieceSize]),
          isFirst: handedOn == 0)
      }
      carry.removeFirst(LineKeeper.pieceStride)
      handedOn += LineKeeper.pieceStride
    }
  }

  /// The line in `carry` is complete, with its line feed or at the end of the source.
  private mutating func endCarriedLine() {
    let line = carry
    carry.removeAll(keepingCapacity: true)
    guard handedOn > 0 else {
      line.withUnsafeBytes { keeper.take(lines: $0) }
      return
    }
    let length = line.last == 0x0a ? line.count - 1 : line.count
    line.withUnsafeBytes { raw in
      var start = 0
      while length - start > LineKeeper.pieceSize {
        let piece = raw[start..<(start + LineKeeper.pieceSize)]
        keeper.take(piece: UnsafeRawBufferPointer(rebasing: piece), isFirst: false)
        start += LineKeeper.pieceStride
        handedOn += LineKeeper.pieceStride
      }
      keeper.take(
        lastPiece: UnsafeRawBufferPointer(rebasing: raw[start..<length]),
        lineLength: handedOn + length - start + 1)
    }
    handedOn = 0
  }

  private mutating func finish() -> LogText {
    if !carry.isEmpty || handedOn > 0 { endCarriedLine() }
    let text = keeper.finish(byteCount: byteCount)
    if keeper.nulBytes > 0 {
      notes.append("binary: \(keeper.nulBytes) zero bytes; read as text as far as it goes")
    }
    if keeper.longLines > 0 {
      let lines = keeper.longLines == 1 ? "1 line is" : "\(keeper.longLines) lines are"
      notes.append("\(lines) longer than \(LineKeeper.pieceSize) bytes and read in pieces")
    }
    if !text.isWhole {
      notes.append(
        "large: the first \(LineKeeper.wholeSize >> 20) MiB and the lines that rules speak about "
          + "were kept")
    }
    return text
  }
}

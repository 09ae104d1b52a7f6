/// Reads sources in chunks: hashes, decompresses, and hands the bytes to the content they are.
package struct LogReader {
  /// What came out of reading one source.
  package struct Reading: Sendable {
    package var text: LogText
    package var summary: SourceSummary
    /// What a report of a test runner says; see ``SourceParts/reports``.
    package var reports: [SuiteReport] = []

    /// Whether the source is a report of a test runner, and no log.
    package var isReport: Bool { LogFormat.reports.contains(summary.format) }

    /// Says that it is the source at `source` of the run.
    fileprivate mutating func place(in source: Int) {
      text.place(in: source)
      for report in reports.indices { reports[report].source = source }
    }
  }

  /// Bytes that are read at once.
  package static let chunkSize = 262_144

  private let keeping: Prefilter?
  private let samples: SampleGrammar?
  /// `nil` before the first bytes.
  private var content: (any SourceContent)?
  private var byteCount = 0
  private var hash = SourceHash()
  private var notes: [String] = []

  private init(keeping: Prefilter?, samples: SampleGrammar?) {
    self.keeping = keeping
    self.samples = samples
  }

  /// Opens and reads `source`; of a large one only lines with a text of `prefilter` and their
  /// neighbours are kept. Throws ``InputError`` when not one byte can be read.
  package static func read(
    _ source: LogSource, keeping prefilter: Prefilter, samples: SampleGrammar? = nil
  ) throws -> Reading {
    let stream: any ByteStream =
      if let bytes = source.bytes { MemoryStream(bytes) } else { try DescriptorStream(source) }
    let (reading, failure) = read(
      stream, name: source.name, keeping: prefilter, samples: samples)
    if let failure, reading.summary.bytes == 0 { throw failure }
    guard reading.summary.bytes > 0 else {
      throw InputError(
        code: .empty, source: source.name, reason: "it is empty",
        remedy: "check that the run wrote its output there; "
          + "in a pipe, join the error stream too: COMMAND 2>&1 | e2e-diag analyze")
    }
    return reading
  }

  /// Reads all `sources`, a folder file by file.
  ///
  /// A file of a folder that cannot be read is a note on another, not the end; when nothing can be
  /// read, or a source named by itself cannot, throws ``InputError``.
  package static func readAll(
    _ sources: [LogSource], keeping prefilter: Prefilter, samples: SampleGrammar? = nil
  ) throws -> [Reading] {
    var readings: [Reading] = []
    var refused: [InputError] = []
    for source in sources {
      guard source.bytes == nil, source.descriptor == nil, FolderListing.isFolder(source.name)
      else {
        readings.append(try read(source, keeping: prefilter, samples: samples))
        continue
      }
      let listing = try FolderListing.files(in: source.name)
      refused += listing.refused
      for path in listing.paths {
        do {
          readings.append(try read(LogSource(path: path), keeping: prefilter, samples: samples))
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
    for source in readings.indices { readings[source].place(in: source) }
    for error in refused {
      readings[0].summary.notes.append("not read: '\(error.source)': \(error.reason)")
    }
    return readings
  }

  /// Reads all of `stream`; what fails midway is a note, and a failure when nothing was read.
  package static func read(
    _ stream: any ByteStream, name: String, keeping: Prefilter?, samples: SampleGrammar? = nil
  ) -> (reading: Reading, failure: InputError?) {
    var reader = LogReader(keeping: keeping, samples: samples)
    var failure: InputError?
    do {
      try reader.consume(stream, name: name)
    } catch {
      failure = error as? InputError
      if let failure { reader.notes.append(failure.reason) }
    }
    let parts = reader.content?.finish() ?? SourceParts(text: LogText())
    let summary = SourceSummary(
      path: name, format: parts.format ?? LogFormat.plain, lines: parts.text.lineCount,
      bytes: reader.byteCount, sha256: reader.hash.finish(), notes: reader.notes + parts.notes)
    let reading = Reading(
      text: parts.text, summary: summary, reports: parts.reports)
    return (reading, failure)
  }

  private mutating func consume(_ stream: any ByteStream, name: String) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 16)
    defer { buffer.deallocate() }
    var count = try Self.fill(buffer, from: stream, atLeast: DecompressedStream.longestMagic)
    let head = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    guard let compression = DecompressedStream.format(of: Array(head.prefix(8))) else {
      count = try Self.fill(buffer, holding: count, from: stream, atLeast: SourceForm.headSize)
      return try take(buffer, holding: count, then: stream, name: name)
    }
    notes.append("decompressed from \(compression)")
    let unpacked = try DecompressedStream(stream, start: Array(head), name: name)
    count = try Self.fill(buffer, from: unpacked, atLeast: SourceForm.headSize)
    try take(buffer, holding: count, then: unpacked, name: name)
  }

  /// Takes the first `count` bytes of `buffer`, then the rest of `stream`.
  private mutating func take(
    _ buffer: UnsafeMutableRawBufferPointer, holding first: Int, then stream: any ByteStream,
    name: String
  ) throws {
    var count = first
    while count > 0 {
      // `count` is what was read into `buffer`, at most its size.
      let chunk = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      var content =
        content
        ?? SourceForm.content(of: chunk, name: name, keeping: keeping, samples: samples)
      self.content = nil  // Not shared while it changes.
      hash.update(chunk)
      byteCount += count
      content.take(chunk)
      self.content = content
      count = try stream.read(into: buffer)
    }
  }

  /// Reads until `buffer` holds at least `least` bytes or the stream ends; returns how many.
  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, holding first: Int = 0, from stream: any ByteStream,
    atLeast least: Int
  ) throws -> Int {
    var count = first
    // A pipe may give a byte at a time. `count` stays below `least`, which is below the size.
    while count < least {
      let more = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if more == 0 { break }
      count += more
    }
    return count
  }
}

/// Reads one log: hashes its bytes and hands them to the content they are.
package struct LogReader {
  /// What came out of reading one source.
  package struct Reading: Sendable {
    package var text: LogText
    package var summary: SourceSummary
    /// What a report of a test runner says; see ``SourceParts/reports``.
    package var reports: [SuiteReport] = []
    /// How long each line is kept as sources get more; see ``SharedRetention``. Empty until needed.
    var ranks: [UInt8] = []

    /// Whether the source is a report of a test runner, and no log.
    package var isReport: Bool { LogFormat.reports.contains(summary.format) }

    /// Says that it is the source at `source` of the run.
    mutating func place(in source: Int) {
      text.place(in: source)
      for report in reports.indices { reports[report].source = source }
    }
  }

  /// Bytes that are read at once.
  package static let chunkSize = 131_072
  /// So many bytes without a line feed are no log, whatever they are: zeros, or one that was made to
  /// exhaust its reader. Reports on one line are far smaller.
  package static let longestLine = 268_435_456

  private let keeping: Prefilter?
  private let samples: SampleGrammar?
  private let longestLine: Int
  /// `nil` before the first bytes.
  private var content: (any SourceContent)?
  private var byteCount = 0
  /// Bytes behind the last line feed.
  private var lineLength = 0
  private let hash = SourceHash()

  private init(keeping: Prefilter?, samples: SampleGrammar?, longestLine: Int) {
    self.keeping = keeping
    self.samples = samples
    self.longestLine = longestLine
  }

  /// Reads all of `stream`, whose bytes are not unpacked any further; what fails midway is a note.
  ///
  /// `notes` say what was done before. `longestLine` is smaller in tests.
  package static func read(
    _ stream: any ByteStream, name: String, notes: [String] = [], keeping: Prefilter?,
    samples: SampleGrammar? = nil, longestLine: Int = LogReader.longestLine
  ) -> (reading: Reading, failure: InputError?) {
    var reader = LogReader(keeping: keeping, samples: samples, longestLine: longestLine)
    var notes = notes
    var failure: InputError?
    do {
      try reader.take(PeekedStream(stream), name: name)
    } catch {
      failure = error as? InputError
      if let failure { notes.append(failure.reason) }
    }
    notes += stream.notes
    let parts = reader.content?.finish() ?? SourceParts(text: LogText())
    let summary = SourceSummary(
      path: name, format: parts.format ?? LogFormat.plain, lines: parts.text.lineCount,
      bytes: reader.byteCount, sha256: reader.hash.finish(), notes: notes + parts.notes)
    return (Reading(text: parts.text, summary: summary, reports: parts.reports), failure)
  }

  private mutating func take(_ stream: PeekedStream, name: String) throws {
    var content = stream.head(SourceForm.headSize).withUnsafeBytes {
      SourceForm.content(of: $0, name: name, keeping: keeping, samples: samples, hash: hash)
    }
    defer { self.content = content }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try stream.read(into: buffer)
      if count == 0 { return }
      // `count` is what was read into `buffer`, at most its size.
      let chunk = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      let firstLineFeed = chunk.lineEnd(from: 0)
      let line = lineLength + firstLineFeed
      // As many bytes as the line may have, however they arrive.
      let part = UnsafeRawBufferPointer(rebasing: chunk[..<(count - max(0, line - longestLine))])
      guard line <= longestLine else {
        take(part, &content)
        throw InputError(
          code: .readFailed, source: name,
          reason:
            "no line ends in \(longestLine >> 20) MiB: this is no log, and the rest is not read",
          remedy: "name the logs only")
      }
      // Looked for from the end only where there is one.
      let lastLineFeed = firstLineFeed < count ? chunk.lastIndex(of: 0x0a) : nil
      lineLength = lastLineFeed.map { count - $0 - 1 } ?? line
      take(part, &content)
    }
  }

  private mutating func take(_ chunk: UnsafeRawBufferPointer, _ content: inout any SourceContent) {
    byteCount += chunk.count
    hash.lend(chunk) { content.take(chunk) }
  }
}

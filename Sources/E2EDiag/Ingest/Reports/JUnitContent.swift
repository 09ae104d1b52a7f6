/// The content of a source that is a report in JUnit's XML, of Ginkgo, go test, pytest or surefire.
package struct JUnitContent: SourceContent {
  private let reader = JUnitReader()
  private let parser: XMLPushParser
  private var byteCount = 0
  private var lineFeeds = 0
  private var lastByte: UInt8?

  /// Nothing read yet.
  package init() { parser = XMLPushParser(telling: reader) }

  /// Takes a chunk.
  package mutating func take(_ chunk: UnsafeRawBufferPointer) {
    byteCount += chunk.count
    lineFeeds += chunk.count { $0 == 0x0a }
    lastByte = chunk.last ?? lastByte
    parser.take(chunk)
  }

  /// The suites; those that are complete where the text is not.
  package mutating func finish() -> SourceParts {
    parser.finish()
    var notes: [String] = []
    if reader.isOpen {
      let line = parser.faultyLine ?? parser.line
      notes.append("cut: no proper XML from line \(line) on; what was complete is used")
    } else if let line = parser.faultyLine {
      notes.append("no proper XML at line \(line); read as far as it goes")
    }
    reader.finish(line: parser.line)
    return reader.transcript.parts(
      format: LogFormat.junit, lines: lastByte == 0x0a ? lineFeeds : lineFeeds + 1,
      bytes: byteCount, notes: notes)
  }
}

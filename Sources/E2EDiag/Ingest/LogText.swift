/// The lines of a source that were kept, cleaned, in their order.
///
/// A small source is kept whole. Of a large one, the lines that a rule may speak about are kept,
/// with a few around them; `number` tells the gaps.
package struct LogText: Sendable, Equatable {
  /// One kept line, or a piece of a long one.
  package struct Line: Sendable, Equatable {
    /// Position of the source among those of the run.
    package var source: Int
    /// 1-based number in the source. Pieces of one line share it.
    package var number: Int
    /// Where the cleaned text stands in ``LogText/bytes``.
    package var range: Range<Int>
    /// The time on the line, if it has one.
    package var time: LogTime?
    /// Where that time comes from.
    package var quality: TimeQuality

    /// The same line with its text elsewhere.
    fileprivate func moved(to range: Range<Int>) -> Line {
      var line = self
      line.range = range
      return line
    }
  }

  /// The cleaned text of all kept lines, without line ends.
  package private(set) var bytes: [UInt8] = []
  /// The kept lines.
  package private(set) var lines: [Line] = []
  /// Lines of the whole source.
  package var lineCount = 0
  /// Bytes of the whole source, after decompression.
  package var byteCount = 0
  /// Whether every line was kept.
  package var isWhole = true

  /// Nothing.
  package init() {}

  /// Lines of `text`, cleaned; for tests and small values.
  package init(_ text: String) {
    self = LogReader.read(MemoryStream(Array(text.utf8)), name: "text", keeping: nil).reading.text
  }

  /// Adds a cleaned line.
  package mutating func append(_ text: [UInt8], number: Int, time: LogTime?) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    lines.append(
      Line(
        source: 0, number: number, range: start..<bytes.count, time: time,
        quality: time == nil ? .none : .measured))
  }

  /// Adds a kept line.
  package mutating func append(_ kept: Retention.Kept) {
    append(kept.text, number: kept.number, time: kept.time)
  }

  /// Adds the lines of `other` whose numbers are behind the last one here.
  package mutating func append(_ other: LogText) {
    let last = lines.last?.number ?? 0
    for line in other.lines where line.number > last {
      append(Array(other.bytes[line.range]), number: line.number, time: line.time)
    }
  }

  /// Says that all lines are of the source at `source` of the run.
  package mutating func place(in source: Int) {
    guard source > 0 else { return }
    for index in lines.indices { lines[index].source = source }
  }

  /// Says what the time of the kept line at `index` is.
  package mutating func set(_ time: LogTime?, _ quality: TimeQuality, at index: Int) {
    lines[index].time = time
    lines[index].quality = time == nil ? .none : quality
  }

  /// Adds lines of another text, with the places they have there.
  package mutating func append(_ part: Range<Int>, of other: LogText) {
    lineCount += part.count
    for line in other.lines[part] {
      let start = bytes.count
      bytes.append(contentsOf: other.bytes[line.range])
      lines.append(line.moved(to: start..<bytes.count))
    }
  }

  /// Where the kept line at `index` stands among the sources of the run.
  package func location(_ index: Int) -> SourceLocation {
    SourceLocation(source: lines[index].source, line: lines[index].number)
  }

  /// The text of the kept line at `index`; bytes that are not UTF-8 become U+FFFD.
  package func text(_ index: Int) -> String {
    String(decoding: bytes[lines[index].range], as: UTF8.self)
  }

  /// Calls `body` with the bytes of the kept line at `index`.
  package func withLine<R>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    // The range lies inside `bytes`: `append` made both.
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[lines[index].range])) }
  }

  /// Whether the kept line at `index` has no visible byte.
  package func isBlank(_ index: Int) -> Bool {
    bytes[lines[index].range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Number of blanks and tabs at the start of the kept line at `index`; a tab counts as 8.
  package func indent(_ index: Int) -> Int {
    var width = 0
    for byte in bytes[lines[index].range] {
      if byte == 0x20 { width += 1 } else if byte == 0x09 { width += 8 } else { break }
    }
    return width
  }

  /// The index of the kept line that holds the byte at `offset` of ``bytes``.
  package func index(ofByte offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lines[middle].range.lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The same lines with parts of some replaced; numbers, times and sizes stay those of the source.
  ///
  /// `parts` are given by the index of the line, in order, as ranges in the bytes of the line.
  package func replacing(_ parts: [Int: [(range: Range<Int>, text: [UInt8])]]) -> LogText {
    var result = LogText()
    result.lineCount = lineCount
    result.byteCount = byteCount
    result.isWhole = isWhole
    result.bytes.reserveCapacity(bytes.count)
    result.lines.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() {
      let start = result.bytes.count
      var end = line.range.lowerBound
      for part in parts[index] ?? [] {
        let from = line.range.lowerBound + part.range.lowerBound
        result.bytes.append(contentsOf: bytes[end..<from])
        result.bytes.append(contentsOf: part.text)
        end = from + part.range.count
      }
      result.bytes.append(contentsOf: bytes[end..<line.range.upperBound])
      result.lines.append(line.moved(to: start..<result.bytes.count))
    }
    return result
  }

  /// The index of the kept line with `number`, or of the first one behind it.
  package func index(ofLine number: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

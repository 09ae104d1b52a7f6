/// The content of a source that holds samples and hardly anything else: a loop of `df`, a table.
///
/// It is read as any log is, so that nothing else in it is lost. Of a large one its samples are thinned
/// out beside that, so that a file of any size tells its extremes and its end.
package struct SampleLines: SourceContent {
  private let grammar: SampleGrammar
  private var formats: Set<String> = []
  private var counts = (samples: 0, others: 0)
  private var lines: LogLines
  private var reading: SampleReading
  private var thinning = SampleThinning()
  private var carry: [UInt8] = []
  private var number = 1
  private var offset = 0

  /// A line of samples is shorter; the rest of a longer one is not looked at.
  private static let longestLine = 16_384

  /// Samples by `grammar`; other lines near the texts of `seeking` are kept too.
  package init(seeking: Prefilter?, grammar: SampleGrammar) {
    self.grammar = grammar
    lines = LogLines(seeking: seeking)
    reading = SampleReading(grammar)
  }

  /// Whether the lines of `head` are samples.
  ///
  /// Few other lines may stand among them, such as the commands of a script.
  package static func isLikely(_ head: UnsafeRawBufferPointer, grammar: SampleGrammar) -> Bool {
    var content = SampleLines(seeking: nil, grammar: grammar)
    content.eachLine(of: head) { content, raw in
      // Any other log is known by its first lines.
      if content.counts.others <= 8 + content.counts.samples { _ = content.read(raw) }
    }
    return content.format != nil
  }

  /// The form of the samples; `nil` when what was read holds too much else.
  private var format: String? {
    guard counts.samples > 1, counts.others * 8 <= counts.samples, let first = formats.first else {
      return nil
    }
    return formats.count == 1 ? first : "samples"
  }

  /// Takes a chunk, and looks at each line that ends in it.
  package mutating func take(_ chunk: UnsafeRawBufferPointer) {
    lines.take(chunk)
    eachLine(of: chunk) { content, raw in
      let taken = content.read(raw)
      if content.offset >= KeepingLimits.head { content.thin(taken) }
    }
  }

  /// Calls `body` with each line that ends in `chunk`; the rest is carried over.
  private mutating func eachLine(
    of chunk: UnsafeRawBufferPointer,
    _ body: (_ content: inout SampleLines, _ raw: UnsafeRawBufferPointer) -> Void
  ) {
    var start = 0
    var end = chunk.lineEnd(from: start)
    while end < chunk.count {
      if carry.isEmpty {
        body(&self, UnsafeRawBufferPointer(rebasing: chunk[start..<end]))
      } else {
        carry(chunk[start..<end])
        let line = carry
        carry.removeAll(keepingCapacity: true)
        line.withUnsafeBytes { body(&self, $0) }
      }
      number += 1
      offset += end + 1 - start
      start = end + 1
      end = chunk.lineEnd(from: start)
    }
    carry(chunk[start...])
  }

  private mutating func carry(_ part: Slice<UnsafeRawBufferPointer>) {
    carry.append(contentsOf: part.prefix(max(0, Self.longestLine - carry.count)))
  }

  private var cleaned = LineCleaner.Piece(text: [], time: nil)

  private mutating func read(_ raw: UnsafeRawBufferPointer) -> SampleReading.Line {
    let short = UnsafeRawBufferPointer(rebasing: raw.prefix(Self.longestLine))
    // `watch` draws a screen anew without a line feed; the last piece is what stands there.
    cleaned = LineCleaner.pieces(short, isFirst: number == 1).last ?? cleaned
    let time = cleaned.time
    let index = number
    let line = cleaned.text.withUnsafeBytes { text in
      reading.take(text, time: time, index: index, candidates: grammar.candidates(for: text))
    }
    switch line {
    case .samples: counts.samples += 1
    case .header(let format): if let format { formats.insert(format) }
    case .clock, .blank: break
    case .other: counts.others += 1
    }
    return line
  }

  private mutating func thin(_ taken: SampleReading.Line) {
    let kept = Retention.Kept(number: number, text: cleaned.text, time: cleaned.time)
    switch taken {
    case .samples(let samples, let isTable): thinning.add(kept, samples, isWhole: isTable)
    case .header: thinning.begin(kept, isClock: false)
    case .clock: thinning.begin(kept, isClock: true)
    case .blank where cleaned.time != nil: thinning.begin(kept, isClock: true)
    case .blank, .other: break
    }
  }

  /// The kept lines of the log, with the samples that were kept beside them.
  package mutating func finish() -> SourceParts {
    var parts = lines.finish()
    // A console may begin with pages of samples.
    parts.format = format
    let kept = thinning.finish()
    guard !parts.text.isWhole, !kept.isEmpty else { return parts }
    parts.text = parts.text.inserting(kept)
    parts.notes.append(
      "samples: of \(thinning.count) figures behind its beginning the extremes and the last ones were kept"
    )
    return parts
  }
}

extension LogText {
  /// With the lines of `more`, which are in order, where there is none of their numbers.
  fileprivate func inserting(_ more: [Retention.Kept]) -> LogText {
    var result = LogText()
    result.lineCount = lineCount
    result.byteCount = byteCount
    result.isWhole = isWhole
    var rest = more[...]
    for line in lines {
      while let next = rest.first, next.number <= line.number {
        rest.removeFirst()
        if next.number < line.number { result.append(next) }
      }
      result.append(Array(bytes[line.range]), number: line.number, time: line.time)
    }
    for next in rest { result.append(next) }
    return result
  }
}

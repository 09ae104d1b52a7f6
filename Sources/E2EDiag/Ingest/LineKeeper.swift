internal import CPrefilter

/// Decides which lines of a source are cleaned and kept; the same bytes give the same lines, however
/// they arrive.
///
/// A small source is kept whole. Of a large one the first ``KeepingLimits/head`` bytes are, the lines
/// around texts that rules need, as ``Retention`` allows, and the last ones.
package struct LineKeeper {
  /// A longer line is looked at in pieces of this size.
  package static let pieceSize = 16_384
  /// Pieces of a long line share this many bytes, so that a text across a border is found.
  package static let pieceOverlap = 512
  /// From one piece of a long line to the next.
  package static let pieceStride = pieceSize - pieceOverlap
  /// Lines kept before and after one with a text that a rule needs.
  package static let before = 3
  package static let after = 12

  /// `nil` keeps every line.
  private let seeking: Prefilter?
  private let hash: SourceHash?
  private var text = LogText()
  private var retention = Retention(budget: KeepingLimits.budget)
  /// Bytes before the next line.
  private var offset = 0
  /// Bytes of the line under way that came in pieces.
  private var pieceOffset = 0
  private var number = 1
  private var stillToKeep = 0
  /// Number of the last kept line.
  private var lastKept = 0
  private var tail = LastLines()

  package private(set) var longLines = 0
  package private(set) var nulBytes = 0

  /// Keeps every line, or of a large source those near the texts of `seeking`; the search takes what is
  /// lent to `hash`.
  package init(seeking: Prefilter?, hash: SourceHash? = nil) {
    self.seeking = seeking
    self.hash = hash
  }

  /// Takes whole lines, each with its line feed but maybe the last of the source.
  package mutating func take(lines block: UnsafeRawBufferPointer) {
    var start = 0
    while start < block.count, isWhole(at: offset) {
      let end = block.lineEnd(from: start)
      count(UnsafeRawBufferPointer(rebasing: block[start..<end]))
      keep(UnsafeRawBufferPointer(rebasing: block[start..<end]))
      next(end + 1 - start)
      start = end + 1
    }
    guard start < block.count else { return }
    sparse(UnsafeRawBufferPointer(rebasing: block[start...]))
  }

  /// Takes a piece of a line that has not ended; its last ``pieceOverlap`` bytes come again.
  package mutating func take(piece raw: UnsafeRawBufferPointer, isFirst: Bool) {
    if isFirst { longLines += 1 }
    count(UnsafeRawBufferPointer(rebasing: raw[..<min(raw.count, Self.pieceStride)]))
    keepPiece(raw, isFirst: isFirst)
    pieceOffset += Self.pieceStride
  }

  /// Takes the last piece of a line that came in pieces.
  package mutating func take(lastPiece raw: UnsafeRawBufferPointer, lineLength: Int) {
    count(raw)
    keepPiece(raw, isFirst: false)
    pieceOffset = 0
    next(lineLength)
  }

  /// The kept lines; `byteCount` is the size of the source.
  package mutating func finish(byteCount: Int) -> LogText {
    text.byteCount = byteCount
    text.lineCount = number - 1
    text.isWhole = seeking == nil || byteCount <= KeepingLimits.head
    let last = tail.lines
    let firstOfTail = last.first?.number ?? .max
    let lastOfHead = text.lines.last?.number ?? 0
    for kept in retention.all where kept.number < firstOfTail { text.append(kept) }
    for line in last where line.number > lastOfHead {
      line.raw.withUnsafeBytes { raw in
        for kept in cleaned(raw, number: line.number, isFirst: true) { text.append(kept) }
      }
    }
    return text
  }

  // MARK: - Large sources

  /// Whether a line or piece at `offset` of the source is kept whatever it says.
  private func isWhole(at offset: Int) -> Bool { seeking == nil || offset < KeepingLimits.head }

  /// Line bounds are looked for around hits only; the lines between are counted.
  private mutating func sparse(_ block: UnsafeRawBufferPointer) {
    var hits: [(offset: Int, text: Int)] = []
    seeking?.scan(block, alongside: hash) { hits.append(($1, $0)) }
    hits.sort { $0 < $1 }
    var hit = 0
    var start = 0
    while start < block.count {
      if stillToKeep == 0 {
        guard hit < hits.count else { break }
        let line = block.lineStart(of: hits[hit].offset, from: start)
        skip(block, from: &start, to: line)
      }
      let end = block.lineEnd(from: start)
      let raw = UnsafeRawBufferPointer(rebasing: block[start..<end])
      let first = hit
      while hit < hits.count, hits[hit].offset < end { hit += 1 }
      if first < hit { takeHits(hits[first..<hit], in: raw, at: start, of: block) }
      if stillToKeep > 0 {
        stillToKeep -= 1
        keep(raw)
      }
      count(raw)
      next(end + 1 - start)
      start = end + 1
    }
    skip(block, from: &start, to: block.count)
    tail.take(block, before: number)
  }

  /// Decides on a line with texts that rules need: with what stands around it, alone, or not at all.
  private mutating func takeHits(
    _ hits: ArraySlice<(offset: Int, text: Int)>, in raw: UnsafeRawBufferPointer, at start: Int,
    of block: UnsafeRawBufferPointer
  ) {
    let isWanted = retention.wants(hits.lazy.map(\.text))
    guard isWanted else {
      if stillToKeep == 0, let text = hits.first?.text {
        retention.keepLast(raw, number: number, of: text)
      }
      return
    }
    if stillToKeep == 0 { keepBefore(start, of: block) }
    stillToKeep = Self.after + 1
  }

  /// Keeps the lines before the one that begins at `start`; some may stand in the block before.
  private mutating func keepBefore(_ start: Int, of block: UnsafeRawBufferPointer) {
    var starts: [Int] = []
    var end = start
    while starts.count < Self.before, end > 0 {
      end = block.lineStart(of: end - 1, from: 0)
      starts.append(end)
    }
    let here = number
    let missing = Self.before - starts.count
    for line in missing > 0 ? tail.suffix(missing) : []
    where line.number > lastKept && line.number < here {
      line.raw.withUnsafeBytes { add($0, number: line.number) }
    }
    for (index, start) in starts.enumerated().reversed() where here - 1 - index > lastKept {
      let raw = UnsafeRawBufferPointer(rebasing: block[start..<block.lineEnd(from: start)])
      add(UnsafeRawBufferPointer(rebasing: raw.prefix(Self.pieceSize)), number: here - 1 - index)
    }
  }

  private mutating func skip(_ block: UnsafeRawBufferPointer, from start: inout Int, to end: Int) {
    guard end > start else { return }
    // `start` and `end` are starts of lines inside the block, or its end.
    let part = UnsafeRawBufferPointer(rebasing: block[start..<end])
    number += count(part)
    if part.last != 0x0a { number += 1 }
    offset += part.count
    start = end
  }

  // MARK: - Lines

  private mutating func next(_ length: Int) {
    number += 1
    offset += length
  }

  /// Counts zero bytes; returns the number of line feeds.
  @discardableResult
  private mutating func count(_ raw: UnsafeRawBufferPointer) -> Int {
    guard let base = raw.baseAddress else { return 0 }
    return e2e_count_lines(base.assumingMemoryBound(to: UInt8.self), raw.count, &nulBytes)
  }

  /// Keeps a piece of the line under way: a line without an end is large as a source is.
  private mutating func keepPiece(_ raw: UnsafeRawBufferPointer, isFirst: Bool) {
    guard !isWhole(at: offset + pieceOffset) else { return add(raw, isFirst: isFirst) }
    var texts: Set<Int> = []
    seeking?.scan(raw, alongside: hash) { text, _ in texts.insert(text) }
    if !texts.isEmpty, retention.wants(texts.sorted()) { add(raw, isFirst: isFirst) }
  }

  /// Keeps a whole line, a long one in pieces.
  private mutating func keep(_ raw: UnsafeRawBufferPointer) {
    guard raw.count > Self.pieceSize else { return add(raw, isFirst: true) }
    longLines += 1
    var start = 0
    repeat {
      let end = min(start + Self.pieceSize, raw.count)
      let piece = UnsafeRawBufferPointer(rebasing: raw[start..<end])
      pieceOffset = start
      keepPiece(piece, isFirst: start == 0)
      start = end == raw.count ? end : start + Self.pieceStride
    } while start < raw.count
    pieceOffset = 0
  }

  private mutating func add(
    _ raw: UnsafeRawBufferPointer, number: Int? = nil, isFirst: Bool = true
  ) {
    let number = number ?? self.number
    lastKept = number
    for kept in cleaned(raw, number: number, isFirst: isFirst) {
      if isWhole(at: offset + pieceOffset) { text.append(kept) } else { retention.keep(kept) }
    }
  }

  private func cleaned(_ raw: UnsafeRawBufferPointer, number: Int, isFirst: Bool)
    -> [Retention.Kept]
  {
    LineCleaner.pieces(raw, isFirst: number == 1 && isFirst).map {
      Retention.Kept(number: number, text: $0.text, time: $0.time)
    }
  }
}

/// Decides which lines of a source are cleaned and kept; the same bytes give the same lines, however
/// they arrive.
///
/// Lines that begin in the first ``wholeSize`` bytes are kept. Of the rest, lines with a text that a
/// rule needs are kept, with a few around them, and the last ones.
package struct LineKeeper {
  /// A source up to this size is kept whole.
  package static let wholeSize = 4_194_304
  /// A longer line is looked at in pieces of this size.
  package static let pieceSize = 16_384
  /// Pieces of a long line share this many bytes, so that a text across a border is found.
  package static let pieceOverlap = 512
  /// From one piece of a long line to the next.
  package static let pieceStride = pieceSize - pieceOverlap
  /// Bytes at the end of a large source whose lines are kept in any case.
  private static let tailSize = 8192

  private let keeping: Prefilter?
  private var text = LogText()
  private var retention = Retention()
  /// Bytes before the next line.
  private var offset = 0
  /// Bytes of the line under way that came in pieces.
  private var pieceOffset = 0
  private var number = 1
  private var stillToKeep = 0
  /// Number of the last kept line.
  private var lastKept = 0
  /// The last lines of earlier blocks, for a hit at the start of the next one.
  private var before: [(number: Int, raw: [UInt8])] = []
  /// At least the last ``tailSize`` bytes of large sources, whole lines, with the first's number.
  private var tail: [UInt8] = []
  private var tailNumber = 1

  package private(set) var longLines = 0
  package private(set) var nulBytes = 0

  /// Keeps lines near the texts of `keeping`; `nil` keeps every line.
  package init(keeping: Prefilter?) { self.keeping = keeping }

  /// Takes whole lines, each with its line feed but maybe the last of the source.
  package mutating func take(lines block: UnsafeRawBufferPointer) {
    var start = 0
    while start < block.count, keeping == nil || offset < Self.wholeSize {
      let end = block[start...].firstIndex(of: 0x0a) ?? block.count
      keep(UnsafeRawBufferPointer(rebasing: block[start..<end]), whole: true)
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
    addPiece(raw, at: pieceOffset, isFirst: isFirst)
    pieceOffset += Self.pieceStride
  }

  /// Takes the last piece of a line that came in pieces.
  package mutating func take(lastPiece raw: UnsafeRawBufferPointer, lineLength: Int) {
    count(raw)
    addPiece(raw, at: pieceOffset, isFirst: false)
    pieceOffset = 0
    next(lineLength)
  }

  /// Keeps a piece that stands at `start` of its line: a line without an end is large as a source is.
  private mutating func addPiece(_ raw: UnsafeRawBufferPointer, at start: Int, isFirst: Bool) {
    let whole = keeping == nil || offset + start < Self.wholeSize
    if whole || hasHit(raw) { add(raw, whole: whole, isFirst: isFirst) }
  }

  /// The kept lines; `byteCount` is the size of the source.
  package mutating func finish(byteCount: Int) -> LogText {
    text.byteCount = byteCount
    text.lineCount = number - 1
    text.isWhole = keeping == nil || byteCount <= Self.wholeSize
    for kept in retention.all { text.append(kept.text, number: kept.number, time: kept.time) }
    appendTail()
    return text
  }

  // MARK: - Large sources

  /// Line bounds are looked for around hits only; the lines between are counted.
  private mutating func sparse(_ block: UnsafeRawBufferPointer) {
    var hits: [Int] = []
    keeping?.scan(block) { _, offset in hits.append(offset) }
    hits.sort()
    let firstNumber = number
    var hit = 0
    var start = 0
    while start < block.count {
      if stillToKeep == 0 {
        guard hit < hits.count else { break }
        let target = Self.lineStart(block, before: hits[hit], lines: Retention.before)
        if target == 0 && start == 0 { keepBefore(linesUpTo: hits[hit], of: block) }
        skip(block, from: &start, to: max(start, target))
        stillToKeep = Retention.before + 1
      }
      let end = block[start...].firstIndex(of: 0x0a) ?? block.count
      stillToKeep -= 1
      while hit < hits.count, hits[hit] < end {
        stillToKeep = Retention.after
        hit += 1
      }
      keep(UnsafeRawBufferPointer(rebasing: block[start..<end]), whole: false)
      next(end + 1 - start)
      start = end + 1
    }
    skip(block, from: &start, to: block.count)
    remember(block, firstNumber: firstNumber)
  }

  private mutating func skip(_ block: UnsafeRawBufferPointer, from start: inout Int, to end: Int) {
    guard end > start else { return }
    // `start` and `end` are starts of lines inside the block, or its end.
    let part = UnsafeRawBufferPointer(rebasing: block[start..<end])
    for byte in part {
      if byte == 0x0a { number += 1 }
      if byte == 0 { nulBytes += 1 }
    }
    if part.last != 0x0a { number += 1 }
    offset += part.count
    start = end
  }

  /// A hit near the start of a block has its lines before in the block before.
  private mutating func keepBefore(linesUpTo hit: Int, of block: UnsafeRawBufferPointer) {
    let own = block[..<hit].count { $0 == 0x0a }
    for line in before.suffix(max(0, Retention.before - own)) where line.number > lastKept {
      line.raw.withUnsafeBytes { raw in
        for piece in LineCleaner.pieces(raw, isFirst: false) {
          retention.keep(
            Retention.Kept(number: line.number, text: piece.text, time: piece.time))
        }
      }
    }
  }

  /// The end of the block, for hits in the next one and for the end of the source.
  private mutating func remember(_ block: UnsafeRawBufferPointer, firstNumber: Int) {
    if tail.isEmpty { tailNumber = firstNumber }
    tail.append(contentsOf: block)
    if tail.count > 4 * Self.tailSize {
      let cut = tail.count - Self.tailSize
      let start = tail[..<cut].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
      tailNumber += tail[..<start].count { $0 == 0x0a }
      tail.removeFirst(start)
    }
    var lines: [ArraySlice<UInt8>] = []
    var end = block.last == 0x0a ? block.count - 1 : block.count
    while lines.count < Retention.before, end > 0 {
      let start = block[..<end].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
      lines.append(ArraySlice(block[start..<end]))
      end = start - 1
    }
    for (index, line) in lines.enumerated().reversed() {
      before.append((number - 1 - index, Array(line)))
    }
    before.removeFirst(max(0, before.count - Retention.before))
  }

  private mutating func appendTail() {
    let last = text.lines.last?.number ?? 0
    let first = tail.count - Self.tailSize
    var start = 0
    var number = tailNumber
    while start < tail.count {
      let end = tail[start...].firstIndex(of: 0x0a) ?? tail.count
      if number > last, start >= first {
        for piece in tail[start..<end].withUnsafeBytes({ LineCleaner.pieces($0, isFirst: false) }) {
          text.append(piece.text, number: number, time: piece.time)
        }
      }
      number += 1
      start = end + 1
    }
  }

  /// The start of the line that lies `lines` lines before the one with `offset`, or 0.
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

  // MARK: - Lines

  private mutating func next(_ length: Int) {
    number += 1
    offset += length
  }

  private mutating func count(_ raw: UnsafeRawBufferPointer) {
    for byte in raw where byte == 0 { nulBytes += 1 }
  }

  private func hasHit(_ raw: UnsafeRawBufferPointer) -> Bool {
    var found = false
    keeping?.scan(raw) { _, _ in found = true }
    return found
  }

  /// Keeps a whole line, a long one in pieces.
  private mutating func keep(_ raw: UnsafeRawBufferPointer, whole: Bool) {
    count(raw)
    if raw.count > Self.pieceSize { longLines += 1 }
    var start = 0
    repeat {
      let end = min(start + Self.pieceSize, raw.count)
      let piece = UnsafeRawBufferPointer(rebasing: raw[start..<end])
      if whole {
        addPiece(piece, at: start, isFirst: start == 0)
      } else {
        add(piece, whole: false, isFirst: start == 0)
      }
      start = end == raw.count ? end : start + Self.pieceStride
    } while start < raw.count
  }

  private mutating func add(_ raw: UnsafeRawBufferPointer, whole: Bool, isFirst: Bool) {
    lastKept = number
    for piece in LineCleaner.pieces(raw, isFirst: number == 1 && isFirst) {
      if whole {
        text.append(piece.text, number: number, time: piece.time)
      } else {
        retention.keep(Retention.Kept(number: number, text: piece.text, time: piece.time))
      }
    }
  }
}

/// The content of a source that is read line by line: any log.
package struct LogLines: SourceContent {
  private var keeper: LineKeeper
  private var carry: [UInt8] = []
  /// Bytes of the line in `carry` that were handed on in pieces.
  private var handedOn = 0
  private var byteCount = 0

  /// The first bytes, until it shows whether the source is a small one.
  private var head: [UInt8] = []
  private var isLarge = false
  private let seeking: Prefilter?
  private let hash: SourceHash?

  /// Keeps every line of a small source, and of a large one those near the texts of `seeking`; `nil`
  /// makes every source a small one. The search takes what is lent to `hash`.
  package init(seeking: Prefilter?, hash: SourceHash? = nil) {
    self.seeking = seeking
    self.hash = hash
    keeper = LineKeeper(seeking: nil)
    isLarge = seeking == nil
  }

  /// Takes the next bytes of the source.
  package mutating func take(_ chunk: UnsafeRawBufferPointer) {
    byteCount += chunk.count
    guard !isLarge else { return takeKnown(chunk) }
    guard head.count + chunk.count > KeepingLimits.whole else {
      head.append(contentsOf: chunk)
      return
    }
    isLarge = true
    keeper = LineKeeper(seeking: seeking, hash: hash)
    takeHead()
    takeKnown(chunk)
  }

  /// Takes what waited; in chunks, as it would have come.
  private mutating func takeHead() {
    let waiting = head
    head = []
    waiting.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: LogReader.chunkSize) {
        let end = min(start + LogReader.chunkSize, all.count)
        takeKnown(UnsafeRawBufferPointer(rebasing: all[start..<end]))
      }
    }
  }

  /// Takes a chunk: whole lines go on, the rest waits for the next chunk.
  private mutating func takeKnown(_ chunk: UnsafeRawBufferPointer) {
    let firstLineFeed = chunk.lineEnd(from: 0)
    guard firstLineFeed < chunk.count, let lastLineFeed = chunk.lastIndex(of: 0x0a) else {
      carry.append(contentsOf: chunk)
      return handOnPieces()
    }
    // Both line feeds are inside the chunk, so all parts are.
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
    while carry.count > LogReader.chunkSize || (handedOn > 0 && carry.count > LineKeeper.pieceSize)
    {
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

  /// The kept lines, with notes on what the reader had to do to them.
  package mutating func finish() -> SourceParts {
    takeHead()
    if !carry.isEmpty || handedOn > 0 { endCarriedLine() }
    let text = keeper.finish(byteCount: byteCount)
    var parts = SourceParts(text: text)
    if keeper.nulBytes > 0 {
      parts.notes.append("binary: \(keeper.nulBytes) zero bytes; read as text as far as it goes")
    }
    if keeper.longLines > 0 {
      let lines = keeper.longLines == 1 ? "1 line is" : "\(keeper.longLines) lines are"
      parts.notes.append("\(lines) longer than \(LineKeeper.pieceSize) bytes and read in pieces")
    }
    if !text.isWhole {
      parts.notes.append(
        "large: its beginning, its end and the lines around texts that rules know were kept")
    }
    return parts
  }
}

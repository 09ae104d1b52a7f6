/// The last lines of a source that is too large to be kept.
struct LastLines {
  /// At least so many bytes of the end are kept, where the lines are no longer than that.
  private static let size = 32_768

  /// Whole lines.
  private var bytes: [UInt8] = []
  /// Number of the line behind them.
  private var next = 1

  /// Takes a block of whole lines; `number` is that of the line behind it.
  mutating func take(_ block: UnsafeRawBufferPointer, before number: Int) {
    next = number
    if block.count >= Self.size { bytes.removeAll(keepingCapacity: true) }
    bytes.append(contentsOf: Self.end(of: block))
    if bytes.count > 4 * Self.size { bytes = bytes.withUnsafeBytes { Array(Self.end(of: $0)) } }
  }

  /// The last `count` lines with their numbers, each at most ``LineKeeper/pieceSize`` bytes of it.
  func suffix(_ count: Int) -> [(number: Int, raw: [UInt8])] {
    bytes.withUnsafeBytes { all in
      var start = all.count
      for _ in 0..<count where start > 0 { start = all.lineStart(of: start - 1, from: 0) }
      return Self.lines(of: UnsafeRawBufferPointer(rebasing: all[start...]), before: next)
    }
  }

  /// The lines with their numbers, each at most ``LineKeeper/pieceSize`` bytes of it; the same of them
  /// however the bytes came.
  var lines: [(number: Int, raw: [UInt8])] {
    bytes.withUnsafeBytes { Self.lines(of: Self.end(of: $0), before: next) }
  }

  /// The lines that begin in the last ``size`` bytes.
  private static func end(of block: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let start = max(0, block.count - size)
    guard start > 0, block[start - 1] != 0x0a else {
      return UnsafeRawBufferPointer(rebasing: block[start...])
    }
    let next = min(block.lineEnd(from: start) + 1, block.count)
    return UnsafeRawBufferPointer(rebasing: block[next...])
  }

  private static func lines(of block: UnsafeRawBufferPointer, before number: Int)
    -> [(number: Int, raw: [UInt8])]
  {
    var result: [(number: Int, raw: [UInt8])] = []
    var start = 0
    while start < block.count {
      let end = block.lineEnd(from: start)
      let line = block[start..<end].prefix(LineKeeper.pieceSize)
      result.append((0, Array(line)))
      start = end + 1
    }
    for index in result.indices { result[index].number = number - result.count + index }
    return result
  }
}

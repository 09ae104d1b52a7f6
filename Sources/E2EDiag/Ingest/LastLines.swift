/// The last lines of a source that is too large to be kept.
struct LastLines {
  /// At least so many bytes of the end are kept, where the lines are no longer than that.
  private static let size = 32_768

  /// Whole lines.
  private var bytes: [UInt8] = []
  /// Number of the first of them.
  private var first = 1

  /// Takes a block of whole lines; `number` is that of the line behind it.
  mutating func take(_ block: UnsafeRawBufferPointer, before number: Int) {
    guard block.count < Self.size else {
      let start = Self.lineStart(in: block, from: block.count - Self.size)
      set(UnsafeRawBufferPointer(rebasing: block[start...]), before: number)
      return
    }
    bytes.append(contentsOf: block)
    guard bytes.count > 4 * Self.size else {
      first = number - Self.lines(in: bytes)
      return
    }
    bytes.withUnsafeBytes { all in
      let start = Self.lineStart(in: all, from: all.count - Self.size)
      let rest = Array(all[start...])
      rest.withUnsafeBytes { set($0, before: number) }
    }
  }

  private mutating func set(_ rest: UnsafeRawBufferPointer, before number: Int) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: rest)
    first = number - Self.lines(in: bytes)
  }

  /// The last `count` lines with their numbers, each at most ``LineKeeper/pieceSize`` bytes of it.
  func suffix(_ count: Int) -> [(number: Int, raw: [UInt8])] {
    bytes.withUnsafeBytes { all in
      var start = all.count
      for _ in 0..<count where start > 0 { start = all.lineStart(of: start - 1, from: 0) }
      let missing = all[..<start].count { $0 == 0x0a }
      return Self.lines(of: UnsafeRawBufferPointer(rebasing: all[start...]), from: first + missing)
    }
  }

  /// The kept lines with their numbers, each at most ``LineKeeper/pieceSize`` bytes of it.
  var lines: [(number: Int, raw: [UInt8])] {
    bytes.withUnsafeBytes { all in
      // However the bytes came, the same of them are given.
      let start = Self.lineStart(in: all, from: max(0, all.count - Self.size))
      let before = all[..<start].count { $0 == 0x0a }
      return Self.lines(of: UnsafeRawBufferPointer(rebasing: all[start...]), from: first + before)
    }
  }

  private static func lines(of block: UnsafeRawBufferPointer, from number: Int)
    -> [(number: Int, raw: [UInt8])]
  {
    var result: [(Int, [UInt8])] = []
    var start = 0
    while start < block.count {
      let end = block.lineEnd(from: start)
      let line = block[start..<end].prefix(LineKeeper.pieceSize)
      result.append((number + result.count, Array(line)))
      start = end + 1
    }
    return result
  }

  /// The first start of a line at or behind `offset`, or the count.
  private static func lineStart(in block: UnsafeRawBufferPointer, from offset: Int) -> Int {
    offset == 0 || block[offset - 1] == 0x0a
      ? offset : min(block.lineEnd(from: offset) + 1, block.count)
  }

  /// Lines of `bytes`; the last may lack its line feed.
  private static func lines(in bytes: [UInt8]) -> Int {
    bytes.count { $0 == 0x0a } + (bytes.last.map { $0 == 0x0a } ?? true ? 0 : 1)
  }
}

/// A text of a report while it is read: line by line, and no more of it than a bound.
struct ReportedText {
  /// A line of the text.
  struct Line {
    var bytes: [UInt8] = []
    /// Number of the line of the source it stands in.
    var number: Int
    /// Bytes of the text before it.
    var offset: Int
  }

  /// Which part of a long text matters.
  enum Part { case beginning, end }

  private let part: Part
  private let limit: Int
  /// Bytes that are held, and bytes of the whole text.
  private var held = 0
  private var length = 0
  private var open: Line?
  private var done: [Line] = []
  /// Whether some of it was left out.
  private(set) var isCut = false

  /// Holds the `part` of a text, at most twice `limit` bytes of it.
  init(keeping part: Part, limit: Int) {
    self.part = part
    self.limit = limit
  }

  /// The lines that were kept.
  var lines: [Line] { done + (open.map { [$0] } ?? []) }
  /// The first line.
  var first: Line? { done.first ?? open }

  /// Adds decoded bytes that stand on line `number` of the source, which goes up with every line
  /// feed when those are of the source itself.
  mutating func append(
    _ bytes: UnsafeRawBufferPointer, number: Int, countingLines: Bool = false
  ) {
    if part == .beginning, held >= limit, !bytes.isEmpty { return isCut = true }
    var number = number
    var start = 0
    while start < bytes.count {
      let end = bytes.lineEnd(from: start)
      // `start` and `end` lie inside `bytes`.
      extend(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), number: number)
      length += end - start
      if end < bytes.count {
        length += 1
        close(number: number)
        if countingLines { number += 1 }
      }
      start = end + 1
    }
  }

  /// Adds the lines of another text below.
  mutating func append(_ other: ReportedText) {
    if other.isCut { isCut = true }
    for line in other.lines {
      if let open { close(number: open.number) }
      line.bytes.withUnsafeBytes { append($0, number: line.number) }
      if open == nil { open = Line(number: line.number, offset: length) }
    }
  }

  private mutating func extend(_ bytes: UnsafeRawBufferPointer, number: Int) {
    if open == nil { open = Line(number: number, offset: length) }
    let isFull = part == .beginning && held >= limit
    let room = isFull ? 0 : max(0, LineKeeper.pieceSize - (open?.bytes.count ?? 0))
    if bytes.count > room { isCut = true }
    open?.bytes.append(contentsOf: bytes.prefix(room))
    held += min(room, bytes.count)
  }

  private mutating func close(number: Int) {
    let line = open ?? Line(number: number, offset: length - 1)
    open = nil
    guard part == .end || held < limit else { return isCut = true }
    done.append(line)
    held += 1  // So that empty lines count too.
    guard part == .end, held > 2 * limit else { return }
    var first = 0
    while held > limit, first < done.count {
      held -= done[first].bytes.count + 1
      first += 1
    }
    done.removeFirst(first)
    isCut = true
  }
}

extension ReportedText {
  /// A name, a place, a state.
  static var short: ReportedText { ReportedText(keeping: .beginning, limit: 4096) }
  /// The message of a failure, whose reason stands first.
  static var message: ReportedText { ReportedText(keeping: .beginning, limit: 65_536) }
  /// What a spec printed before it failed.
  static var output: ReportedText { ReportedText(keeping: .end, limit: 131_072) }

  /// All of a short text, without line feeds.
  var string: String {
    String(decoding: Array(lines.map(\.bytes).joined(separator: [0x20])), as: UTF8.self)
  }
}

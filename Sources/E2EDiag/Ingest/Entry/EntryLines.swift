/// The content of a source whose lines are entries: what programs wrote, taken out of them.
package struct EntryLines: SourceContent {
  /// A longer line is handed on as it stands.
  package static let longestEntry = 1_048_576

  private let form: LogEntry.Form
  private var lines: LogLines
  private var joiner = PartJoiner()
  private var carry: [UInt8] = []
  /// Whether the line under way is too long to be an entry.
  private var isTooLong = false
  private var output: [UInt8] = []
  private var byteCount = 0

  /// Lines of `form`, of which those near the texts of `seeking` are kept; `nil` keeps all.
  package init(_ form: LogEntry.Form, seeking: Prefilter?) {
    self.form = form
    lines = LogLines(seeking: seeking)
  }

  package mutating func take(_ chunk: UnsafeRawBufferPointer) {
    byteCount += chunk.count
    var start = 0
    while start < chunk.count {
      let end = chunk.lineEnd(from: start)
      let isEnded = end < chunk.count
      // `start` and `end` are inside the chunk.
      let part = UnsafeRawBufferPointer(rebasing: chunk[start..<end])
      start = end + 1
      if isTooLong {
        output.append(contentsOf: part)
        if isEnded {
          output.append(0x0a)
          isTooLong = false
        }
      } else if !isEnded {
        carry.append(contentsOf: part)
        if carry.count > Self.longestEntry { giveUpLine() }
      } else if carry.isEmpty {
        take(line: part)
      } else {
        carry.append(contentsOf: part)
        takeCarriedLine()
      }
    }
    handOn()
  }

  package mutating func finish() -> SourceParts {
    if !carry.isEmpty { takeCarriedLine() }
    joiner.finish(into: &output)
    handOn()
    var parts = lines.finish()
    parts.text.byteCount = byteCount
    return parts
  }

  private mutating func takeCarriedLine() {
    let line = carry
    carry.removeAll(keepingCapacity: true)
    line.withUnsafeBytes { take(line: $0) }
  }

  private mutating func take(line: UnsafeRawBufferPointer) {
    if let entry = LogEntry(line, form: form) {
      joiner.take(entry, into: &output)
    } else {
      joiner.take(line: line, into: &output)
    }
  }

  private mutating func giveUpLine() {
    joiner.finish(into: &output)
    output.append(contentsOf: carry)
    carry.removeAll()
    isTooLong = true
  }

  private mutating func handOn() {
    guard !output.isEmpty else { return }
    output.withUnsafeBytes { lines.take($0) }
    output.removeAll(keepingCapacity: true)
  }
}

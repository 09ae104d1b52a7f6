/// The lines of a log with what the rules say about each, and how often its template occurs.
struct MarkedLines: Sendable {
  /// `nil` for a blank line.
  let marks: [LineMarks?]
  /// The hash of every line's template.
  let templates: [UInt64]
  /// Lines with the same template.
  let count: [Int]
  /// Earlier lines with the same template.
  let earlier: [Int]
  /// Lines whose template begins with the same two words; tells chatty streams.
  let siblings: [Int]

  init(_ text: LogText, marker: LineMarker) {
    var marks: [LineMarks?] = []
    var templates: [UInt64] = []
    var starts: [UInt64] = []
    marks.reserveCapacity(text.lines.count)
    // A third of the lines of a log are copies; the rules see each text once.
    var known: [UInt64: LineMarks] = [:]
    var buffer: [UInt8] = []
    let residue = Self.hasResidue(text)
    for index in text.lines.indices {
      text.withLine(index) { line in
        let line = residue ? Self.withoutResidue(line) : line
        templates.append(MessageTemplate.hash(of: line, using: &buffer))
        starts.append(Self.hashOfStart(buffer))
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
          marks.append(nil)
          return
        }
        let key = MessageTemplate.hash(line.prefix(LineMarker.longestLine))
        if let mark = known[key] {
          marks.append(mark)
        } else {
          let mark = marker.marks(of: line)
          known[key] = mark
          marks.append(mark)
        }
      }
    }
    self.marks = marks
    self.templates = templates
    var seen: [UInt64: Int] = [:]
    var earlier: [Int] = []
    for template in templates {
      earlier.append(seen[template, default: 0])
      seen[template, default: 0] += 1
    }
    self.earlier = earlier
    count = templates.map { seen[$0, default: 1] }
    var sharing: [UInt64: Int] = [:]
    for start in starts { sharing[start, default: 0] += 1 }
    siblings = starts.map { sharing[$0, default: 1] }
  }

  /// Whether control codes were stored as the letters `nl`, as in some Travis logs of macOS.
  private static func hasResidue(_ text: LogText) -> Bool {
    var count = 0
    // Five such lines do not happen by chance; all of a log is read only where they are missing.
    for index in text.lines.indices where text.lines[index].range.count == 2 {
      if text.withLine(index, { $0.elementsEqual(residueBytes) }) { count += 1 }
      if count > 5 { return true }
    }
    return false
  }

  private static let residueBytes: [UInt8] = [UInt8(ascii: "n"), UInt8(ascii: "l")]

  private static func withoutResidue(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    while line.count - start >= 2, line[start..<(start + 2)].elementsEqual(residueBytes) {
      start += 2
    }
    // `start` is at most the count.
    return UnsafeRawBufferPointer(rebasing: line[start...])
  }

  /// The first two words of a template, at most 24 bytes.
  private static func hashOfStart(_ template: [UInt8]) -> UInt64 {
    var words = 0
    var end = 0
    while end < min(template.count, 24) {
      if template[end] == 0x20 { words += 1 }
      if words == 2 { break }
      end += 1
    }
    return template.withUnsafeBytes { MessageTemplate.hash($0[..<end]) }
  }
}

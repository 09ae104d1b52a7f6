/// Where the secrets of one text stand: by the index of the line, as ranges in the bytes of the line.
package struct SecretPlaces {
  private let text: LogText
  private(set) var ranges: [Int: [Range<Int>]] = [:]

  /// Longer than any secret that is looked for by its form.
  private static let windowOverlap = 4096
  /// A shorter line is not one that a terminal has broken.
  private static let shortestWrapped = 60

  /// Looks at the lines of `text` that `rules` suspect.
  package init(in text: LogText, rules: Redaction) {
    self.text = text
    for (index, bits) in rules.suspects(in: text).sorted(by: { $0.key < $1.key }) {
      for (number, rule) in rules.rules.enumerated() where bits & 1 << UInt64(number) != 0 {
        rule.lines == 1 ? find(rule, on: index) : find(rule, from: index)
      }
    }
    for index in ranges.keys.sorted() {
      follow(from: index)
      mirror(index, index + 1)
      mirror(index, index - 1)
    }
    ranges = ranges.mapValues(Self.merged)
  }

  /// Adds the secret at `range` of the line at `index`.
  mutating func add(_ range: Range<Int>, on index: Int) {
    ranges[index] = Self.merged((ranges[index] ?? []) + [range])
  }

  // MARK: - Rules

  private mutating func find(_ rule: Redaction.Rule, on index: Int) {
    let found = text.withLine(index) { Self.secrets(rule, in: $0) }
    if !found.isEmpty { ranges[index, default: []] += found }
  }

  /// The line before belongs to the subject too: a name may follow its value.
  private mutating func find(_ rule: Redaction.Rule, from index: Int) {
    let first = index > 0 && isNext(index, after: index - 1) ? index - 1 : index
    var last = index
    while last + 1 < text.lines.count, last + 1 - index < rule.lines, isNext(last + 1, after: last)
    {
      last += 1
    }
    var joined: [UInt8] = []
    var starts: [Int] = []
    for line in first...last {
      starts.append(joined.count)
      joined += text.bytes[text.lines[line].range]
      joined.append(0x0a)
    }
    for secret in joined.withUnsafeBytes({ Self.secrets(rule, in: $0) }) {
      for (line, start) in zip(first...last, starts) {
        let whole = start..<(start + text.lines[line].range.count)
        let part = secret.clamped(to: whole)
        guard !part.isEmpty else { continue }
        ranges[line, default: []].append((part.lowerBound - start)..<(part.upperBound - start))
      }
    }
  }

  private func isNext(_ line: Int, after before: Int) -> Bool {
    text.lines[line].number - text.lines[before].number <= 1
  }

  /// Patterns look at so many bytes; what is longer is searched in windows that overlap.
  private static func secrets(_ rule: Redaction.Rule, in raw: UnsafeRawBufferPointer) -> [Range<
    Int
  >] {
    var found: [Range<Int>] = []
    var start = 0
    repeat {
      let end = min(start + Pattern.longestSubject, raw.count)
      // `start` and `end` lie inside `raw`.
      let window = UnsafeRawBufferPointer(rebasing: raw[start..<end])
      for pattern in rule.line.match {
        var from = 0
        while let match = pattern.firstMatch(in: window, from: from) {
          if let secret = match.ranges["secret"], !secret.isEmpty {
            found.append((start + secret.lowerBound)..<(start + secret.upperBound))
          }
          from = max(match.range.upperBound, from + 1)
        }
      }
      start = end == raw.count ? end : characterStart(raw, end - windowOverlap)
    } while start < raw.count
    return found
  }

  /// The start of the character that `offset` lies in: later bytes are 10xxxxxx.
  private static func characterStart(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    var offset = offset
    while offset > 0, raw[offset] & 0xc0 == 0x80 { offset -= 1 }
    return offset
  }

  // MARK: - Broken lines

  /// A secret at the end of a line that a terminal has broken goes on with the first word of the next.
  private mutating func follow(from index: Int) {
    var line = index
    while line + 1 < text.lines.count, text.lines[line + 1].time == nil,
      text.lines[line + 1].number - text.lines[line].number == 1,
      text.lines[line].range.count >= Self.shortestWrapped,
      let secret = ranges[line]?.last(where: { $0.upperBound == text.lines[line].range.count }),
      Self.looksRandom(text.bytes[text.lines[line].range].dropFirst(secret.lowerBound))
    {
      let word = text.bytes[text.lines[line + 1].range].prefix(while: Self.isToken)
      guard word.count >= 4, Self.looksRandom(word) else { return }
      ranges[line + 1, default: []].append(0..<word.count)
      line += 1
    }
  }

  /// Pieces of one long line share bytes: a secret across the border is cut in one of them.
  private mutating func mirror(_ index: Int, _ other: Int) {
    guard text.lines.indices.contains(other), text.lines[index].number == text.lines[other].number,
      let shared = text.sharedBytes(min(index, other)), let found = ranges[index]
    else { return }
    let shift = text.lines[min(index, other)].range.count - shared
    for secret in found {
      let moved = index < other ? -shift : shift
      let start = max(0, secret.lowerBound + moved)
      let end = min(text.lines[other].range.count, secret.upperBound + moved)
      if start < end { ranges[other, default: []].append(start..<end) }
    }
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    LineScan.isAlphanumeric(byte) || "-_.~+/".utf8.contains(byte)
  }

  /// Whether digits and letters are mixed, as they hardly are in words.
  static func looksRandom(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains { (48...57).contains($0) } && word.contains { (97...122).contains($0 | 0x20) }
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound < last.upperBound {
        result[result.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

extension LogText {
  /// How many bytes the piece at `index` and the next one of the same line share, or `nil`.
  fileprivate func sharedBytes(_ index: Int) -> Int? {
    let (piece, next) = (bytes[lines[index].range], bytes[lines[index + 1].range])
    // Cleaning takes bytes away, and only few programs write a line of that length without any.
    for shared in stride(from: LineKeeper.pieceOverlap, to: 15, by: -1)
    where piece.suffix(shared).elementsEqual(next.prefix(shared)) {
      return shared
    }
    return nil
  }
}

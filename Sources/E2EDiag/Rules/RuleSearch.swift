/// Tells which of many rules can match which lines of a text: one search for all texts that the rules
/// need, instead of one a rule and line.
package struct RuleSearch: Sendable {
  private let prefilter: Prefilter
  /// For each text of the prefilter the rules that need it, as bits.
  private let users: [[UInt64]]
  /// The rules that are asked on every line: those that need no text, or too short a one.
  private let everywhere: [UInt64]
  private let words: Int

  /// Prepares the search for `rules`, which are told by their positions.
  package init(_ rules: [LineRule]) {
    words = (rules.count + UInt64.bitWidth - 1) / UInt64.bitWidth
    var users: [[UInt8]: [UInt64]] = [:]
    var everywhere = [UInt64](repeating: 0, count: words)
    for (position, rule) in rules.enumerated() {
      let word = position / UInt64.bitWidth
      let bit: UInt64 = 1 << UInt64(position % UInt64.bitWidth)
      if rule.needs.isEmpty || rule.needs.contains(where: { $0.count < Prefilter.shortestText }) {
        everywhere[word] |= bit
        continue
      }
      for need in rule.needs {
        users[need, default: [UInt64](repeating: 0, count: words)][word] |= bit
      }
    }
    let texts = users.keys.sorted { $0.lexicographicallyPrecedes($1) }
    prefilter = Prefilter(texts)
    self.users = texts.map { users[$0] ?? [] }
    self.everywhere = everywhere
  }

  /// Calls `body` for each line that is not empty, in order, with the positions of the rules that can
  /// match it, in order.
  package func forEachLine(
    of text: LogText,
    _ body: (_ index: Int, _ line: UnsafeRawBufferPointer, _ rules: Candidates)
      -> Void
  ) {
    var bits = [UInt64](repeating: 0, count: text.lines.count * words)
    text.bytes.withUnsafeBytes { bytes in
      prefilter.scan(bytes) { need, offset in
        // A text that seems to stand across two lines costs a look at the first of them.
        let first = text.index(ofByte: offset) * words
        for word in 0..<words { bits[first + word] |= users[need][word] }
      }
      for (index, line) in text.lines.enumerated() where !line.range.isEmpty {
        let first = index * words
        for word in 0..<words { bits[first + word] |= everywhere[word] }
        body(
          index, UnsafeRawBufferPointer(rebasing: bytes[line.range]),
          Candidates(bits: bits[first..<(first + words)]))
      }
    }
  }

  /// Positions of rules, in order.
  package struct Candidates: Sequence, IteratorProtocol {
    private var bits: ArraySlice<UInt64>
    private var base: Int

    fileprivate init(bits: ArraySlice<UInt64>) {
      self.bits = bits
      base = 0
    }

    /// The next position.
    package mutating func next() -> Int? {
      while let word = bits.first {
        if word != 0 {
          bits[bits.startIndex] = word & (word - 1)
          return base + word.trailingZeroBitCount
        }
        bits.removeFirst()
        base += UInt64.bitWidth
      }
      return nil
    }
  }
}

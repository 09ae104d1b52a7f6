/// Finds which of many plain texts stand in a block of bytes, in one pass.
///
/// Every text is represented by four of its bytes, chosen where they are rarest. A bitmap over a
/// hash of four bytes rejects almost every position; what passes is compared with the texts that
/// share the hash. Exact: it reports the same as a search for each text on its own.
package struct Prefilter: Sendable {
  private struct Entry {
    let text: Int
    /// Where the four bytes stand in the text.
    let offset: Int
  }

  private let texts: [[UInt8]]
  /// Set in every byte of a word before it is hashed: 0x20 where the case of letters is ignored.
  private let fold: UInt32
  private let bitmap: [UInt64]
  private let buckets: [UInt16: [Entry]]

  /// Shortest text that can be looked for.
  package static let shortestText = 4

  /// Looks for `texts`; a text shorter than ``shortestText`` is never found.
  ///
  /// With `ignoringCase`, `texts` are in lower case and are found in any.
  package init(_ texts: [[UInt8]], ignoringCase: Bool = false) {
    self.texts = texts
    let fold: UInt32 = ignoringCase ? 0x2020_2020 : 0
    self.fold = fold
    var bitmap = [UInt64](repeating: 0, count: 1024)
    var buckets: [UInt16: [Entry]] = [:]
    for (index, text) in texts.enumerated() where text.count >= Self.shortestText {
      let offset = Self.rarestWindow(of: text)
      let hash = Self.hash(Self.word(text, at: offset) | fold)
      bitmap[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
      buckets[hash, default: []].append(Entry(text: index, offset: offset))
    }
    self.bitmap = bitmap
    self.buckets = buckets
  }

  /// Calls `found` with the index of a text and the offset at which it begins, in order of the
  /// offsets of their rare bytes; every occurrence is reported.
  package func scan(_ block: UnsafeRawBufferPointer, _ found: (_ text: Int, _ offset: Int) -> Void)
  {
    guard block.count >= 4 else { return }
    bitmap.withUnsafeBufferPointer { bits in
      // The last word that lies wholly inside begins at count - 4.
      for position in 0...(block.count - 4) {
        let word = block.loadUnaligned(fromByteOffset: position, as: UInt32.self)
        let hash = Self.hash(word | fold)
        // 16 bits of hash address 1,024 words of 64 bits.
        guard bits[Int(hash >> 6)] & (1 << UInt64(hash & 63)) != 0 else { continue }
        guard let entries = buckets[hash] else { continue }
        for entry in entries {
          let text = texts[entry.text]
          let start = position - entry.offset
          guard start >= 0, start + text.count <= block.count else { continue }
          let region = UnsafeRawBufferPointer(rebasing: block[start..<(start + text.count)])
          if fold == 0 ? region.elementsEqual(text) : Self.isEqualIgnoringCase(region, text) {
            found(entry.text, start)
          }
        }
      }
    }
  }

  /// `region` is as long as `text`, which is in lower case.
  private static func isEqualIgnoringCase(_ region: UnsafeRawBufferPointer, _ text: [UInt8])
    -> Bool
  {
    zip(region, text).allSatisfy { (65...90).contains($0) ? $0 | 0x20 == $1 : $0 == $1 }
  }

  @inline(__always)
  private static func hash(_ word: UInt32) -> UInt16 {
    UInt16(truncatingIfNeeded: (word &* 0x9e37_79b1) >> 16)
  }

  private static func word(_ text: [UInt8], at offset: Int) -> UInt32 {
    // In the byte order of the machine, as `scan` loads it.
    text.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
  }

  private static func rarestWindow(of text: [UInt8]) -> Int {
    (0...(text.count - 4)).min { rank(text, $0) < rank(text, $1) } ?? 0
  }

  /// How common four bytes are in logs; an order, not a measure.
  private static func rank(_ text: [UInt8], _ offset: Int) -> Int {
    text[offset..<(offset + 4)].reduce(0) { $0 + commonness($1) }
  }

  private static func commonness(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "e"), UInt8(ascii: "0"): 10
    case UInt8(ascii: "t"), UInt8(ascii: "o"), UInt8(ascii: "a"), UInt8(ascii: "i"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "1"),
      UInt8(ascii: "2"):
      8
    case UInt8(ascii: "l"), UInt8(ascii: "d"), UInt8(ascii: "c"), UInt8(ascii: "m"),
      UInt8(ascii: "p"), UInt8(ascii: "u"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "\""):
      6
    case 97...122, 48...57: 4
    default: 2
    }
  }
}

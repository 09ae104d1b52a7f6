internal import CPrefilter

/// Texts by some of their grams, four bytes each: where such a gram stands, the text may stand.
struct GramIndex: Sendable {
  static let gramSize = 4
  /// Bytes from one look to the next at every fourth byte; so a text is known by as many grams that follow
  /// each other, one of which is looked at wherever the text begins.
  static let stride = 4
  /// Bytes of these grams together.
  static let windowSize = stride + gramSize - 1

  let fold: UInt32
  /// All looks that are needed.
  let looks: UInt8
  /// For each hash the looks for grams that have it.
  let table: [UInt8]
  /// In order of their grams.
  let entries: [e2e_gram]
  /// Positions of the first entry of each gram, found by hash and then one after the other; -1 is free.
  private let slots: [Int32]
  /// See `e2e_grams`, as for the two next.
  private let neighbours: [UInt16]
  private let windows: [UInt64]
  private let nibbles: [UInt8]

  /// Where grams of `text` are looked for, or `nil` when it is too short.
  static func look(for text: [UInt8]) -> e2e_look? {
    if text.count >= windowSize { return E2E_EVERY_FOURTH }
    if text.count < gramSize { return nil }
    return (text.first ?? 0) >= 0x80 ? E2E_BEYOND_ASCII : E2E_EVERYWHERE
  }

  /// Knows `texts`, told by their positions; `fold` is that of `e2e_grams`.
  init(of texts: [[UInt8]], fold: UInt32) {
    var entries: [e2e_gram] = []
    var neighbours = [UInt16](repeating: 0, count: GramRarity.hashCount)
    var windows = [UInt64](repeating: 0, count: 512)
    for (position, text) in texts.enumerated() {
      guard let look = Self.look(for: text) else { continue }
      let count = look == E2E_EVERY_FOURTH ? Self.stride : 1
      let start = look == E2E_BEYOND_ASCII ? 0 : GramRarity.rarestWindow(of: text, grams: count)
      for offset in start..<(start + count) {
        let gram = GramRarity.gram(text, at: offset) | fold
        entries.append(
          e2e_gram(
            gram: gram, first: GramRarity.gram(text, at: 0) | fold,
            last: GramRarity.gram(text, at: text.count - Self.gramSize) | fold,
            text: Int32(position), length: Int32(text.count), offset: Int32(offset),
            look: UInt8(look.rawValue)))
        guard look == E2E_EVERY_FOURTH else { continue }
        neighbours[GramRarity.hash(gram)] |= Self.neighbours(of: offset, in: text)
      }
      guard look == E2E_EVERY_FOURTH else { continue }
      let hash = Self.windowHash(text[start..<(start + Self.windowSize)], fold: fold)
      windows[hash >> 6] |= 1 << UInt64(hash & 63)
    }
    entries.sort { $0.gram < $1.gram }
    self.init(entries, fold: fold, neighbours: neighbours, windows: windows)
  }

  private init(
    _ entries: [e2e_gram], fold: UInt32, neighbours: [UInt16], windows: [UInt64]
  ) {
    (self.entries, self.fold, self.neighbours, self.windows) = (entries, fold, neighbours, windows)
    looks = entries.reduce(0) { $0 | $1.look }
    var table = [UInt8](repeating: 0, count: GramRarity.hashCount)
    // At most half full, so that a search ends.
    var slots = [Int32](repeating: -1, count: max(16, (entries.count * 2).nextPowerOfTwo))
    var nibbles = [UInt8](repeating: 0, count: 8 * 16)
    for (position, entry) in entries.enumerated() {
      let hash = GramRarity.hash(entry.gram)
      table[hash] |= entry.look
      if entry.look == E2E_EVERYWHERE.rawValue {
        // Neighbours in the order of grams share bytes, so they share a group.
        let group: UInt8 = 1 << UInt8(position * 8 / entries.count)
        for byte in 0..<4 {
          let value = Int(withUnsafeBytes(of: entry.gram) { $0[byte] })
          nibbles[2 * byte * 16 + value & 15] |= group
          nibbles[(2 * byte + 1) * 16 + value >> 4] |= group
        }
      }
      if position > 0, entries[position - 1].gram == entry.gram { continue }
      var slot = hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(position)
    }
    (self.table, self.slots, self.nibbles) = (table, slots, nibbles)
  }

  /// The last three bits of the byte before the gram at `offset` and of the one behind it, in the form of
  /// `e2e_grams`; any where the text ends.
  private static func neighbours(of offset: Int, in text: [UInt8]) -> UInt16 {
    let (before, behind) = (offset - 1, offset + gramSize)
    return (before < 0 ? 0xff : 1 << UInt16(text[before] & 7))
      | (behind == text.count ? 0xff : 1 << UInt16(text[behind] & 7)) << 8
  }

  /// 15 bits of ``windowSize`` bytes; the same as `window_hash`.
  private static func windowHash(_ window: ArraySlice<UInt8>, fold: UInt32) -> Int {
    var bytes: UInt64 = 0
    withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: window) }
    bytes |= UInt64(fold) | UInt64(fold) << 32
    return Int((bytes << 8 &* 0x9e37_79b9_7f4a_7c15) >> 49)
  }

  /// Calls `body` with each text that has a gram in `block`, and its first and last ones where they would
  /// be; what is lent to `hash` is hashed on the way.
  func forEachCandidate(
    in block: UnsafeRawBufferPointer, using search: Prefilter.Search, alongside hash: SourceHash?,
    _ body: Report
  ) {
    guard search == .vectors, let base = block.baseAddress else {
      return PrefilterReference.forEachCandidate(of: self, in: block, body)
    }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        withGrams { grams in
          Self.withLent(hash) { lent in
            e2e_find(
              base.assumingMemoryBound(to: UInt8.self), block.count, &grams, lent,
              { $0?.assumingMemoryBound(to: Report.self).pointee(Int($1), Int($2)) },
              UnsafeMutableRawPointer(mutating: body))
          }
        }
      }
    }
  }

  /// Takes a text and where it would begin.
  typealias Report = (_ text: Int, _ start: Int) -> Void

  /// The position of the first entry of `gram`, or `nil`.
  func firstEntry(of gram: UInt32) -> Int? {
    // The number of slots is a power of two, and one of them is free.
    var slot = GramRarity.hash(gram) & (slots.count - 1)
    while slots[slot] >= 0 {
      let position = Int(slots[slot])
      if entries[position].gram == gram { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func withLent(
    _ hash: SourceHash?, _ body: (UnsafeMutablePointer<e2e_alongside>?) -> Void
  ) {
    guard let hash else { return body(nil) }
    hash.withLent(body)
  }

  private func withGrams(_ body: (inout e2e_grams) -> Void) {
    table.withUnsafeBufferPointer { table in
      neighbours.withUnsafeBufferPointer { neighbours in
        windows.withUnsafeBufferPointer { windows in
          nibbles.withUnsafeBytes { nibbles in
            entries.withUnsafeBufferPointer { entries in
              slots.withUnsafeBufferPointer { slots in
                var grams = e2e_grams(
                  fold: fold, looks: looks, table: table.baseAddress,
                  neighbours: neighbours.baseAddress, windows: windows.baseAddress,
                  // Eight tables of 16 bytes.
                  nibbles: nibbles.baseAddress?.assumingMemoryBound(to: Nibbles.self),
                  entries: entries.baseAddress, count: entries.count, slots: slots.baseAddress,
                  slot_count: slots.count)
                body(&grams)
              }
            }
          }
        }
      }
    }
  }

  /// `uint8_t[16]` as Swift sees it.
  private typealias Nibbles = (
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
    UInt8, UInt8, UInt8
  )
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}

internal import CPrefilter

/// Texts by some of their grams, four bytes each: where such a gram stands, the text may stand.
///
/// With a stride of n, only every n-th byte of a block is looked at; so a text is known by n grams that
/// follow each other, one of which lies at such a byte wherever the text begins.
struct GramIndex: Sendable {
  static let gramSize = 4

  /// Where in a text a gram stands.
  private struct Entry {
    let gram: UInt32
    let text: Int32
    let offset: Int32
    /// The first gram of the text: the quickest look at whether the text is there.
    let first: UInt32
  }

  private let fold: UInt32
  private let stride: Int
  /// Bit h is set when a gram with the hash h is known.
  private let bitmap: [UInt64]
  /// In order of their grams.
  private let entries: [Entry]
  /// Positions of the first entry of each gram, found by hash and then one after the other; -1 is free.
  private let slots: [Int32]
  /// See `e2e_grams`.
  private let nibbles: [UInt8]

  var isEmpty: Bool { entries.isEmpty }

  /// Knows those of `texts` that `chosen` names, each at least `stride` + 3 bytes long.
  init(of texts: [[UInt8]], _ chosen: [Int], fold: UInt32, stride: Int) {
    self.fold = fold
    self.stride = stride
    var entries: [Entry] = []
    entries.reserveCapacity(chosen.count * stride)
    for text in chosen {
      let bytes = texts[text]
      let start = GramRarity.rarestWindow(of: bytes, grams: stride)
      for offset in start..<(start + stride) {
        entries.append(
          Entry(
            gram: GramRarity.gram(bytes, at: offset) | fold, text: Int32(text),
            offset: Int32(offset), first: GramRarity.gram(bytes, at: 0) | fold))
      }
    }
    entries.sort { $0.gram < $1.gram }
    self.entries = entries
    guard !entries.isEmpty else {
      (bitmap, slots, nibbles) = ([], [], [])
      return
    }
    var bitmap = [UInt64](repeating: 0, count: GramRarity.setSize)
    // At most half full, so that a search ends.
    let size = max(16, (entries.count * 2).nextPowerOfTwo)
    var slots = [Int32](repeating: -1, count: size)
    var nibbles = [UInt8](repeating: 0, count: 8 * 16)
    for (position, entry) in entries.enumerated() {
      if position > 0, entries[position - 1].gram == entry.gram { continue }
      let hash = GramRarity.hash(entry.gram)
      bitmap[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
      var slot = Int(hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(position)
      for byte in 0..<4 {
        let value = Int(withUnsafeBytes(of: entry.gram) { $0[byte] })
        // Neighbours in the order of grams share bytes, so they share a group.
        let group: UInt8 = 1 << UInt8(position * 8 / entries.count)
        nibbles[2 * byte * 16 + value & 15] |= group
        nibbles[(2 * byte + 1) * 16 + value >> 4] |= group
      }
    }
    (self.bitmap, self.slots, self.nibbles) = (bitmap, slots, nibbles)
  }

  /// Calls `body` with each text that has a gram in `block`, and its first one where it would begin.
  func forEachCandidate(
    in block: UnsafeRawBufferPointer, using search: Prefilter.Search,
    _ body: (_ text: Int, _ start: Int) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 512) { room in
      slots.withUnsafeBufferPointer { slots in
        entries.withUnsafeBufferPointer { entries in
          var position = 0
          while position + Self.gramSize <= block.count {
            let count = find(in: block, from: &position, into: room, using: search)
            // `count` is at most the capacity, and each offset has four bytes of the block.
            for offset in room[..<count] {
              let offset = Int(offset)
              let gram = block.loadUnaligned(fromByteOffset: offset, as: UInt32.self) | fold
              var known = Self.firstEntry(of: gram, slots, entries)
              while known < entries.count, entries[known].gram == gram {
                let start = offset - Int(entries[known].offset)
                // What begins before `offset` has four bytes of the block, too.
                if start >= 0,
                  block.loadUnaligned(fromByteOffset: start, as: UInt32.self) | fold
                    == entries[known].first
                {
                  body(Int(entries[known].text), start)
                }
                known += 1
              }
            }
          }
        }
      }
    }
  }

  /// The position of the first entry of `gram`, or the number of entries.
  private static func firstEntry(
    of gram: UInt32, _ slots: UnsafeBufferPointer<Int32>, _ entries: UnsafeBufferPointer<Entry>
  ) -> Int {
    // The number of slots is a power of two, and one of them is free.
    var slot = Int(GramRarity.hash(gram)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let position = Int(slots[slot])
      if entries[position].gram == gram { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return entries.count
  }

  /// As `e2e_find_strided`, by the chosen search.
  private func find(
    in block: UnsafeRawBufferPointer, from position: inout Int,
    into room: UnsafeMutableBufferPointer<UInt32>, using search: Prefilter.Search
  ) -> Int {
    bitmap.withUnsafeBufferPointer { bits in
      guard search == .vectors, let base = block.baseAddress else {
        return PrefilterReference.find(
          in: block, from: &position, stride: stride, fold: fold, bitmap: bits, into: room)
      }
      let bytes = base.assumingMemoryBound(to: UInt8.self)
      return nibbles.withUnsafeBytes { halves in
        var grams = e2e_grams(
          fold: fold, bitmap: bits.baseAddress,
          // Eight tables of 16 bytes.
          nibbles: halves.baseAddress?.assumingMemoryBound(to: Nibbles.self))
        return stride == 1
          ? e2e_find_every(
            bytes, block.count, &position, &grams, room.baseAddress, room.count)
          : e2e_find_strided(
            bytes, block.count, &position, &grams, stride, room.baseAddress, room.count)
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

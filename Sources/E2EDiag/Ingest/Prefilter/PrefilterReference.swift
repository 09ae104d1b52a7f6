internal import CPrefilter

/// The search for candidates in plain Swift: what ``Prefilter/Search/vectors`` must find, and nothing else.
enum PrefilterReference {
  /// As ``GramIndex/forEachCandidate(in:using:alongside:_:)``.
  static func forEachCandidate(
    of index: GramIndex, in block: UnsafeRawBufferPointer, _ body: GramIndex.Report
  ) {
    let everyFourth = UInt8(E2E_EVERY_FOURTH.rawValue)
    let beyondASCII = UInt8(E2E_BEYOND_ASCII.rawValue)
    // Blocks without one are many, and then three of four looks are spared.
    let isEverywhere =
      index.looks & ~everyFourth != 0
      && (index.looks & UInt8(E2E_EVERYWHERE.rawValue) != 0 || block.contains { $0 >= 0x80 })
    let step = isEverywhere ? 1 : GramIndex.stride
    index.table.withUnsafeBufferPointer { table in
      for position in stride(from: 0, through: block.count - GramIndex.gramSize, by: step) {
        let gram = block.loadUnaligned(fromByteOffset: position, as: UInt32.self) | index.fold
        // The table has a place for every hash.
        var looks = table[GramRarity.hash(gram)]
        if looks == 0 { continue }
        if position % GramIndex.stride != 0 { looks &= ~everyFourth }
        if block[position] < 0x80 { looks &= ~beyondASCII }
        report(gram, at: position, looks, of: index, in: block, body)
      }
    }
  }

  private static func report(
    _ gram: UInt32, at position: Int, _ looks: UInt8, of index: GramIndex,
    in block: UnsafeRawBufferPointer, _ body: GramIndex.Report
  ) {
    guard looks != 0, let first = index.firstEntry(of: gram) else { return }
    for entry in index.entries[first...].prefix(while: { $0.gram == gram }) {
      let start = position - Int(entry.offset)
      let last = start + Int(entry.length) - GramIndex.gramSize
      // A text has at least four bytes, and all of them are inside the block.
      guard entry.look & looks != 0, start >= 0, last + GramIndex.gramSize <= block.count,
        block.loadUnaligned(fromByteOffset: start, as: UInt32.self) | index.fold == entry.first,
        block.loadUnaligned(fromByteOffset: last, as: UInt32.self) | index.fold == entry.last
      else { continue }
      body(Int(entry.text), start)
    }
  }
}

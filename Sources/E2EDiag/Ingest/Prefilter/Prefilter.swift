/// Finds which of many plain texts stand in a block of bytes, in one pass.
///
/// Exact: it reports the same as a search for each text on its own. Texts of at least ``longText``
/// bytes cost a look at every fifth byte, shorter ones at every byte.
package final class Prefilter: Sendable {
  /// All texts, one after the other.
  private let bytes: [UInt8]
  /// Where each begins in ``bytes``, and behind them where the last ends.
  private let starts: [Int]
  private let ignoresCase: Bool
  private let long: GramIndex
  private let short: GramIndex

  /// Shortest text that can be looked for.
  package static let shortestText = GramIndex.gramSize
  /// Texts from this length on are the cheap ones.
  package static let longText = 8
  /// Every so many bytes a long text shows.
  static let stride = longText - GramIndex.gramSize + 1

  /// How candidates are found; both ways find the same.
  package enum Search: Sendable, CaseIterable {
    /// In plain Swift, which is the definition.
    case reference
    /// In C, with the vectors of the processor where it has them.
    case vectors
  }

  /// Looks for `texts`; a text shorter than ``shortestText`` is never found.
  ///
  /// With `ignoringCase`, `texts` are in lower case and are found in any.
  package init(_ texts: [[UInt8]], ignoringCase: Bool = false) {
    bytes = texts.flatMap(\.self)
    starts = texts.reduce(into: [0]) { starts, text in
      starts.append((starts.last ?? 0) + text.count)
    }
    ignoresCase = ignoringCase
    let fold: UInt32 = ignoringCase ? 0x2020_2020 : 0
    let isLong = { (index: Int) in texts[index].count >= Self.longText }
    let isShort = { (index: Int) in
      !isLong(index) && texts[index].count >= Self.shortestText
    }
    long = GramIndex(
      of: texts, texts.indices.filter(isLong), fold: fold,
      stride: Self.stride)
    short = GramIndex(of: texts, texts.indices.filter(isShort), fold: fold, stride: 1)
  }

  /// A block from this size on is worth the vectors.
  private static let largeBlock = 1024

  /// Calls `found` with the index of a text and the offset at which it begins; every occurrence is
  /// reported once, in no particular order. A block has less than 4 GiB.
  package func scan(
    _ block: UnsafeRawBufferPointer, using search: Search? = nil,
    _ found: (_ text: Int, _ offset: Int) -> Void
  ) {
    let search = search ?? (block.count < Self.largeBlock ? .reference : .vectors)
    scan(block, for: long, using: search, found)
    scan(block, for: short, using: search, found)
  }

  private func scan(
    _ block: UnsafeRawBufferPointer, for index: GramIndex, using search: Search,
    _ found: (_ text: Int, _ offset: Int) -> Void
  ) {
    guard !index.isEmpty else { return }
    bytes.withUnsafeBytes { bytes in
      starts.withUnsafeBufferPointer { starts in
        index.forEachCandidate(in: block, using: search) { text, start in
          // Every text has a start and an end in `starts`, both inside `bytes`.
          let text = (index: text, count: starts[text + 1] - starts[text])
          guard start + text.count <= block.count else { return }
          let sought = UnsafeRawBufferPointer(
            rebasing: bytes[starts[text.index]..<starts[text.index + 1]])
          let region = UnsafeRawBufferPointer(rebasing: block[start..<(start + text.count)])
          if ignoresCase ? Self.isEqualIgnoringCase(region, sought) : region.isEqual(to: sought) {
            found(text.index, start)
          }
        }
      }
    }
  }

  /// `region` is as long as `text`, which is in lower case.
  private static func isEqualIgnoringCase(
    _ region: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer
  )
    -> Bool
  {
    zip(region, text).allSatisfy { (65...90).contains($0) ? $0 | 0x20 == $1 : $0 == $1 }
  }
}

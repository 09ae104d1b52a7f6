internal import CPrefilter

/// Finds which of many plain texts stand in a block of bytes, in one pass.
///
/// Exact: it reports the same as a search for each text on its own. Texts of at least ``longText``
/// bytes cost a look at every fourth byte, shorter ones that begin with no ASCII next to nothing, and
/// other shorter ones a look at every byte.
package final class Prefilter: Sendable {
  /// All texts, one after the other.
  private let bytes: [UInt8]
  /// Where each begins in ``bytes``, and behind them where the last ends.
  private let starts: [Int]
  private let ignoresCase: Bool
  private let index: GramIndex

  /// Shortest text that can be looked for.
  package static let shortestText = GramIndex.gramSize
  /// Texts from this length on are the cheap ones.
  package static let longText = GramIndex.windowSize

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
    index = GramIndex(of: texts, fold: fold)
  }

  /// Whether a search for `text` costs little in a large block.
  package static func isCheap(_ text: [UInt8]) -> Bool {
    GramIndex.look(for: text).map { $0 != E2E_EVERYWHERE } ?? false
  }

  /// A block from this size on is worth the vectors.
  private static let largeBlock = 1024

  /// Calls `found` with the index of a text and the offset at which it begins; every occurrence is
  /// reported once, in no particular order. A block has less than 4 GiB. What is lent to `hash` is hashed
  /// on the way, as far as it costs nothing.
  package func scan(
    _ block: UnsafeRawBufferPointer, using search: Search? = nil, alongside hash: SourceHash? = nil,
    _ found: (_ text: Int, _ offset: Int) -> Void
  ) {
    let search = search ?? (block.count < Self.largeBlock ? .reference : .vectors)
    bytes.withUnsafeBytes { bytes in
      starts.withUnsafeBufferPointer { starts in
        index.forEachCandidate(in: block, using: search, alongside: hash) { text, start in
          // Every text has a start and an end in `starts`, both inside `bytes`.
          let text = (index: text, count: starts[text + 1] - starts[text])
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

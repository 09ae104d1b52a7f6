/// Keeps the lines of a large source that matter, in bounded memory.
///
/// Lines with a hit are kept with a few before and after them: the first ones until half of the
/// budget is used, then the most recent ones, because a run fails at its end.
package struct Retention {
  /// A cleaned line or piece.
  package struct Kept {
    package var number: Int
    package var text: [UInt8]
    package var time: LogTime?
  }

  /// Bytes of kept text, in all.
  package static let budget = 8_388_608
  /// Lines kept before and after a hit.
  package static let before = 3
  package static let after = 12

  private var first: [Kept] = []
  private var firstBytes = 0
  /// Two generations: the older is dropped when the younger has a quarter of the budget.
  private var older: [Kept] = []
  private var younger: [Kept] = []
  private var youngerBytes = 0
  /// Keeps a line, and forgets one of the middle when the budget is used up.
  package mutating func keep(_ kept: Kept) {
    if firstBytes < Self.budget / 2 {
      first.append(kept)
      firstBytes += kept.text.count
      return
    }
    younger.append(kept)
    youngerBytes += kept.text.count
    if youngerBytes > Self.budget / 4 {
      older = younger
      younger = []
      youngerBytes = 0
    }
  }

  /// What was kept, in order.
  package var all: [Kept] { first + older + younger }
}

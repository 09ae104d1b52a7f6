/// How much of a source is kept for the analysis, in bytes.
package struct KeepingLimits: Sendable {
  /// A source up to this size is kept whole.
  package var whole: Int
  /// What is kept of the beginning of a larger one.
  package var head: Int
  /// What is kept of the lines around texts that rules need.
  package var budget: Int

  /// All fields, in their order.
  package init(whole: Int, head: Int, budget: Int) {
    self.whole = whole
    self.head = head
    self.budget = budget
  }

  /// For a source that is alone.
  package static let alone = KeepingLimits(whole: 4 << 20, head: 192 << 10, budget: 1 << 20)
}

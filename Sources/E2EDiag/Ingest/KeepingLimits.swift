/// How much of a source is kept for the analysis, in bytes; ``SharedRetention`` keeps less of many.
package enum KeepingLimits {
  /// A source up to this size is kept whole.
  package static let whole = 4 << 20
  /// What is kept of the beginning of a larger one.
  package static let head = 192 << 10
  /// What is kept of the lines around texts that rules need.
  package static let budget = 1 << 20
}

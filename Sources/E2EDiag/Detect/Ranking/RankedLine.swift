/// A line that may state the failure.
package struct RankedLine: Sendable, Equatable {
  /// Index into the lines of the text that was ranked.
  package var index: Int
  /// Comparable within one log, and with ``CandidateRanking/weakest``; not bounded.
  package var score: Double
  /// What raised or lowered the line: names of rules, then its place, with signed amounts.
  package var reasons: [String]

  /// Whether the line may be called a failure when nothing else in the log says that it failed.
  package var isStrong: Bool { score >= CandidateRanking.weakest }
}

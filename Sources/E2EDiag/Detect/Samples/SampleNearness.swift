/// How a sample stands to the step that failed.
package enum SampleNearness: String, CaseIterable, Sendable, Comparable {
  /// Nothing tells when it was taken, or when the step ran: somewhere in the run.
  case run
  /// The last one before the step, or the first one after it while nothing was cleaned up.
  case near
  /// Taken while the step ran.
  case during

  /// Less tells less of the failure.
  package static func < (lhs: SampleNearness, rhs: SampleNearness) -> Bool {
    lhs.rank < rhs.rank
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How a run ended, taken from the first rung of the ladder that holds.
///
/// The order is: incomplete, interrupted, setup failed, test failed, cleanup failed, passed.
public enum Verdict: String, Codable, Sendable, CaseIterable {
  /// The log ends before the run did.
  case incomplete
  /// A person, a signal or a time limit of the suite stopped the run.
  case interrupted
  /// It failed before any spec could run.
  case setupFailed = "setup-failed"
  /// Specs ran and at least one failed.
  case testFailed = "test-failed"
  /// Everything passed, only the tear-down did not.
  case cleanupFailed = "cleanup-failed"
  /// The run says that it passed, and nothing speaks against it.
  case passed
  /// Nothing in the log tells how the run ended.
  case unknown

  /// Whether the run did not do what it should.
  public var isFailure: Bool {
    switch self {
    case .interrupted, .setupFailed, .testFailed, .cleanupFailed: true
    case .incomplete, .passed, .unknown: false
    }
  }
}

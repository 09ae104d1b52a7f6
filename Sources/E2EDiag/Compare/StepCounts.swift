/// How often a step passed, failed and was not reached; every run counts once, retries do not.
public struct StepCounts: Sendable, Equatable {
  /// Runs in which it passed.
  public var passed = 0
  /// Those of them in which it passed only after a try that failed.
  public var retried = 0
  /// Runs in which it failed.
  public var failed = 0
  /// Runs in which it failed once they had failed elsewhere: censored, and no trials.
  public var failedAfter = 0
  /// Runs that stopped before it: censored, and no trials.
  public var notReached = 0
  /// Runs that do not tell.
  public var unknown = 0

  /// The trials: runs that reached it and tell how it ended.
  public var reached: Int { passed + failed }
  /// Runs that say nothing about it because of where they failed.
  public var censored: Int { notReached + failedAfter }
  /// All runs.
  public var runs: Int { reached + censored + unknown }

  /// The counts of these outcomes.
  init(_ outcomes: some Sequence<Outcome>) {
    for outcome in outcomes {
      switch outcome {
      case .passed: passed += 1
      case .passedOnRetry:
        passed += 1
        retried += 1
      case .failed: failed += 1
      case .failedAfter: failedAfter += 1
      case .notReached: notReached += 1
      case .unknown: unknown += 1
      }
    }
  }
}

extension StepCounts: CustomStringConvertible {
  /// `passed 1 of 2 reached, censored 0`, with retries, later failures and unknowns, if any.
  public var description: String {
    "passed \(passed) of \(reached) reached"
      + (retried > 0 ? " (\(retried) only after a retry)" : "") + ", censored \(censored)"
      + (failedAfter > 0 ? " (\(failedAfter) failed after the run had)" : "")
      + (unknown > 0 ? ", unknown \(unknown)" : "")
  }
}

/// What the compared runs tell of the repeatability of one step (statistics.md, section 3.1).
public struct StepVerdict: Sendable, Equatable {
  /// Which row of the table holds.
  public var code: Code
  /// The outcomes in the runs it speaks of: one cohort where only that counts, else all runs.
  public var counts: StepCounts
  /// Ids of the runs it rests on in which the step passed.
  public var passedIn: [String]
  /// Ids of the runs it rests on in which the step failed.
  public var failedIn: [String]
  /// How many more runs, at least, would bring the next firmer verdict; `nil` where none would.
  public var moreRuns: Int?
  /// One sentence for a person, without the name of the step.
  public var sentence: String

  /// The rows of the table, and what keeps a step out of it.
  public enum Code: String, Sendable, Codable, CaseIterable {
    /// No trial in any run.
    case notReached = "not-reached"
    /// Proved by a counter-example: a pass and a failure with identical recorded inputs.
    case nonDeterministic = "non-deterministic"
    /// It fails every time, in different ways.
    case failVaries = "fail-varies"
    /// It failed in the only run that reached it.
    case failOnce = "fail-once"
    /// It failed every time, too few times to call it deterministic.
    case failRepeated = "fail-repeated"
    /// It failed at least 18 times in the same way, and never passed.
    case failDeterministic = "fail-deterministic"
    /// It passed every time, too few times for the bound: insufficient evidence.
    case passUnproven = "pass-unproven"
    /// It passed often enough to bound its failure rate.
    case passStable = "pass-stable"
    /// It passed every time, in some runs only after a try that failed: it is not clean.
    case passRetried = "pass-retried"
    /// Inputs are equal and outcomes differ, but so does the recorded environment.
    case environmentDiffers = "environment-differs"
    /// Runs that reached it have different inputs, and no two of them are repetitions.
    case inputsDiffer = "inputs-differ"
    /// Runs that reached it do not record what was tested, or not the same inputs.
    case inputsNotRecorded = "inputs-not-recorded"
  }

  /// Whether non-determinism is proved.
  public var isProof: Bool { code == .nonDeterministic }
}

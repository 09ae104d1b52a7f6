public import E2EDiag

/// A stored run in one line of a list.
public struct RunSummary: Sendable, Equatable {
  /// 12 hexadecimal digits.
  public var id: String
  /// The suite's name, where it is known.
  public var suite: String?
  /// How it ended.
  public var verdict: Verdict
  /// The first time in its logs.
  public var startedAt: LogTime?
  /// The time it is sorted by, as ISO 8601 text.
  public var orderedAt: String
  /// Where that time comes from.
  public var orderedBy: TimeOrigin
  /// When it was stored.
  public var ingestedAt: String
  /// Equal for runs of one suite with equal recorded inputs; `nil` where none are recorded.
  public var cohort: String?
  /// What is known of its specs.
  public var specs: SpecCounts?
  /// The cause, or `nil` when it cannot be told.
  public var cause: HypothesisID?
  /// The finer cause, such as `disk-full`.
  public var finer: String?
  /// How sure.
  public var confidence: Support
  /// Where it went wrong; `nil` when no failure was found.
  public var failure: Failure?

  /// The failing step and its reason.
  public struct Failure: Sendable, Equatable {
    /// The phase of the failing step.
    public var phase: Phase
    /// The operation that failed.
    public var operation: String
    /// What it failed on.
    public var subject: String?
    /// Which try of the operation on this subject.
    public var attempt: Int
    /// The line that states it.
    public var location: SourceLocation
    /// The innermost error, in one line.
    public var message: String
    /// When the log says that it failed.
    public var time: LogTime?
    /// The signature that explains it.
    public var signature: String?
    /// Identity of the failure across runs.
    public var fingerprint: Fingerprint
  }
}

extension RunSummary {
  /// The columns that ``init(_:)`` reads, of `runs` and the failure that belongs to it.
  static let select = """
    SELECT r.number, r.id, r.suite, r.verdict, r.started_at, r.ordered_at, r.ordered_by,
      r.ingested_at, r.cohort, r.specs_total, r.specs_ran, r.specs_passed, r.specs_failed,
      r.specs_masked, r.cause, r.finer, r.confidence,
      f.phase, f.step, f.subject, f.attempt, f.source, f.line, f.message, f.failed_at,
      f.signature,
      f.fingerprint
    FROM runs r LEFT JOIN failures f ON f.run = r.number
    """

  /// Reads a row of ``select``, from behind its first column.
  init(_ row: inout Row) throws {
    self.init(
      id: try row.next(), suite: try row.next(), verdict: try row.next(),
      startedAt: try row.next(), orderedAt: try row.next(), orderedBy: try row.next(),
      ingestedAt: try row.next(), cohort: try row.next(), specs: try row.specs(),
      cause: try row.next(), finer: try row.next(), confidence: try row.next(),
      failure: try Failure(&row))
  }
}

extension RunSummary.Failure {
  /// Reads the last columns of ``RunSummary/select``; `nil` when the run has no failure.
  init?(_ row: inout Row) throws {
    let phase: Phase? = try row.next()
    let operation: String? = try row.next()
    let subject: String? = try row.next()
    let attempt: Int? = try row.next()
    let source: Int? = try row.next()
    let line: Int? = try row.next()
    let message: String? = try row.next()
    let time: LogTime? = try row.next()
    let signature: String? = try row.next()
    let fingerprint: Fingerprint? = try row.next()
    guard let phase, let operation, let attempt, let source, let line, let message,
      let fingerprint
    else { return nil }
    self.init(
      phase: phase, operation: operation, subject: subject, attempt: attempt,
      location: SourceLocation(source: source, line: line), message: message,
      time: time, signature: signature, fingerprint: fingerprint)
  }
}

/// The steps of a stored run, for comparing it with others.
public struct StoredTimeline: Sendable, Equatable {
  /// The run.
  public var run: RunSummary
  /// What should make two runs alike.
  public var inputs: [String: String]
  /// Its steps, as in ``Diagnosis/timeline``.
  public var steps: [Step]
}

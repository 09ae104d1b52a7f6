/// One operation on one subject inside a phase, such as the load of the image `webhook`.
public struct Step: Sendable, Equatable {
  /// The phase the operation belongs to.
  public var phase: Phase
  /// What is done, in lower case words: `load image`.
  public var operation: String
  /// What it is done to, as the log spells it; `nil` where the log names nothing.
  public var subject: String?
  /// 1 for the first try of this operation on this subject, 2 for the second.
  public var attempt: Int
  /// How it ended.
  public var status: StepStatus
  /// How the status is known.
  public var known: Knowledge
  /// When it began, if the log says.
  public var start: LogTime?
  /// When it ended, if the log says.
  public var end: LogTime?
  /// Where `start` and `end` come from.
  public var time: TimeQuality
  /// The line that began it, or that first spoke of it.
  public var location: SourceLocation
  /// The last line that is known to belong to it.
  public var endLine: Int
  /// The exit status that ended it, where one was printed.
  public var exitStatus: Int?

  /// All fields, in their order.
  package init(
    phase: Phase, operation: String, subject: String?, attempt: Int, status: StepStatus,
    known: Knowledge, start: LogTime?, end: LogTime?, time: TimeQuality,
    location: SourceLocation, endLine: Int, exitStatus: Int?
  ) {
    self.phase = phase
    self.operation = operation
    self.subject = subject
    self.attempt = attempt
    self.status = status
    self.known = known
    self.start = start
    self.end = end
    self.time = time
    self.location = location
    self.endLine = endLine
    self.exitStatus = exitStatus
  }
}

/// How a step ended.
public enum StepStatus: String, Codable, Sendable {
  /// It did what it should.
  case passed
  /// It did not.
  case failed
  /// The run stopped before it.
  case notReached = "not-reached"
  /// The log ended, or was interrupted, inside it.
  case running
  /// The log does not say.
  case unknown
}

/// How a status is known.
public enum Knowledge: String, Codable, Sendable {
  /// A line says so.
  case explicit
  /// It follows from another line: the next step of the same sequence began.
  case implied
  /// Nothing says otherwise.
  case assumed
}

/// Where a time comes from.
public enum TimeQuality: String, Codable, Sendable {
  /// The source itself: a stamp on the line, and lines near it for what the stamp leaves open.
  case measured
  /// A part of it, such as the date, the zone or a correction of the clock, comes from elsewhere.
  case estimated
  /// The log has no time for it.
  case none
}

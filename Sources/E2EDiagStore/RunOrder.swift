public import E2EDiag

/// What places a run among the others, and where that time comes from.
public enum RunOrder: Sendable, Equatable {
  /// The first time in the logs.
  case log(LogTime)
  /// What the caller gave, such as `--started`.
  case given(LogTime)
  /// The time of the log file.
  case file(LogTime)
  /// When the run was stored.
  case ingestion

  /// The first of the times that has a date, in this order; without one, when it is stored.
  public init(log: LogTime?, given: LogTime? = nil, file: LogTime? = nil) {
    self =
      if let log, log.hasDate {
        .log(log)
      } else if let given, given.hasDate {
        .given(given)
      } else if let file, file.hasDate {
        .file(file)
      } else {
        .ingestion
      }
  }

  /// The time's origin alone.
  public var origin: TimeOrigin {
    switch self {
    case .log: .log
    case .given: .given
    case .file: .file
    case .ingestion: .ingestion
    }
  }

  /// The time and where it comes from, for a run that is stored at `ingestedAt`.
  public func time(ingestedAt: String) -> LogTime? {
    switch self {
    case .log(let time), .given(let time), .file(let time): time
    case .ingestion: LogTime(iso: ingestedAt)
    }
  }

  /// The text that runs are sorted by; a time without a zone is taken for UTC.
  public func text(ingestedAt: String) -> String {
    time(ingestedAt: ingestedAt)?.storedText ?? ingestedAt
  }
}

extension TimeOrigin: ColumnValue {}

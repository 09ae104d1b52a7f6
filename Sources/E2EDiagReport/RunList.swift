public import E2EDiag

/// A list of stored runs, as a table or as JSON.
public struct RunList: Sendable {
  /// The runs in the order they are listed in.
  public var runs: [Row]
  /// The suite that was asked for; `nil` when every suite was.
  public var suite: String?

  /// A list of `runs`, all of `suite` unless that is `nil`.
  public init(runs: [Row], suite: String? = nil) {
    self.runs = runs
    self.suite = suite
  }

  /// One run of the list.
  public struct Row: Sendable {
    var id: String
    var suite: String?
    var time: String
    var timeSource: String
    var verdict: Verdict
    var failedIn: String?
    var cause: HypothesisID?

    /// A run with the time it is sorted by and where that comes from; `failedIn` names the step.
    public init(
      id: String, suite: String?, time: String, timeSource: String, verdict: Verdict,
      failedIn: String?, cause: HypothesisID?
    ) {
      self.id = id
      self.suite = suite
      self.time = time
      self.timeSource = timeSource
      self.verdict = verdict
      self.failedIn = failedIn
      self.cause = cause
    }
  }

  /// A table for a person; a time that is not the log's own says where it comes from.
  public func text(options: ReportOptions) -> String {
    guard !runs.isEmpty else {
      return suite.map { "no runs of suite '\(terminalText($0))' are stored\n" }
        ?? "no runs are stored\n"
    }
    var page = TerminalPage(width: options.width, color: options.color)
    let rows = runs.map { run in
      [
        Phrase(run.id), Phrase(run.suite ?? ""),
        Phrase(
          String(run.time.prefix(16)) + (run.timeSource == "log" ? "" : " (\(run.timeSource))")),
        Phrase(run.verdict.rawValue), Phrase(run.failedIn ?? ""),
        Phrase(run.failedIn == nil ? "" : run.cause?.rawValue ?? "undetermined"),
      ]
    }
    page.table(
      Report.Table(
        header: ["run", "suite", "time", "verdict", "failed in", "cause"], rows: rows,
        nameColumns: [1, 4]), indent: 0)
    return page.text
  }

  /// An object with `schemaVersion` and the list `runs`.
  public var json: String {
    let rows = runs.map { run in
      JSONValue.object([
        "id": .string(run.id), "suite": .optional(run.suite), "orderedAt": .string(run.time),
        "orderedBy": .string(run.timeSource), "verdict": .string(run.verdict.rawValue),
        "failedIn": .optional(run.failedIn),
        "cause": run.failedIn == nil ? .null : .string(run.cause?.rawValue ?? "undetermined"),
      ])
    }
    return JSONValue.object([
      "schemaVersion": .integer(EncodedDiagnosis.schemaVersion), "runs": .array(rows),
    ]).text + "\n"
  }
}

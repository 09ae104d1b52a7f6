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
    var startedAt: LogTime?
    var orderedAt: String
    var orderedBy: TimeOrigin
    var storedAt: String
    var verdict: Verdict
    var failedIn: String?
    var cause: HypothesisID?

    /// A run with the first time in its log, the time it is sorted by and where that comes from.
    ///
    /// `failedIn` names the failing step.
    public init(
      id: String, suite: String?, startedAt: LogTime?, orderedAt: String, orderedBy: TimeOrigin,
      storedAt: String, verdict: Verdict, failedIn: String?, cause: HypothesisID?
    ) {
      self.id = id
      self.suite = suite
      self.startedAt = startedAt
      self.orderedAt = orderedAt
      self.orderedBy = orderedBy
      self.storedAt = storedAt
      self.verdict = verdict
      self.failedIn = failedIn
      self.cause = cause
    }
  }

  // MARK: - For a person

  /// A table for a person; a time that is not the log's own says where it comes from.
  public func text(options: ReportOptions) -> String {
    var page = TerminalPage(width: options.width, color: options.color)
    if runs.isEmpty {
      page.prose(none)
    } else {
      page.table(table, indent: 0)
      if let note { page.prose(note) }
    }
    return page.text
  }

  /// The same as a page of Markdown.
  public var markdown: String {
    var page = MarkdownPage()
    page.write(
      title: Phrase("Stored runs")
        + (suite.map { Phrase(" of ") + Phrase($0, .name) } ?? Phrase("")))
    let blocks: [MarkdownBlock] =
      runs.isEmpty ? [.prose(none)] : [.table(table)] + (note.map { [.prose($0)] } ?? [])
    for block in blocks { page.write(block) }
    return page.text
  }

  private var none: Phrase {
    suite.map { Phrase("no runs of suite '") + Phrase($0, .name) + "' are stored" }
      ?? Phrase("no runs are stored")
  }

  private var table: Report.Table {
    let rows = runs.map { run in
      [
        Phrase(run.id, .name), Phrase(run.suite ?? "", .name),
        Phrase(run.orderedBy.mark + run.orderedAt.prefix(16)), Phrase(run.verdict.rawValue),
        Phrase(run.failedIn ?? "", .name),
        Phrase(run.failedIn == nil ? "" : run.cause?.rawValue ?? "undetermined"),
      ]
    }
    return Report.Table(
      header: ["run", "suite", "time", "verdict", "failed in", "cause"], rows: rows,
      nameColumns: [1, 4])
  }

  /// What the marks of the times mean; `nil` when every time is the log's own.
  private var note: Phrase? {
    let meanings: [(TimeOrigin, String)] = [
      (.given, "was given with the run"), (.file, "is that of the log file"),
      (.ingestion, "is that of storing"),
    ]
    let parts = meanings.compactMap { origin, meaning in
      runs.contains { $0.orderedBy == origin }
        ? "'\(origin.mark.dropLast())' \(meaning)" : nil
    }
    if parts.isEmpty { return nil }
    return Phrase(
      "A time is the first in the log; one marked \(parts.joined(separator: ", ")).", .faint)
  }

  // MARK: - For a program

  /// An object with `schemaVersion` and the list `runs`.
  public var json: String {
    let rows = runs.map { run in
      JSONValue.object([
        "id": .string(run.id), "suite": .optional(run.suite),
        "startedAt": .optional(run.startedAt?.description), "orderedAt": .string(run.orderedAt),
        "orderedBy": .string(run.orderedBy.rawValue), "storedAt": .string(run.storedAt),
        "verdict": .string(run.verdict.rawValue),
        "failedIn": .optional(run.failedIn),
        "cause": run.failedIn == nil ? .null : .string(run.cause?.rawValue ?? "undetermined"),
      ])
    }
    return JSONValue.object([
      "schemaVersion": .integer(EncodedDiagnosis.schemaVersion), "runs": .array(rows),
    ]).text + "\n"
  }
}

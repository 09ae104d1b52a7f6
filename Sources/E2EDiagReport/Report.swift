internal import E2EDiag

/// What is said of a diagnosis and in which order, before any format.
///
/// Its texts are raw: whoever renders them must pass every one through `Escaping.swift`.
struct Report: Equatable {
  /// The verdict, with the suite and its specs.
  var headline: Phrase
  /// Where it failed, with what, and why.
  var points: [Point]
  /// The lines that matter, in the order of the log.
  var quotes: [Quote]
  /// What is not true in the log, and what can no longer be looked at.
  var warnings: [Point]
  /// The checks that tell most, best first.
  var checks: [Check]
  /// What the checks are for.
  var checksLabel: String
  /// Said instead of the checks where there are none and the cause is open.
  var checksMissing: Phrase?
  /// Everything else.
  var sections: [Section]
  /// Which run and which tool.
  var footer: Phrase

  /// A short label with one or more sentences.
  struct Point: Equatable {
    var label: String
    var sentences: [Phrase]
    /// Quoted from the log rather than said by us: may be cut to one row.
    var isQuoted = false
    /// Whether the quotes say it too, so that it is needed only where they are left out.
    var isInQuotes = false
    /// Whether it belongs to the shortest form of the report.
    var isEssential = false
  }

  /// A line of a log.
  struct Quote: Equatable {
    var place: String
    var text: String
    /// Whether it is the line that states the failure.
    var isDecisive = false
    /// How early it is chosen when there is room for few; 0 first.
    var rank = 0
    /// The part that decides, and stays where the text is too long to be shown.
    var focus: String?
  }

  /// A question with the command that answers it.
  struct Check: Equatable {
    var what: Phrase
    /// To be copied whole; `nil` where the same command stands further above.
    var command: String?
  }

  /// A titled part of the details.
  struct Section: Equatable {
    var heading: String
    var blocks: [Block]
  }

  /// A piece of a section.
  enum Block: Equatable {
    case text(Phrase)
    case quote(Quote)
    case check(Check)
    case table(Table)
    /// A title with blocks that belong under it.
    case group(Phrase, [Block])
  }

  /// Rows under a header; every row has as many cells as the header.
  struct Table: Equatable {
    var header: [String]
    var rows: [[Phrase]]
    /// Columns with names, which may be shortened where there is no room.
    var nameColumns: [Int]
  }
}

extension Report {
  init(_ diagnosis: Diagnosis, comparison: Comparison? = nil, options: ReportOptions) {
    let details = ReportDetails(
      diagnosis: diagnosis, verbose: options.verbose,
      addedActions: PostMortem(diagnosis, comparison: comparison, options: options).addedActions)
    let summary = ReportSummary(diagnosis: diagnosis)
    headline = summary.headline
    points = summary.points
    quotes = summary.quotes
    warnings = summary.warnings
    checks = summary.checks
    checksLabel = diagnosis.conclusion.cause == nil ? "To decide" : "Next"
    checksMissing = summary.checksMissing
    sections =
      options.quiet
      ? []
      : [details.timeline, details.failure, details.events, details.hypotheses].compactMap { $0 }
        + (comparison.map { ComparisonSections(comparison: $0, verbose: options.verbose).sections }
          ?? [])
        + [
          details.facts, details.candidates, details.actions, details.otherChecks,
          details.sources, details.inputs,
        ].compactMap { $0 }
    footer = Phrase("run \(diagnosis.run.id), e2e-diag \(options.toolVersion)", .faint)
  }
}

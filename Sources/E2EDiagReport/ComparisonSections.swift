public import E2EDiag

/// What is said of a comparison and in which order, before any format.
struct ComparisonSections {
  let comparison: Comparison
  /// Whether steps that are clean everywhere are listed too.
  let verbose: Bool
  /// More runs than this stand in one column of the grid, a sign each.
  var mostColumns = 12

  /// The sentences, the grid with its legend, and the runs behind its columns.
  var sections: [Report.Section] {
    var sections = [
      Report.Section(
        heading: "What the runs tell",
        blocks: comparison.sentences.map { .text(Phrase("- \($0)")) })
    ]
    if comparison.runs.count > 1 {
      sections.append(Report.Section(heading: "Runs", blocks: [.table(runs)] + errors))
      sections.append(Report.Section(heading: "Grid: \(legend)", blocks: [.table(grid)] + hidden))
    }
    return sections
  }

  private var runs: Report.Table {
    Report.Table(
      header: ["", "run", "time", "verdict", "failed in"],
      rows: comparison.runs.enumerated().map { index, run in
        [
          Phrase("\(index + 1)"), Phrase(run.id, .name),
          Phrase(run.orderedAt.map { run.orderedBy.mark + $0.description.prefix(19) } ?? ""),
          Phrase(run.verdict.rawValue), Phrase(run.fault.map { "\($0.step)" } ?? "", .name),
        ]
      }, nameColumns: [4])
  }

  /// Why each run failed, in its own words.
  private var errors: [Report.Block] {
    comparison.runs.enumerated().compactMap { index, run in
      guard let fault = run.fault, !fault.message.isEmpty else { return nil }
      let time = fault.time.map { " at \($0.description.prefix(19))\($0.openWords)" } ?? ""
      return .text(
        Phrase("Run \(index + 1) failed\(time): ") + Phrase(cut(fault.message, to: 240), .name))
    }
  }

  // MARK: - Grid

  private var isDense: Bool { comparison.runs.count > mostColumns }

  /// The signs that the grid has, with their meanings.
  private var legend: String {
    let steps = shownSteps.values.joined().flatMap(\.outcomes)
    let present = Set(comparison.phases.flatMap(\.outcomes) + steps)
    return Outcome.allCases.filter { present.contains($0) || [.passed, .failed].contains($0) }
      .map { "\($0.sign.text) \($0.words)" }.joined(separator: ", ")
  }

  /// The steps that differ or failed, by their phase; all with `verbose`.
  private var shownSteps: [Phase: [StepComparison]] {
    Dictionary(grouping: comparison.steps.filter { verbose || !$0.isClean }, by: \.key.phase)
  }

  /// How many steps the grid leaves out.
  private var hidden: [Report.Block] {
    let count = comparison.steps.count - shownSteps.values.map(\.count).reduce(0, +)
    if count == 0 { return [] }
    let which = "\(counted(count, "more step")) passed in every run that tells how they ended"
    return [.text(Phrase("\(which); `-v` shows them.", .faint))]
  }

  private var grid: Report.Table {
    var rows: [[Phrase]] = []
    for phase in comparison.phases {
      rows.append([Phrase(phase.phase.rawValue, .strong)] + cells(phase.outcomes))
      for step in shownSteps[phase.phase] ?? [] {
        let again = step.key.occurrence > 1 ? "(\(step.key.occurrence))" : ""
        let name = [step.key.operation, step.key.subject ?? "", again].filter { !$0.isEmpty }
        rows.append([Phrase("  " + name.joined(separator: " "))] + cells(step.outcomes))
      }
    }
    let columns =
      isDense
      ? ["runs 1 to \(comparison.runs.count)"] : comparison.runs.indices.map { "\($0 + 1)" }
    return Report.Table(header: ["phase / step"] + columns, rows: rows, nameColumns: [0])
  }

  private func cells(_ outcomes: [Outcome]) -> [Phrase] {
    isDense ? [outcomes.reduce(Phrase("")) { $0 + $1.sign }] : outcomes.map(\.sign)
  }
}

extension StepComparison {
  /// Whether nothing but passes at the first try is known of it.
  fileprivate var isClean: Bool { outcomes.allSatisfy { $0 == .passed || $0 == .unknown } }
}

extension TimeOrigin {
  /// What stands before a time that is not the log's own.
  var mark: String {
    switch self {
    case .log: ""
    case .given: "given "
    case .file: "file "
    case .ingestion: "stored "
    }
  }
}

extension Outcome {
  /// One character; its meaning stands in the heading of the grid.
  var sign: Phrase {
    switch self {
    case .passed: Phrase("✓", .good)
    case .passedOnRetry: Phrase("r", .warning)
    case .failed: Phrase("✗", .bad)
    case .failedAfter: Phrase("x", .faint)
    case .notReached: Phrase("·", .faint)
    case .unknown: Phrase("?", .warning)
    }
  }

  /// What ``sign`` means.
  fileprivate var words: String {
    switch self {
    case .passed: "passed"
    case .passedOnRetry: "passed only after a retry"
    case .failed: "failed"
    case .failedAfter: "failed after the run had failed elsewhere"
    case .notReached: "not reached"
    case .unknown: "not recorded or not told"
    }
  }
}

extension TerminalRenderer {
  /// A comparison by itself, for a person at a terminal.
  public func render(_ comparison: Comparison, options: ReportOptions) -> String {
    var page = TerminalPage(width: options.width, color: options.color)
    let sections = ComparisonSections(comparison: comparison, verbose: options.verbose).sections
    for (index, section) in sections.prefix(options.quiet ? 1 : sections.count).enumerated() {
      if index > 0 { page.blank() }
      write(section, to: &page)
    }
    return page.text
  }
}

extension MarkdownRenderer {
  /// A comparison by itself, as a page of its own.
  public func render(_ comparison: Comparison, options: ReportOptions) -> String {
    var page = MarkdownPage()
    let suites = Set(comparison.runs.map(\.suite))
    let suite = suites.count == 1 ? suites.first?.flatMap { $0 } : nil
    page.write(
      title: Phrase("Comparison of \(counted(comparison.runs.count, "run"))")
        + (suite.map { Phrase(" of ") + Phrase($0, .name) } ?? Phrase("")))
    let sections = ComparisonSections(comparison: comparison, verbose: options.verbose)
    for section in sections.markdown.prefix(options.quiet ? 1 : .max) { page.write(section) }
    return page.text
  }
}

extension ComparisonSections {
  /// The same sections in Markdown, where a table may be as wide as it likes.
  var markdown: [MarkdownSection] {
    var wide = self
    wide.mostColumns = .max
    return wide.sections.enumerated().map { index, section in
      MarkdownSection(
        heading: section.heading,
        blocks: index == 0
          ? comparison.sentences.map { .item(Phrase($0)) }
          : section.blocks.map(MarkdownBlock.init))
    }
  }
}

public import E2EDiag

/// What is said of a comparison and in which order, before any format.
struct ComparisonSections {
  let comparison: Comparison
  /// Whether steps that are clean everywhere are listed too.
  let verbose: Bool

  /// The sentences, the grid with its legend, and the runs behind its columns.
  var sections: [Report.Section] {
    var sections = [
      Report.Section(
        heading: "What the runs tell",
        blocks: comparison.sentences.map { .text(Phrase("- \($0)")) })
    ]
    if comparison.runs.count > 1 {
      sections.append(Report.Section(heading: "Runs", blocks: [.table(runs)]))
      sections.append(
        Report.Section(
          heading: "Grid: ✓ passed, ✗ failed, · not reached, ? not known",
          blocks: [.table(grid)]))
    }
    return sections
  }

  private var runs: Report.Table {
    Report.Table(
      header: ["", "run", "time", "verdict", "failed in"],
      rows: comparison.runs.enumerated().map { index, run in
        [
          Phrase("\(index + 1)"), Phrase(run.id),
          Phrase(run.orderedAt.map { String($0.description.prefix(19)) } ?? ""),
          Phrase(run.verdict.rawValue), Phrase(run.fault.map { "\($0.step)" } ?? ""),
        ]
      }, nameColumns: [4])
  }

  /// Phases, and below each the steps that differ or failed; all with `verbose`.
  private var grid: Report.Table {
    var rows: [[Phrase]] = []
    for phase in comparison.phases {
      rows.append([Phrase(phase.phase.rawValue, .strong)] + phase.outcomes.map(\.sign))
      let steps = comparison.steps.filter { step in
        step.key.phase == phase.phase && (verbose || !step.isClean)
      }
      for step in steps {
        let again = step.key.occurrence > 1 ? "(\(step.key.occurrence))" : ""
        let name = [step.key.operation, step.key.subject ?? "", again].filter { !$0.isEmpty }
        rows.append([Phrase("  " + name.joined(separator: " "))] + step.outcomes.map(\.sign))
      }
    }
    return Report.Table(
      header: ["phase / step"] + comparison.runs.indices.map { "\($0 + 1)" }, rows: rows,
      nameColumns: [0])
  }
}

extension StepComparison {
  /// Whether nothing but passes is known of it.
  fileprivate var isClean: Bool { outcomes.allSatisfy { $0 == .passed || $0 == .unknown } }
}

extension Outcome {
  /// One character; its meaning stands in the heading of the grid.
  var sign: Phrase {
    switch self {
    case .passed: Phrase("✓", .good)
    case .failed: Phrase("✗", .bad)
    case .notReached: Phrase("·", .faint)
    case .unknown: Phrase("?", .warning)
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

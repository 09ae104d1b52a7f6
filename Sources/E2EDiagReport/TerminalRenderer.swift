public import E2EDiag

/// The report for a person at a terminal: one screen that suffices, then the details.
public struct TerminalRenderer: Renderer {
  /// A renderer without state.
  public init() {}

  /// The first screen, and the details unless `options.quiet`.
  public func render(_ diagnosis: Diagnosis, comparison: Comparison?, options: ReportOptions)
    -> String
  {
    let report = Report(diagnosis, comparison: comparison, options: options)
    var page = firstScreen(of: report, options: options)
    for section in report.sections {
      page.blank()
      write(section, to: &page)
    }
    if !options.quiet {
      page.blank()
      page.prose(report.footer)
    }
    return page.text
  }

  /// Rows of the smallest terminal in use.
  static let screenRows = 24

  /// How much of the lists is shown; whatever is left out here stands in the details.
  private static let limits = [
    (quotes: 5, checks: 3), (4, 3), (4, 2), (3, 2), (3, 1), (2, 1), (1, 1),
  ]

  func firstScreen(of report: Report, options: ReportOptions) -> TerminalPage {
    var page = TerminalPage(width: options.width, color: options.color)
    for limit in Self.limits {
      page = TerminalPage(width: options.width, color: options.color)
      write(report, to: &page, quiet: options.quiet, limit: limit)
      if page.count <= Self.screenRows { break }
    }
    return page
  }

  private func write(
    _ report: Report, to page: inout TerminalPage, quiet: Bool,
    limit: (quotes: Int, checks: Int)
  ) {
    page.prose(report.headline)
    if quiet {
      for point in report.points where point.isEssential { page.point(point) }
      return
    }
    page.blank()
    for point in report.points where !point.isInQuotes { page.point(point) }
    page.blank()
    let ranks = report.quotes.map(\.rank).sorted().prefix(limit.quotes)
    let quotes = report.quotes.filter { ranks.contains($0.rank) }
    page.quotes(quotes, indent: 0, decisiveRows: 2)
    page.blank()
    for point in report.warnings { page.point(point) }
    page.blank()
    for (index, check) in report.checks.prefix(limit.checks).enumerated() {
      page.check(check, label: index == 0 ? report.checksLabel : "")
    }
    if let missing = report.checksMissing {
      page.point(Report.Point(label: report.checksLabel, sentences: [missing]))
    }
  }

  /// A section: its heading, then its blocks.
  func write(_ section: Report.Section, to page: inout TerminalPage) {
    page.prose(Phrase(section.heading, .strong))
    for block in section.blocks { write(block, to: &page, indent: 2) }
  }

  private func write(_ block: Report.Block, to page: inout TerminalPage, indent: Int) {
    switch block {
    case .text(let phrase): page.prose(phrase, indent: indent, hanging: 2)
    case .quote(let quote):
      page.quotes([quote], indent: indent - 2, decisiveRows: 6, otherRows: 2)
    case .check(let check): page.check(check, indent: indent)
    case .table(let table): page.table(table, indent: indent)
    case .group(let title, let blocks):
      page.prose(title, indent: indent, hanging: 2)
      for block in blocks { write(block, to: &page, indent: indent + 2) }
    }
  }
}

import Testing

@testable import E2EDiag
@testable import E2EDiagReport

/// What other sources tell stands near the failure, and never at length.
@Suite struct EventSectionTests {
  private func sample(_ count: Int) -> Diagnosis {
    var sample = ReportSamples.determined
    sample.failure?.time = ReportSamples.clock(21, 30, 0)
    sample.events = (0..<count).map { minute in
      RunEvent(
        kind: .resource, time: ReportSamples.clock(21, Int64(minute), 0), quality: .measured,
        subject: "/var", sentence: "/var | \(minute) % used",
        line: ReportSamples.line(minute + 1, "x"))
    }
    return sample
  }

  private func section(_ diagnosis: Diagnosis, verbose: Bool = false) -> Report.Section? {
    ReportDetails(diagnosis: diagnosis, verbose: verbose).events
  }

  private func rows(_ section: Report.Section?) -> [String] {
    guard case .table(let table)? = section?.blocks.first else { return [] }
    return table.rows.map { $0.map(\.text).joined(separator: ", ") }
  }

  @Test func nearestEventsAreShownAndAllOfThemOnDemand() {
    let shown = section(sample(50))
    #expect(shown?.heading == "Around the failure")
    #expect(rows(shown).count == 12)
    #expect(rows(shown).contains { $0.hasPrefix("21:30:00, /var | 30 % used") })
    #expect(!rows(shown).contains { $0.hasPrefix("21:00:00") || $0.hasPrefix("21:49:00") })
    #expect(shown?.blocks.count == 2, "how many are left out is said")
    #expect(rows(section(sample(50), verbose: true)).count == 50)
  }

  @Test func runWithoutEventsAndRunThatPassedHaveNoSection() {
    #expect(section(sample(0)) == nil)
    var passed = ReportSamples.passed
    passed.events = sample(1).events
    #expect(section(passed) == nil)
  }

  @Test func bothPagesHaveItEscaped() {
    let options = ReportOptions(toolVersion: "0.1.0")
    let text = TerminalRenderer().render(sample(2), options: options)
    #expect(text.contains("\nAround the failure\n"))
    let page = MarkdownRenderer().render(sample(2), comparison: nil, options: options)
    #expect(page.contains("\n## Around the failure\n"))
    #expect(page.contains(#"/var \| 1 % used"#))
  }
}

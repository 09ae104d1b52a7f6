import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Several suites in a source, and a log in several sources.
@Suite struct LogPartsTests {
  private static let failing = """
    Running Suite: A Suite - /src/test/a
    ====================================
    Will run 3 of 3 specs
    ------------------------------
    • [FAILED] [1.021 seconds]
    A [It] refunds a card
    /src/test/a/a_test.go:44

      [FAILED] Expected
          <int>: 0
      to equal
          <int>: 1
      In [It] at: /src/test/a/a_test.go:52 @ 12/01/25 10:00:00.001
    ------------------------------
    Summarizing 1 Failure:
      [FAIL] A [It] refunds a card
    Ran 3 of 3 Specs in 3.100 seconds
    FAIL! -- 2 Passed | 1 Failed | 0 Pending | 0 Skipped

    """
  private static func passing(_ name: String) -> String {
    """
    Running Suite: \(name) Suite - /src/test/b
    ====================================
    Will run 2 of 2 specs
    ••
    Ran 2 of 2 Specs in 1.100 seconds
    SUCCESS! -- 2 Passed | 0 Failed | 0 Pending | 0 Skipped

    """
  }

  @Test(arguments: [failing + passing("B"), passing("B") + failing])
  func countsAndNamesAreThoseOfTheSuiteThatFailed(_ log: String) throws {
    let diagnosis = try Bundled.diagnosis(of: log + "Test Suite Failed\n")
    #expect(diagnosis.run.verdict == .testFailed)
    #expect(diagnosis.run.suite == "A Suite")
    #expect(diagnosis.failure?.subject == "A [It] refunds a card")
    #expect(diagnosis.run.specs?.total == 3)
    #expect(diagnosis.run.specs?.failed == 1)
  }

  @Test func suitesThatPassAreCountedTogether() throws {
    let diagnosis = try Bundled.diagnosis(of: Self.passing("B") + Self.passing("C"))
    #expect(diagnosis.run.verdict == .passed)
    #expect(diagnosis.run.specs?.passed == 4)
  }

  @Test func suiteThatPassesWhenItRunsAgainIsNoFailure() throws {
    let diagnosis = try Bundled.diagnosis(of: Self.failing + Self.passing("A"))
    #expect(diagnosis.run.verdict == .passed)
    #expect(diagnosis.run.specs?.total == 2)
  }

  @Test func suiteThatIsCutIsNotPassedByAnother() throws {
    let cut = Self.passing("C").split(separator: "\n").prefix(3).joined(separator: "\n")
    #expect(try Bundled.diagnosis(of: Self.passing("B") + cut).run.verdict == .incomplete)
  }

  // MARK: - Several sources

  private static func seed() throws -> [String] {
    let lines = try Fixture.text("runs/seed-run-2/input/e2e.log")
      .split(separator: "\n", omittingEmptySubsequences: false)
    return [lines[..<114], lines[114..<228], lines[228...]].map {
      $0.joined(separator: "\n") + "\n"
    }
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0]])
  func logInPartsSaysWhatTheWholeSays(_ order: [Int]) throws {
    let parts = try Self.seed()
    let whole = try Bundled.diagnosis(of: Fixture.text("runs/seed-run-2/input/e2e.log"))
    let sources = order.map { LogSource(bytes: Array(parts[$0].utf8), name: "part-\($0)") }
    let diagnosis = try diagnose(sources, using: Bundled.rules())
    #expect(diagnosis.run.verdict == whole.run.verdict)
    #expect(diagnosis.run.specs == whole.run.specs)
    #expect(diagnosis.failure?.operation == whole.failure?.operation)
    #expect(diagnosis.observations.map(\.sentence) == whole.observations.map(\.sentence))
    #expect(diagnosis.timeline.map(\.status) == whole.timeline.map(\.status))
    #expect(diagnosis.run.sources.map(\.path) == order.map { "part-\($0)" })
    let line = try #require(diagnosis.failure?.line.location)
    #expect(diagnosis.run.sources[line.source].path == "part-1")
    #expect(line.line == 211 - 114)
  }

  @Test func twoWholeLogsStayTwo() throws {
    let diagnosis = try Bundled.diagnosis(of: Self.failing, Self.passing("B"))
    #expect(diagnosis.run.sources.allSatisfy { $0.notes.isEmpty })
  }
}

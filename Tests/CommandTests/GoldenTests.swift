internal import Testing
internal import _E2EDiagTestSupport

/// Reports are compared byte for byte with those that a person has accepted.
@Suite struct GoldenTests {
  @Test(arguments: ReportGolden.all)
  func reportIsTheAcceptedOne(_ golden: ReportGolden) throws {
    let result = try Command.run(
      ["analyze", "--format", golden.format.rawValue] + golden.run.arguments(),
      in: golden.run.workingFolder)
    #expect(result.status == 0)
    #expect(result.errors == "")
    try expectGolden(result.output, at: golden.file)
  }

  @Test(arguments: StoreGolden.all)
  func pageOfTheStoreIsTheAcceptedOne(_ golden: StoreGolden) throws {
    let text = try golden.text()
    // Written a second time, at another time and from another store, it is the same.
    #expect(try golden.text() == text)
    #expect(!text.contains("sqlite"))
    try expectGolden(text, at: golden.file)
  }

  @Test(arguments: HelpGolden.all)
  func helpIsTheAcceptedOne(_ golden: HelpGolden) throws {
    try expectGolden(golden.text(), at: golden.file)
  }

  @Test func everyGoldenHasItsTest() throws {
    var known = Set(
      (ReportGolden.all.map(\.file) + StoreGolden.all.map(\.file) + HelpGolden.all.map(\.file))
        .map(\.path))
    known.insert(scoreboardGolden.path)
    let found = try Fixture("").files().filter {
      $0.contains("/golden/") || $0.hasPrefix("cli/") || $0 == scoreboardGolden.path
    }
    let stale = found.filter { !known.contains($0) }
    #expect(stale.isEmpty, "goldens that no test compares: remove them")
  }

  @Test(arguments: ReportGolden.all)
  func goldenHasNoPathOfAMachine(_ golden: ReportGolden) throws {
    guard golden.file.exists else { return }
    #expect(!(try golden.file.text()).contains(Fixture.repository))
  }
}

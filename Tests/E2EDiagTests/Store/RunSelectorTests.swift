import Testing

@testable import E2EDiag
@testable import E2EDiagStore

@Suite struct RunSelectorTests {
  @Test(arguments: [
    ("3f9c", RunSelector.id(prefix: "3f9c")),
    ("3F9C0A12BE77", .id(prefix: "3f9c0a12be77")),
    ("last", .last(back: 0, suite: nil)),
    ("last~12", .last(back: 12, suite: nil)),
    ("aianalysis:last", .last(back: 0, suite: "aianalysis")),
    ("AIAnalysis: E2E:last~2", .last(back: 2, suite: "AIAnalysis: E2E")),
    ("abcd:last", .last(back: 0, suite: "abcd")),
  ])
  func selectorIsRead(_ text: String, _ selector: RunSelector) {
    #expect(RunSelector(text) == selector)
  }

  @Test(arguments: ["", "3f9", "3f9x", "last~", "last~-1", "Last", "a:3f9c", "a:", "last~1:a"])
  func otherTextNamesNoRun(_ text: String) {
    #expect(RunSelector(text) == nil)
  }

  private func filled(_ folder: TemporaryFolder) throws -> RunStore {
    let store = try RunStore(path: folder.store)
    for (number, suite) in [(0xabcd_0000_0001, "a"), (0xabcd_0000_0002, "b"), (0xffff, "a")] {
      _ = try store.save(
        StoreSamples.minimal(number, suite: suite), order: .ingestion,
        ingestedAt: StoreSamples.now)
    }
    return store
  }

  @Test(arguments: [
    ("abcd00000002", "abcd00000002"), ("00000000", "00000000ffff"),
    ("ABCD00000001", "abcd00000001"),
    ("last", "00000000ffff"), ("last~2", "abcd00000001"), ("a:last", "00000000ffff"),
    ("a:last~1", "abcd00000001"), ("b:last", "abcd00000002"),
  ])
  func runIsFound(_ selector: String, _ id: String) throws {
    let folder = try TemporaryFolder()
    #expect(try filled(folder).run(matching: selector).id == id)
  }

  @Test(arguments: [
    (
      "abcd", "'abcd' matches 2 runs: abcd00000001, abcd00000002",
      "give more digits of the id"
    ),
    ("dead", "no run matches 'dead'", "'e2e-diag runs' lists the stored runs"),
    ("last~3", "no run matches 'last~3'", "'e2e-diag runs' lists the stored runs"),
    ("c:last", "no run matches 'c:last'", "'e2e-diag runs' lists the stored runs"),
    (
      "abc", "'abc' names no run",
      "write last, last~1, SUITE:last or the first 4 or more digits of an id; 'e2e-diag runs'"
        + " lists them"
    ),
  ])
  func noRunIsExplained(_ selector: String, _ reason: String, _ remedy: String) throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let error = #expect(throws: StoreError.self) { try store.run(matching: selector) }
    #expect(error?.description == "store '\(folder.store)': \(reason)\n  help: \(remedy)")
  }

  @Test func manyMatchesAreCounted() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.store)
    for number in 1...12 {
      _ = try store.save(
        StoreSamples.minimal(number), order: .ingestion, ingestedAt: StoreSamples.now)
    }
    let error = #expect(throws: StoreError.self) { try store.run(matching: "0000") }
    #expect(error?.reason.hasPrefix("'0000' matches 12 runs: 000000000001, ") == true)
    #expect(error?.reason.hasSuffix("00000000000a and 2 more") == true)
    #expect(error?.code == .ambiguous)
  }

  @Test func loadingAnUnknownRunIsExplained() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore(path: folder.store)
    let error = #expect(throws: StoreError.self) { try store.load("3f9c0a12be77") }
    #expect(error?.code == .noSuchRun)
  }
}

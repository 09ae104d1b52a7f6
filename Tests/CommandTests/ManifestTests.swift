internal import Testing
internal import _E2EDiagTestSupport

/// Every fixture is listed, unchanged, and may be used.
@Suite struct ManifestTests {
  /// Files that are ours and not logs: explanations, truths, goldens.
  private static func isOurs(_ path: String) -> Bool {
    path == "README.md" || path == "manifest.json" || path == scoreboardGolden.path
      || path.hasSuffix("/truth.json") || path.contains("/golden/")
      || path.hasPrefix("cli/")
  }

  @Test func everyFileIsListedOnce() throws {
    let listed = try Manifest.entries().flatMap(\.digests).map(\.file.path).sorted()
    let found = try Fixture("").files().filter { !Self.isOurs($0) }
    #expect(listed == found)
  }

  @Test func everyFileHasTheListedDigest() throws {
    for (file, digest) in try Manifest.entries().flatMap(\.digests) {
      #expect("sha256:\(try file.sha256())" == digest, "\(file)")
    }
  }

  @Test func everyEntrySaysWhereItCameFrom() throws {
    let origins: Set = ["captured", "public", "reconstructed", "synthetic"]
    for entry in try Manifest.entries() {
      #expect(origins.contains(entry.origin), "\(entry.path)")
      #expect(!entry.from.isEmpty, "\(entry.path)")
      #expect(!entry.license.isEmpty, "\(entry.path)")
      #expect(entry.captured.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil, "\(entry.path)")
      if entry.origin == "public" { #expect(entry.from.contains("https://"), "\(entry.path)") }
    }
  }

  @Test(arguments: RunFixture.all)
  func truthIsWellFormed(_ run: RunFixture) throws {
    let truth = try run.truth()
    #expect(truth.failed == (truth.phase != nil))
    #expect(truth.failed == !truth.failureLines.isEmpty)
    #expect(truth.failed || truth.subjects.isEmpty)
    #expect(truth.decidable || truth.hypothesis == "undetermined")
    #expect(!truth.why.isEmpty)
    #expect(!(try run.inputs()).isEmpty)
  }
}

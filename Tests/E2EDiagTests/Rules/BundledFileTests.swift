import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct BundledFileTests {
  @Test func tableAndFoldersHoldTheSameFiles() throws {
    let onDisk = try ["Signatures", "Grammars"].flatMap { folder in
      try Fixture.names(in: "Sources/E2EDiag/\(folder)").filter { $0.hasSuffix(".yml") }
        .map { "\(folder)/\($0)" }
    }
    #expect(!onDisk.isEmpty)
    #expect(Set(onDisk).subtracting(BundledFile.names) == [], "missing in Sources/CRules/rules.c")
    #expect(Set(BundledFile.names).subtracting(onDisk) == [], "in rules.c, but not on disk")
    #expect(BundledFile.names.count == Set(BundledFile.names).count)
  }

  @Test(arguments: BundledFile.names)
  func bundledFileIsWhatStandsOnDisk(name: String) throws {
    let folder = String(name.prefix { $0 != "/" })
    let file = String(name.dropFirst(folder.count + 1))
    let text = try #require(BundledFile.texts(in: folder).first { $0.name == file }?.text)
    let isSame = try text == Fixture.text("../Sources/E2EDiag/\(name)")
    #expect(isSame, "build anew")
    #expect(!text.utf8.contains(0x0d), "lines end with LF")
  }

  @Test func missingFileIsSaidToBeMissing() {
    let problem = #expect(throws: RuleProblem.self) { try BundledFile.read("Grammars/none.yml") }
    #expect(
      problem?.description == """
        Grammars/none.yml: error: no such bundled file
          help: add it to Sources/CRules/rules.c
        """)
  }
}

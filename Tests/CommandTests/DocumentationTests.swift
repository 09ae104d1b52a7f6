internal import Foundation
internal import Testing
internal import _E2EDiagTestSupport

/// What the documentation shows is what the tool does.
@Suite struct DocumentationTests {
  @Test(arguments: Document.all)
  func everyCommandShowsWhatIsShown(_ document: Document) throws {
    let scratch = try Scratch()
    for folder in ["fixtures", "Sources"] {
      try scratch.link(folder, to: "\(Fixture.repository)/\(folder)")
    }
    for block in document.blocks {
      guard let name = block.fileName else { continue }
      try scratch.write((block.lines.joined(separator: "\n") + "\n").utf8, to: name)
    }
    for shown in document.commands {
      let result = try Command.shell(shown.command, in: scratch.path)
      let place = "\(document):\(shown.line): \(shown.command)"
      #expect(result.errors == "", "\(place)")
      guard !shown.output.isEmpty else {
        #expect(result.status == 0, "\(place)")
        continue
      }
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(
        Document.shows(shown.output[...], lines.map(String.init)[...]),
        "\(place)\nprints\n\(result.output)")
    }
  }

  @Test func readmeAndArticlesAreFound() {
    #expect(Document.all.count >= 6)
    #expect(Document.all.map(\.commands.count).reduce(0, +) >= 10)
  }

  @Test func readmePromisesTwoLines() throws {
    let blocks = Document.all.flatMap { document in
      document.blocks.filter { $0.language == "sh" }.map { (document.path, $0.lines) }
    }
    #expect(blocks.map(\.0) == ["README.md"])
    let lines = try #require(blocks.first?.1)
    #expect(lines.count == 2)
    #expect(lines.first?.contains("e2e-diag analyze fixtures/runs/") == true)
    #expect(lines.last?.hasPrefix("swift test") == true)
  }

  @Test(arguments: Document.all)
  func commandsStandOnlyWhereTheyAreRun(_ document: Document) {
    let others = document.blocks.filter { !["console", "sh"].contains($0.language) }
    #expect(!others.contains { $0.lines.contains { $0.hasPrefix("$ ") } })
  }

  /// The lines of the README's example stand in ``LibraryExampleTests``, which runs them.
  @Test func libraryExampleIsTheOneThatIsRun() throws {
    let readme = try Document("README.md")
    let block = try #require(readme.blocks.first { $0.language == "swift" })
    let source = try Document("Tests/CommandTests/LibraryExampleTests.swift").text
    let example = block.lines.drop { !$0.hasPrefix("let ") }.map { $0.isEmpty ? "" : "    \($0)" }
    #expect(source.contains(example.joined(separator: "\n")))
  }

  @Test func everyKeyOfTheReportIsExplained() throws {
    let text = try Document("Sources/E2EDiag/E2EDiag.docc/reading-the-json-report.md").text
    var keys: Set<String> = []
    for slug in ["seed-run-2", "lab-pass-ginkgo", "lab-load-no-space-ginkgo"] {
      let run = RunFixture(slug)
      let report = try Command.run(
        ["analyze", "--format", "json"] + run.arguments(), in: run.workingFolder)
      collect(try JSONSerialization.jsonObject(with: Data(report.output.utf8)), into: &keys)
    }
    let scratch = try Scratch()
    let runs = ["seed-run-1", "seed-run-2"].map { RunFixture($0).folder.absolutePath + "/input" }
    for arguments in [
      ["analyze", "--each", "--format", "json"] + runs, ["runs", "--format", "json"],
      ["compare", "last~1", "last", "--format", "json"],
    ] {
      let result = try Command.run(arguments + ["--store", "runs.sqlite"], in: scratch.path)
      #expect(result.status == 0, "\(arguments)")
      collect(try JSONSerialization.jsonObject(with: Data(result.output.utf8)), into: &keys)
    }
    #expect(keys.count > 60)
    #expect(keys.filter { !text.contains("`\($0)`") }.sorted() == [])
  }

  private func collect(_ value: Any, into keys: inout Set<String>) {
    if let object = value as? [String: Any] {
      keys.formUnion(object.keys)
      // The keys of recorded inputs are whatever was recorded.
      for (key, value) in object where key != "inputs" { collect(value, into: &keys) }
    } else if let list = value as? [Any] {
      list.forEach { collect($0, into: &keys) }
    }
  }
}

/// Flags and subcommands are in the documentation, and those in the documentation exist.
@Suite struct FlagTests {
  private static func flags(in text: some StringProtocol) -> Set<String> {
    Set(String(text).matches(of: /(?:^|[^\w-])(--?[a-z][a-z-]*)/).map { String($0.output.1) })
  }

  private static func flagsOfHelp() throws -> Set<String> {
    try HelpGolden.all.reduce(into: []) { flags, golden in
      // Options begin a line; words of the prose do not count.
      for line in try golden.text().split(separator: "\n") where line.hasPrefix("  -") {
        let names = line.dropFirst(2).prefix { $0 != "<" }.split(separator: "  ").first ?? ""
        flags.formUnion(Self.flags(in: names))
      }
    }
  }

  @Test func everyFlagIsDocumented() throws {
    let flags = try Self.flagsOfHelp()
    #expect(flags.isSuperset(of: ["--format", "-o", "--output", "--exit-code", "-q", "-h"]))
    let spans = Document.all.flatMap { $0.text.matches(of: /`[^`\n]+`/).map { String($0.output) } }
    let documented = spans.reduce(into: Set<String>()) { $0.formUnion(Self.flags(in: $1)) }
    #expect(flags.subtracting(documented).sorted() == [])
  }

  @Test func everySubcommandIsDocumented() throws {
    let text = try Document("Sources/E2EDiag/E2EDiag.docc/using-the-command-line.md").text
    let listed = try HelpGolden.all.flatMap { golden -> [String] in
      let lines = try golden.text().split(separator: "\n", omittingEmptySubsequences: false)
      let start = lines.firstIndex(of: "SUBCOMMANDS:").map { $0 + 1 } ?? lines.endIndex
      // The rest of a long abstract is indented further.
      let rows = lines[start...].prefix { $0.hasPrefix("  ") }.filter { !$0.hasPrefix("   ") }
      let names = rows.compactMap {
        $0.split(separator: " ").first.map(String.init)
      }
      return names.map { (golden.command + [$0]).joined(separator: " ") }
    }
    #expect(!listed.isEmpty)
    // Every one has its golden, and those without subcommands a heading.
    let goldens = HelpGolden.all.map { $0.command.joined(separator: " ") }
    #expect(Set(listed).subtracting(goldens) == [])
    let leaves = listed.filter { name in !listed.contains { $0.hasPrefix(name + " ") } }
    for name in leaves { #expect(text.contains("\n## \(name)\n"), "\(name)") }
  }

  @Test func everyFlagOfTheDocumentationExists() throws {
    let flags = try Self.flagsOfHelp()
    for document in Document.all {
      let spans = document.text.matches(of: /`[^`\n]*e2e-diag [^`\n]*`/).map { String($0.output) }
      let commands = spans + document.commands.map(\.command)
      for command in commands {
        // Flags of other programs in a pipe are theirs.
        let own = command.split(separator: "|").filter { $0.contains("e2e-diag ") }
        for part in own {
          let used = Self.flags(in: part.drop { $0 != " " }).filter { $0 != "-c" }
          #expect(used.subtracting(flags) == [], "\(document): \(command)")
        }
      }
    }
  }
}

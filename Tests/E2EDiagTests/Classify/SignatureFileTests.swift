import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct SignatureFileTests {
  private static let folder = "fixtures/signatures"

  private func refusal(_ files: (name: String, text: String)...) -> String? {
    do {
      _ = try SignatureCatalog(bundled: [], user: files)
      return nil
    } catch let problems as RuleProblems {
      return problems.description
    } catch {
      return "\(error)"
    }
  }

  /// `invalid-x.yml` must be refused with what stands in `invalid-x.txt`.
  @Test(
    arguments: (try? Fixture.names(in: folder).filter {
      $0.hasPrefix("invalid-") && $0.hasSuffix(".yml")
    }) ?? [])
  func wrongFileIsRefusedWordForWord(name: String) throws {
    let expected = try Fixture.text("signatures/\(name.dropLast(4)).txt")
    let refused = refusal((name, try Fixture.text("signatures/\(name)")))
    #expect(refused.map { $0 + "\n" } == expected)
  }

  @Test func folderHasWrongFilesOfManyKinds() throws {
    #expect(try Fixture.names(in: Self.folder).count { $0.hasSuffix(".yml") } >= 8)
  }

  @Test func rightFileIsRead() throws {
    let text = try Fixture.text("signatures/valid.yml")
    #expect(refusal(("valid.yml", text)) == nil)
    let signature = try #require(try SignatureFile.read(RuleFile(name: "x", text: text)).first)
    #expect(signature.name == "shop/port-taken")
    #expect(signature.cause == .configuration)
    #expect(signature.finer == "port-taken")
    #expect(signature.status == .stable)
    #expect(signature.confidence == .high)
    #expect(signature.strength == 3)
    #expect(signature.claims.map(\.group) == ["port"])
    #expect(signature.when.structure.isEmpty)
  }

  @Test func allProblemsOfAllFilesAreToldAtOnce() throws {
    let field = try Fixture.text("signatures/invalid-field.yml")
    let cause = try Fixture.text("signatures/invalid-cause.yml")
    let both = refusal(("a.yml", field), ("b.yml", cause))
    #expect(both?.contains("a.yml:9: error: unknown field 'confidense'") == true)
    #expect(both?.contains("b.yml:8: error: 'netwrok/port-taken' is no cause") == true)
  }

  @Test(arguments: [
    ("family: shop\n", "", "x.yml:1: error: missing field 'family'"),
    (
      "about: One rule, for a test of what is refused.\n", "",
      "x.yml:1: error: missing field 'about'"
    ),
    ("status: stable", "status: stabel", "x.yml:7: error: 'stabel' is no value of 'status'"),
    (
      "for: configuration, weight", "weight",
      "x.yml:13: error: evidence needs 'for' or 'against', one of them"
    ),
    (
      "for: configuration,", "for: race, against: race,",
      "x.yml:13: error: evidence needs 'for' or 'against', one of them"
    ),
    ("group: port}", "group: port, when: {phase: laod}}", "x.yml:13: error: 'laod' is no phase"),
    (
      "group: port}", "group: port, when: {near: {match: x}}}",
      "x.yml:13: error: missing field 'lines'"
    ),
    ("group: port}", "group: port, when: {before: x}}", "x.yml:13: error: unknown field 'before'"),
    (", group: port", "", "x.yml:13: error: missing field 'group'"),
    (
      "    explain: Something else already held port {port}.\n", "",
      "x.yml:5: error: missing field 'explain'"
    ),
  ])
  func everyFieldIsChecked(_ row: (from: String, to: String, problem: String)) throws {
    let text = try Fixture.text("signatures/valid.yml")
      .replacing(row.from, with: row.to, maxReplacements: 1)
    let first = refusal(("x.yml", text))?.split(separator: "\n").first.map(String.init)
    #expect(first == row.problem)
  }

  /// 1e300, inf and nan end the process; only what can be tested inside it stands here.
  @Test(arguments: ["-3", "0", "2.5", "1000000"])
  func numberOfLinesNearbyIsSmallAndWhole(_ lines: String) throws {
    let text = try Fixture.text("signatures/valid.yml").replacing(
      "group: port}", with: "group: port, when: {near: {match: x, lines: \(lines)}}}")
    #expect(refusal(("x.yml", text)) != nil)
  }

  @Test func emptyFileIsRefused() {
    #expect(
      refusal(("x.yml", "format: 1\nfamily: a\nabout: b\nsignatures: []\n"))
        == "x.yml:1: error: no signatures in the file")
  }

  @Test func userReplacesABundledSignatureOfTheSameName() throws {
    let bundled = try Fixture.text("signatures/valid.yml")
    let user = bundled.replacing("title: A service", with: "title: Another service")
    let catalog = try SignatureCatalog(bundled: [("b", bundled)], user: [("u", user)])
    #expect(catalog.all.count == 1)
    #expect(catalog.all.first?.title.hasPrefix("Another service") == true)
    #expect(catalog.replaced == ["shop/port-taken"])
  }

  @Test func oneNameInTwoFilesOfTheUserIsRefused() throws {
    let text = try Fixture.text("signatures/valid.yml")
    #expect {
      try SignatureCatalog(bundled: [], user: [("a.yml", text), ("b.yml", text)])
    } throws: { error in
      "\(error)".contains("shop/port-taken is defined in a.yml too")
    }
  }

  @Test func oneNameTwiceInAFileIsRefused() throws {
    let text = try Fixture.text("signatures/valid.yml")
    let rule = text.drop { $0 != "-" }
    #expect(
      refusal(("x.yml", text + "  " + rule))?
        .contains("shop/port-taken is defined twice\n  help: give one of them another id") == true)
  }
}

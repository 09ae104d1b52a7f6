import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Every rule of every bundled file holds what its examples promise.
@Suite struct BundledRulesTests {
  /// All rules but the signatures, by the file they stand in.
  private static func grammarRules() throws -> [(file: String, rule: LineRule)] {
    let catalog = try Bundled.rules().catalog
    var rules: [(String, LineRule)] = []
    rules += (catalog.markers.lineRules + catalog.markers.formatRules).map {
      ("markers, formats", $0)
    }
    rules += catalog.commands.lineRules.map { ("commands", $0) }
    rules += catalog.phrases.lineRules.map { ("phrases", $0) }
    rules += catalog.hints.lineRules.map { ("hints", $0) }
    rules += catalog.inputs.lineRules.map { ("inputs", $0) }
    rules += catalog.events.lineRules.map { ("events", $0) }
    rules += catalog.mentions.lineRules.map { ("mentions", $0) }
    rules += catalog.samples.lineRules.map { ("samples", $0) }
    rules += catalog.redaction.lineRules.map { ("redaction", $0) }
    rules += catalog.rankingRules.rules.map { ("ranking", $0.rule) }
    return rules
  }

  @Test func everyGrammarIsLookedAt() throws {
    let names = Set(try Self.grammarRules().map { String($0.rule.name.prefix { $0 != "/" }) })
    #expect(
      names.isSuperset(of: [
        "markers", "formats", "commands", "phrases", "hints", "mentions", "redaction",
      ]))
    #expect(try Self.grammarRules().count > 250)
  }

  @Test func everyPatternOfEveryGrammarCompiles() throws {
    for (file, rule) in try Self.grammarRules() {
      for pattern in rule.match + rule.unless {
        #expect(throws: Never.self, "\(file): \(rule.name)") { try pattern.check() }
      }
    }
  }

  @Test func everyExampleOfEveryGrammarHolds() throws {
    // Examples of redaction are held against all its rules: see `RedactionTests`.
    for (file, rule) in try Self.grammarRules() where file != "redaction" {
      for example in rule.fires {
        let captures = rule.captures(in: example.line)
        #expect(captures != nil, "\(file): \(rule.name) must fire on '\(example.line)'")
        for (name, value) in example.gives {
          #expect(captures?[name] == value, "\(file): \(rule.name) on '\(example.line)'")
        }
      }
      for example in rule.spares {
        #expect(
          rule.captures(in: example.line) == nil,
          "\(file): \(rule.name) must spare '\(example.line)'")
      }
    }
  }

  @Test func noPatternRepeatsARepetitionWithoutBounds() throws {
    for (file, rule) in try Self.grammarRules() {
      for pattern in rule.match + rule.unless {
        #expect(
          !SignatureCheck.hasNestedQuantifier(pattern.source),
          "\(file): \(rule.name): \(pattern.source)")
      }
    }
  }

  @Test func noTwoRulesOfAGrammarHaveOneName() throws {
    let names = try Self.grammarRules().map(\.rule.name)
    let twice = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    #expect(twice == [])
  }

  @Test func neededTextsOfMarkersAreLongEnoughForTheSearch() throws {
    for rule in try Bundled.rules().catalog.markers.lineRules {
      for need in rule.needs where rule.name != "markers/retry-word" {
        #expect(need.count >= 3, "\(rule.name)")
      }
    }
  }

  // MARK: - Signatures

  @Test(arguments: BundledFile.texts(in: "Signatures").map(\.name))
  func bundledSignaturesHaveNoProblems(file: String) throws {
    let text = try #require(BundledFile.texts(in: "Signatures").first { $0.name == file }?.text)
    let signatures = try SignatureFile.read(RuleFile(name: file, text: text))
    #expect(!signatures.isEmpty)
    let problems = SignatureCheck.problems(of: signatures, file: file)
    #expect(problems.map(\.description) == [])
  }

  @Test func noSignatureFiresOnALineOfAnotherUnlessOneOutranks() throws {
    let all = try Bundled.rules().catalog.signatures.all
    for owner in all {
      for example in owner.line.fires {
        for other in all where other.name != owner.name {
          guard other.line.captures(in: example.line) != nil else { continue }
          let isRanked =
            owner.outranks.contains(other.name) || other.outranks.contains(owner.name)
          #expect(isRanked, "\(other.name) fires on a line of \(owner.name): '\(example.line)'")
        }
      }
    }
  }

  @Test func outrankedAndFormerNamesAreSound() throws {
    let all = try Bundled.rules().catalog.signatures.all
    let names = Set(all.map(\.name))
    for signature in all {
      for outranked in signature.outranks {
        #expect(names.contains(outranked), "\(signature.name) outranks '\(outranked)'")
        let loser = all.first { $0.name == outranked }
        #expect(loser?.outranks.contains(signature.name) != true, "\(signature.name) in a circle")
      }
      #expect(names.isDisjoint(with: signature.formerly), "\(signature.name) reuses a name")
    }
  }
}

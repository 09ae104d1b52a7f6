import Testing

@testable import E2EDiag

@Suite struct PatternTests {
  @Test func namedGroupsBecomeCaptures() {
    let match = Pattern(#"(?<verb>load|save) (?<what>\S+)"#).firstMatch(in: "to load webhook now")
    #expect(match?.captures == ["verb": "load", "what": "webhook"])
    #expect(match?.range == 3..<15)
    #expect(match?.ranges == ["verb": 3..<7, "what": 8..<15])
  }

  @Test func groupThatDidNotTakePartIsNoCapture() {
    let pattern = Pattern(#"a(?<x>b)?(?<y>c)?$"#)
    #expect(pattern.firstMatch(in: "ac")?.captures == ["y": "c"])
    #expect(pattern.firstMatch(in: "a")?.captures == [:])
  }

  @Test func groupThatTookNothingIsAnEmptyCapture() {
    #expect(Pattern("a(?<x>b*)c").firstMatch(in: "ac")?.captures == ["x": ""])
  }

  @Test func oneNameInTwoAlternativesGivesTheOneThatTookPart() {
    let pattern = Pattern(#"(?J)(?:a(?<x>\d)|b(?<x>\d))"#)
    #expect(pattern.firstMatch(in: "b7")?.captures == ["x": "7"])
  }

  @Test func rangesAreBytesOfUTF8() {
    #expect(Pattern("(?<x>b)").firstMatch(in: "ü📦b")?.ranges == ["x": 6..<7])
  }

  @Test func searchBeginsWhereItIsTold() {
    let pattern = Pattern(#"\d+"#)
    #expect(pattern.firstMatch(in: "1 22 333", from: 1)?.range == 2..<4)
    #expect(pattern.firstMatch(in: "1", from: 1) == nil)
    #expect(pattern.firstMatch(in: "1", from: 5) == nil)
  }

  @Test func emptySubjectMatchesWhatMayBeEmpty() {
    #expect(Pattern("^$").firstMatch(in: "")?.range == 0..<0)
    #expect(Pattern("x*").firstMatch(in: UnsafeRawBufferPointer(start: nil, count: 0)) != nil)
    #expect(Pattern("x").firstMatch(in: "") == nil)
  }

  /// With PCRE2_MATCH_INVALID_UTF this was lost, and with it every phase of a suite.
  @Test func signBeforeAPhaseIsNoWord() {
    #expect(Pattern(#"^\W*PHASE"#).firstMatch(in: "📦 PHASE 1") != nil)
    #expect(Pattern(#"(?i)^\W*phase\s+\d+"#).firstMatch(in: "  📦 PHASE 3: Loading") != nil)
    #expect(Pattern(#"^\W*x"#).firstMatch(in: "✅✅✅ x") != nil)
  }

  @Test func subjectThatIsNoUTF8MatchesNothing() {
    let bytes: [UInt8] = [0x61, 0xff, 0x62]
    #expect(bytes.withUnsafeBytes { Pattern("a").firstMatch(in: $0) } == nil)
  }

  // MARK: - Limits

  @Test(
    arguments: ["(a+)+$", "(a|aa)+$", "(a*)*b", "(?:a?){30}a{30}b", "^(.*?,){40}P"],
    [100, 5000, 16_000])
  func patternOfExponentialTimeEndsSoonAndMatchesNothing(_ source: String, _ count: Int) {
    let subject = String(repeating: source.contains(",") ? "1," : "a", count: count) + "!"
    let time = ContinuousClock().measure {
      #expect(Pattern(source).firstMatch(in: subject) == nil)
    }
    #expect(time < .seconds(2))
  }

  @Test func veryLongSubjectIsLookedAtUpToALimit() {
    let limit = Pattern.longestSubject
    let filling = String(repeating: "x", count: limit - 6)
    #expect(Pattern("NEEDLE").firstMatch(in: filling + "NEEDLE and more") != nil)
    #expect(Pattern("NEEDLE").firstMatch(in: "x" + filling + "NEEDLE and more") == nil)
    #expect(Pattern("NEEDLE$").firstMatch(in: String(repeating: "y", count: 1 << 20)) == nil)
  }

  @Test func endOfALineThatIsCutIsNotTheEndOfTheLine() {
    let subject = String(repeating: "a", count: 100_000) + "!"
    withKnownIssue("'$' matches where firstMatch() cuts the subject: PCRE2_NOTEOL is not given") {
      #expect(Pattern("(a+)+$").firstMatch(in: subject) == nil)
    }
  }

  @Test(arguments: 0..<4)
  func limitDoesNotCutThroughACharacter(offset: Int) {
    let subject = String(repeating: "x", count: Pattern.longestSubject - offset) + "📦📦"
    #expect(Pattern("^x+").firstMatch(in: subject) != nil)
  }

  // MARK: - Mistakes

  @Test(arguments: [
    ("a(b", 3, "missing closing parenthesis"),
    ("[a", 2, "missing terminating ] for character class"),
    ("*a", 0, "quantifier does not follow a repeatable item"),
    (#"(?<x>a)(?<x>b)"#, 12, "two named subpatterns have the same name (PCRE2_DUPNAMES not set)"),
  ])
  func mistakeIsReportedWithItsPlace(_ row: (source: String, offset: Int, reason: String)) {
    let pattern = Pattern(row.source)
    let error = #expect(throws: PatternError.self) { try pattern.check() }
    #expect(
      error == PatternError(pattern: row.source, offset: row.offset, reason: row.reason))
    #expect(pattern.firstMatch(in: "ab") == nil, "a wrong expression matches nothing")
  }

  @Test func singleByteOfUTF8CannotBeMatched() {
    #expect(throws: PatternError.self) { try Pattern(#"a\Cb"#).check() }
  }

  @Test func namesOfGroupsStandInTheirOrder() throws {
    #expect(try Pattern("(?<z>a)(b)(?<a>c)").groupNames() == ["z", "a"])
    #expect(try Pattern("abc").groupNames() == [])
  }

  @Test func manyTasksUseOnePattern() async {
    let pattern = Pattern(#"(?<n>\d+)"#)
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask { pattern.firstMatch(in: "n=\(number)")?.captures["n"] == "\(number)" }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}

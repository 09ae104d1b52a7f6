import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct RipgrepPatternTests {
  @Test(
    arguments: [
      ("no space left", "no space left"), (#"a\.b (c)"#, #"a\.b (?:c)"#), ("ab|cd", "ab|cd"),
      // Groups lose their names, and what stands around a match is left out.
      (#"port (?<port>\d{2,5})"#, "port (?:[0-9]{2,5})"), ("(?P<x>ab)", "(?:ab)"),
      ("(?'x'ab)", "(?:ab)"), ("ab(?!c)", "ab"), ("(?<![a-z_])pwd=(?=.)", "pwd="),
      ("(?<=a)bc(?<!d)+", "bc"), ("(?>ab)c", "(?:ab)c"), ("ab(?#why)c", "abc"),
      ("ab++c*+d?+e{2}+", "ab+c*d?e{2}"), ("ab+?c", "ab+?c"), (#"ab\Kc"#, "abc"),
      // A reference becomes the group.
      (#"(?<q>["'])ab\k<q>"#, #"(?:["'])ab(?:["'])"#), (#"(a|b)c\1d"#, "(?:a|b)c(?:a|b)d"),
      (#"(?P<x>ab)(?P=x)\g{x}"#, "(?:ab)(?:ab)(?:ab)"),
      // Classes of PCRE2 are ASCII.
      (
        #"ab\s\S\w\W\d\D\h"#,
        #"ab[\t\x0b\x0c\r ][^\t\x0b\x0c\r ][0-9A-Za-z_][^0-9A-Za-z_][0-9][^0-9][\t\p{Zs}]"#
      ),
      (#"\bab\B"#, #"(?-u:\b)ab(?-u:\B)"#), (#"ab[\w.-]"#, #"ab[0-9A-Za-z_\.\-]"#),
      (#"ab[\w-.]"#, #"ab[0-9A-Za-z_\-\.]"#), ("ab[a-c-e]", #"ab[a-c\-e]"#),
      (#"ab[^\s"']"#, #"ab[^\t\x0b\x0c\r "']"#), ("ab[]x]", #"ab[\]x]"#), ("ab[^]x]", #"ab[^\]x]"#),
      ("ab[[:alpha:]_]", "ab[[:alpha:]_]"), (#"ab[\S&&~]"#, #"ab[[^\t\x0b\x0c\r ]\&\&\~]"#),
      (#"ab\p{Lu}\pL\P{L}"#, #"ab\p{Lu}\pL\P{L}"#), (#"ab\R"#, #"ab[\x0b\x0c\r]"#),
      // Other spellings of the same.
      (#"\Qa.b*\E+"#, nil), (#"\Qa.b*\Ec"#, #"a\.b\*c"#),
      (#"\x41b\x{1f4e6}\e\t"#, #"\x{41}b\x{1f4e6}\x1b\t"#),
      (#"\Aab\z"#, "^ab$"), (#"ab\/\"\-"#, #"ab/"\-"#), ("a{b} {x,y}", #"a\{b\} \{x,y\}"#),
      ("a-b#c&d~e", ##"a\-b\#c\&d\~e"##), ("(?i)ab(?-i:C)", "(?i)ab(?-i:(?:C))"), ("(?J)ab", "ab"),
      ("(?i:ab)|cd", "(?i:(?:ab))|cd"), ("📦 ab", "📦 ab"), ("(?:ab|)cd", "(?:ab|)cd"),
      // Too little is left, or nothing can be said.
      ("", nil), ("a", nil), ("(?=ab)", nil), (#"^\s*$"#, nil), (".*", nil), ("a*b?", nil),
      (#"\S+ \w+"#, nil),
      ("ab|", nil), ("(?:abc){0,3}", nil), ("(?R)ab", nil), ("(a)?(?(1)bc|de)", nil),
      ("(?x)a b c", nil), (#"ab\nc"#, nil),
      (#"ab\1"#, nil), ("(*UCP)ab", nil), ("(?|ab|cd)", nil), (#"ab\X"#, nil),
    ] as [(String, String?)])
  func patternIsSpelledForRipgrep(_ row: (source: String, text: String?)) {
    #expect(RipgrepPattern(row.source).text == row.text)
  }

  @Test func ruleWhosePatternCannotBeSaidIsSearchedForByItsNeeds() throws {
    let file = try RuleFile(
      name: "x.yml",
      text: """
        id: a
        needs: ['a.b', 'cde']
        match: ['xy\\d', '(?R)z']
        fires: [a]
        spares: [b]
        """)
    let rule = try LineRule(file.root, family: "f")
    #expect(RipgrepPattern.texts(of: rule) == ["xy[0-9]", #"a\.b"#, "cde"])
  }

  /// PCRE2 takes the dialect too, but for the sign that a class is ASCII, which its own always are.
  private static func readByPCRE2(_ pattern: String) -> Pattern {
    Pattern(pattern.replacing(#"(?-u:\b)"#, with: #"\b"#).replacing(#"(?-u:\B)"#, with: #"\B"#))
  }

  @Test func bundledPatternsKeepToTheDialect() throws {
    let patterns = try Bundled.rules().patterns
    #expect(patterns.count > 500)
    #expect(Set(patterns).count == patterns.count)
    for pattern in patterns {
      #expect(!pattern.isEmpty && !pattern.contains("\n"))
      for lacking in ["(?<", "(?P<", "(?=", "(?!", "(?>", #"\K"#, #"\k"#, #"\h"#, "++", "*+", "?+"]
      {
        #expect(!pattern.contains(lacking), "\(pattern)")
      }
      let here = Self.readByPCRE2(pattern)
      #expect(throws: Never.self, "\(pattern)") { try here.check() }
      for line in ["", " ", "a", "x y z", "2026-11-24T06:01:48Z INFO starting 17 workers", "}"] {
        #expect(here.firstMatch(in: line) == nil, "\(pattern) on '\(line)'")
      }
    }
  }

  /// The dialect, read by PCRE2, finds what the rules find.
  @Test func everyExampleOfASearchedRuleIsFoundByAPattern() throws {
    for rule in try Bundled.rules().catalog.searchedRules {
      let patterns = RipgrepPattern.texts(of: rule).map(Self.readByPCRE2)
      for example in rule.fires {
        #expect(
          patterns.contains { $0.firstMatch(in: example.line) != nil },
          "\(rule.name) on '\(example.line)'")
      }
    }
  }

  /// Few patterns are given up for the plain texts of their rule.
  @Test func mostPatternsCanBeSaid() throws {
    let sources = try Bundled.rules().catalog.searchedRules.flatMap(\.match).map(\.source)
    let unsaid = sources.filter { RipgrepPattern($0).text == nil }
    #expect(unsaid.count * 20 < sources.count, "\(unsaid)")
  }
}

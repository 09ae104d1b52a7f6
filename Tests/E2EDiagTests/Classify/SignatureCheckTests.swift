import Testing

@testable import E2EDiag

@Suite struct SignatureCheckTests {
  @Test(arguments: [
    "(a+)+", "(a*)*b", "(?:a+)*", "((a+)b)+", "(a{2,})+", "(?:x(?:\\s+y)*)+", "([a-z]+)*",
    "(?<n>\\w+\\s?)+", "(a+){3,}",
  ])
  func repetitionOfARepetitionIsSeen(_ pattern: String) {
    #expect(SignatureCheck.hasNestedQuantifier(pattern))
  }

  @Test(arguments: [
    "a+b*", "(a+)b", "(?:ab)+", "(a{1,9})+", "(a+){0,9}", "[(a+)]+", "\\(a+\\)+", "(?<n>\\d+)",
    "(?:a|b)*", "(a?)+", "(?=a+)b", "x{2,}", "(a\\+)+", "[+*]+", "((a)b)+", "",
  ])
  func boundedOrSingleRepetitionIsFine(_ pattern: String) {
    #expect(!SignatureCheck.hasNestedQuantifier(pattern))
  }

  @Test(arguments: ["(\\)+)+", "(\\(+)+", "([]a]+)+", "([^]]+)+"])
  func repetitionBehindAnEscapedOrBracketedParenthesisIsSeen(_ pattern: String) {
    withKnownIssue(
      "'\\)+' is taken for the end of a group, and ']' at the start of a class for its end",
      isIntermittent: true
    ) {
      #expect(SignatureCheck.hasNestedQuantifier(pattern))
    }
  }
}

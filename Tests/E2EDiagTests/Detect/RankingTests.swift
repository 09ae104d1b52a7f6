import Testing

@testable import E2EDiag

/// The line that states the failure is marked with `▶` in the texts; the mark is taken off.
@Suite struct RankingTests {
  private let ranking: CandidateRanking

  init() throws { ranking = CandidateRanking(rules: try RankingRules.bundled()) }

  private func proposals(_ log: String, baseline: String? = nil) -> [String] {
    let text = LogText(log.replacing("▶", with: ""))
    return ranking.rank(text, baseline: baseline.map { TemplateSet(LogText($0)) })
      .map { text.text($0.index) }
  }

  private func expectMarkedFirst(
    _ log: String, baseline: String? = nil, _ location: Testing.SourceLocation = #_sourceLocation
  ) {
    let marked = log.split(separator: "\n").first { $0.hasPrefix("▶") }?.dropFirst()
    #expect(
      proposals(log, baseline: baseline).first == marked.map(String.init), sourceLocation: location)
  }

  @Test func lineAfterAHeadingStatesTheFailure() {
    expectMarkedFirst(
      """
      $ make test
      31 of 32 carts are fine

      Failures:

      ▶total is rounded down in the third cart
        with a remainder of one cent

      32 checked
      The command "make test" exited with 1.
      """)
  }

  @Test func failingCommandGoesBeforeAPassedOne() {
    expectMarkedFirst(
      """
      travis_time:start:0a
      $ make lint
      error: the cart has no wheels
      The command "make lint" exited with 0.
      travis_time:start:0b
      $ make test
      ▶error: the cart has no handle
      The command "make test" exited with 2.
      """)
  }

  @Test func firstFailingCommandGoesBeforeLaterOnes() {
    expectMarkedFirst(
      """
      travis_time:start:0a
      $ make cart
      ▶cart.c:31:7: error: expected ';'
      The command "make cart" exited with 2.
      travis_time:start:0b
      $ make shop
      shop.c:12:1: error: expected ')'
      The command "make shop" exited with 2.
      """)
  }

  @Test func stoppedCommandIsItsOwnFailure() {
    expectMarkedFirst(
      """
      travis_time:start:0a
      $ make test
      cart 1 is fine
      cart 2 is fine
      ▶The command "make test" exited with 137.
      """)
  }

  @Test func proposalsKeepThreeLinesApartAndNoTemplateTwice() {
    let log = (1...40).map { "cart.c:\($0):7: error: expected expression" }.joined(separator: "\n")
    #expect(proposals(log).count == 1)
    let near = proposals(
      """
      FAIL: test_total (cart.CartTest)
      AssertionError: 3 != 4
      done with this one
      done with that one
      still going on
      FAIL: test_refund (cart.CartTest)
      """)
    #expect(near.contains("FAIL: test_refund (cart.CartTest)"))
    // The name of the first test and its message stand together: one of them is enough.
    let first = ["FAIL: test_total (cart.CartTest)", "AssertionError: 3 != 4"]
    #expect(first.count { near.contains($0) } == 1)
  }

  @Test(arguments: [
    "31 files checked, 0 errors, 0 warnings",
    "ok  \texample.com/shop/errors_test.go\t0.031s",
    #"{"level":"info","error_count":0,"msg":"cart is open"}"#,
    "curl: connection refused, retrying in 3 s",
    "warning: the fatal flag is deprecated",
    "+ grep -c ERROR cart.log",
    "    ✓ reports an error for an empty cart",
    "npm ERR! A complete log of this run can be found in: cart.log",
  ])
  func decoyDoesNotWinOverTheFailure(_ decoy: String) {
    expectMarkedFirst(
      """
      the shop is opened
      \(decoy)
      the cart is moved
      five more carts are moved
      they are counted
      ▶Error: the cart has no handle
      """)
  }

  @Test(arguments: [
    "31 files checked, 0 errors, 0 warnings", "[INFO] BUILD SUCCESS",
    #"{"level":"info","error_count":0,"msg":"cart is open"}"#,
    "curl: connection refused, retrying in 3 s", "warning: the fatal flag is deprecated",
  ])
  func decoyAloneIsNotStrong(_ decoy: String) {
    let text = LogText("the shop is opened\n\(decoy)\nthe shop is closed\n")
    #expect(!ranking.rank(text, baseline: nil).contains { $0.isStrong })
  }

  @Test func fullDiskGoesBeforeWhatFollowsFromIt() {
    expectMarkedFirst(
      """
      cart 1 is copied
      ▶cp: error writing 'cart.tar': No space left on device
      cart 2 is copied
      cart 3 is counted
      cart 4 is counted
      cart 5 is counted
      ERROR: the image of the cart is broken
      """)
  }

  @Test func lineThatPassingRunsPrintTooIsLeftOut() {
    let passed = """
      Error: cache is cold (31 ms)
      cart 1 is fine
      """
    expectMarkedFirst(
      """
      Error: cache is cold (7 ms)
      cart 1 is fine
      the shop is closed
      the lights are out
      it is quiet
      ▶cart 2 failed
      """, baseline: passed)
    let again = proposals(passed + "\ncart 2 failed", baseline: passed)
    #expect(again == ["cart 2 failed"])
  }

  @Test func withNothingNewTheLogIsRankedAsItIs() {
    let log = "the shop is opened\nError: the cart has no handle\n"
    #expect(proposals(log, baseline: log).first == "Error: the cart has no handle")
  }

  @Test func templateSetsJoin() {
    var set = TemplateSet(LogText("cart 1\n"))
    set.formUnion(TemplateSet(LogText("cart 2\nshop\n")))
    #expect(set.count == 2)
    #expect(TemplateSet().isEmpty)
  }

  @Test func reasonsNameTheRules() {
    let text = LogText("--- FAIL: TestCart (0.02s)\n")
    let reasons = ranking.rank(text, baseline: nil).first?.reasons ?? []
    #expect(reasons.contains("runner/go-fail +8.5"))
  }

  @Test func emptyLogHasNoCandidates() {
    #expect(ranking.rank(LogText(), baseline: nil).isEmpty)
    #expect(ranking.rank(LogText("\n \n"), baseline: nil).isEmpty)
  }

  @Test func residueOfControlCodesIsNoText() {
    expectMarkedFirst(
      String(repeating: "nl\n", count: 6)
        + "the shop is opened\nthe shop is closed\n▶nl--- FAIL: TestCart (0.02s)\n")
  }
}

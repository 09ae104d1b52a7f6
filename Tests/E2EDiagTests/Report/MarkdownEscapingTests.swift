import Testing

@testable import E2EDiagReport

@Suite struct MarkdownEscapingTests {
  @Test(arguments: [
    "<script>alert(1)</script>", "![x](https://evil.example/p.png)", "[x](javascript:alert)",
    "[a]: https://evil.example", "https://evil.example", "www.evil.example", "mail@evil.example",
    "@everyone", "fixes #12", "kubernaut#12", "GH-12", ":octocat:", "$\\frac{1}{2}$",
    "*a* _b_ ~~c~~",
    "# heading", "- item", "1. item", "2) item", "+ item", "===", "> quote", "| a | b |",
    "&lt;b&gt;", "<!-- x", "\\<b>", "`<b>`", "``<b>`", "`a``<b>`", "x@y `<b>`", "`<b>` x@y", "`",
    "``",
    "<\u{301}b>", "`\u{301}<b>`", "a\u{301}`<b>", "[\u{20e3}x](y)",
  ])
  func nothingInProseIsActedOn(text: String) {
    for inTable in [false, true] {
      let page = MarkdownTestPage("- " + markdownText(text, inTable: inTable))
      #expect(page.active.isEmpty, "\(markdownText(text, inTable: inTable))")
      #expect(page.blocks.isEmpty)
    }
  }

  @Test(arguments: [
    ("- item", "\\- item"), ("  + x", "\\+ x"), ("1. x", "1\\. x"), ("23) x", "23\\) x"),
    ("=", "\\="), ("a - b", "a - b"), ("1.5 s", "1\\.5 s"), ("-", "\\-"),
  ])
  func startOfALineBeginsNoList(text: String, escaped: String) {
    #expect(markdownText(text).trimmingBlanks == escaped)
    #expect(!markdownText(text, startsLine: false).hasPrefix("\\"))
  }

  @Test func plainWordsStayReadable() {
    let text = "exit status 255 of 'podman exec' (the 2nd load), at 21:14:37; disk: 98 %"
    #expect(markdownText(text) == text)
  }

  @Test func wordsThatWouldBecomeLinksAreSetAsCode() {
    #expect(markdownText("see https://x.example now") == "see `https://x.example` now")
    #expect(markdownText("by a@b.example") == "by `a@b.example`")
  }

  @Test func codeBetweenBackticksStaysCode() {
    #expect(markdownText("leave `--no-store` out") == "leave `--no-store` out")
  }

  @Test(arguments: [
    ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a```", "```` a``` ````"), ("", ""),
    (" a ", "`  a  `"), (" ", "` `"), ("<b>", "`<b>`"), ("a\nb", "`a␊b`"),
  ])
  func codeSpanIsLongerThanAnyRunInside(text: String, code: String) {
    #expect(markdownCode(text) == code)
  }

  @Test func tableCellEscapesItsBorders() {
    #expect(markdownText("a|b\nc", inTable: true) == "a\\|b␊c")
    #expect(markdownCode("a|b", inTable: true) == "`a\\|b`")
    #expect(markdownCode("a|b") == "`a|b`")
  }

  @Test(arguments: [("a", 3), ("```", 4), ("x `````` y", 7), ("`` ``` `", 4), ("```\u{301}", 4)])
  func fenceIsLongerThanAnyRunInside(line: String, ticks: Int) {
    let text = markdownFence(["first", line], language: "text")
    #expect(text.hasPrefix(String(repeating: "`", count: ticks) + "text\n"))
    let page = MarkdownTestPage(text)
    #expect(page.blocks.count == 1 && page.blocks.first?.count == 2 && !page.isOpen)
  }

  @Test func lineCannotLeaveItsBlock() {
    let page = MarkdownTestPage(
      markdownFence(["a\n```\n# x", "~~~", "\r```"], language: "text", indent: 2))
    #expect(page.blocks == [["  a␊```␊# x", "  ~~~", "  ␍```"]])
    #expect(page.prose.joined().isEmpty)
  }

  @Test func tabsStayOnlyInGo() {
    #expect(markdownFence(["\tx"], language: "go").contains("\n\tx\n"))
    #expect(markdownFence(["ls\t"], language: "sh").contains("\nls  \n"))
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct ErrorChainTests {
  @Test(arguments: [
    ("a: b: c", ["a", "b", "c"]),
    (
      "failed to deploy X: failed to load: exit status 1",
      ["failed to deploy X", "failed to load", "exit status 1"]
    ),
    // Neither inside quotes nor where no blank follows.
    (#"open "a: b": denied"#, [#"open "a: b""#, "denied"]),
    ("dial tcp 10.0.0.1:443: refused", ["dial tcp 10.0.0.1:443", "refused"]),
    (#"say \": x\": y"#, [#"say \""#, #"x\""#, "y"]),
    ("one", ["one"]), ("", [""]), ("a: ", ["a", ""]), ("a:", ["a:"]),
    // An odd quote means nothing.
    (#"it is 5" wide: too wide"#, [#"it is 5" wide"#, "too wide"]),
  ])
  func chainIsSplitOutsideOfQuotes(_ row: (text: String, parts: [String])) {
    #expect(ErrorChain.split(row.text) == row.parts)
  }

  @Test(arguments: [
    (#"a\nb"#, "a\nb"), (#"a\tb"#, "a\tb"), (#"\"x\""#, #""x""#), (#"a\\b"#, #"a\b"#),
    (#"a\\nb"#, #"a\nb"#), ("plain", "plain"), ("", ""), (#"end\"#, "end"), ("ü📦", "ü📦"),
  ])
  func quotingOfGoIsUndoneOnce(_ row: (text: String, plain: String)) {
    #expect(ErrorChain.unescaped(row.text) == row.plain)
  }

  @Test(arguments: [
    (#"a\r\nb"#, "a\nb"), (#"\x1b[31mred"#, "\u{1b}[31mred"), (#"\u2713 done"#, "✓ done"),
  ])
  func otherEscapesOfGoAreUndoneToo(_ row: (text: String, plain: String)) {
    #expect(ErrorChain.unescaped(row.text) == row.plain)
  }

  @Test func outputThatACommandPrintedBecomesFrames() {
    let text =
      #"failed to load: "kind load image" failed with error "using podman due to X\n"#
      + #"ERROR: failed to load image: command \"podman exec\" failed\n\n"#
      + #"Command Output: ctr: no space left on device\n": exit status 1"#
    #expect(
      ErrorChain(text).frames == [
        "failed to load", "kind load image failed", "failed to load image",
        #"command "podman exec" failed"#, "ctr", "no space left on device", "exit status 1",
      ])
  }

  @Test func framesOfAGinkgoMessageLeaveGomegaOut() {
    #expect(
      ErrorChain(message: [
        "Failed to load the webhook image into Kind", "Unexpected error:",
        "<*errors.errorString | 0xc0001>: x", "failed to load: exit status 1", "occurred",
      ]).frames == [
        "Failed to load the webhook image into Kind", "failed to load", "exit status 1",
      ])
  }

  @Test(arguments: ["", "  ", ": ", ": : "])
  func emptyFramesAreLeftOut(text: String) {
    #expect(ErrorChain(text).frames.allSatisfy { !$0.isEmpty })
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func anyTextGivesFramesThatHoldItsLetters(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = String(
      decoding: random.bytes(60, of: Array(#"ab:: "\ n"#.utf8)), as: UTF8.self)
    let letters = ErrorChain.split(text).joined().filter { "ab".contains($0) }
    #expect(letters == text.filter { "ab".contains($0) })
  }
}

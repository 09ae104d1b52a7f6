import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// The lines that belong together are marked with `▶`.
@Suite struct WrappedLinesTests {
  private func expectGroup(
    _ marked: String, _ location: Testing.SourceLocation = #_sourceLocation
  ) {
    let marks = MarkedText(marked)
    let text = LogText(marks.text)
    for line in marks.lines {
      let group = WrappedLines.group(around: line - 1, in: text)
      #expect(group.map { $0 + 1 } == marks.lines, "around \(line)", sourceLocation: location)
    }
  }

  @Test func errorThatATerminalBrokeIsOne() {
    expectGroup(
      """
      using podman due to KIND_EXPERIMENTAL_PROVIDER
      ▶ERROR: failed to load image: command "podman exec --privileged -i e2e-control-plane ctr
      ▶--namespace=k8s.io images import --all-platforms --digests -" failed with error: exit status
      ▶255

      Command Output: ctr: x
      """)
  }

  @Test func indentedLineGoesOnWithTheOneBefore() {
    expectGroup("first message\n▶second message\n▶  goes on here\nthird message")
  }

  @Test(arguments: [
    "▶failed to load the image of the webhook into the cluster\nERROR: another message",
    "▶failed to load the image of the webhook into the cluster\n\nafter a blank line",
    "▶failed to load the image of the webhook into the cluster.\nthen something else happened",
    "▶one\ntwo", "one\n▶two", "▶alone", "▶{\"level\":\"info\"}\n{\"level\":\"error\"}",
    "▶failed to load the image of the webhook into the cluster\n$ kind load image",
    "▶failed to load the image of the webhook into the cluster\nctr: another program",
  ])
  func messagesOfTheirOwnAreNotJoined(_ marked: String) { expectGroup(marked) }

  @Test func stampBeginsAnotherMessage() {
    expectGroup(
      """
      ▶[06:20:14] failed to load the image of the webhook into the cluster
      [06:20:15] went on with the next image
      """)
  }

  @Test func joinedLinesHaveSingleBlanksBetweenThem() {
    let text = LogText("one\n   two\n\tthree")
    #expect(WrappedLines.joined(0...2, in: text) == "one two three")
    #expect(WrappedLines.joined(1...1, in: text) == "two")
  }

  @Test func groupIsBounded() {
    let text = LogText(
      (0..<50).map { String(repeating: " ", count: $0) + "x" }.joined(separator: "\n"))
    #expect(WrappedLines.group(around: 20, in: text).count <= 7)
  }
}

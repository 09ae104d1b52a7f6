import Testing

@testable import E2EDiag

/// Small documents of CI and engines become the lines that are of interest.
@Suite struct JSONDocumentTests {
  private func read(_ text: String, chunk: Int = .max) -> SourceParts {
    var document = JSONDocument(seeking: nil)
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(chunk, bytes.count))
      bytes[start..<end].withUnsafeBytes { document.take($0) }
      start = end
    }
    return document.finish()
  }

  private func lines(_ text: LogText) -> [String] {
    text.lines.indices.map { "\(text.lines[$0].number) \(text.text($0))" }
  }

  @Test func leavesHaveTheirPathTextAndLine() throws {
    let leaves = try #require(
      JSONLeaves.read(
        Array(
          """
          {"a": [1, {"b": "x\\u00e9\\n\\ud83d\\ude00"}],
            "c": null,
            "d": {}, "e": -1.5e3}

          """.utf8)))
    #expect(
      leaves == [
        JSONLeaves.Leaf(path: ["a", "0"], text: "1", line: 1),
        JSONLeaves.Leaf(path: ["a", "1", "b"], text: "xé\n😀", line: 1),
        JSONLeaves.Leaf(path: ["c"], text: "null", line: 2),
        JSONLeaves.Leaf(path: ["e"], text: "-1.5e3", line: 3),
      ])
  }

  /// The escape behind it was taken as its second half, whatever it was.
  @Test func halfACharacterLeavesTheNextOneAlone() throws {
    let leaves = try #require(JSONLeaves.read(Array(#"["\ud83d\u0041"]"#.utf8)))
    #expect(leaves.map(\.text) == ["\u{fffd}A"])
  }

  @Test(arguments: [
    "", "{", "[1,", #"{"a"}"#, #"{"a":1} {"b":2}"#, #"["\u12"]"#, #"["x"#, "[1 2]",
    String(repeating: "[", count: 100_000), #"["\ud83d\u"]"#,
  ])
  func whatIsNotOneDocumentIsRefused(text: String) {
    #expect(JSONLeaves.read(Array(text.utf8)) == nil)
  }

  @Test(arguments: [1, 7, Int.max])
  func onlyValuesOfInterestBecomeLinesWithTheirNumbers(chunk: Int) {
    let parts = read(
      """
      [
        {
          "Id": "0a8ebd15e108",
          "State": {"Status": "exited",
            "OOMKilled": true, "ExitCode": 137},
          "Config": {"Env": ["TOKEN=hunter2"]},
          "Name": "e2e-control-plane"
        }
      ]

      """, chunk: chunk)
    #expect(parts.format == "container-inspect")
    #expect(
      lines(parts.text) == [
        "4 0/State/Status: exited", "5 0/State/OOMKilled: true", "5 0/State/ExitCode: 137",
        "7 0/Name: e2e-control-plane",
      ])
    #expect(parts.text.lineCount == 9)
  }

  @Test func aDocumentThatNobodyKnowsIsALog() {
    let text = #"{"level":"error","ts":1,"msg":"x","result":"y"}"# + "\n"
    let parts = read(text + text)
    #expect(parts.format == nil)
    #expect(parts.text.lines.count == 2)
  }

  @Test func aLargeSourceIsALog() {
    let row = #"{"timestamp":1,"node":"n"}"# + "\n"
    let parts = read(String(repeating: row, count: JSONDocument.largest / row.utf8.count + 1))
    #expect(parts.format == nil)
    #expect(parts.text.lineCount == JSONDocument.largest / row.utf8.count + 1)
  }

  @Test(arguments: [
    (
      #"{"timestamp":1795500940,"repos":{"org/app":"main:4f1c2a9d"},"repo-commit":"4f1c2a9d"}"#,
      "prow-started"
    ),
    (
      #"{"timestamp":1795500960,"passed":false,"result":"FAILURE","revision":"4f1c"}"#,
      "prow-finished"
    ),
    (
      #"{"kind":"ProwJob","metadata":{"name":"x"},"spec":{"job":"e2e"},"status":{"state":"failure"}}"#,
      "prow-job"
    ),
    (
      #"[{"refs":{"org":"org","repo":"app"},"commands":[{"command":"git init"}],"failed":true}]"#,
      "prow-clone"
    ),
    (#"{"pod":{"metadata":{"name":"x"}},"events":[]}"#, "prow-pod"),
  ])
  func documentsOfProwAreToldByTheirKeys(text: String, format: String) {
    #expect(read(text).format == format)
  }

  @Test(arguments: [
    #"{"result":"ok","tests":12}"#, #"{"timestamp":1795500940,"message":"started"}"#, "[1, 2]",
  ])
  func otherDocumentsAreNotTakenForThem(text: String) {
    #expect(read(text).format == nil)
  }
}

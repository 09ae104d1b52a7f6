import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct MarkerGrammarTests {
  private let grammar: MarkerGrammar

  init() throws { grammar = try Bundled.rules().catalog.markers }

  @Test(arguments: [
    ("ansi.log", "ginkgo-console"), ("windows-1254.log", "ginkgo-console"),
    ("github-actions.log", "kind"), ("klog.log", "klog"), ("logfmt.log", "logfmt"),
    ("zap-console.log", "zap-console"), ("zap-json.log", "zap-json"), ("progress.log", "podman"),
    ("transcript.log", "shell-transcript"), ("binary.bin", "plain"), ("plain.log", "script"),
    ("crlf.log", "script"),
  ])
  func formatOfAFixtureIsRecognized(_ row: (file: String, format: String)) throws {
    let text = LogReader.read(
      MemoryStream(try Fixture.bytes("formats/\(row.file)")), name: "x", keeping: nil
    ).reading.text
    #expect(grammar.read(text).format == row.format)
  }

  @Test(arguments: ["", "nothing known", "\n\n\n"])
  func textWithoutMarkersIsPlain(_ text: String) {
    let (markers, format) = grammar.read(LogText(text))
    #expect(markers.isEmpty)
    #expect(format == "plain")
  }

  private func events(_ text: String) -> [String] {
    grammar.read(LogText(text)).markers.map { "\($0.index + 1) \($0.event.rawValue)" }
  }

  @Test func lineGivesAtMostOneMarker() {
    #expect(
      events("STEP: loading ❌ x @ 11/24/26 06:01:42.093\n  ✅ DataStorage loaded\n❌ y failed")
        == ["1 begin", "2 pass", "3 fail"])
  }

  @Test func signsThatAWrongCodePageDamagedAreStillSigns() {
    #expect(events("  âœ… DataStorage loaded\n  âŒ Gateway failed") == ["1 pass", "2 fail"])
  }

  @Test func windowsLineEndsChangeNoMarker() throws {
    let plain = events(try Fixture.text("formats/plain.log"))
    #expect(events(try Fixture.text("formats/crlf.log")) == plain)
    #expect(!plain.isEmpty)
  }

  @Test func coloursChangeNoMarker() throws {
    let text = try Fixture.text("formats/ansi.log")
    let bare = text.replacing("\u{1b}[", with: "\u{1}")
      .split(separator: "\u{1}", omittingEmptySubsequences: false).enumerated()
      .map {
        $0.offset == 0 ? String($0.element) : String($0.element.drop { $0 != "m" }.dropFirst())
      }
      .joined()
    #expect(events(text) == events(bare))
    #expect(events(text).contains { $0.hasSuffix("ginkgo-ran") })
  }

  private func file(_ text: String) throws -> RuleFile { try RuleFile(name: "x.yml", text: text) }

  @Test(arguments: [
    (
      "means: {event: pas}",
      "x.yml:6: error: 'pas' is no value of 'event'\n  help: did you mean 'pass'?"
    ),
    ("about: x", "x.yml:6: error: unknown field 'about'"),
    ("fires: [b]", "x.yml:3: error: missing field 'means'"),
    (
      "means: {event: pass, phase: laod}",
      "x.yml:6: error: 'laod' is no value of 'phase'\n  help: did you mean 'load'?"
    ),
  ])
  func wrongMarkerIsRefused(_ row: (line: String, problem: String)) throws {
    let lines = row.line.hasPrefix("fires") ? row.line : "\(row.line)\n    fires: [a]"
    let text = """
      format: 1
      markers:
        - id: a
          match: [a]
          spares: [b]
          \(lines)
      """
    let formats = try file("format: 1\nformats: []\n")
    let problem = #expect(throws: RuleProblem.self) {
      try MarkerGrammar(markers: file(text), formats: formats)
    }
    #expect(problem?.description.hasPrefix(row.problem) == true, "\(problem?.description ?? "")")
  }
}

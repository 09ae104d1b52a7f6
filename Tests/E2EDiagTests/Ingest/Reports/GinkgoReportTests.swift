import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Ginkgo's JSON, read as it arrives.
@Suite struct GinkgoReportTests {
  private static let reading = SuiteReportSamples.read(SuiteReportSamples.ginkgo)

  @Test func specsHaveTheirNamesStatesAndTimes() throws {
    let report = try #require(Self.reading.reports.first)
    #expect(Self.reading.summary.format == "ginkgo-json")
    #expect(report.suiteName == "e2e suite")
    #expect(
      SuiteReportSamples.specs(Self.reading) == [
        "SynchronizedBeforeSuite : passed",
        "It Database should list its image with the right name: passed",
        "It Manager should run successfully: passed", "It Manager should keep its payload: passed",
        "It Webhook should answer with its name: failed",
        "It Webhook should reconcile within the deadline: passed",
        "SynchronizedAfterSuite : passed",
      ])
    #expect(report.counts == SpecCounts(total: 5, ran: 5, passed: 4, failed: 1, masked: 0))
    let failed = try #require(report.specs.first { $0.state == .failed })
    let seconds = failed.start.flatMap { start in failed.end.flatMap(start.seconds) }
    #expect(seconds.map { $0 > 0.3 && $0 < 0.31 } == true)
    #expect(failed.start?.hasZone == true)
    let lines = SuiteReportSamples.ginkgo.split(separator: 0x0a, omittingEmptySubsequences: false)
    let begin = String(decoding: lines[failed.line - 1], as: UTF8.self)
    #expect(begin.trimmingPrefix { $0 == " " } == "{", "the spec begins on another line")
  }

  @Test func failureIsToldAsGinkgoPrintsIt() throws {
    let spec = try #require(Self.reading.reports.first?.specs.first { $0.state == .failed })
    let told = spec.failure.map { Self.reading.text.text($0) }
    #expect(told.first?.hasPrefix("[FAILED] in [It] - /home/ci/lab/e2e/e2e_test.go:59") == true)
    #expect(told.contains("• [FAILED] [0.306 seconds]"))
    #expect(told.contains("[FAILED] Unexpected error:"))
    #expect(told.contains("In [It] at: /home/ci/lab/e2e/e2e_test.go:59"))
  }

  @Test func passedSpecHasNoLineOfText() {
    let lines = SuiteReportSamples.lines(Self.reading)
    #expect(!lines.contains { $0.contains("should keep its payload") })
    #expect(lines.contains { $0.contains("exec format error") })
  }

  @Test(arguments: [1, 7, 4096])
  func bordersOfPiecesDoNotMatter(_ size: Int) {
    let reading = SuiteReportSamples.read(SuiteReportSamples.ginkgo, pieces: size)
    #expect(reading.text == Self.reading.text)
    #expect(reading.reports == Self.reading.reports)
    #expect(reading.summary == Self.reading.summary)
  }

  @Test func reportThatIsCutKeepsWhatWasComplete() throws {
    let bytes = SuiteReportSamples.ginkgo
    let whole = SuiteReportSamples.specs(Self.reading)
    var counts: Set<Int> = []
    for end in stride(from: 60, to: bytes.count - 3, by: 211) {
      let reading = SuiteReportSamples.read(Array(bytes[..<end]))
      let specs = SuiteReportSamples.specs(reading)
      #expect(specs == Array(whole.prefix(specs.count)), "cut at \(end)")
      #expect(reading.reports.allSatisfy { $0.isCut && $0.succeeded == nil }, "cut at \(end)")
      #expect(reading.summary.notes.contains { $0.hasPrefix("cut: ") }, "cut at \(end)")
      counts.insert(specs.count)
    }
    #expect(counts.isSuperset(of: 0..<whole.count))
  }

  @Test func outputAndStepsOfASetupStandInTheirOrder() {
    func step(_ text: String, _ offset: Int) -> String {
      #"{"SpecEventType": "By", "Message": "\#(text)", "TimelineLocation": {"Offset": \#(offset)}},"#
        + #"{"SpecEventType": "By (End)", "Message": "\#(text)", "Duration": 7},"#
    }
    let node =
      #"{"LeafNodeType": "BeforeSuite", "State": "failed", "Failure": {"Message": "boom"},"#
      + #""CapturedGinkgoWriterOutput": "one\ntwo\nthree\n", "SpecEvents": ["#
      + step("first", 0) + step("second", 4) + step("third", 10) + #"{"SpecEventType": "Node"}]}"#
    let reading = SuiteReportSamples.read(
      #"[{"SuiteDescription": "s", "SpecReports": [\#(node)]}]"#)
    let lines = reading.text.lines.indices.map { reading.text.text($0) }
    #expect(
      lines.dropFirst(3).prefix(8) == [
        "STEP: first", "one", "STEP: second", "two", "STEP: third", "three",
        "[BeforeSuite] [FAILED] [0.000 seconds]", "[FAILED] boom",
      ])
  }

  @Test func otherJSONStaysALog() {
    for text in [
      "[]", "{}", "[1, 2]", #"[{"name": "SuitePath"}]"#, #"{"level":"info","msg":"SuitePath"}"#,
    ] {
      let reading = SuiteReportSamples.read(text + "\n")
      #expect(reading.reports.isEmpty, "\(text)")
      #expect(!reading.isReport, "\(text)")
    }
  }

  @Test func markOfByteOrderAndBlanksBeforeItDoNotMatter() {
    let reading = SuiteReportSamples.read(
      [0xef, 0xbb, 0xbf, 0x0a, 0x20] + SuiteReportSamples.ginkgo)
    #expect(SuiteReportSamples.specs(reading) == SuiteReportSamples.specs(Self.reading))
  }

  @Test func panicIsToldWithItsValue() {
    let text = SuiteReportSamples.suite([("panicked", "X runs")], succeeded: false)
      .replacing(#""FailureNodeType""#, with: #""ForwardedPanic": "nil map", "FailureNodeType""#)
    let lines = SuiteReportSamples.lines(SuiteReportSamples.read(text)).map {
      $0.drop { $0 != " " }.dropFirst()
    }
    #expect(lines.contains("[PANICKED] boom in X runs"))
    #expect(lines.contains("nil map"))
  }

  // MARK: - Hostile

  @Test func deepNestingEndsTheReading() {
    let open = #"[{"SuiteDescription": "s", "SpecReports": "#
    let reading = SuiteReportSamples.read(open + String(repeating: "[", count: 100_000))
    #expect(reading.summary.notes.contains { $0.hasPrefix("nested too deep") })
    #expect(reading.reports.map(\.isCut) == [true])
  }

  @Test func hugeStringIsCutAndSaidToBe() {
    let huge = String(repeating: String(repeating: "x", count: 100) + "\\n", count: 20_000)
    let text = SuiteReportSamples.suite([("failed", "X runs")], succeeded: false)
      .replacing("boom in X runs", with: "boom\\n\(huge)")
    let reading = SuiteReportSamples.read(text)
    #expect(reading.text.bytes.count < 300_000)
    #expect(reading.summary.notes == ["1 text is too long and was cut"])
  }

  @Test func textThatIsNotUTF8IsRepaired() {
    let text = SuiteReportSamples.suite([("failed", "X runs")], succeeded: false)
    let bytes = Array(text.utf8).map { $0 == UInt8(ascii: "X") ? 0xff : $0 }
    let specs = SuiteReportSamples.specs(SuiteReportSamples.read(bytes))
    #expect(specs == ["It \u{fffd} runs: failed"])
  }

  @Test func escapesAreDecoded() {
    let text = SuiteReportSamples.suite(
      [("failed", #"a \u00e9 \ud83d\ude00 \ud83d \"q\" \/ \\"#)], succeeded: false)
    for size in [1, 3, Int.max] {
      let specs = SuiteReportSamples.specs(SuiteReportSamples.read(text, pieces: size))
      #expect(specs == [#"It a é 😀 \#u{fffd} "q" / \: failed"#])
    }
  }

  @Test func brokenJSONKeepsWhatStandsBefore() {
    let text = SuiteReportSamples.suite([("passed", "A"), ("failed", "B")], succeeded: false)
      .replacing(#""LeafNodeText": "B""#, with: #""LeafNodeText" ! "B""#)
    let reading = SuiteReportSamples.read(text)
    #expect(SuiteReportSamples.specs(reading) == ["It A: passed"])
    #expect(reading.summary.notes.contains { $0.hasPrefix("no JSON from line") })
  }
}

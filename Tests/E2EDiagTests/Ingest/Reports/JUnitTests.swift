import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// JUnit's XML as the runners write it.
@Suite struct JUnitTests {
  private static let ginkgo = SuiteReportSamples.read(SuiteReportSamples.junit)

  @Test func ginkgosDialectTellsWhatItsJSONTells() throws {
    let json = SuiteReportSamples.read(SuiteReportSamples.ginkgo)
    #expect(Self.ginkgo.summary.format == "junit")
    #expect(SuiteReportSamples.specs(Self.ginkgo) == SuiteReportSamples.specs(json))
    let (report, other) = (
      try #require(Self.ginkgo.reports.first), try #require(json.reports.first)
    )
    #expect(report.seed == other.seed && report.seed != nil)
    #expect(report.suiteName == other.suiteName)
    #expect(report.succeeded == false)
    #expect(report.counts == other.counts)
    #expect(report.start?.hasZone == false)
    for (one, two) in zip(report.ownSpecs, other.ownSpecs) {
      let apart = try #require(one.start).milliseconds - (try #require(two.start).milliseconds)
      #expect(abs(apart) < 3)
    }
  }

  @Test(arguments: [1, 7, 4096])
  func bordersOfPiecesDoNotMatter(_ size: Int) {
    for bytes in [SuiteReportSamples.junit]
      + [SuiteReportSamples.pytest, SuiteReportSamples.surefire].map({ Array($0.utf8) })
    {
      let whole = SuiteReportSamples.read(bytes)
      let reading = SuiteReportSamples.read(bytes, pieces: size)
      #expect(reading.text == whole.text)
      #expect(reading.reports == whole.reports)
      #expect(reading.summary == whole.summary)
    }
  }

  @Test func reportThatIsCutKeepsWhatWasComplete() {
    let whole = SuiteReportSamples.specs(Self.ginkgo)
    var counts: Set<Int> = []
    for end in stride(from: 200, to: SuiteReportSamples.junit.count - 40, by: 173) {
      let bytes = Array(SuiteReportSamples.junit[..<end])
      let reading = SuiteReportSamples.read(bytes)
      let specs = SuiteReportSamples.specs(reading)
      #expect(specs == Array(whole.prefix(specs.count)), "cut at \(end)")
      #expect(reading.summary.notes.contains { $0.hasPrefix("cut: ") }, "cut at \(end)")
      #expect(reading.reports.allSatisfy { $0.isCut }, "cut at \(end)")
      let pieces = SuiteReportSamples.read(bytes, pieces: 61)
      #expect(pieces.text == reading.text && pieces.reports == reading.reports, "cut at \(end)")
      counts.insert(specs.count)
    }
    #expect(counts.isSuperset(of: 0..<whole.count))
  }

  @Test func pytestNamesItsTestsByTheirModule() throws {
    let reading = SuiteReportSamples.read(SuiteReportSamples.pytest)
    #expect(
      SuiteReportSamples.specs(reading) == [
        "It tests.test_load.test_saves: passed",
        "It tests.test_load.test_loads[webhook]: failed", "It tests.test_load.test_later: skipped",
      ])
    let report = try #require(reading.reports.first)
    #expect(report.counts == SpecCounts(total: 3, ran: 2, passed: 1, failed: 1, masked: 0))
    #expect(report.start?.description == "2026-11-24T06:00:00.500Z")
    #expect(report.end?.description == "2026-11-24T06:00:00.631Z")
    // Lines of a text are lines of the source.
    #expect(
      SuiteReportSamples.lines(reading).contains("8: tests/test_load.py:12: AssertionError"))
  }

  @Test func everySuiteOfGotestsumIsOne() {
    let reading = SuiteReportSamples.read(SuiteReportSamples.gotestsum)
    #expect(reading.reports.map(\.suiteName) == ["example.com/x/a", "example.com/x/b"])
    #expect(reading.reports.map(\.succeeded) == [true, false])
    #expect(SuiteReportSamples.specs(reading) == ["It TestA: passed", "It TestB/deep: failed"])
    #expect(SuiteReportSamples.lines(reading).contains { $0.contains("connection refused") })
  }

  @Test func surefireTellsOfTriesAndInnerSuites() throws {
    let reading = SuiteReportSamples.read(SuiteReportSamples.surefire)
    #expect(
      SuiteReportSamples.specs(reading) == [
        "It org.acme.OrderIT.creates: passed", "It org.acme.OrderIT.pays: failed",
        "It Inner ships: passed",
      ])
    let report = try #require(reading.reports.first)
    #expect(report.specs.map(\.attempts) == [2, 2, 1])
    let failed = report.specs[1].head.lowerBound..<report.specs[1].failure.upperBound
    let told = failed.map { reading.text.text($0) }
    #expect(told.contains("giving up"))
    #expect(told.contains { $0.hasSuffix("java.net.ConnectException: Connection refused") })
    #expect(told.contains { $0.contains("OrderIT.java:31") })
    #expect(!told.contains("once"), "of another test")
  }

  @Test func otherXMLStaysALog() {
    for text in [
      "<testsuitesx/>", "<html><testsuite/></html>", "<?xml version=\"1.0\"?><project/>", "<",
      "<!-- <testsuite> -->",
    ] {
      #expect(!SuiteReportSamples.read(text + "\n").isReport, "\(text)")
    }
  }

  @Test func remarksAndDocumentTypesMayStandBefore() {
    let text =
      "\u{feff}\n <?xml version='1.0'?><!-- a > b --><!DOCTYPE testsuite [<!ENTITY a 'b'>]>"
      + "<testsuite name='s'><testcase name='t'/></testsuite>"
    #expect(SuiteReportSamples.specs(SuiteReportSamples.read(text)) == ["It t: passed"])
  }

  // MARK: - Hostile

  /// No entity is known, so none can grow.
  @Test func entitiesAreNotExpanded() {
    var text = "<!DOCTYPE testsuite [<!ENTITY a0 'ha'><!ENTITY x SYSTEM 'file:///etc/passwd'>"
    for level in 1...30 {
      text +=
        "<!ENTITY a\(level) '" + String(repeating: "&a\(level - 1);", count: 10) + "'>"
    }
    text += "]><testsuite name='s'><testcase name='t'><failure message='&a30;&x;'>&a30;&x;boom"
    text += "</failure></testcase></testsuite>"
    let reading = SuiteReportSamples.read(text)
    #expect(SuiteReportSamples.specs(reading) == ["It t: failed"])
    #expect(reading.text.bytes.count < 500)
    #expect(SuiteReportSamples.lines(reading).contains { $0.hasSuffix("boom") })
    #expect(!SuiteReportSamples.lines(reading).contains { $0.contains("root") })
  }

  @Test func deepNestingEndsTheReading() {
    let text =
      "<testsuite name='s'><testcase name='t'/>" + String(repeating: "<a>", count: 100_000)
    let reading = SuiteReportSamples.read(text)
    #expect(SuiteReportSamples.specs(reading) == ["It t: passed"])
    #expect(reading.reports.map(\.isCut) == [true])
  }

  @Test func hugeTextIsCutAndSaidToBe() {
    let huge = String(
      repeating: String(repeating: "some text ", count: 10) + "\n", count: 10_000)
    let text = """
      <testsuite name='s'><testcase name='t'><failure>\(huge)</failure>\
      <system-out>\(huge)</system-out></testcase></testsuite>
      """
    let reading = SuiteReportSamples.read(text)
    #expect(SuiteReportSamples.specs(reading) == ["It t: failed"])
    #expect(reading.text.bytes.count < 1_000_000)
    #expect(reading.summary.notes == ["2 texts are too long and were cut"])
  }

  @Test func forbiddenBytesDoNotEndTheReading() {
    let text =
      "<testsuite name='s'><testcase name='a@b'><failure>x@y</failure></testcase></testsuite>"
    for byte: UInt8 in [0x00, 0x1b, 0xff, 0xc3] {
      let bytes = Array(text.utf8).map { $0 == UInt8(ascii: "@") ? byte : $0 }
      let reading = SuiteReportSamples.read(bytes)
      let name = byte < 0x20 ? "ab" : "a\u{fffd}b"
      #expect(SuiteReportSamples.specs(reading) == ["It \(name): failed"])
    }
  }

  @Test func xmlThatIsNotWellFormedIsReadOn() {
    let text =
      "<testsuite name='s'>\n<testcase name='a'>\n<failure>x & y</failure></testcase>"
      + "<testcase name='b'/></testsuite>"
    let reading = SuiteReportSamples.read(text)
    #expect(SuiteReportSamples.specs(reading) == ["It a: failed", "It b: passed"])
    #expect(reading.summary.notes == ["no proper XML at line 3; read as far as it goes"])
    let stray = SuiteReportSamples.read(text.replacing("x & y", with: "x < y"))
    #expect(stray.summary.notes.contains { $0.hasPrefix("cut: no proper XML from line 3 on") })
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// Reports by themselves, and beside what was printed of the same suite.
@Suite struct ReportMergingTests {
  private typealias Samples = SuiteReportSamples

  /// The steps of specs as `subject: status`.
  private func specs(_ diagnosis: Diagnosis) -> [String] {
    diagnosis.timeline.filter { $0.operation == "spec" }.map {
      "\($0.subject ?? ""): \($0.status.rawValue)"
    }
  }

  private func input(_ run: String, _ names: String...) throws -> Diagnosis {
    let sources = try names.map { name in
      LogSource(bytes: try Fixture.bytes("runs/\(run)/input/\(name)"), name: name)
    }
    return try diagnose(sources, using: Bundled.rules())
  }

  // MARK: - Reports alone

  @Test(arguments: ["report.json", "junit.xml"])
  func reportAloneTellsWhatTheConsoleTells(_ name: String) throws {
    let console = try input("lab-load-no-space-ginkgo", "e2e.log")
    let report = try input("lab-load-no-space-reports-ginkgo", name)
    #expect(report.run.verdict == .setupFailed)
    #expect(report.failure?.phase == .load)
    #expect(report.failure?.subject == "database")
    #expect(report.failure?.signature == console.failure?.signature)
    #expect(report.failure?.fingerprint == console.failure?.fingerprint)
    #expect(report.failure?.node == console.failure?.node)
    #expect(report.failure?.code == console.failure?.code)
    #expect(report.conclusion.cause == .resourceExhaustion)
    #expect(
      report.timeline.filter { $0.status == .passed }.map(\.subject)
        == console.timeline.filter { $0.status == .passed }.map(\.subject))
    #expect(report.observations.map(\.kind).contains(.evidenceDestroyed))
  }

  @Test func setupThatFailsMasksTheSpecsOfTheReport() throws {
    let report = try input("lab-load-no-space-reports-ginkgo", "report.json")
    #expect(report.run.specs == SpecCounts(total: 5, ran: 0, passed: 0, failed: 0, masked: 5))
    #expect(report.run.startedAt?.hasZone == true)
  }

  @Test func suiteWithoutAFailurePasses() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Samples.suite([("passed", "A"), ("skipped", "B")], succeeded: true))
    #expect(diagnosis.run.verdict == .passed)
    #expect(specs(diagnosis) == ["A: passed"])
    let step = try #require(diagnosis.timeline.first)
    #expect(step.time == .measured && step.known == .explicit)
    #expect(step.start?.description == "2026-11-24T06:00:01.000Z")
    #expect(step.end?.description == "2026-11-24T06:00:03.500Z")
  }

  /// No spec ran: that nothing failed proves nothing.
  @Test func suiteThatRanNothingHasNotPassed() throws {
    let diagnosis = try Bundled.diagnosis(
      of: Samples.suite([("skipped", "A"), ("skipped", "B")], succeeded: true))
    #expect(diagnosis.run.verdict == .unknown)
    #expect(diagnosis.failure == nil)
  }

  @Test(arguments: ["failed", "timedout", "panicked", "aborted"])
  func specThatFailsIsTheFailure(_ state: String) throws {
    let diagnosis = try Bundled.diagnosis(
      of: Samples.suite([("passed", "A"), (state, "B runs")], succeeded: false))
    #expect(diagnosis.run.verdict == .testFailed)
    #expect(diagnosis.failure?.subject == "B runs")
    #expect(diagnosis.failure?.message == "boom in B runs")
    #expect(diagnosis.failure?.code == "/x_test.go:9")
    #expect(diagnosis.failure?.node == GinkgoNode(name: "It", milliseconds: 2500))
    #expect(specs(diagnosis) == ["A: passed", "B runs: failed"])
  }

  @Test func suiteThatWasStoppedIsInterrupted() throws {
    let text = Samples.suite(
      [("passed", "A"), ("interrupted", "B runs"), ("skipped", "C")], succeeded: false,
      reasons: #"["Interrupted by User"]"#
    ).replacing("boom in B runs", with: "Interrupted by User")
    let diagnosis = try Bundled.diagnosis(of: text)
    #expect(diagnosis.run.verdict == .interrupted)
    #expect(specs(diagnosis) == ["A: passed", "B runs: running"])
    #expect(diagnosis.run.specs?.masked == 1)
  }

  @Test func otherRunnersAreUnderstood() throws {
    let pytest = try Bundled.diagnosis(of: Samples.pytest)
    #expect(pytest.run.verdict == .testFailed)
    #expect(pytest.failure?.subject == "tests.test_load.test_loads[webhook]")
    let java = try Bundled.diagnosis(of: Samples.surefire)
    #expect(java.failure?.subject == "org.acme.OrderIT.pays")
    let go = try Bundled.diagnosis(of: Samples.gotestsum)
    #expect(go.failure?.subject == "TestB/deep")
    #expect(go.failure?.line.text.contains("connection refused") == true)
    #expect(go.timeline.map(\.subject) == ["TestA", "TestB/deep"])
  }

  @Test func reportThatEndsBeforeTheSuiteIsIncomplete() throws {
    let text = Samples.suite([("passed", "A"), ("passed", "B")], succeeded: true)
    let cut = String(text.prefix(text.utf8.count - 60))
    #expect(try Bundled.diagnosis(of: cut).run.verdict == .incomplete)
  }

  // MARK: - Beside the console

  @Test func specsOfTheConsoleGetTheTimesOfTheReport() throws {
    let console = try input("lab-image-wrong-arch-reports-ginkgo", "e2e.log")
    let both = try input(
      "lab-image-wrong-arch-reports-ginkgo", "e2e.log", "junit.xml", "report.json")
    #expect(both.failure?.line == console.failure?.line)
    #expect(both.timeline.map(\.subject) == console.timeline.map(\.subject))
    #expect(both.timeline.map(\.location) == console.timeline.map(\.location))
    let spec = try #require(both.timeline.first { $0.status == .failed })
    #expect(spec.time == .measured && spec.start?.hasZone == true && spec.end != nil)
    #expect(both.run.startedAt?.hasZone == true)
  }

  @Test func specThatTheConsoleDoesNotNameIsAdded() throws {
    let report = Samples.suite(
      [
        ("passed", "Manager should run"), ("failed", "Webhook should answer"), ("passed", "C"),
        ("skipped", "D"),
      ], succeeded: false)
    let both = try Bundled.diagnosis(of: MarkedText(DetectionSamples.failedSpec).text, report)
    #expect(
      specs(both) == ["Manager should run: passed", "Webhook should answer: failed", "C: passed"])
    #expect(both.timeline.last?.location.source == 1)
    #expect(both.run.specs?.total == 4)
    #expect(both.failure?.line.location.source == 0)
  }

  /// A console that ends inside the setup says nothing of why it failed.
  @Test func reportGoesOnWhereTheConsoleWasCut() throws {
    let log = try Fixture.text("runs/lab-load-no-space-ginkgo/input/e2e.log")
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    let report = try Fixture.text("runs/lab-load-no-space-reports-ginkgo/input/report.json")
    let whole = try Bundled.diagnosis(of: log)
    for count in [30, 100, 117] {
      let both = try Bundled.diagnosis(
        of: lines.prefix(count).joined(separator: "\n") + "\n", report)
      #expect(both.run.verdict == .setupFailed, "\(count)")
      #expect(both.failure?.phase == .load, "\(count)")
      #expect(both.failure?.subject == "database", "\(count)")
      #expect(both.conclusion.cause == whole.conclusion.cause, "\(count)")
      #expect(both.run.specs?.masked == 5, "\(count)")
    }
  }

  @Test func successThatTheReportDeniesIsAFalseClaim() throws {
    let report = Samples.suite([("failed", "Webhook should answer")], succeeded: false)
    let both = try Bundled.diagnosis(of: DetectionSamples.passed, report)
    #expect(both.run.verdict == .testFailed)
    #expect(both.failure?.subject == "Webhook should answer")
    #expect(specs(both) == ["Webhook should answer: failed"])
    #expect(both.contradictions.map(\.claim.location.source) == [0])
  }

  @Test func failureThatTheReportDeniesStays() throws {
    let report = Samples.suite([("passed", "Webhook should answer")], succeeded: true)
    let both = try Bundled.diagnosis(of: MarkedText(DetectionSamples.failedSpec).text, report)
    #expect(both.run.verdict == .testFailed)
    #expect(both.contradictions.map(\.claim.location.source) == [1])
  }

  @Test func reportOfAnotherSuiteStaysALogOfItsOwn() throws {
    let other = Samples.suite([("failed", "X")], name: "other suite", succeeded: false)
    let both = try Bundled.diagnosis(of: DetectionSamples.passed, other)
    #expect(both.run.verdict == .testFailed)
    #expect(both.failure?.subject == "X")
    #expect(specs(both) == ["Webhook should answer: passed", "X: failed"])
  }

  /// A report that an earlier run left beside the log of a later one.
  @Test func reportWithAnotherSeedIsOfAnotherRun() throws {
    let stale = Samples.suite([("passed", "Webhook should answer")], seed: 1, succeeded: true)
    let failed = MarkedText(DetectionSamples.failedSpec).text
      .replacing("Will run", with: "Random Seed: 2\nWill run")
    let both = try Bundled.diagnosis(of: failed, stale)
    #expect(both.run.verdict == .testFailed)
    #expect(both.failure?.subject == "Webhook should answer")
    let passed = DetectionSamples.passed.replacing("Will run", with: "Random Seed: 2\nWill run")
    let old = Samples.suite([("failed", "Webhook should answer")], seed: 1, succeeded: false)
    #expect(try Bundled.diagnosis(of: passed, old).run.verdict == .passed)
  }

  /// The log of the runtime has lines from the same minutes, and stands first in the folder.
  @Test func logOfAProgramBesideItIsNoConsoleOfTheSuite() throws {
    let report = Samples.suite([("failed", "Webhook should answer")], succeeded: false)
    let runtime = (0..<10).map {
      "time=\"2026-11-24T06:00:0\($0)Z\" level=info msg=\"shim disconnected\" id=\($0)\n"
    }.joined()
    let all = try Bundled.diagnosis(
      of: runtime, MarkedText(DetectionSamples.failedSpec).text, report)
    #expect(all.failure?.line.location.source == 1)
    #expect(specs(all) == ["Manager should run: passed", "Webhook should answer: failed"])
  }

  @Test func endOfAConsoleIsFoundByItsTimes() throws {
    let lines = MarkedText(DetectionSamples.failedSpec).text.split(
      separator: "\n", omittingEmptySubsequences: false)
    let end = lines.dropFirst(7).joined(separator: "\n")
      .replacing("@ 11/24/26 06:01:48.412", with: "@ 11/24/26 06:00:08.412")
      .replacing("[FAILED] in", with: "time=\"2026-11-24T06:00:08Z\" msg=x\n[FAILED] in")
    let report = Samples.suite(
      [("passed", "Manager should run"), ("failed", "Webhook should answer")], succeeded: false)
    let both = try Bundled.diagnosis(of: end, report)
    #expect(both.run.suite == "e2e suite")
    // Without its beginning the console names the spec with the node that failed.
    #expect(specs(both) == ["Manager should run: passed", "Webhook [It] should answer: failed"])
    #expect(both.failure?.line.location.source == 0)
  }

  @Test func twoReportsOfOneSuiteAreOne() throws {
    let both = try input("lab-image-wrong-arch-reports-ginkgo", "junit.xml", "report.json")
    let one = try input("lab-image-wrong-arch-reports-ginkgo", "report.json")
    #expect(both.timeline.map(\.subject) == one.timeline.map(\.subject))
    #expect(both.failure?.line.location.source == 1)
    #expect(both.run.sources.map(\.format) == ["junit", "ginkgo-json"])
  }

  /// Names of specs stand beside the lines.
  @Test func secretInTheNameOfASpecIsReplaced() throws {
    let token = "ghp_0123456789abcdefABCDEF0123456789abcd"
    let report = Samples.suite([("passed", "logs in with \(token)")], succeeded: true)
    let diagnosis = try Bundled.diagnosis(of: report)
    #expect(specs(diagnosis) == ["logs in with [redacted-1]: passed"])
  }
}

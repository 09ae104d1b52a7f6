import Foundation
import Testing

@testable import E2EDiag
@testable import E2EDiagReport

@Suite struct JSONRendererTests {
  private let options = ReportOptions(toolVersion: "0.1.0")

  private func parsed(_ diagnosis: Diagnosis) throws -> [String: Any] {
    let text = JSONRenderer().render(diagnosis, options: options)
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  private func keys(_ value: Any?) -> [String] {
    let object = (value as? [Any])?.first ?? value
    return (object as? [String: Any]).map { $0.keys.sorted() } ?? []
  }

  @Test func everyPromisedKeyIsThere() throws {
    let report = try parsed(ReportSamples.undetermined)
    #expect(
      keys(report) == [
        "actions", "candidates", "comparison", "conclusion", "contradictions", "events",
        "failure", "hypotheses", "nextChecks", "observations", "run", "schemaVersion", "timeline",
      ])
    let run = try #require(report["run"] as? [String: Any])
    #expect(
      keys(run) == [
        "endedAt", "id", "inputs", "sources", "specs", "startedAt", "suite", "verdict",
      ])
    #expect(keys(run["specs"]) == ["masked", "ran", "total"])
    #expect(keys(run["sources"]) == ["bytes", "format", "lines", "notes", "path", "sha256"])
    #expect(
      keys(report["timeline"]) == [
        "attempt", "end", "exitStatus", "known", "line", "phase", "source", "start", "status",
        "step", "subject", "time",
      ])
    #expect(
      keys(report["failure"]) == [
        "at", "attempt", "chain", "context", "exitStatus", "fingerprint", "line", "message", "node",
        "phase", "signature", "source", "step", "subject", "time",
      ])
    #expect(keys(report["candidates"]) == ["line", "reasons", "score", "source", "text"])
    #expect(
      keys(report["hypotheses"]) == [
        "against", "finer", "for", "id", "missing", "score", "support",
      ])
    let first = (report["hypotheses"] as? [[String: Any]])?.first
    #expect(keys(first?["for"]) == ["line", "rule", "source", "text", "weight", "why"])
    #expect(keys(first?["missing"]) == ["command", "what"])
    #expect(keys(report["conclusion"]) == ["cause", "confidence", "sentence"])
    #expect(keys(report["contradictions"]) == ["against", "claim", "sentence"])
    #expect(keys(report["observations"]) == ["kind", "line", "sentence", "source", "text"])
    #expect(keys(report["actions"]) == ["command", "term", "text", "why"])
    #expect(keys(report["nextChecks"]) == ["command", "what"])
  }

  @Test func openCauseIsCalledUndetermined() throws {
    let report = try parsed(ReportSamples.undetermined)
    let conclusion = try #require(report["conclusion"] as? [String: Any])
    #expect(conclusion["cause"] as? String == "undetermined")
    #expect(conclusion["confidence"] as? String == "none")
    #expect(report["schemaVersion"] as? Int == 1)
    #expect(report["comparison"] is NSNull)
  }

  @Test func determinedCauseHasItsIdAndRoundedScore() throws {
    let text = JSONRenderer().render(ReportSamples.determined, options: options)
    #expect(text.contains(#""cause": "resource-exhaustion""#))
    #expect(text.contains(#""finer": "disk-full""#))
    #expect(text.contains(#""score": 3.14"#))
    #expect(text.contains(#""signature": "linux/no-space""#))
  }

  @Test func whatIsUnknownIsNull() throws {
    let sample = ReportSamples.diagnosis(ReportSamples.run(.unknown, specs: nil, suite: nil))
    let report = try parsed(sample)
    let run = try #require(report["run"] as? [String: Any])
    #expect(run["suite"] is NSNull)
    #expect(run["specs"] is NSNull)
    #expect(run["endedAt"] is NSNull)
    #expect(run["startedAt"] as? String == "21:14:37.000")
    #expect(report["failure"] is NSNull)
  }

  @Test func standardInputKeepsItsPathAndExitStatusesKeepTheirLayers() throws {
    var sample = ReportSamples.undetermined
    sample.run.sources[0].path = "-"
    let report = try parsed(sample)
    let run = try #require(report["run"] as? [String: Any])
    #expect((run["sources"] as? [[String: Any]])?.first?["path"] as? String == "-")
    let failure = try #require(report["failure"] as? [String: Any])
    let statuses = try #require(failure["exitStatus"] as? [[String: Any]])
    #expect(statuses.compactMap { $0["layer"] as? String } == ["make", "kind", "podman exec"])
    #expect(statuses.compactMap { $0["code"] as? Int } == [2, 1, 255])
  }

  @Test(arguments: ReportSamples.hostileTexts)
  func hostileTextStaysDataAndComesBackWhole(text: String) throws {
    let sample = ReportSamples.infected(with: text)
    let report = try parsed(sample)
    let failure = try #require(report["failure"] as? [String: Any])
    #expect(failure["message"] as? String == text)
    let run = try #require(report["run"] as? [String: Any])
    #expect((run["inputs"] as? [String: String])?[text] == text)
    let bytes = JSONRenderer().render(sample, options: options)
    #expect(!bytes.unicodeScalars.contains { $0 != "\n" && ReportSamples.isForbidden($0) })
  }

  @Test func twoRendersGiveTheSameBytesAndOptionsChangeNone() {
    let first = JSONRenderer().render(ReportSamples.undetermined, options: options)
    let wide = ReportOptions(
      width: 200, color: true, verbose: true, quiet: true, toolVersion: "9.9.9")
    #expect(first == JSONRenderer().render(ReportSamples.undetermined, options: wide))
    #expect(first.hasSuffix("}\n"))
  }

  /// The model may rename its cases; what readers of the JSON compare with may not change.
  @Test func valuesAreKebabCaseAndFixed() {
    #expect(
      Verdict.allCases.map(\.rawValue) == [
        "incomplete", "interrupted", "setup-failed", "test-failed", "cleanup-failed", "passed",
        "unknown",
      ])
    #expect(
      Phase.allCases.map(\.rawValue) == [
        "build", "cluster", "load", "deploy", "readiness", "test", "cleanup", "other",
      ])
    #expect(
      HypothesisID.allCases.map(\.rawValue) == [
        "state-corruption", "resource-exhaustion", "image-specific", "race", "configuration",
        "application", "network",
      ])
    let statuses: [StepStatus] = [.passed, .failed, .notReached, .running, .unknown]
    #expect(
      statuses.map(\.rawValue) == ["passed", "failed", "not-reached", "running", "unknown"])
    let supports: [Support] = [.strong, .moderate, .weak, .none]
    #expect(supports.map(\.rawValue) == ["strong", "moderate", "weak", "none"])
  }
}

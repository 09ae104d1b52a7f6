import Testing
import _E2EDiagTestSupport

@testable import E2EDiag
@testable import E2EDiagReport

/// Many sources are told in few lines.
@Suite struct SourceListTests {
  private static func source(_ path: String, notes: [String] = []) -> SourceSummary {
    SourceSummary(path: path, format: "plain", lines: 10, bytes: 100, sha256: "ab", notes: notes)
  }

  private static let sources =
    ["logs/kind-version.txt", "logs/e2e-worker/kubelet.log"].map { source($0) }
    + (0..<40).map { source("logs/e2e-worker/pods/p\($0)/app/0.log") }
    + (0..<20).map { source("logs/e2e-control-plane/containers/c\($0).log", notes: ["cut"]) }

  private static func diagnosis(quoting source: Int) -> Diagnosis {
    var sample = ReportSamples.diagnosis(ReportSamples.run(.unknown, specs: nil))
    sample.run.sources = sources
    sample.observations = [
      Observation(
        kind: .cascade, sentence: "x", line: ReportSamples.line(3, "text", source: source))
    ]
    return sample
  }

  @Test func theQuotedOnesAreShownAndTheRestIsCountedByFolder() {
    let list = SourceList(Self.diagnosis(quoting: 60), sources: Self.sources, verbose: false)
    #expect(list.shown.count == SourceList.most)
    #expect(list.shown.last?.path == "logs/e2e-control-plane/containers/c18.log")
    #expect(
      list.folded.map { "\($0.name): \($0.words)" } == [
        "logs/e2e-worker/pods/: 31 more files, 310 lines",
        "logs/e2e-control-plane/containers/: 19 more files, 190 lines, 19 notes",
      ])
  }

  @Test func allAreShownWhenAskedForOrFew() {
    let all = SourceList(Self.diagnosis(quoting: 60), sources: Self.sources, verbose: true)
    #expect(all.shown.count == 62)
    #expect(all.folded == [])
    let few = Array(Self.sources.prefix(SourceList.most))
    #expect(SourceList(Self.diagnosis(quoting: 0), sources: few, verbose: false).shown == few)
  }
}

@testable import E2EDiag

/// Diagnoses made by hand, so that reports are tested without reading a log.
enum ReportSamples {
  static func line(_ number: Int, _ text: String, source: Int = 0) -> QuotedLine {
    QuotedLine(location: SourceLocation(source: source, line: number), text: text)
  }

  static func step(
    _ phase: Phase, _ operation: String, _ subject: String?, _ status: StepStatus = .passed,
    line: Int, attempt: Int = 1, known: Knowledge = .explicit, exitStatus: Int? = nil,
    start: LogTime? = nil, end: LogTime? = nil, time: TimeQuality = .none
  ) -> Step {
    Step(
      phase: phase, operation: operation, subject: subject, attempt: attempt, status: status,
      known: known, start: start, end: end, time: time,
      location: SourceLocation(source: 0, line: line), endLine: line, exitStatus: exitStatus)
  }

  static func clock(_ hour: Int64, _ minute: Int64, _ second: Int64) -> LogTime {
    LogTime(
      milliseconds: ((hour * 60 + minute) * 60 + second) * 1000, hasDate: false, hasZone: false)
  }

  static let source = SourceSummary(
    path: "e2e.log", format: "ginkgo-console", lines: 392, bytes: 31_250,
    sha256: String(repeating: "ab", count: 32), notes: ["6 damaged glyphs were repaired"])

  static func run(_ verdict: Verdict, specs: SpecCounts?, suite: String? = "AIAnalysis E2E") -> Run
  {
    Run(
      id: "3f9c0a12be77", suite: suite, verdict: verdict, startedAt: clock(21, 14, 37),
      endedAt: nil, specs: specs, inputs: ["git.commit": "1884f1e7"], sources: [source])
  }

  static func diagnosis(_ run: Run) -> Diagnosis {
    Diagnosis(
      run: run, timeline: [], failure: nil, candidates: [], hypotheses: [],
      conclusion: Conclusion(cause: nil, finer: nil, confidence: .none, sentence: ""),
      contradictions: [], observations: [], actions: [], nextChecks: [])
  }

  static let masked = SpecCounts(total: 34, ran: 0, passed: 0, failed: 0, masked: 34)

  /// A run in which everything went well.
  static var passed: Diagnosis {
    var sample = diagnosis(
      run(.passed, specs: SpecCounts(total: 34, ran: 34, passed: 34, failed: 0, masked: 0)))
    sample.timeline = [
      step(.load, "load image", "controller", .failed, line: 2, exitStatus: 1),
      step(.load, "load image", "controller", line: 5, attempt: 2),
      step(.test, "run specs", nil, line: 90),
    ]
    return sample
  }

  static let node = "aianalysis-e2e-control-plane"

  static let imported = line(
    251,
    "ERROR: failed to load image: command \"podman exec --privileged -i \(node) ctr"
      + " --namespace=k8s.io images import --all-platforms --digests --snapshotter=overlayfs -\""
      + " failed with error: exit status 255")

  static let freeSpace = EvidenceGap(
    what: "Free space of the node while the image is imported",
    command: "podman exec \(node) df -h /var/lib/containerd")

  static let daemonLog = EvidenceGap(
    what: "What containerd logged at the failing import",
    command: "podman exec \(node) journalctl -u containerd --no-pager --since '10 minutes ago'")

  static let archive = EvidenceGap(
    what: "Whether the same image loads alone into a fresh node",
    command: "kind create cluster --name probe && kind load docker-image --name probe"
      + " localhost/kubernaut-aianalysis:latest")
}

@testable import E2EDiag
@testable import E2EDiagStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of its own for every test, gone with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/e2e-diag-store.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SampleError() }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    for name in ["runs.sqlite", "runs.sqlite-wal", "runs.sqlite-shm"] {
      for folder in [path, path + "/a/b"] { unlink("\(folder)/\(name)") }
    }
    for folder in [path + "/a/b", path + "/a", path] { rmdir(folder) }
  }

  /// Where a store of this test stands.
  var store: String { path + "/runs.sqlite" }

  /// The permission bits of a file of this folder.
  func mode(_ name: String = "") -> mode_t {
    var status = stat()
    return stat(name.isEmpty ? path : "\(path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : 0
  }

  /// Puts `bytes` where the store should stand.
  func write(_ text: String, mode: mode_t = 0o600) {
    let descriptor = open(store, O_CREAT | O_WRONLY | O_TRUNC, mode)
    _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    close(descriptor)
  }
}

/// A sample could not be made.
struct SampleError: Error {}

/// Diagnoses to store.
enum StoreSamples {
  static let now = "2026-02-01T08:00:00Z"

  static func time(_ text: String) throws -> LogTime {
    guard let time = LogTime(storedText: text) else { throw SampleError() }
    return time
  }

  static func line(_ number: Int, _ text: String, source: Int = 0) -> QuotedLine {
    QuotedLine(location: SourceLocation(source: source, line: number), text: text)
  }

  static func step(
    _ phase: Phase, _ operation: String, _ subject: String?, _ status: StepStatus,
    attempt: Int = 1, known: Knowledge = .explicit, line: Int = 1
  ) -> Step {
    Step(
      phase: phase, operation: operation, subject: subject, attempt: attempt, status: status,
      known: known, start: nil, end: nil, time: .none,
      location: SourceLocation(source: 0, line: line), endLine: line, exitStatus: nil)
  }

  /// A run with nothing that need not be there.
  static func minimal(_ number: Int, suite: String? = nil) -> Diagnosis {
    let digits = String(number, radix: 16)
    let id = String(repeating: "0", count: 12 - digits.count) + digits
    return Diagnosis(
      run: Run(
        id: id, suite: suite, verdict: .passed, startedAt: nil, endedAt: nil, specs: nil,
        inputs: [:],
        sources: [
          SourceSummary(
            path: "-", format: "plain", lines: 1, bytes: 6, sha256: "\(number)", notes: [])
        ]), timeline: [], failure: nil, candidates: [], hypotheses: [],
      conclusion: Conclusion(cause: nil, finer: nil, confidence: .none, sentence: ""),
      contradictions: [], observations: [], actions: [], nextChecks: [])
  }

  /// A failure in `phase` on `subject`.
  static func failure(_ phase: Phase, _ operation: String, _ subject: String?) -> FailurePoint {
    FailurePoint(
      phase: phase, operation: operation, subject: subject, attempt: 1, message: "exit status 1",
      line: line(2, "exit status 1"), chain: [], exitStatuses: [], context: [], signature: nil,
      fingerprint: Fingerprint([phase.rawValue, operation, subject ?? ""]))
  }

  /// A run in which every field that can hold something does, texts that are hard to keep among it.
  static func full() throws -> Diagnosis {
    var full = minimal(0x3f9c_0a12_be77, suite: "AIAnalysis: E2E")
    full.run.verdict = .setupFailed
    full.run.startedAt = try time("2026-01-31T21:14:37.250Z")
    full.run.endedAt = try time("2026-01-31T21:20:00.000")
    full.run.specs = SpecCounts(total: 34, ran: 0, passed: 3, failed: 0, masked: 34)
    full.run.inputs = ["git.commit": "1884f1e7", "empty": "", "größe": "a=b\nc"]
    full.run.sources = [
      SourceSummary(
        path: "e2e.log", format: "ginkgo-console", lines: 392, bytes: 31_250,
        sha256: String(repeating: "ab", count: 32), notes: ["6 damaged glyphs", ""]),
      SourceSummary(
        path: "/logs/it's here.log", format: "plain", lines: 0, bytes: 0, sha256: "cd", notes: []),
      SourceSummary(
        path: "-", format: "klog", lines: 1, bytes: 5_000_000_000, sha256: "ef", notes: ["cut"]),
    ]
    full.timeline = [
      step(.build, "build image", "webhook:latest", .passed),
      step(.load, "load image", "", .running, known: .assumed),
      step(.load, "load image", nil, .unknown, attempt: 2, known: .implied),
      step(.test, "run specs", nil, .notReached),
    ]
    full.timeline[0].start = try time("21:14:37.000")
    full.timeline[0].end = try time("24:00:00.500Z")
    full.timeline[0].time = .measured
    full.timeline[1].location = SourceLocation(source: 2, line: 7)
    full.timeline[1].endLine = 12
    full.timeline[1].exitStatus = -1
    full.events = [
      RunEvent(
        kind: .resource, time: try time("2026-01-31T21:19:58.000Z"), quality: .measured,
        subject: "/var on it's", sentence: "/var on it's: 98 % used, 1.2 GiB left",
        line: line(7, "a\tb\u{1}", source: 1)),
      RunEvent(
        kind: .ci, time: nil, quality: .none, subject: nil, sentence: "", line: line(1, "")),
    ]
    full.failure = FailurePoint(
      phase: .deploy, operation: "load image", subject: "aianalysis", attempt: 2,
      message: "exit status 255", line: line(251, "\t\"ERROR\": \0 — 💥; DROP TABLE runs;--"),
      time: try time("2026-01-31T21:20:00.431"),
      node: GinkgoNode(name: "BeforeSuite", milliseconds: 323_024), code: "/e2e/suite_test.go:119",
      chain: ["deploy failed", "load image", ""],
      exitStatuses: [
        ExitStatus(layer: "make", code: 2, target: "test-e2e"), ExitStatus(layer: "ctr", code: 255),
      ],
      context: [line(250, "before"), line(252, "after", source: 1)], signature: "podman/exec-255",
      fingerprint: Fingerprint(["deploy", "load image"]))
    full.candidates = [
      Candidate(line: line(251, "ERROR"), score: 1, reasons: ["failing step", "new"]),
      Candidate(line: line(9, ""), score: 0.1 + 0.2, reasons: []),
      Candidate(line: line(10, "x"), score: 0, reasons: ["rare"]),
    ]
    full.hypotheses = hypotheses
    full.conclusion = Conclusion(
      cause: .resourceExhaustion, finer: "disk-full", confidence: .strong, sentence: "It was full.")
    full.contradictions = [
      Contradiction(claim: line(300, "All passed"), against: line(251, "ERROR"), sentence: "No.")
    ]
    full.observations = [
      Observation(kind: .evidenceDestroyed, sentence: "Deleted.", line: line(301, "Deleting")),
      Observation(kind: .noResourceData, sentence: "No figures.", line: nil),
    ]
    full.actions = [
      Action(term: .immediate, text: "Free space.", command: "df -h", why: "linux/no-space"),
      Action(term: .long, text: "", command: nil, why: ""),
    ]
    full.nextChecks = [
      EvidenceGap(what: "Free space", command: "df -h"), EvidenceGap(what: "b", command: ""),
    ]
    return full
  }

  private static let hypotheses = [
    Hypothesis(
      id: .resourceExhaustion, finer: "disk-full", score: 3.1,
      evidenceFor: [
        Evidence(rule: "linux/no-space", weight: 3, group: "disk", line: line(251, "x"), why: "w"),
        Evidence(rule: "a", weight: 0.1, group: "", line: line(1, "", source: 2), why: ""),
      ],
      evidenceAgainst: [
        Evidence(rule: "b", weight: 1e-9, group: "disk", line: line(3, "y"), why: "79 GB free")
      ], missing: []),
    Hypothesis(
      id: .race, finer: nil, score: -6, evidenceFor: [], evidenceAgainst: [],
      missing: [
        EvidenceGap(what: "Order", command: "journalctl"), EvidenceGap(what: "", command: ""),
      ]),
    Hypothesis(
      id: .stateCorruption, finer: nil, score: 0, evidenceFor: [],
      evidenceAgainst: [
        Evidence(rule: "c", weight: 2, group: "g", line: line(4, "z"), why: "other node")
      ], missing: []),
  ]
}

@testable import E2EDiag

/// Runs written as one line a step, for the tests of the comparison.
enum CompareSamples {
  /// A run whose steps are given as `phase/operation/subject`, with `✓ ✗ · … ?` before each.
  ///
  /// The last `✗`, or that of `failedStep`, is the failure, unless the verdict is given; its message is `error`.
  static func run(
    _ id: String, _ steps: String..., inputs: [String: String] = ["git.commit": "1884f1e7"],
    verdict: Verdict? = nil, at time: String? = nil, error: String = "exit status 1",
    suite: String? = "aianalysis", failedStep: Int? = nil
  ) -> RunOutcome {
    let timeline = timeline(steps)
    let failed =
      failedStep.map { timeline[$0] }
      ?? timeline.last {
        verdict == .interrupted ? $0.status == .running : $0.status == .failed
      }
    let isFailure = verdict.map(\.isFailure) ?? (failed != nil)
    return RunOutcome(
      id, suite: suite, orderedAt: time.flatMap { LogTime(iso: $0) },
      verdict: verdict ?? (failed == nil ? .passed : .setupFailed), inputs: inputs,
      timeline: timeline, failure: isFailure ? failed.map { failure(of: $0, error: error) } : nil)
  }

  /// The steps that are given as texts, one on every line.
  static func timeline(_ steps: [String]) -> [Step] {
    steps.enumerated().reduce(into: []) { timeline, step in
      timeline.append(self.step(step.element, line: step.offset + 1, among: timeline))
    }
  }

  private static func step(_ text: String, line: Int, among others: [Step]) -> Step {
    let parts = text.dropFirst().split(separator: "/").map(String.init)
    let status: StepStatus =
      switch text.first {
      case "✓": .passed
      case "✗": .failed
      case "·": .notReached
      case "…": .running
      default: .unknown
      }
    let operation = parts[1]
    let subject = parts.count > 2 ? parts[2] : nil
    let tries = others.filter { $0.operation == operation && $0.subject == subject }.count
    return Step(
      phase: Phase(rawValue: parts[0]) ?? .other, operation: operation, subject: subject,
      attempt: tries + 1, status: status, known: text.first == "?" ? .assumed : .explicit,
      start: nil, end: nil, time: .none, location: SourceLocation(source: 0, line: line),
      endLine: line, exitStatus: nil)
  }

  static func failure(of step: Step, error: String) -> RunOutcome.UnplacedFailure {
    RunOutcome.UnplacedFailure(
      StepKey(step.phase, operation: step.operation, subject: step.subject),
      attempt: step.attempt, location: step.location, cause: "undetermined", message: error,
      fingerprint: Fingerprint([
        step.phase.rawValue, step.operation, step.subject ?? "", error,
      ]))
  }

  /// The steps of the seed's two runs as the post-mortem tells them, with the right failing step.
  static func seed(inputs: [String: String] = ["git.commit": "1884f1e7"]) -> [RunOutcome] {
    [
      run(
        "run1", "✓build/build image/aianalysis", "✓cluster/create cluster",
        "✓load/load image/aianalysis",
        "✓deploy/load image/aianalysis", "✓deploy/deploy/services", "✗readiness/wait/hapi",
        "·test/run specs", inputs: inputs, at: "2025-12-26T20:52:20Z", error: "timed out"),
      run(
        "run2", "✓build/build image/aianalysis", "✓cluster/create cluster",
        "✓load/load image/aianalysis",
        "✗deploy/load image/aianalysis", "·test/run specs", inputs: inputs,
        at: "2025-12-26T21:14:37Z", error: "exit status 255"),
    ]
  }
}

extension Comparison {
  /// The row of a step given as `phase/operation/subject`.
  func row(_ text: String, _ occurrence: Int = 1) -> StepComparison? {
    steps.first {
      [$0.key.phase.rawValue, $0.key.operation, $0.key.subject].compactMap(\.self)
        .joined(separator: "/") == text && $0.key.occurrence == occurrence
    }
  }
}

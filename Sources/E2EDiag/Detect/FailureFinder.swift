/// The failing step of a run and the lines that belong to it.
package struct FoundFailure: Sendable {
  /// Position of the log in ``Detection/logs``.
  package var log: Int
  /// Position of the failing step in the track, when it is a step of the timeline.
  package var step: Int?
  package var phase: Phase
  package var operation: String
  package var subject: String?
  package var attempt: Int
  /// Indices of the kept lines in which the failure is stated.
  package var window: ClosedRange<Int>
  /// Index of the line that says that it failed.
  package var statedAt: Int
  /// The message of Ginkgo, if one states it.
  package var message: GinkgoFailure?
  package var chain: [String]
}

/// Decides which step failed first for a reason of its own.
package struct FailureFinder {
  let log: Log
  let position: Int
  let phrases: OperationGrammar
  let hints: OperationGrammar

  /// The failure of `log`, or `nil` when the log shows none.
  package static func find(in log: Log, at position: Int, catalog: Catalog) -> FoundFailure? {
    let finder = FailureFinder(
      log: log, position: position, phrases: catalog.phrases, hints: catalog.hints)
    return finder.find()
  }

  var track: Track { log.track }

  private func find() -> FoundFailure? {
    guard !log.text.lines.isEmpty else { return nil }
    if track.saysThatItPassed { return nil }
    if let interrupted = track.interruptedAt,
      !track.failures.contains(where: { $0.index < interrupted }), !hasFailed(before: interrupted),
      let failure = interruptedStep(at: interrupted)
    {
      return failure
    }
    return statedByGinkgo() ?? failedStep() ?? (isLongAndUnmarked ? nil : statedByError())
  }

  /// Whether the log is of no suite we know and too long for its first error to be the reason:
  /// the ranking weighs all of its lines.
  private var isLongAndUnmarked: Bool { log.text.lineCount > 100 && !isMarked }

  /// Whether a suite or commands tell where the run is.
  var isMarked: Bool {
    ["ginkgo-console", "phased-suite", "shell-transcript", "script", "kind"].contains(log.format)
  }

  /// Whether a command had failed for good when the run was stopped.
  private func hasFailed(before index: Int) -> Bool {
    track.steps.indices.contains { step in
      let tracked = track.steps[step]
      return tracked.origin == .command && tracked.step.status == .failed
        && tracked.endIndex < index && !isRecovered(step)
        // The step that was stopped ends with the line that says so.
        && tracked.startIndex < index && tracked.step.exitStatus != nil
    }
  }

  // MARK: - Ginkgo

  private func statedByGinkgo() -> FoundFailure? {
    let originals = track.failures.filter { !$0.isCopy }
    guard
      let failure = originals.first(where: { !$0.isTeardown }) ?? originals.first
        ?? track.failures.first
    else { return nil }
    var lines = failure.message.map(\.text)
    // A message that was cut before it says anything leaves what was printed before.
    if lines.allSatisfy(ErrorChain.isGomega),
      let loose = track.looseErrors.last(where: { $0.index < failure.index })
    {
      lines = [log.line(loose.index)]
    }
    let chain = ErrorChain(message: lines).frames
    let frames = chain.compactMap { phrases.operation(of: $0) }
    if failure.spec != nil || failure.node == "It" || failure.node.contains("Each") {
      return inSpec(failure, chain: chain)
    }
    var operation = frames.last
    if operation == nil, failure.step == nil {
      operation = operationAround(failure.index, chain: chain)
      // A message without its surroundings: an assertion is what specs are made of.
      if operation == nil, failure.node.isEmpty { return inSpec(failure, chain: chain) }
    }
    if let named = frames.last(where: { $0.subject != nil && $0.name == operation?.name }) {
      operation = named
    }
    let phase = frames.first?.phase ?? operation?.phase
    let candidates = steps(for: operation, phase: phase, before: failure.index)
    let step = candidates.count == 1 ? candidates.first : candidates.isEmpty ? failure.step : nil
    return found(
      step: step, operation: operation,
      phase: candidates.count > 1 ? track.steps[candidates[0]].step.phase : phase, chain: chain,
      message: failure, statedAt: failure.index)
  }

  private func inSpec(_ failure: GinkgoFailure, chain: [String]) -> FoundFailure {
    let step = failure.step.flatMap { track.steps[$0].origin == .spec ? $0 : nil }
    let first = step.map { track.steps[$0].startIndex } ?? start(before: failure.index)
    return FoundFailure(
      log: position, step: step, phase: failure.isTeardown ? .cleanup : .test, operation: "spec",
      subject: failure.spec, attempt: 1, window: min(first, failure.index)...failure.endIndex,
      statedAt: failure.index, message: failure, chain: chain)
  }

  /// The step that `operation` in `phase` speaks of: still open or failed, the latest try of it.
  ///
  /// Several when the text fits steps on different subjects alike, as when they run in parallel.
  func steps(for operation: Operation?, phase: Phase?, before index: Int) -> [Int] {
    guard let operation else { return [] }
    let subject = operation.subject.map(Subject.init)
    let candidates = track.steps.indices.filter { step in
      let tracked = track.steps[step]
      return tracked.startIndex <= index && tracked.step.status != .passed
        && (tracked.step.operation == operation.name || tracked.step.phase == operation.phase)
        && (subject == nil || tracked.subject == nil
          || subject.map { tracked.subject?.matches($0) ?? true } == true)
    }
    // Best the same operation on a named subject in the phase of the outermost frame.
    func rank(_ step: Int) -> Int {
      let tracked = track.steps[step]
      return (tracked.step.operation == operation.name ? 4 : 0) + (tracked.subject != nil ? 2 : 0)
        + (tracked.step.phase == phase ? 1 : 0)
    }
    guard let most = candidates.map(rank).max() else { return [] }
    let best = candidates.filter { rank($0) == most }
    guard let last = best.last else { return [] }
    let isOne = best.allSatisfy { track.steps[$0].isSame(as: track.steps[last]) }
    return isOne || most < 4 ? [last] : best
  }

  /// Where lines may belong to a failure without a step: some lines before it, but none of what was
  /// over by then.
  func start(before index: Int) -> Int {
    let over =
      track.steps.indices.filter {
        let step = track.steps[$0]
        return step.endIndex < index && step.origin != .heading
          && (step.step.status == .passed || isRecovered($0))
      }.map { track.steps[$0].endIndex + 1 }.max() ?? 0
    return min(index, max(0, index - 12, over))
  }

  func found(
    step: Int?, operation: Operation?, phase: Phase?, chain: [String], message: GinkgoFailure?,
    statedAt: Int
  ) -> FoundFailure {
    let tracked = step.map { track.steps[$0] }
    let subject = tracked?.step.subject ?? operation?.subject.map { Subject($0).name }
    let first = tracked?.startIndex ?? start(before: statedAt)
    let last = max(message?.endIndex ?? statedAt, tracked.map { min($0.endIndex, statedAt) } ?? 0)
    // The outermost frame knows the phase, unless the steps contradict it: a wait is a wait.
    var phase = phase ?? tracked?.step.phase ?? .other
    if let own = tracked?.step.phase, tracked?.origin != .heading,
      phase == .other || own == .readiness
    {
      phase = own
    }
    return FoundFailure(
      log: position, step: step, phase: phase,
      operation: tracked?.step.operation ?? operation?.name ?? Self.unnamed(phase),
      subject: subject,
      attempt: tracked?.step.attempt ?? 1, window: min(first, statedAt)...max(last, statedAt),
      statedAt: statedAt, message: message, chain: chain)
  }

  /// What failed where the log names no step.
  static func unnamed(_ phase: Phase) -> String {
    phase == .other ? "a step the log does not name" : phase.rawValue
  }

  // MARK: - Steps and errors

  private func interruptedStep(at index: Int) -> FoundFailure? {
    let running = track.steps.indices.filter {
      track.steps[$0].startIndex <= index && track.steps[$0].endIndex + 1 >= index
        && track.steps[$0].step.status != .passed && track.steps[$0].step.phase != .cleanup
    }
    guard
      let step = running.last
        ?? track.steps.indices.last(where: { track.steps[$0].startIndex <= index })
    else { return nil }
    let chain =
      track.failures.first.map { ErrorChain(message: $0.message.map(\.text)).frames } ?? []
    return found(
      step: step, operation: nil, phase: track.steps[step].step.phase, chain: chain,
      message: nil, statedAt: index)
  }

  /// The first step that failed and did not pass later; a failing tear-down counts last.
  private func failedStep() -> FoundFailure? {
    let failed = track.steps.indices.filter {
      track.steps[$0].step.status == .failed && !isRecovered($0)
    }
    let first = failed.sorted { track.steps[$0].endIndex < track.steps[$1].endIndex }
    let teardown = track.teardownAt ?? Int.max
    guard
      let step = first.first(where: {
        track.steps[$0].step.phase != .cleanup && track.steps[$0].startIndex < teardown
      }) ?? first.first
    else { return nil }
    let tracked = track.steps[step]
    let chain = ErrorChain(log.line(tracked.endIndex)).frames
    var result = found(
      step: step, operation: nil, phase: tracked.step.phase,
      chain: tracked.origin == .sign ? chain : [], message: nil, statedAt: tracked.endIndex)
    if tracked.origin == .sign { result.window = withOutput(result.window, of: step) }
    if result.phase == .other, let told = toldByErrors(in: result.window) {
      // A command no rule knows: what it printed says what it did.
      result.phase = told.phase
      result.operation = told.name
      result.subject = result.subject ?? told.subject.map { Subject($0).name }
    }
    return result
  }

  /// Tools print their reason below the line that says that they failed: up to the next step.
  private func withOutput(_ window: ClosedRange<Int>, of step: Int) -> ClosedRange<Int> {
    let next = track.steps.filter { $0.startIndex > window.upperBound }.map(\.startIndex).min()
    let last = min(
      log.text.lines.count - 1, window.upperBound + 10, (next ?? .max) - 1,
      (track.teardownAt ?? .max) - 1)
    return window.lowerBound...max(window.upperBound, last)
  }

  /// What the first error line of `window` is about.
  private func toldByErrors(in window: ClosedRange<Int>) -> Operation? {
    track.looseErrors.lazy.filter { window.contains($0.index) }.compactMap { marker in
      let chain = ErrorChain(log.line(marker.index)).frames
      return chain.lazy.compactMap { phrases.operation(of: $0) }.first
        ?? hints.operation(of: chain.joined(separator: ": "))
    }.first
  }

  /// Whether the same step was begun again after it had failed, and passed.
  func isRecovered(_ step: Int) -> Bool { track.recoveries[step] != nil }
}

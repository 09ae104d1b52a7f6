/// The failing step of a run and the lines that belong to it.
package struct FoundFailure: Sendable {
  /// Position of the source.
  package var source: Int
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
  let source: Int
  let phrases: OperationGrammar
  let hints: OperationGrammar

  /// The failure of `log`, or `nil` when the log shows none.
  package static func find(in log: Log, source: Int, catalog: Catalog) -> FoundFailure? {
    let finder = FailureFinder(
      log: log, source: source, phrases: catalog.phrases, hints: catalog.hints)
    return finder.find()
  }

  private var track: Track { log.track }

  private func find() -> FoundFailure? {
    guard !log.text.lines.isEmpty else { return nil }
    if track.saysThatItPassed { return nil }
    if let interrupted = track.interruptedAt,
      !track.failures.contains(where: { $0.index < interrupted }),
      let failure = interruptedStep(at: interrupted)
    {
      return failure
    }
    return statedByGinkgo() ?? failedStep() ?? (isLongAndUnmarked ? nil : statedByError())
  }

  /// Whether the log is of no suite we know and too long for its first error to be the reason:
  /// the ranking weighs all of its lines.
  private var isLongAndUnmarked: Bool {
    let marked = ["ginkgo-console", "phased-suite", "shell-transcript", "script", "kind"]
    return log.text.lineCount > 100 && !marked.contains(log.summary.format)
  }

  // MARK: - Ginkgo

  private func statedByGinkgo() -> FoundFailure? {
    let originals = track.failures.filter { !$0.isCopy }
    guard
      let failure = originals.first(where: { !$0.isTeardown }) ?? originals.first
        ?? track.failures.first
    else { return nil }
    var lines = failure.message.map(\.text)
    if lines.isEmpty, let loose = track.looseErrors.last(where: { $0.index < failure.index }) {
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
    let step = step(for: operation, phase: phase, before: failure.index) ?? failure.step
    return found(
      step: step, operation: operation, phase: phase, chain: chain, message: failure,
      statedAt: failure.index)
  }

  private func inSpec(_ failure: GinkgoFailure, chain: [String]) -> FoundFailure {
    let step = failure.step.flatMap { track.steps[$0].origin == .spec ? $0 : nil }
    let first = step.map { track.steps[$0].startIndex } ?? max(0, failure.index - 12)
    return FoundFailure(
      source: source, step: step, phase: failure.isTeardown ? .cleanup : .test, operation: "spec",
      subject: failure.spec, attempt: 1, window: min(first, failure.index)...failure.endIndex,
      statedAt: failure.index, message: failure, chain: chain)
  }

  /// The step that `operation` in `phase` speaks of: still open or failed, the latest one first.
  private func step(for operation: Operation?, phase: Phase?, before index: Int) -> Int? {
    guard let operation else { return nil }
    let subject = operation.subject.map(Subject.init)
    let candidates = track.steps.indices.filter { step in
      let tracked = track.steps[step]
      return tracked.startIndex <= index && tracked.step.status != .passed
        && (tracked.step.operation == operation.name || tracked.step.phase == operation.phase)
        && (subject == nil || tracked.subject == nil
          || subject.map { tracked.subject?.matches($0) ?? true } == true)
    }
    // Best the same operation on a named subject in the phase of the outermost frame.
    return candidates.max { rank($0) < rank($1) }
    func rank(_ step: Int) -> Int {
      let tracked = track.steps[step]
      return (tracked.step.operation == operation.name ? 4 : 0) + (tracked.subject != nil ? 2 : 0)
        + (tracked.step.phase == phase ? 1 : 0)
    }
  }

  private func found(
    step: Int?, operation: Operation?, phase: Phase?, chain: [String], message: GinkgoFailure?,
    statedAt: Int
  ) -> FoundFailure {
    let tracked = step.map { track.steps[$0] }
    let subject = tracked?.step.subject ?? operation?.subject.map { Subject($0).name }
    let first = tracked?.startIndex ?? max(0, statedAt - 12)
    let last = max(message?.endIndex ?? statedAt, tracked.map { min($0.endIndex, statedAt) } ?? 0)
    // The outermost frame knows the phase, unless the steps contradict it: a wait is a wait.
    var phase = phase ?? tracked?.step.phase ?? .other
    if let own = tracked?.step.phase, tracked?.origin != .heading,
      phase == .other || own == .readiness
    {
      phase = own
    }
    return FoundFailure(
      source: source, step: step, phase: phase,
      operation: tracked?.step.operation ?? operation?.name ?? Self.unnamed(phase),
      subject: subject,
      attempt: tracked?.step.attempt ?? 1, window: min(first, statedAt)...max(last, statedAt),
      statedAt: statedAt, message: message, chain: chain)
  }

  /// What failed where the log names no step.
  private static func unnamed(_ phase: Phase) -> String {
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
  package func isRecovered(_ step: Int) -> Bool {
    let failed = track.steps[step]
    return track.steps.contains {
      $0.step.status == .passed && $0.startIndex > failed.endIndex && $0.isSame(as: failed)
    }
  }

  /// An error line that belongs to no step, the first before the teardown.
  private func statedByError() -> FoundFailure? {
    let teardown = track.teardownAt ?? Int.max
    let errors = track.looseErrors + track.testsFailed
    let hasVerdict = track.failedAt != nil || track.exits.contains { $0.code != 0 }
    let strong = log.matches.filter { $0.signature.strength >= 1 }
    let allRecovered = track.steps.contains { $0.step.status == .failed }
    guard !(allRecovered && !hasVerdict) else { return nil }
    if track.hasTranscript, !hasVerdict, !track.exits.isEmpty { return nil }
    let recovered = track.steps.indices.filter {
      track.steps[$0].step.status == .failed && isRecovered($0)
    }
    let outside = { (index: Int) in
      !recovered.contains {
        (track.steps[$0].startIndex...track.steps[$0].endIndex).contains(index)
      }
    }
    let indices =
      (errors.map(\.index) + strong.map(\.index)).filter { $0 < teardown && outside($0) }.sorted()
    let fallback = (errors.map(\.index) + strong.map(\.index)).filter(outside).min()
    if track.hasTranscript, track.exits.last?.code == 0, !recovered.isEmpty { return nil }
    guard let index = indices.first ?? fallback ?? track.failedAt else { return nil }
    let group = WrappedLines.group(around: index, in: log.text)
    let chain = ErrorChain(WrappedLines.joined(group, in: log.text)).frames
    let operation = operationAround(index, chain: chain)
    let subject = operation?.subject.map(Subject.init)
    let step = track.steps.indices.last {
      track.steps[$0].startIndex <= index && track.steps[$0].endIndex >= index
        && track.steps[$0].step.status != .passed
        && (operation == nil || track.steps[$0].step.phase == operation?.phase)
        && (subject == nil || track.steps[$0].subject == nil
          || track.steps[$0].subject.map { $0.matches(subject ?? $0) } == true)
    }
    var phase = operation?.phase ?? track.failedPhase
    // No spec ran when the setup failed, whatever the name of the make target says.
    if phase == .test, track.setupFailed || track.ran?.count == 0 { phase = .other }
    var result = found(
      step: step, operation: phase == operation?.phase ? operation : nil, phase: phase,
      chain: chain, message: nil, statedAt: index)
    // Without a step nothing bounds the failure; the errors that follow directly belong to it.
    let last = min(log.text.lines.count - 1, max(group.upperBound, index + 12))
    result.window =
      min(result.window.lowerBound, group.lowerBound)...max(result.window.upperBound, last)
    return result
  }

  /// What the error is about: its own frames, else the lines around it, else the shape of its text.
  fileprivate func operationAround(_ index: Int, chain: [String]) -> Operation? {
    let frames = chain.compactMap { phrases.operation(of: $0) }
    if let outer = frames.first {
      return Operation(
        phase: outer.phase, name: frames.last?.name ?? outer.name,
        subject: frames.last { $0.subject != nil }?.subject)
    }
    let joined = chain.joined(separator: ": ")
    if let hint = hints.operation(of: joined) { return hint }
    let near = max(0, index - 6)...min(log.text.lines.count - 1, index + 6)
    for line in near {
      if let operation = phrases.operation(of: log.line(line)) { return operation }
    }
    for line in near {
      if let hint = hints.operation(of: log.line(line)) { return hint }
    }
    return nil
  }
}

extension FailureFinder {
  /// The failure that the best ranked line stands for, where nothing better is known.
  package static func ranked(
    _ line: RankedLine, in log: Log, source: Int, catalog: Catalog
  ) -> FoundFailure {
    let finder = FailureFinder(
      log: log, source: source, phrases: catalog.phrases, hints: catalog.hints)
    let chain = ErrorChain(log.line(line.index)).frames
    let operation = finder.operationAround(line.index, chain: chain)
    let last = min(log.text.lines.count - 1, line.index + 6)
    return FoundFailure(
      source: source, step: nil, phase: operation?.phase ?? .other,
      operation: operation?.name ?? unnamed(.other),
      subject: operation?.subject.map { Subject($0).name }, attempt: 1,
      window: max(0, line.index - 3)...last, statedAt: line.index, message: nil, chain: chain)
  }
}

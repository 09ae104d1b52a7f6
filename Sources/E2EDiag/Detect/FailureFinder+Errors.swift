extension FailureFinder {
  /// An error line that belongs to no step, the first before the teardown.
  func statedByError() -> FoundFailure? {
    let teardown = track.teardownAt ?? Int.max
    let errors = track.looseErrors + track.testsFailed
    let hasVerdict = track.failedAt != nil || track.exits.contains { $0.code != 0 }
    // A line that announces another try is no failure; the last try ends with a line of its own.
    let strong = log.matches.filter {
      $0.signature.strength >= 1 && !track.retries.contains($0.index)
    }
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
    // The last words of a runner that is no suite of ours only say that something failed above.
    guard let index = indices.first ?? fallback ?? (isMarked ? track.failedAt : nil) else {
      return nil
    }
    let group = WrappedLines.group(around: index, in: log.text)
    let chain = ErrorChain(WrappedLines.joined(group, in: log.text)).frames
    if let test = track.testsFailed.first(where: { $0.index == index }) { return failedTest(test) }
    let operation = operationAround(index, chain: chain)
    let around = steps(for: operation, phase: operation?.phase, before: index).filter {
      track.steps[$0].endIndex >= index
    }
    let step = around.count == 1 ? around.first : operation == nil ? stepUnderWay(at: index) : nil
    var phase = operation?.phase ?? track.failedPhase
    if around.count > 1 { phase = track.steps[around[0]].step.phase }
    // No spec ran when the setup failed, whatever the name of the make target says.
    if phase == .test, track.setupFailed || track.ran?.count == 0 { phase = .other }
    var result = found(
      step: step, operation: phase == .other ? nil : operation, phase: phase, chain: chain,
      message: nil, statedAt: index)
    // Without a step nothing bounds the failure; the errors that follow directly belong to it.
    let last = min(log.text.lines.count - 1, max(group.upperBound, index + 12))
    result.window =
      min(result.window.lowerBound, group.lowerBound)...max(result.window.upperBound, last)
    return result
  }

  private func stepUnderWay(at index: Int) -> Int? {
    track.steps.indices.last {
      track.steps[$0].startIndex <= index && track.steps[$0].endIndex >= index
        && track.steps[$0].step.status != .passed
    }
  }

  /// A test that its runner names, of nested ones the innermost; what it printed stands around it.
  private func failedTest(_ outermost: Marker) -> FoundFailure {
    var (name, index) = (outermost.captures["what"] ?? "", outermost.index)
    for test in track.testsFailed {
      guard let inner = test.captures["what"], inner.hasPrefix(name + "/") else { continue }
      (name, index) = (inner, test.index)
    }
    let step = track.steps.indices.last {
      track.steps[$0].step.phase == .test && track.steps[$0].step.status == .failed
        && track.steps[$0].startIndex <= index && index <= track.steps[$0].endIndex
    }
    let last = min(log.text.lines.count - 1, index + 24)
    return FoundFailure(
      log: position, step: step, phase: .test, operation: "test", subject: name, attempt: 1,
      window: start(before: index)...last, statedAt: index, message: nil, chain: [])
  }

  /// What the command of a transcript does whose output holds the line.
  private func commandUnderWay(at index: Int) -> Operation? {
    guard let step = stepUnderWay(at: index), track.steps[step].origin == .command,
      track.steps[step].step.phase != .other
    else { return nil }
    let own = track.steps[step].step
    return Operation(phase: own.phase, name: own.operation, subject: own.subject)
  }

  /// What the error is about: its own frames, else the command that printed it, else the shape of its
  /// text, else the lines around it.
  func operationAround(_ index: Int, chain: [String]) -> Operation? {
    let frames = chain.compactMap { phrases.operation(of: $0) }
    if let outer = frames.first {
      return Operation(
        phase: outer.phase, name: frames.last?.name ?? outer.name,
        subject: frames.last { $0.subject != nil }?.subject)
    }
    if let step = commandUnderWay(at: index) { return step }
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

  /// The failure that the best ranked line stands for, where nothing better is known.
  package static func ranked(
    _ line: RankedLine, in log: Log, at position: Int, catalog: Catalog
  ) -> FoundFailure {
    let finder = FailureFinder(
      log: log, position: position, phrases: catalog.phrases, hints: catalog.hints)
    let chain = ErrorChain(log.line(line.index)).frames
    let operation = finder.operationAround(line.index, chain: chain)
    let last = min(log.text.lines.count - 1, line.index + 6)
    return FoundFailure(
      log: position, step: nil, phase: operation?.phase ?? .other,
      operation: operation?.name ?? unnamed(.other),
      subject: operation?.subject.map { Subject($0).name }, attempt: 1,
      window: max(0, line.index - 3)...last, statedAt: line.index, message: nil, chain: chain)
  }
}

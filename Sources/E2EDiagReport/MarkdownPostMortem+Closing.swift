internal import E2EDiag

// What must hold before the run counts as good, and what stays open.
extension PostMortem {
  var metrics: MarkdownSection? {
    var blocks: [MarkdownBlock] = Phase.allCases.filter { $0 <= .test }.compactMap(task)
    blocks += spread
    if let claim = diagnosis.contradictions.first {
      blocks.append(
        .task(isDone: false, Phrase("the log claims no success that is none") + place(claim.claim)))
    }
    if let missing = observed(.outputMissing) {
      blocks.append(
        .task(isDone: false, Phrase("a failed command leaves its output") + place(missing.line)))
    }
    if let gone = observed(.evidenceDestroyed) {
      blocks.append(
        .task(isDone: false, Phrase("the cluster outlives a failure") + place(gone.line)))
    }
    guard !blocks.isEmpty else { return nil }
    let words =
      comparison == nil
      ? "As of this run:"
      : "As of this run, and beside it how many of the compared runs passed the phase:"
    return MarkdownSection(heading: "Success metrics", blocks: [.prose(Phrase(words))] + blocks)
  }

  /// A phase that this run or a compared one went through.
  private func task(_ phase: Phase) -> MarkdownBlock? {
    let steps = diagnosis.timeline.filter { $0.phase == phase }
    let earlier = comparison?.phases.first { $0.phase == phase }
    guard !steps.isEmpty || earlier != nil || failure?.phase == phase else { return nil }
    let all = Phrase(phase.rawValue, .strong)
    let history = earlier.map { phase in
      let passed = phase.outcomes.count(where: \.isPass)
      let reached = phase.outcomes.count(where: \.isTrial)
      return reached == 0
        ? "; no compared run is known to have reached it"
        : "; over \(counted(phase.outcomes.count, "run")): \(passed) of \(reached) that reached it"
    }
    let state = state(of: phase, steps: steps)
    return .task(isDone: state.isDone, all + ": \(state.words)\(history ?? "")")
  }

  /// Operations that more than one phase does: a phase that passed hides that they failed elsewhere.
  private var spread: [MarkdownBlock] {
    let steps = lastTries(diagnosis.timeline).filter { $0.phase <= .test }
    var seen: Set<String> = []
    return steps.map(\.operation).filter { seen.insert($0).inserted }.compactMap { operation in
      let own = steps.filter { $0.operation == operation }
      let phases = Phase.allCases.filter { phase in own.contains { $0.phase == phase } }
      guard phases.count > 1 else { return nil }
      let counts: [(StepStatus, String)] = [
        (.failed, "failed"), (.running, "under way at the end"), (.notReached, "not reached"),
        (.unknown, "not known"),
      ]
      let rest = counts.compactMap { status, words in
        let count = own.count { $0.status == status }
        return count > 0 ? "\(count) \(words)" : nil
      }
      let passed = own.count { $0.status == .passed }
      let places = phases.map(\.rawValue).joined(separator: ", ")
      return .task(
        isDone: rest.isEmpty,
        Phrase("every '") + Phrase(operation, .name)
          + "' (\(places)): \(([ "\(passed) of \(own.count) passed" ] + rest).joined(separator: ", "))"
      )
    }
  }

  /// Every step by its last try in its phase.
  private func lastTries(_ steps: [Step]) -> [Step] {
    steps.filter { step in
      !steps.contains { $0.phase == step.phase && $0.isRetry(of: step) }
    }
  }

  private func state(of phase: Phase, steps: [Step]) -> (isDone: Bool, words: String) {
    if failure?.phase == phase {
      return (false, isStopped ? "stopped" : "failed")
    }
    if steps.isEmpty {
      // A log may begin in the middle of a run.
      let isBehind = failure.map { run.verdict == .setupFailed && phase > $0.phase } ?? false
      return (false, isBehind ? "not reached" : "not recorded in this log")
    }
    let last = steps.filter { step in
      !steps.contains {
        $0.operation == step.operation && $0.subject == step.subject && $0.attempt > step.attempt
      }
    }
    if last.contains(where: { $0.status == .failed }) { return (false, "failed") }
    if last.contains(where: { $0.status == .running }) { return (false, "under way at the end") }
    let passed = last.filter { $0.status == .passed }
    if passed.isEmpty {
      return (false, last.contains { $0.status == .unknown } ? "not known" : "not reached")
    }
    if passed.count < last.count {
      return (false, "\(passed.count) of \(counted(last.count, "step")) passed")
    }
    let retried = passed.count { step in
      steps.contains { $0.status == .failed && step.isRetry(of: $0) }
    }
    let count = retried == passed.count ? "" : "\(retried) of them "
    let note = retried > 0 ? ", \(count)only after a retry" : ""
    return (true, "passed, \(counted(passed.count, "step"))\(note)")
  }

  // MARK: - Open questions

  var openQuestions: MarkdownSection? {
    var items: [Phrase] = []
    if failure != nil && diagnosis.conclusion.cause == nil {
      let question = isStopped ? "What stopped the run?" : "Why did the step fail?"
      items.append(Phrase("\(question) \(diagnosis.conclusion.sentence)"))
    }
    if let missing = observed(.outputMissing) {
      let layer = failure?.exitStatuses.last.map { " of '\($0.layer)' with \($0.code)" } ?? ""
      items.append(Phrase("What was printed before the exit\(layer)?") + place(missing.line))
    }
    let unknown = diagnosis.timeline.filter { $0.status == .unknown }
    if !unknown.isEmpty {
      items.append(
        Phrase(
          "How did \(counted(unknown.count, "step")) end of which the log shows only the start?"))
    }
    if let specs = run.specs, specs.masked > 0 {
      items.append(
        Phrase("What would the \(counted(specs.masked, "spec")) have shown that did not run?")
          + place(observed(.specsMasked)?.line))
    }
    let untimed = diagnosis.timeline.filter { $0.start == nil || $0.time == .none }
    if !untimed.isEmpty && failure != nil {
      items.append(
        Phrase("How long did the steps take? The start of \(untimed.count) of ")
          + "\(counted(diagnosis.timeline.count, "step")) has no time.")
    }
    if let gone = observed(.evidenceDestroyed) {
      items.append(
        Phrase("In what state was the cluster? It can no longer be looked at") + place(gone.line)
          + ".")
    }
    items += repeatability
    if items.isEmpty { return nil }
    return MarkdownSection(heading: "Open questions", blocks: items.map { .item($0) })
  }

  /// What the compared runs leave open, and failures of earlier runs that this one did not reach.
  private var repeatability: [Phrase] {
    guard let comparison else {
      return failure == nil || isStopped
        ? [] : [Phrase("Does it fail every time? No other run was compared.")]
    }
    let absent = comparison.failures.filter { $0.state == .absent && !$0.lastOutcome.isPass }
    return absent.map { failure in
      Phrase("Is the earlier failure still there? ") + failure.sentence
    }
  }

  var footer: MarkdownSection? {
    MarkdownSection(
      heading: "Origin",
      blocks: [
        .prose(
          Phrase("Written by e2e-diag \(options.toolVersion) from the sources above, run ")
            + Phrase(run.id, .name) + "; what is not in them is not said here.")
      ])
  }
}

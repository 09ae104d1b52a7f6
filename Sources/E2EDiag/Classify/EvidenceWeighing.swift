/// A weighed piece of evidence with its sign, before it is grouped.
package struct WeighedEvidence: Sendable {
  package var hypothesis: HypothesisID
  package var isFor: Bool
  package var finer: String?
  package var evidence: Evidence
  /// Whether it comes from a text, and not from the shape of the timeline alone.
  package var isDirect: Bool
}

/// Matches and facts → evidence: which claims hold here, and how much they count.
package struct EvidenceWeighing {
  let logs: [Log]
  let failure: FoundFailure?
  let facts: TimelineFacts
  let names: RunNames
  let weights: Weights
  let samples: RunSamples
  let sampleGrammar: SampleGrammar
  let span: FailureSpan

  /// All evidence, in the order in which it stands in the logs.
  package func weigh() -> [WeighedEvidence] {
    var result: [WeighedEvidence] = []
    for log in logs where log.role != .fact {
      for match in log.matches where holds(match.signature.when, match) {
        let relevance = relevance(of: match)
        guard relevance > 0 else { continue }
        for claim in match.signature.claims where holds(claim.when, match) {
          let factor =
            claim.hypothesis == .resourceExhaustion && claim.isFor && canStillHold(match)
            ? max(relevance, lasting(match)) : relevance
          result.append(
            WeighedEvidence(
              hypothesis: claim.hypothesis, isFor: claim.isFor,
              finer: match.signature.cause == claim.hypothesis ? match.signature.finer : nil,
              evidence: Evidence(
                rule: match.signature.name, weight: claim.weight * factor, group: claim.group,
                line: logs[match.log].quote(match.index),
                why: names.filled(match.signature.title, captures: match.captures)),
              isDirect: true))
        }
      }
    }
    let around = AroundEvidence(logs: logs, failure: failure, span: span, rules: weights.around)
    result += structural() + around.weigh()
    return result
      + SampleEvidence(samples: samples, logs: logs, names: names, grammar: sampleGrammar)
      .evidence(beside: result)
  }

  // MARK: - Relevance

  /// 1 where the failure is stated, less elsewhere, 0 where a line cannot speak of the failure.
  private func relevance(of match: SignatureMatch) -> Double {
    let track = logs[match.log].track
    guard let failure else {
      // Nothing failed: only a step that was tried again can have evidence.
      return recoveredStep(at: match) == nil ? 0 : 1
    }
    if failure.log == match.log {
      if failure.window.overlaps(match.span) { return 1 }
      if match.index > failure.window.upperBound {
        // Dumps that a teardown prints may hold the reason; its own removals may not.
        return track.teardownAt.map { match.index > $0 } == true ? 0.6 : 0.8
      }
    }
    let beside = besideFailure(match)
    if recoveredStep(at: match) != nil || isTriedAgain(match) { return 0.25 * beside }
    let step = facts.step(at: match.index, log: match.log, failure: failure)
    if let step, track.steps[step].step.status == .passed { return 0.25 * beside }
    return 0.5 * beside
  }

  /// How much a line of another log counts: what happened near the failure whole, what came after
  /// it or before the run not at all.
  private func besideFailure(_ match: SignatureMatch) -> Double {
    guard failure?.log != match.log else { return 1 }
    switch span.position(of: logs[match.log].text.lines[match.index].time) {
    case .near: return 1
    case .earlier: return 0.5
    case .outside: return 0
    // Without a time it may be of the failure, or of any day.
    case nil: return Self.undated
    }
  }

  private static let undated = 0.8

  /// What a shortage counts that can have lasted up to the failure.
  private func lasting(_ match: SignatureMatch) -> Double {
    failure?.log == match.log ? 1 : besideFailure(match)
  }

  /// Whether the line itself says that the thing is tried again.
  private func isTriedAgain(_ match: SignatureMatch) -> Bool {
    logs[match.log].track.retries.contains(match.index)
  }

  /// Whether a shortage that showed at `match` can have lasted up to the failure: what passed in
  /// spite of it, or on a later try, shows that it was over.
  private func canStillHold(_ match: SignatureMatch) -> Bool {
    guard let failure, recoveredStep(at: match) == nil, !isTriedAgain(match) else { return false }
    if failure.log != match.log { return true }
    guard match.index <= failure.window.upperBound else { return false }
    let step = facts.step(at: match.index, log: match.log, failure: failure)
    let steps = logs[match.log].track.steps
    return step.map { steps[$0].origin != .command || steps[$0].step.status != .passed } ?? true
  }

  private func recoveredStep(at match: SignatureMatch) -> Int? {
    let steps = logs[match.log].track.steps
    return logs[match.log].track.recoveries.keys.sorted().first { step in
      steps[step].startIndex <= match.index && match.index <= steps[step].endIndex
    }
  }

  // MARK: - Context

  private func holds(_ context: Signature.Context, _ match: SignatureMatch) -> Bool {
    let log = logs[match.log]
    let step =
      recoveredStep(at: match)
      ?? facts.step(at: match.index, log: match.log, failure: failure)
    if !context.phases.isEmpty {
      let inWindow =
        failure?.log == match.log && failure?.window.contains(match.index) == true
      var phase =
        (inWindow ? failure?.phase : nil) ?? step.map { log.track.steps[$0].step.phase } ?? .other
      // Commands that look around after the failure have no phase of their own.
      if phase == .other, let failure, failure.log == match.log,
        match.index > failure.window.upperBound
      {
        phase = failure.phase
      }
      guard context.phases.contains(phase) else { return false }
    }
    if !context.sources.isEmpty, !context.sources.contains(log.format) { return false }
    for requirement in context.structure {
      guard
        facts.holds(requirement.fact, log: match.log, step: step, index: match.index)
          == !requirement.isNegated
      else { return false }
    }
    if let sample = context.sample, !samples.holds(sample) { return false }
    if let near = context.near {
      let first = max(0, match.span.lowerBound - near.lines)
      let last = min(log.text.lines.count - 1, match.span.upperBound + near.lines)
      guard matches(near.match, log, first...last) else { return false }
    }
    if let earlier = context.earlier {
      guard match.index > 0, matches(earlier, log, 0...(match.index - 1)) else { return false }
    }
    if let later = context.later {
      let first = match.index + 1
      guard first < log.text.lines.count, matches(later, log, first...(log.text.lines.count - 1))
      else { return false }
    }
    if let absent = context.absent {
      let present = logs.contains {
        !$0.text.lines.isEmpty && matches(absent, $0, 0...($0.text.lines.count - 1))
      }
      guard !present else { return false }
    }
    return true
  }

  private func matches(_ pattern: Pattern, _ log: Log, _ range: ClosedRange<Int>) -> Bool {
    range.contains { index in log.text.withLine(index) { pattern.firstMatch(in: $0) != nil } }
  }

  // MARK: - Structure

  private func structural() -> [WeighedEvidence] {
    var result: [WeighedEvidence] = []
    for rule in weights.structure {
      switch rule.step {
      case .failed:
        guard let failure, let step = failure.step,
          rule.phases.isEmpty || rule.phases.contains(failure.phase),
          facts.holds(rule.fact, log: failure.log, step: step, index: failure.statedAt)
            == true
        else { continue }
        if let unless = rule.unless,
          facts.holds(unless, log: failure.log, step: step, index: failure.statedAt) == true
        {
          continue
        }
        result.append(evidence(rule, log: failure.log, step: step))
      case .recovered:
        for (position, log) in logs.enumerated() {
          let recovered = log.track.steps.indices.first { step in
            log.track.steps[step].step.status == .failed
              && facts.holds(rule.fact, log: position, step: step, index: 0) == true
          }
          if let recovered { result.append(evidence(rule, log: position, step: recovered)) }
        }
      }
    }
    return result
  }

  private func evidence(_ rule: Weights.StructureRule, log position: Int, step: Int)
    -> WeighedEvidence
  {
    let log = logs[position]
    let tracked = log.track.steps[step]
    // The line that shows the fact is one of the other step: its end where that is reported.
    let witness = facts.witness(
      of: rule.fact, log: position, step: step, index: failure?.statedAt ?? 0
    ).map { log.track.steps[$0] }
    let line = witness.map {
      $0.overlaps(tracked) || $0.step.known != .explicit ? $0.startIndex : $0.endIndex
    }
    return WeighedEvidence(
      hypothesis: rule.hypothesis, isFor: rule.isFor, finer: nil,
      evidence: Evidence(
        rule: "structure/\(rule.id)", weight: rule.weight, group: rule.group,
        line: log.quote(line ?? tracked.startIndex), why: rule.why),
      isDirect: false)
  }
}

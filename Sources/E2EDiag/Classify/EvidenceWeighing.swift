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

  /// All evidence, in the order in which it stands in the logs.
  package func weigh() -> [WeighedEvidence] {
    var result: [WeighedEvidence] = []
    for log in logs {
      for match in log.matches where holds(match.signature.when, match) {
        let relevance = relevance(of: match)
        guard relevance > 0 else { continue }
        for claim in match.signature.claims where holds(claim.when, match) {
          let factor =
            claim.hypothesis == .resourceExhaustion && claim.isFor && isBeforeEnd(match)
            ? max(relevance, 1) : relevance
          let location = SourceLocation(
            source: match.source, line: logs[match.source].text.lines[match.index].number)
          result.append(
            WeighedEvidence(
              hypothesis: claim.hypothesis, isFor: claim.isFor,
              finer: match.signature.cause == claim.hypothesis ? match.signature.finer : nil,
              evidence: Evidence(
                rule: match.signature.name, weight: claim.weight * factor, group: claim.group,
                line: QuotedLine(
                  location: location, text: logs[match.source].text.text(match.index)),
                why: names.filled(match.signature.title, captures: match.captures)),
              isDirect: true))
        }
      }
    }
    return result + structural()
  }

  // MARK: - Relevance

  /// 1 where the failure is stated, less elsewhere, 0 where a line cannot speak of the failure.
  private func relevance(of match: SignatureMatch) -> Double {
    let track = logs[match.source].track
    guard let failure else {
      // Nothing failed: only a step that was tried again can have evidence.
      return recoveredStep(at: match) == nil ? 0 : 1
    }
    if failure.source == match.source {
      if failure.window.overlaps(match.span) { return 1 }
      if match.index > failure.window.upperBound {
        // Dumps that a teardown prints may hold the reason; its own removals may not.
        return track.teardownAt.map { match.index > $0 } == true ? 0.6 : 0.8
      }
    }
    if recoveredStep(at: match) != nil { return 0.25 }
    let step = facts.step(at: match.index, source: match.source, failure: failure)
    if let step, track.steps[step].step.status == .passed { return 0.25 }
    return 0.5
  }

  private func isBeforeEnd(_ match: SignatureMatch) -> Bool {
    guard let failure else { return false }
    return failure.source != match.source || match.index <= failure.window.upperBound
  }

  private func recoveredStep(at match: SignatureMatch) -> Int? {
    let steps = logs[match.source].track.steps
    return steps.indices.first { step in
      steps[step].step.status == .failed && steps[step].startIndex <= match.index
        && match.index <= steps[step].endIndex
        && facts.holds(.retriedPassed, source: match.source, step: step, index: match.index) == true
    }
  }

  // MARK: - Context

  private func holds(_ context: Signature.Context, _ match: SignatureMatch) -> Bool {
    let log = logs[match.source]
    let step =
      recoveredStep(at: match)
      ?? facts.step(at: match.index, source: match.source, failure: failure)
    if !context.phases.isEmpty {
      let inWindow =
        failure?.source == match.source && failure?.window.contains(match.index) == true
      let phase =
        (inWindow ? failure?.phase : nil) ?? step.map { log.track.steps[$0].step.phase } ?? .other
      guard context.phases.contains(phase) else { return false }
    }
    if !context.sources.isEmpty, !context.sources.contains(log.summary.format) { return false }
    for requirement in context.structure {
      guard
        facts.holds(requirement.fact, source: match.source, step: step, index: match.index)
          == !requirement.isNegated
      else { return false }
    }
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
          facts.holds(rule.fact, source: failure.source, step: step, index: failure.statedAt)
            == true
        else { continue }
        if let unless = rule.unless,
          facts.holds(unless, source: failure.source, step: step, index: failure.statedAt) == true
        {
          continue
        }
        result.append(evidence(rule, source: failure.source, step: step))
      case .recovered:
        for (source, log) in logs.enumerated() {
          let recovered = log.track.steps.indices.first { step in
            log.track.steps[step].step.status == .failed
              && facts.holds(rule.fact, source: source, step: step, index: 0) == true
          }
          if let recovered { result.append(evidence(rule, source: source, step: recovered)) }
        }
      }
    }
    return result
  }

  private func evidence(_ rule: Weights.StructureRule, source: Int, step: Int) -> WeighedEvidence {
    let tracked = logs[source].track.steps[step]
    return WeighedEvidence(
      hypothesis: rule.hypothesis, isFor: rule.isFor, finer: nil,
      evidence: Evidence(
        rule: "structure/\(rule.id)", weight: rule.weight, group: rule.group,
        line: QuotedLine(
          location: tracked.step.location, text: logs[source].text.text(tracked.startIndex)),
        why: rule.why),
      isDirect: false)
  }
}

/// What the evidence of a run supports, and what is still to be found out and done.
package struct Classification: Sendable {
  package var hypotheses: [Hypothesis]
  package var conclusion: Conclusion
  package var contradictions: [Contradiction]
  package var observations: [Observation]
  package var actions: [Action]
  package var nextChecks: [EvidenceGap]
  package var specs: SpecCounts?
  /// Samples that are remarkable.
  package var events: [RunEvent]

  /// Weighs the signatures and the structure of `detection`.
  package static func classify(_ detection: Detection, catalog: Catalog) -> Classification {
    let logs = detection.logs
    let failure = detection.failure
    let facts = TimelineFacts(logs)
    let step = failure.flatMap { failure in failure.step.map { logs[failure.log].track.steps[$0] } }
    let subject = step?.subject?.name ?? failure?.subject
    var names = RunNames.read(logs.map(\.text), subject: subject)
    names.node = step?.place ?? names.node
    let samples = RunSamples(logs, failure: failure)
    let weighed = EvidenceWeighing(
      logs: logs, failure: failure, facts: facts, names: names, weights: catalog.weights,
      samples: samples, sampleGrammar: catalog.samples, span: FailureSpan(logs, failure)
    ).weigh()
    var hypotheses = HypothesisRanking.rank(
      weighed, phase: failure?.phase, weights: catalog.weights)
    let specs = VerdictLadder.specs(logs, failure: failure)
    let quote = failure.flatMap { failure in
      detection.line.map { logs[failure.log].quote($0.index) }
    }
    let observing = Observing(
      logs: logs, failure: failure, failureLine: quote, ending: detection.ending, specs: specs,
      facts: facts)
    let observations = observing.observations(isOutputMissing: detection.isOutputMissing)
    let contradictions = observing.contradictions()
    let conclusion = Concluding(
      failure: failure, verdict: detection.verdict, weighed: weighed,
      exitStatuses: detection.exitStatuses, isOutputMissing: detection.isOutputMissing,
      message: ((failure?.chain ?? []) + [quote?.text ?? ""]).joined(separator: ": ")
    ).conclude(hypotheses)

    var checks: [EvidenceGap] = []
    if let failure {
      let situation = NextChecks.Situation(
        phase: failure.operation == "load image" ? .load : failure.phase,
        subject: ["spec", "test"].contains(failure.operation) ? nil : subject,
        isOutputMissing: detection.isOutputMissing,
        isClusterGone: observations.contains { $0.kind == .evidenceDestroyed }, names: names,
        command: NextChecks.repeatable(
          step?.command),
        likely: Set(
          catalog.weights.priors[failure.phase]?.filter { $0.value >= 0.15 }.keys ?? [:].keys))
      for index in hypotheses.indices
      where hypotheses[index].id != conclusion.cause && detection.verdict != .interrupted {
        hypotheses[index].missing = catalog.checks.gaps(for: hypotheses[index].id, in: situation)
      }
      // An interrupted run shows nothing that could be checked but that it ends when it is let.
      let nothingShown = detection.verdict == .interrupted && conclusion.cause == nil
      checks =
        nothingShown
        ? []
        : conclusion.cause.map { catalog.checks.gaps(for: $0, in: situation) }
          ?? catalog.checks.next(for: hypotheses, in: situation)
    }
    let actions = Advising(
      conclusion: conclusion, weighed: weighed, matches: logs.flatMap(\.matches),
      observations: observations, contradictions: contradictions, names: names
    ).actions()
    return Classification(
      hypotheses: hypotheses, conclusion: conclusion, contradictions: contradictions,
      observations: observations, actions: actions, nextChecks: checks, specs: specs,
      events: SampleEvents(
        samples: samples, logs: logs, remarkable: catalog.samples.remarkable
      ).events())
  }
}

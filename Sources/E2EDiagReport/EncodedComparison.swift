public import E2EDiag

/// A comparison in JSON: the key `comparison` of the report, and the output of `compare`.
struct EncodedComparison {
  let json: JSONValue

  init(_ comparison: Comparison) {
    json = .object([
      "runs": .array(comparison.runs.map(Self.run)),
      "order": .string(comparison.order.rawValue),
      "focus": .optional(comparison.focus),
      "cohorts": .array(
        comparison.cohorts.map { cohort in .array(cohort.runs.map { .string($0) }) }),
      "phases": .array(
        comparison.phases.map { phase in
          .object([
            "phase": .string(phase.phase.rawValue),
            "outcomes": .array(phase.outcomes.map { .string($0.rawValue) }),
          ])
        }),
      "steps": .array(comparison.steps.map(Self.step)),
      "transitions": .array(comparison.transitions.map(Self.transition)),
      "failures": .array(comparison.failures.map(Self.failure)),
      "proved": .array(comparison.proved.map { Self.key($0.key) }),
      "sentences": .array(comparison.sentences.map { .string($0) }),
    ])
  }

  private static func run(_ run: RunOutcome) -> JSONValue {
    .object([
      "id": .string(run.id), "suite": .optional(run.suite),
      "orderedAt": .optional(run.orderedAt?.description),
      "orderedBy": .optional(run.orderedAt.map { _ in run.orderedBy.rawValue }),
      "verdict": .string(run.verdict.rawValue),
      "inputs": .object(run.inputs.mapValues { .string($0) }),
      "failure": run.fault.map { key($0.step) } ?? .null,
      "message": .optional(run.fault?.message),
      "failedAt": .optional(run.fault?.time?.description),
    ])
  }

  private static func key(_ key: StepKey) -> JSONValue {
    .object([
      "phase": .string(key.phase.rawValue), "step": .string(key.operation),
      "subject": .optional(key.subject), "occurrence": .integer(key.occurrence),
    ])
  }

  private static func step(_ step: StepComparison) -> JSONValue {
    .object([
      "step": key(step.key),
      "outcomes": .array(step.outcomes.map { .string($0.rawValue) }),
      "passed": .integer(step.counts.passed), "retried": .integer(step.counts.retried),
      "reached": .integer(step.counts.reached),
      "censored": .integer(step.counts.censored),
      "verdict": .string(step.verdict.code.rawValue),
      "moreRuns": step.verdict.moreRuns.map { .integer($0) } ?? .null,
      "sentence": .string(step.verdict.sentence),
    ])
  }

  private static func transition(_ transition: Transition) -> JSONValue {
    .object([
      "from": .string(transition.from), "to": .string(transition.to),
      "move": .string(transition.move.rawValue), "reading": .string(transition.reading.rawValue),
      "sentence": .string(transition.sentence),
    ])
  }

  private static func failure(_ history: FailureHistory) -> JSONValue {
    .object([
      "step": key(history.step), "state": .optional(history.state?.rawValue),
      "sightings": .array(
        history.sightings.map { sighting in
          .object([
            "fingerprint": .string(sighting.fingerprint.description),
            "message": .string(sighting.message),
            "runs": .array(sighting.runs.map { .string($0) }),
          ])
        }),
      "sentence": .string(history.sentence),
    ])
  }
}

extension JSONRenderer {
  /// A comparison by itself, as one JSON object with `schemaVersion`.
  public func render(_ comparison: Comparison) -> String {
    let json = JSONValue.object([
      "schemaVersion": .integer(EncodedDiagnosis.schemaVersion),
      "comparison": EncodedComparison(comparison).json,
    ])
    return json.text + "\n"
  }
}

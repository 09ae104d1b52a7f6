internal import E2EDiag

/// The JSON report; its shape changes only together with ``schemaVersion``, whatever the model does.
struct EncodedDiagnosis {
  static let schemaVersion = 1

  let json: JSONValue

  init(_ diagnosis: Diagnosis, comparison: Comparison?, options: ReportOptions) {
    let added = PostMortem(diagnosis, comparison: comparison, options: options).addedActions
    json = .object([
      "schemaVersion": .integer(Self.schemaVersion),
      "run": EncodedRun(diagnosis.run).json,
      "timeline": .array(diagnosis.timeline.map { EncodedStep($0).json }),
      "events": .array(diagnosis.events.map { EncodedEvent($0).json }),
      "failure": diagnosis.failure.map { EncodedFailure($0).json } ?? .null,
      "candidates": .array(diagnosis.candidates.map { EncodedCandidate($0).json }),
      "hypotheses": .array(diagnosis.hypotheses.map { EncodedHypothesis($0).json }),
      "conclusion": EncodedConclusion(diagnosis.conclusion).json,
      "contradictions": .array(diagnosis.contradictions.map { EncodedContradiction($0).json }),
      "observations": .array(diagnosis.observations.map { EncodedObservation($0).json }),
      "actions": .array((diagnosis.actions + added).map { EncodedAction($0).json }),
      "nextChecks": .array(diagnosis.nextChecks.map { EncodedGap($0).json }),
      "comparison": comparison.map { EncodedComparison($0).json } ?? .null,
    ])
  }
}

/// Why a run failed, in JSON.
struct EncodedConclusion {
  let json: JSONValue

  init(_ conclusion: Conclusion) {
    json = .object([
      "cause": .string(conclusion.cause?.rawValue ?? "undetermined"),
      "confidence": .string(conclusion.confidence.rawValue),
      "sentence": .string(conclusion.sentence),
    ])
  }
}

/// A cause with its evidence, in JSON.
struct EncodedHypothesis {
  let json: JSONValue

  init(_ hypothesis: Hypothesis) {
    json = .object([
      "id": .string(hypothesis.id.rawValue),
      "finer": .optional(hypothesis.finer),
      "support": .string(hypothesis.support.rawValue),
      "score": .decimal(hypothesis.score),
      "for": .array(hypothesis.evidenceFor.map { EncodedEvidence($0).json }),
      "against": .array(hypothesis.evidenceAgainst.map { EncodedEvidence($0).json }),
      "missing": .array(hypothesis.missing.map { EncodedGap($0).json }),
    ])
  }
}

/// A piece of evidence, in JSON.
struct EncodedEvidence {
  let json: JSONValue

  init(_ evidence: Evidence) {
    json = .object(
      EncodedLine(evidence.line).members.merging([
        "rule": .string(evidence.rule),
        "weight": .decimal(evidence.weight),
        "why": .string(evidence.why),
      ]) { $1 })
  }
}

/// A check that nobody made, in JSON.
struct EncodedGap {
  let json: JSONValue

  init(_ gap: EvidenceGap) {
    json = .object(["what": .string(gap.what), "command": .string(gap.command)])
  }
}

/// Two statements that exclude each other, in JSON.
struct EncodedContradiction {
  let json: JSONValue

  init(_ contradiction: Contradiction) {
    json = .object([
      "claim": .object(EncodedLine(contradiction.claim).members),
      "against": .object(EncodedLine(contradiction.against).members),
      "sentence": .string(contradiction.sentence),
    ])
  }
}

/// A fact worth knowing, in JSON.
struct EncodedObservation {
  let json: JSONValue

  init(_ observation: Observation) {
    let line =
      observation.line.map { EncodedLine($0).members }
      ?? ["source": .null, "line": .null, "text": .null]
    json = .object(
      line.merging([
        "kind": .string(observation.kind.rawValue),
        "sentence": .string(observation.sentence),
      ]) { $1 })
  }
}

/// Something to do, in JSON.
struct EncodedAction {
  let json: JSONValue

  init(_ action: Action) {
    json = .object([
      "term": .string(action.term.rawValue),
      "text": .string(action.text),
      "command": action.command.map { .string($0) } ?? .null,
      "why": .string(action.why),
    ])
  }
}

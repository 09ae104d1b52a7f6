internal import E2EDiag

/// A run and its sources, in JSON.
struct EncodedRun {
  let json: JSONValue

  init(_ run: Run) {
    json = .object([
      "id": .string(run.id),
      "suite": .optional(run.suite),
      "verdict": .string(run.verdict.rawValue),
      "startedAt": .optional(run.startedAt?.description),
      "endedAt": .optional(run.endedAt?.description),
      "specs": run.specs.map(Self.json) ?? .null,
      "inputs": .object(run.inputs.mapValues(JSONValue.string)),
      "sources": .array(run.sources.map(Self.json)),
    ])
  }

  private static func json(_ specs: SpecCounts) -> JSONValue {
    .object([
      "total": .integer(specs.total), "ran": specs.ran.map { .integer($0) } ?? .null,
      "masked": .integer(specs.masked),
    ])
  }

  private static func json(_ source: SourceSummary) -> JSONValue {
    .object([
      "path": .string(source.path),
      "format": .string(source.format),
      "lines": .integer(source.lines),
      "bytes": .integer(source.bytes),
      "sha256": .string(source.sha256),
      "notes": .array(source.notes.map(JSONValue.string)),
    ])
  }
}

/// A step of the timeline, in JSON.
struct EncodedStep {
  let json: JSONValue

  init(_ step: Step) {
    json = .object([
      "phase": .string(step.phase.rawValue),
      "step": .string(step.operation),
      "subject": .optional(step.subject),
      "attempt": .integer(step.attempt),
      "status": .string(step.status.rawValue),
      "known": .string(step.known.rawValue),
      "start": .optional(step.start?.description),
      "end": .optional(step.end?.description),
      "time": .string(step.time.rawValue),
      "exitStatus": step.exitStatus.map(JSONValue.integer) ?? .null,
      "source": .integer(step.location.source),
      "line": .integer(step.location.line),
    ])
  }
}

/// The failing step and line, in JSON.
struct EncodedFailure {
  let json: JSONValue

  init(_ failure: FailurePoint) {
    json = .object([
      "phase": .string(failure.phase.rawValue),
      "step": .string(failure.operation),
      "subject": .optional(failure.subject),
      "attempt": .integer(failure.attempt),
      "message": .string(failure.message),
      "source": .integer(failure.line.location.source),
      "line": .integer(failure.line.location.line),
      "time": .optional(failure.time?.description),
      "node": failure.node.map(Self.json) ?? .null,
      "at": .optional(failure.code),
      "chain": .array(failure.chain.map(JSONValue.string)),
      "exitStatus": .array(
        failure.exitStatuses.map {
          .object([
            "layer": .string($0.layer), "code": .integer($0.code), "target": .optional($0.target),
          ])
        }),
      "context": .array(failure.context.map { .object(EncodedLine($0).members) }),
      "signature": .optional(failure.signature),
      "fingerprint": .string(failure.fingerprint.description),
    ])
  }

  private static func json(_ node: GinkgoNode) -> JSONValue {
    .object([
      "name": .string(node.name),
      "milliseconds": node.milliseconds.map(JSONValue.integer) ?? .null,
    ])
  }
}

/// A line that may state the failure, in JSON.
struct EncodedCandidate {
  let json: JSONValue

  init(_ candidate: Candidate) {
    json = .object(
      EncodedLine(candidate.line).members.merging([
        "score": .decimal(candidate.score),
        "reasons": .array(candidate.reasons.map(JSONValue.string)),
      ]) { $1 })
  }
}

/// A quoted line; its members stand beside those of whatever quotes it.
struct EncodedLine {
  let members: [String: JSONValue]

  init(_ line: QuotedLine) {
    members = [
      "source": .integer(line.location.source),
      "line": .integer(line.location.line),
      "text": .string(line.text),
    ]
  }
}

/// Something that happened beside the steps, in JSON.
struct EncodedEvent {
  let json: JSONValue

  init(_ event: RunEvent) {
    json = .object(
      EncodedLine(event.line).members.merging([
        "kind": .string(event.kind.rawValue),
        "at": .optional(event.time?.description),
        "time": .string(event.quality.rawValue),
        "subject": .optional(event.subject),
        "what": .string(event.sentence),
      ]) { $1 })
  }
}

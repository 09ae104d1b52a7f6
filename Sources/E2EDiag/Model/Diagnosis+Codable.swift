// How a store makes the values of a diagnosis again from what it kept of them.
//
// The first argument has no label: the initializers with all labels are those the compiler makes,
// and they stay inside this module.

extension Diagnosis {
  /// All that was said of a run.
  package init(
    _ run: Run, timeline: [Step], failure: FailurePoint?, candidates: [Candidate],
    hypotheses: [Hypothesis], conclusion: Conclusion, contradictions: [Contradiction],
    observations: [Observation], actions: [Action], nextChecks: [EvidenceGap]
  ) {
    self.init(
      run: run, timeline: timeline, failure: failure, candidates: candidates,
      hypotheses: hypotheses, conclusion: conclusion, contradictions: contradictions,
      observations: observations, actions: actions, nextChecks: nextChecks)
  }
}

extension Run {
  /// A run, by its id first.
  package init(
    _ id: String, suite: String?, verdict: Verdict, startedAt: LogTime?, endedAt: LogTime?,
    specs: SpecCounts?, inputs: [String: String], sources: [SourceSummary]
  ) {
    self.init(
      id: id, suite: suite, verdict: verdict, startedAt: startedAt, endedAt: endedAt,
      specs: specs, inputs: inputs, sources: sources)
  }
}

extension SpecCounts {
  /// Counts, the total first.
  package init(_ total: Int, ran: Int, passed: Int?, failed: Int?, masked: Int) {
    self.init(total: total, ran: ran, passed: passed, failed: failed, masked: masked)
  }
}

extension SourceSummary {
  /// A source, by its path first.
  package init(
    _ path: String, format: String, lines: Int, bytes: Int, sha256: String, notes: [String]
  ) {
    self.init(path: path, format: format, lines: lines, bytes: bytes, sha256: sha256, notes: notes)
  }
}

extension LogTime {
  /// Milliseconds since 1970 or midnight.
  package init(_ milliseconds: Int64, hasDate: Bool, hasZone: Bool) {
    self.init(milliseconds: milliseconds, hasDate: hasDate, hasZone: hasZone)
  }
}

extension SourceLocation {
  /// A line of the source at this position.
  package init(_ source: Int, line: Int) { self.init(source: source, line: line) }
}

extension QuotedLine {
  /// A line and what it says.
  package init(_ location: SourceLocation, text: String) {
    self.init(location: location, text: text)
  }
}

extension Step {
  /// A step, by its phase first.
  package init(
    _ phase: Phase, operation: String, subject: String?, attempt: Int, status: StepStatus,
    known: Knowledge, start: LogTime?, end: LogTime?, time: TimeQuality,
    location: SourceLocation, endLine: Int, exitStatus: Int?
  ) {
    self.init(
      phase: phase, operation: operation, subject: subject, attempt: attempt, status: status,
      known: known, start: start, end: end, time: time, location: location, endLine: endLine,
      exitStatus: exitStatus)
  }
}

extension FailurePoint {
  /// A failure, by its phase first.
  package init(
    _ phase: Phase, operation: String, subject: String?, attempt: Int, message: String,
    line: QuotedLine, chain: [String], exitStatuses: [ExitStatus], context: [QuotedLine],
    signature: String?, fingerprint: Fingerprint
  ) {
    self.init(
      phase: phase, operation: operation, subject: subject, attempt: attempt, message: message,
      line: line, chain: chain, exitStatuses: exitStatuses, context: context,
      signature: signature, fingerprint: fingerprint)
  }
}

extension Fingerprint {
  /// The fingerprint that ``description`` wrote; `nil` for any other text.
  package init?(_ description: String) {
    let prefix = "v\(Self.version):"
    let digits = description.dropFirst(prefix.count)
    guard description.hasPrefix(prefix), digits.count == 16, let value = UInt64(digits, radix: 16)
    else { return nil }
    self.value = value
  }
}

extension ExitStatus {
  /// The status of a layer.
  package init(_ layer: String, code: Int) { self.init(layer: layer, code: code) }
}

extension Candidate {
  /// A line and its rank.
  package init(_ line: QuotedLine, score: Double, reasons: [String]) {
    self.init(line: line, score: score, reasons: reasons)
  }
}

extension Hypothesis {
  /// A cause with all that speaks of it.
  package init(
    _ id: HypothesisID, finer: String?, score: Double, evidenceFor: [Evidence],
    evidenceAgainst: [Evidence], missing: [EvidenceGap]
  ) {
    self.init(
      id: id, finer: finer, score: score, evidenceFor: evidenceFor,
      evidenceAgainst: evidenceAgainst, missing: missing)
  }
}

extension Evidence {
  /// A piece of evidence, by its rule first.
  package init(_ rule: String, weight: Double, group: String, line: QuotedLine, why: String) {
    self.init(rule: rule, weight: weight, group: group, line: line, why: why)
  }
}

extension EvidenceGap {
  /// What is missing, and the command that collects it.
  package init(_ what: String, command: String) { self.init(what: what, command: command) }
}

extension Conclusion {
  /// A conclusion, its cause first.
  package init(_ cause: HypothesisID?, finer: String?, confidence: Support, sentence: String) {
    self.init(cause: cause, finer: finer, confidence: confidence, sentence: sentence)
  }
}

extension Contradiction {
  /// A false statement and the one that shows it.
  package init(_ claim: QuotedLine, against: QuotedLine, sentence: String) {
    self.init(claim: claim, against: against, sentence: sentence)
  }
}

extension Observation {
  /// A fact, its kind first.
  package init(_ kind: Kind, sentence: String, line: QuotedLine?) {
    self.init(kind: kind, sentence: sentence, line: line)
  }
}

extension Action {
  /// Something to do, its term first.
  package init(_ term: Term, text: String, command: String?, why: String) {
    self.init(term: term, text: text, command: command, why: why)
  }
}

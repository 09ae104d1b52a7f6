/// Detection and classification → the diagnosis.
package struct Assembly {
  let detection: Detection
  let classification: Classification
  let options: DiagnosisOptions

  /// The diagnosis; `redactor` clears what the caller says, as it did the lines of the logs.
  package func diagnosis(redactor: Redactor) -> Diagnosis {
    Diagnosis(
      run: run(redactor),
      timeline: TimelineEnding(detection: detection, specs: classification.specs).steps,
      failure: failurePoint, candidates: candidates, hypotheses: classification.hypotheses,
      conclusion: classification.conclusion, contradictions: classification.contradictions,
      observations: classification.observations, actions: classification.actions,
      nextChecks: classification.nextChecks)
  }

  // MARK: - Parts

  private func run(_ redactor: Redactor) -> Run {
    let main = detection.failure?.source ?? 0
    let track = detection.logs.indices.contains(main) ? detection.logs[main].track : Track()
    let suite =
      options.suite ?? track.suite ?? detection.logs.lazy.compactMap(\.track.suite).first
    var hash = SourceHash()
    for digest in detection.logs.map(\.summary.sha256).sorted() {
      Array(digest.utf8).withUnsafeBytes { hash.update($0) }
    }
    let times = detection.logs.indices.contains(main) ? times(of: detection.logs[main]) : nil
    return Run(
      id: String(hash.finish().prefix(12)), suite: suite.map(redactor.redacted),
      verdict: detection.verdict, startedAt: options.started ?? times?.first,
      endedAt: times?.last, specs: classification.specs,
      inputs: redactor.redactedInputs(inputs),
      sources: detection.logs.map(\.summary))
  }

  /// What the logs say, the first source first; what the caller says wins.
  private var inputs: [String: String] {
    detection.logs.reduce(into: options.inputs) { inputs, log in
      inputs.merge(log.inputs) { known, _ in known }
    }
  }

  /// The first and the last time of the best kind the log has: with a date before without one.
  private func times(of log: Log) -> (first: LogTime, last: LogTime)? {
    let all = log.text.lines.compactMap(\.time)
    guard let kind = all.first(where: \.hasDate) ?? all.first else { return nil }
    let alike = all.filter { $0.hasDate == kind.hasDate && $0.hasZone == kind.hasZone }
    guard let first = alike.first, let last = alike.last else { return nil }
    return (first, last)
  }

  private var failurePoint: FailurePoint? {
    guard let failure = detection.failure, let line = detection.line else { return nil }
    let log = detection.logs[failure.source]
    let message = message(failure, line: line.index, in: log)
    return FailurePoint(
      phase: failure.phase, operation: failure.operation,
      subject: failure.subject, attempt: failure.attempt, message: message,
      line: log.quote(line.index, source: failure.source),
      chain: failure.chain, exitStatuses: detection.exitStatuses,
      context: context(failure, line: line.index, in: log).map {
        log.quote($0, source: failure.source)
      },
      signature: line.match?.signature.name,
      fingerprint: Fingerprint([
        failure.phase.rawValue, failure.operation, failure.subject ?? "",
        MessageTemplate.masked(message),
      ]))
  }

  /// The reason in one line: a wrapped line is joined, and a bare timeout says of what.
  private func message(_ failure: FoundFailure, line: Int, in log: Log) -> String {
    let text = log.line(line).drop { $0 == " " || $0 == "\t" }
    if let stated = failure.message, let first = stated.message.first, first.index == line,
      first.text.contains("imed out"),
      let subject = stated.message.dropFirst().first(where: { !ErrorChain.isGomega($0.text) })
    {
      return "\(subject.text): \(first.text)"
    }
    let group = WrappedLines.group(around: line, in: log.text)
    return group.count == 1 ? String(text) : WrappedLines.joined(group, in: log.text)
  }

  /// The lines that matter: what began the step, what states the reason, what reports it.
  private func context(_ failure: FoundFailure, line: Int, in log: Log) -> [Int] {
    var indices: Set<Int> = [line]
    if failure.message == nil { indices.insert(failure.statedAt) }
    if let step = failure.step { indices.insert(log.track.steps[step].startIndex) }
    indices.formUnion(WrappedLines.group(around: line, in: log.text))
    let message = failure.message?.message.filter { $0.text != "Unexpected error:" } ?? []
    for part in message.prefix(3) { indices.insert(part.index) }
    let match = log.matches.filter { failure.window.contains($0.index) }.prefix(2)
    indices.formUnion(match.map(\.index))
    let sorted = indices.filter { !log.text.isBlank($0) }.sorted()
    // The failing line and what follows it directly weigh more than a long message before it.
    return sorted.count <= 10 ? sorted : Array(sorted.prefix(4) + sorted.suffix(6))
  }

  private var candidates: [Candidate] {
    var result = detection.ranked.map { source, ranked in
      Candidate(
        line: detection.logs[source].quote(ranked.index, source: source),
        score: ranked.score / (ranked.score + 8), reasons: ranked.reasons)
    }.filter { $0.score > 0 }
    if let failure = detection.failure, let line = detection.line, detection.isLineKnown {
      let quote = detection.logs[failure.source].quote(line.index, source: failure.source)
      result.removeAll { $0.line.location == quote.location }
      let reason = line.match.map { "signature \($0.signature.name)" } ?? "failing step"
      result.insert(Candidate(line: quote, score: 1, reasons: [reason]), at: 0)
    }
    return Array(result.prefix(CandidateRanking.most))
  }
}

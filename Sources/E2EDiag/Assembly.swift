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
      events: RunEvents.collect(detection, beside: classification.events),
      failure: failurePoint, candidates: candidates, hypotheses: classification.hypotheses,
      conclusion: classification.conclusion, contradictions: classification.contradictions,
      observations: classification.observations, actions: classification.actions,
      nextChecks: classification.nextChecks)
  }

  // MARK: - Parts

  private func run(_ redactor: Redactor) -> Run {
    let main =
      detection.failure?.log ?? detection.logs.firstIndex(where: \.isSuite)
      ?? detection.logs.firstIndex(where: \.role.isOfTheSuite) ?? 0
    let track = detection.logs.indices.contains(main) ? detection.logs[main].track : Track()
    let suite =
      options.suite ?? track.suite ?? detection.logs.lazy.compactMap(\.track.suite).first
    let hash = SourceHash()
    for digest in detection.sources.map(\.sha256).sorted() {
      Array(digest.utf8).withUnsafeBytes { hash.update($0) }
    }
    let printed = detection.logs.indices.contains(main) ? times(of: detection.logs[main]) : nil
    let times = track.reportedTimes.map { ($0.start, $0.end ?? $0.start) } ?? printed
    let stated = CITimes(detection.logs)
    let ended = stated.end ?? times?.1
    return Run(
      id: String(hash.finish().prefix(12)), suite: suite.map(redactor.redacted),
      verdict: detection.verdict, startedAt: options.started ?? stated.start ?? times?.0,
      // One time alone tells of a moment, not of an end.
      endedAt: ended == times?.0 && options.started == nil ? nil : ended,
      specs: classification.specs,
      inputs: redactor.redactedInputs(inputs),
      sources: detection.sources.map {
        var source = $0
        source.path = redactor.redacted(source.path)
        // A note may name another source.
        source.notes = source.notes.map(redactor.redacted)
        return source
      })
  }

  /// What the logs say, the first source first; what the caller says wins.
  private var inputs: [String: String] {
    detection.logs.reduce(into: options.inputs) { inputs, log in
      inputs.merge(log.inputs) { known, _ in known }
    }
  }

  /// The first and the last time of the best kind the log has: with a zone before without one, and
  /// with a date before that.
  private func times(of log: Log) -> (first: LogTime, last: LogTime)? {
    let all = log.text.lines.compactMap(\.time)
    guard
      let kind = all.first(where: \.isZoned) ?? all.first(where: \.hasDate) ?? all.first
    else { return nil }
    let alike = all.filter { $0.isAlike(kind) }
    guard let first = alike.first, let last = alike.last else { return nil }
    return (first, last)
  }

  private var failurePoint: FailurePoint? {
    guard let failure = detection.failure, let line = detection.line else { return nil }
    let log = detection.logs[failure.log]
    let message = message(failure, line: line.index, in: log)
    return FailurePoint(
      phase: failure.phase, operation: failure.operation,
      subject: failure.subject, attempt: failure.attempt, message: message,
      line: log.quote(line.index),
      time: time(of: failure, line: line.index, in: log),
      node: failure.message.flatMap { stated in
        stated.node.isEmpty ? nil : GinkgoNode(name: stated.node, milliseconds: stated.milliseconds)
      }, code: failure.message?.code,
      chain: failure.chain, exitStatuses: exitStatuses(after: failure, in: log),
      context: context(failure, line: line.index, in: log).map {
        log.quote($0)
      },
      signature: line.match?.signature.name,
      fingerprint: Fingerprint([
        failure.phase.rawValue, failure.operation, failure.subject ?? "",
        MessageTemplate.masked(message),
      ]))
  }

  /// The time that Ginkgo puts below a failure, else that of the line that states it or tells of it.
  private func time(of failure: FoundFailure, line: Int, in log: Log) -> LogTime? {
    [failure.message?.endIndex, line, failure.statedAt].lazy.compactMap(\.self)
      .compactMap { log.text.lines[$0].time }.first
  }

  private static let madeTarget = Pattern(
    #"^make: \*\*\* \[(?:[^\]: ]+:[0-9]+: )?(?<target>[A-Za-z0-9_./-]+)\] Error"#)

  /// The exit statuses, that of make with the target it was to make.
  private func exitStatuses(after failure: FoundFailure, in log: Log) -> [ExitStatus] {
    let target = log.text.lines.indices.dropFirst(failure.window.upperBound + 1).suffix(12).lazy
      .compactMap { Self.madeTarget.firstMatch(in: log.line($0))?.captures["target"] }
      .first
    return detection.exitStatuses.map {
      ExitStatus(layer: $0.layer, code: $0.code, target: $0.layer == "make" ? target : nil)
    }
  }

  /// The reason in one line: a wrapped line is joined, an assertion is told with what it expected,
  /// and a bare timeout says of what.
  private func message(_ failure: FoundFailure, line: Int, in log: Log) -> String {
    if let stated = failure.message, let first = stated.message.first, first.index == line {
      if first.text == "Expected" || first.text.hasPrefix("Expected ") {
        return stated.message.prefix(Self.assertionLines).map(\.text).joined(separator: " ")
      }
      let subject = stated.message.dropFirst().first { !ErrorChain.isGomega($0.text) }
      if first.text.contains("imed out"), let subject { return "\(subject.text): \(first.text)" }
      return first.text
    }
    let group = WrappedLines.group(around: line, in: log.text)
    guard group.count == 1 else { return WrappedLines.joined(group, in: log.text) }
    return String(log.line(line).drop { $0 == " " || $0 == "\t" })
  }

  /// `Expected`, a value, `to equal`, a value: more is a dump of a large one.
  private static let assertionLines = 6

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
    var result = detection.ranked.map { log, ranked in
      Candidate(
        line: detection.logs[log].quote(ranked.index),
        score: ranked.score / (ranked.score + 8), reasons: ranked.reasons)
    }.filter { $0.score > 0 }
    if let failure = detection.failure, let line = detection.line, detection.isLineKnown {
      let quote = detection.logs[failure.log].quote(line.index)
      result.removeAll { $0.line.location == quote.location }
      let reason = line.match.map { "signature \($0.signature.name)" } ?? "failing step"
      result.insert(Candidate(line: quote, score: 1, reasons: [reason]), at: 0)
    }
    return Array(result.prefix(CandidateRanking.most))
  }
}

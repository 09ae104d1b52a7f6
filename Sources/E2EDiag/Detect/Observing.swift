/// Facts of the run that change how the rest is read, and statements that contradict each other.
package struct Observing {
  let logs: [Log]
  let failure: FoundFailure?
  let failureLine: QuotedLine?
  let specs: SpecCounts?
  let facts: TimelineFacts

  /// Success that the log claims although the run failed.
  package func contradictions() -> [Contradiction] {
    guard let failure, let failureLine else { return [] }
    return logs.enumerated().flatMap { source, log in
      log.track.claims.map { claim in
        let ran = source == failure.source ? log.track.ran : nil
        let against = ran.map { quote(source, $0.index) } ?? failureLine
        let truth =
          ran.map { "\($0.count) of \($0.total) specs ran" }
          ?? "\(failure.phase.rawValue) failed"
        return Contradiction(
          claim: quote(source, claim.index), against: against,
          sentence: "The log says that all tests passed; \(truth).")
      }
    }
  }

  /// Everything worth knowing, most important first.
  package func observations(isOutputMissing: Bool) -> [Observation] {
    var result: [Observation] = []
    if let failure {
      let track = logs[failure.source].track
      if let specs, specs.masked > 0 {
        result.append(
          Observation(
            kind: .specsMasked,
            sentence:
              "\(specs.masked) of \(specs.total) specs did not run because of this failure.",
            line: track.ran.map { quote(failure.source, $0.index) }))
      }
      if let destroyed = track.destroyedAt, destroyed > failure.statedAt {
        result.append(
          Observation(
            kind: .evidenceDestroyed,
            sentence: "The cluster was deleted after the failure; nothing is left to look at.",
            line: quote(failure.source, destroyed)))
      }
      if isOutputMissing {
        result.append(
          Observation(
            kind: .outputMissing,
            sentence: "The output of the failed command is not in the log; "
              + "it is what decides between the hypotheses.",
            line: failureLine))
      }
      if let twice = loadedTwice(failure) { result.append(twice) }
      if isOutputMissing, !logs.contains(where: hasResourceData) {
        result.append(
          Observation(
            kind: .noResourceData,
            sentence: "The log holds no figure of the node's disk, memory or processes, "
              + "so that exhaustion is neither shown nor excluded.",
            line: nil))
      }
      let copies = track.failures.count { $0.isCopy }
      if copies > 0 {
        result.append(
          Observation(
            kind: .cascade,
            sentence: "\(copies) further failure\(copies == 1 ? " is" : "s are") only the copy "
              + "that other Ginkgo processes print of the same one.",
            line: track.failures.first { $0.isCopy }.map { quote(failure.source, $0.index) }))
      }
    }
    return result + recovered()
  }

  /// Whether `df`, `free`, a suite's own disk line or the like stands in the log.
  private func hasResourceData(_ log: Log) -> Bool {
    log.text.lines.indices.contains { index in
      log.text.withLine(index) { Self.resourceData.firstMatch(in: $0) != nil }
    }
  }

  private static let resourceData = Pattern(
    #"\bDisk: \S+ total|^Filesystem\s.*(?:Use%|IUse%)|^\s*Mem:\s+\d|\bMem(?:Free|Available):|CPU %\s+MEM|^ts\s.*(?:mem|disk)"#
  )

  private func loadedTwice(_ failure: FoundFailure) -> Observation? {
    guard let step = failure.step,
      facts.holds(
        .sameStepPassedBefore, source: failure.source, step: step, index: failure.statedAt)
        == true
    else { return nil }
    let steps = logs[failure.source].track.steps
    let earlier = steps.indices.last {
      $0 != step && steps[$0].isSame(as: steps[step]) && steps[$0].step.status == .passed
        && steps[$0].startIndex < steps[step].startIndex
    }
    guard let earlier, steps[step].step.operation == "load image",
      let subject = steps[step].step.subject
    else { return nil }
    return Observation(
      kind: .loadedTwice,
      sentence: "'\(subject)' had been loaded before, in the \(steps[earlier].step.phase.rawValue) "
        + "phase; this is the second load of it in the run.",
      line: quote(failure.source, steps[earlier].endIndex))
  }

  private func recovered() -> [Observation] {
    logs.enumerated().flatMap { source, log in
      log.track.steps.indices.compactMap { step -> Observation? in
        guard log.track.steps[step].step.status == .failed,
          facts.holds(.retriedPassed, source: source, step: step, index: 0) == true
        else { return nil }
        let tracked = log.track.steps[step].step
        let name = tracked.subject.map { "\(tracked.operation) '\($0)'" } ?? tracked.operation
        return Observation(
          kind: .retriedThenPassed,
          sentence: "\(name) failed and passed on a later try.",
          line: quote(source, log.track.steps[step].endIndex))
      }
    }
  }

  private func quote(_ source: Int, _ index: Int) -> QuotedLine {
    let line = logs[source].text.lines[index]
    return QuotedLine(
      location: SourceLocation(source: source, line: line.number), text: logs[source].line(index))
  }
}

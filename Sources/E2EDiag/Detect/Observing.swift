/// Facts of the run that change how the rest is read, and statements that contradict each other.
package struct Observing {
  let logs: [Log]
  let failure: FoundFailure?
  let failureLine: QuotedLine?
  /// How something beside the logs says that the run ended.
  let ending: StatedEnding?
  let specs: SpecCounts?
  let facts: TimelineFacts

  /// Success that is claimed although the run failed.
  package func contradictions() -> [Contradiction] {
    [againstEnding].compactMap(\.self) + falseClaims
  }

  /// The console, held against what is stated beside it.
  private var againstEnding: Contradiction? {
    guard let ending else { return nil }
    let stated = logs[ending.log].quote(ending.index)
    let what = ending.code.map { "exit code \($0)" } ?? "result of CI"
    if ending.outcome == .passed {
      guard let failure, let failureLine, logs[failure.log].track.saysThatItFailed else {
        return nil
      }
      return Contradiction(
        claim: stated, against: failureLine,
        sentence: "The \(what) says that the run passed; the log says that "
          + "\(failure.phase.rawValue) failed.")
    }
    guard failure == nil, ending.outcome != .unfinished,
      let (log, index) = logs.lazy.compactMap({ log in log.track.passedAt.map { (log, $0) } })
        .first,
      log.track.saysThatItPassed
    else { return nil }
    return Contradiction(
      claim: log.quote(index), against: stated,
      sentence: "The log says that the run passed; the \(what) says that it did not.")
  }

  private var statedFailure: Observation? {
    guard failure == nil, let ending, ending.outcome == .failed else { return nil }
    let what = ending.code.map { "its exit code \($0)" } ?? "the result of CI"
    return Observation(
      kind: .statedFailure, sentence: "The run failed, as \(what) says; no line says where.",
      line: logs[ending.log].quote(ending.index))
  }

  private var falseClaims: [Contradiction] {
    guard let failure, let failureLine else { return [] }
    return logs.enumerated().flatMap { position, log in
      log.track.claims.map { claim in
        // That all specs ran says nothing against the claim.
        let ran =
          position == failure.log ? log.track.ran.flatMap { $0.count < $0.total ? $0 : nil } : nil
        let against = ran.map { log.quote($0.index) } ?? failureLine
        let truth =
          ran.map { "\($0.count) of \($0.total) specs ran" }
          ?? "\(failure.phase.rawValue) failed"
        return Contradiction(
          claim: log.quote(claim.index), against: against,
          sentence: "The log says that all tests passed; \(truth).")
      }
    }
  }

  /// Everything worth knowing, most important first.
  package func observations(isOutputMissing: Bool) -> [Observation] {
    var result = [statedFailure].compactMap(\.self)
    if let failure {
      let track = logs[failure.log].track
      let isStopped = track.interruptedAt.map { $0 <= failure.statedAt } ?? false
      if let specs, specs.masked > 0 {
        result.append(
          Observation(
            kind: .specsMasked,
            sentence:
              "\(specs.masked) of \(specs.total) specs did not run because "
              + (isStopped ? "the run was stopped." : "of this failure."),
            line: track.ran.map { logs[failure.log].quote($0.index) }))
      }
      if let destroyed = track.clusterRemoval(after: failure) {
        result.append(
          Observation(
            kind: .evidenceDestroyed,
            sentence: "The cluster was deleted after "
              + (isStopped ? "the run was stopped" : "the failure")
              + "; nothing is left to look at.",
            line: logs[failure.log].quote(destroyed)))
      } else if let line = failedCreation(failure) {
        result.append(
          Observation(
            kind: .evidenceDestroyed,
            sentence: "kind removes the nodes of a cluster that it could not create, unless it is "
              + "called with --retain.",
            line: line))
      }
      if track.suite != nil, track.ran == nil, track.tally == nil, !isStopped {
        result.append(
          Observation(
            kind: .logCut,
            sentence:
              "The log ends before the suite does: what it says of the failure may be missing.",
            line: logs[failure.log].text.lines.indices.last.map(logs[failure.log].quote)))
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
      if isOutputMissing, logs.allSatisfy(\.samples.isEmpty) {
        result.append(
          Observation(
            kind: .noResourceData,
            sentence: "The log holds no figure of the node's disk, memory or processes, "
              + "so that exhaustion is neither shown nor excluded.",
            line: nil))
      }
      if let silence = silence(in: logs[failure.log]) { result.append(silence) }
      let copies = track.failures.count { $0.isCopy }
      if copies > 0 {
        result.append(
          Observation(
            kind: .cascade,
            sentence: "\(copies) further failure\(copies == 1 ? " is" : "s are") only the copy "
              + "that other Ginkgo processes print of the same one.",
            line: track.failures.first { $0.isCopy }.map { logs[failure.log].quote($0.index) }))
      }
    }
    return result + recovered()
  }

  /// The line with which kind gives a cluster up, where nothing asks it to keep the nodes.
  private func failedCreation(_ failure: FoundFailure) -> QuotedLine? {
    let log = logs[failure.log]
    guard failure.phase == .cluster,
      !log.text.bytes.containsText(Array("--retain".utf8)),
      let line = failure.window.first(where: {
        log.line($0).contains("ERROR: failed to create cluster")
      })
    else { return nil }
    return log.quote(line)
  }

  /// How long nothing was printed before the run was stopped from outside.
  private func silence(in log: Log) -> Observation? {
    guard let interrupted = log.track.interruptedAt, let end = log.text.lines[interrupted].time
    else { return nil }
    let before = log.text.lines.indices[..<interrupted].last { index in
      log.text.lines[index].time.map { $0.hasDate == end.hasDate && $0.hasZone == end.hasZone }
        == true
    }
    guard let before, let seconds = log.text.lines[before].time?.seconds(to: end),
      seconds >= Self.longSilence
    else { return nil }
    let minutes = Int(seconds) / 60
    return Observation(
      kind: .silence,
      sentence:
        "Nothing was printed for \(minutes) minute\(minutes == 1 ? "" : "s") before the run "
        + "was stopped.",
      line: log.quote(before))
  }

  /// Shorter silences are common while a cluster comes up.
  private static let longSilence = 120.0

  private func loadedTwice(_ failure: FoundFailure) -> Observation? {
    guard let step = failure.step,
      facts.holds(
        .sameStepPassedBefore, log: failure.log, step: step, index: failure.statedAt)
        == true
    else { return nil }
    let steps = logs[failure.log].track.steps
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
      line: logs[failure.log].quote(steps[earlier].endIndex))
  }

  private func recovered() -> [Observation] {
    logs.enumerated().flatMap { position, log in
      log.track.steps.indices.compactMap { step -> Observation? in
        guard log.track.steps[step].step.status == .failed,
          facts.holds(.retriedPassed, log: position, step: step, index: 0) == true
        else { return nil }
        let tracked = log.track.steps[step].step
        let name = tracked.subject.map { "\(tracked.operation) '\($0)'" } ?? tracked.operation
        return Observation(
          kind: .retriedThenPassed,
          sentence: "\(name) failed and passed on a later try.",
          line: log.quote(log.track.steps[step].endIndex))
      }
    }
  }
}

/// What was found in the logs of a run: the failing step, the line that states it, the candidates.
package struct Detection: Sendable {
  package var logs: [Log]
  /// What was read, in the order in which it was named.
  package var sources: [SourceSummary]
  package var failure: FoundFailure?
  /// Index of the stating line in the failing log, and the signature that explains it.
  package var line: (index: Int, match: SignatureMatch?)?
  package var ranked: [(log: Int, line: RankedLine)]
  /// Whether something better than the ranking knows the line.
  package var isLineKnown: Bool {
    guard let failure, let line else { return false }
    return line.match != nil || failure.message != nil
      || failure.step != nil
        && !ranked.contains { $0.line.index == line.index }
  }
  package var verdict: Verdict
  /// How something beside the logs says that the run ended.
  package var ending: StatedEnding?
  package var exitStatuses: [ExitStatus]
  /// Whether a command failed and the log has its status without its output.
  package var isOutputMissing: Bool

  /// Finds the failure of the run; a log that speaks of a suite goes before one that does not.
  package static func detect(
    _ logs: [Log], of sources: [SourceSummary], catalog: Catalog, baseline: TemplateSet? = nil
  ) -> Detection {
    let ending = StatedEnding.read(logs)
    let order = order(of: logs)
    // A suite or a transcript says how the run ended; logs of programs beside it hold errors that
    // it may have lived with.
    let suites = order.filter { logs[$0].isSuite && !passedLater(logs, $0) }
    let deciding = suites.contains { logs[$0].hasEndedWell } ? suites : order
    var failure = deciding.lazy.compactMap {
      FailureFinder.find(in: logs[$0], at: $0, catalog: catalog)
    }.first
    var line = failure.map { FailureLine.find(in: logs[$0.log], $0) }
    let ranked = rank(
      logs, at: failure?.log ?? deciding.first, catalog: catalog, baseline: baseline)
    if let found = failure, found.isToldByItsOutput(in: logs[found.log], line?.match),
      let best = ranked.first(where: { found.window.contains($0.line.index) })
        ?? (found.operation == "test" ? nil : ranked.first)
    {
      // Many lines and no message of a suite: the ranking knows better which of them it was.
      line = (best.line.index, nil)
    }
    if failure == nil, let best = ranked.first, best.line.score >= CandidateRanking.weakest,
      best.line.namesAnError,
      !logs[best.log].hasEndedWell, !logs[best.log].isTranscriptWithoutFailure,
      ending?.outcome != .passed
    {
      failure = FailureFinder.ranked(
        best.line, in: logs[best.log], at: best.log, catalog: catalog)
      let match = logs[best.log].matches.last { $0.span.contains(best.line.index) }
      line = (best.line.index, match)
    }
    let printed = failure.map { exitStatuses($0, in: logs[$0.log]) } ?? []
    let statuses = (ending?.exitStatus(around: printed)).map { [$0] + printed } ?? printed
    return Detection(
      logs: logs, sources: sources, failure: failure, line: line, ranked: ranked,
      verdict: VerdictLadder.verdict(logs, failure: failure, ending: ending), ending: ending,
      exitStatuses: statuses,
      isOutputMissing: failure.map { outputIsMissing($0, in: logs[$0.log], printed) } ?? false)
  }

  /// Where the failure is looked for, in this order: suites before other logs, and logs of nodes only
  /// where there is no other.
  private static func order(of logs: [Log]) -> [Int] {
    let console = logs.indices.filter { logs[$0].role.isOfTheSuite }
    let eligible = console.isEmpty ? logs.indices.filter { logs[$0].role == .node } : console
    return eligible.sorted { (logs[$0].rank, $0) < (logs[$1].rank, $1) }
  }

  /// Whether the suite of the log at `position` ran again in a later log, and passed.
  package static func passedLater(_ logs: [Log], _ position: Int) -> Bool {
    guard let suite = logs[position].track.suite else { return false }
    let isReport = logs[position].role == .report
    // A report may have been left by an earlier run: it proves nothing against what was printed.
    return logs.enumerated().contains { other, log in
      (log.role == .report ? isReport && other > position : isReport || other > position)
        && log.track.suite == suite && log.track.saysThatItPassed
    }
  }

  private static func rank(
    _ logs: [Log], at position: Int?, catalog: Catalog, baseline: TemplateSet?
  ) -> [(log: Int, line: RankedLine)] {
    guard let position else { return [] }
    return catalog.ranking.rank(logs[position].text, baseline: baseline)
      .filter { $0.score >= weakestCandidate || failureIsStated(logs[position]) }
      .map { (position, $0) }
  }

  /// Below this a line says nothing in particular; `CandidateRanking.weakest` is for calling it a
  /// failure.
  private static let weakestCandidate = 3.0

  private static func failureIsStated(_ log: Log) -> Bool {
    log.track.failedAt != nil || log.track.exits.contains { $0.code != 0 }
  }

  private static func exitStatuses(_ failure: FoundFailure, in log: Log) -> [ExitStatus] {
    let step = failure.step.map { log.track.steps[$0] }
    let lines = failure.window.map { log.line($0) }
    let program =
      step.flatMap { $0.origin == .spec ? nil : $0.command }.map(ExitStatus.layer)
      ?? (["load image", "kind load", "create cluster"].contains(failure.operation)
        && lines.contains { $0.contains("ERROR: failed to") } ? "kind" : "command")
    var statuses = ExitStatus.read(lines, outerProgram: program)
    if let code = step?.step.exitStatus, code != 0 {
      // Without a command it is the suite that printed the status.
      let layer = step?.command == nil ? "suite" : program
      statuses.insert(ExitStatus(layer: layer, code: code), at: 0)
    }
    let after = log.text.lines.indices.dropFirst(failure.window.upperBound + 1).suffix(12)
    let make = ExitStatus.read(
      after.map { log.line($0) }.filter { $0.hasPrefix("make") }, outerProgram: nil)
    var seen: Set<String> = []
    return (make.reversed() + statuses).filter { seen.insert("\($0.layer)\($0.code)").inserted }
  }

  /// A command that reported a status inside the window, and no line that gives a reason.
  private static func outputIsMissing(
    _ failure: FoundFailure, in log: Log, _ statuses: [ExitStatus]
  ) -> Bool {
    let wraps = failure.window.filter { log.line($0).contains("failed with error: exit status") }
    let isBare = !statuses.isEmpty
    guard isBare else { return false }
    let speaking = log.matches.contains {
      failure.window.contains($0.index) && $0.signature.strength > 0
    }
    if speaking { return false }
    let hasOutput = wraps.contains { wrap in
      (wrap...min(wrap + 4, log.text.lines.count - 1)).contains { index in
        let line = log.line(index)
        guard let start = line.firstRange(of: "Command Output:") else { return false }
        return line[start.upperBound...].contains { !$0.isWhitespace }
      }
    }
    if !wraps.isEmpty { return !hasOutput }
    // A command of a transcript that printed nothing.
    guard let step = failure.step, log.track.steps[step].origin == .command else { return false }
    let tracked = log.track.steps[step]
    let between = (tracked.startIndex + 1)..<max(tracked.startIndex + 1, tracked.endIndex)
    return between.allSatisfy { log.text.isBlank($0) || log.line($0).hasPrefix("$ ") }
  }
}

extension RankedLine {
  /// Whether a rule knows its words; in a short log the place alone can raise any line.
  fileprivate var namesAnError: Bool { reasons.contains { $0.contains("/") && $0.contains("+") } }
}

extension FoundFailure {
  /// Whether the reason stands somewhere in what a test runner or a long command printed.
  fileprivate func isToldByItsOutput(in log: Log, _ match: SignatureMatch?) -> Bool {
    guard message == nil, (match?.signature.strength ?? 0) < 2 else { return false }
    if operation == "test" { return true }
    guard let step else { return false }
    let tracked = log.track.steps[step]
    guard tracked.origin == .command else { return false }
    return tracked.startIndex == statedAt || window.count > 40
  }
}

extension Log {
  /// What was printed goes before what is only reported, and a suite before programs beside it.
  fileprivate var rank: Int { isSuite ? role == .report ? 1 : 0 : 2 }

  /// Whether the log is the one of a suite or of commands, and not of a program beside it.
  var isSuite: Bool {
    track.suite != nil || track.hasTranscript || !track.failures.isEmpty || track.failedAt != nil
      || track.passedAt != nil || !track.exits.isEmpty
  }

  /// Whether every command of a transcript that ended went well: the one under way has not failed.
  var isTranscriptWithoutFailure: Bool {
    track.endsInsideCommand && !track.exits.isEmpty && track.exits.allSatisfy { $0.code == 0 }
  }

  /// Whether tests without a suite passed, none failed, and nothing of weight came behind them.
  var endsWithPassedTests: Bool {
    guard let last = track.testPassedAt, track.testsFailed.isEmpty, track.failedAt == nil else {
      return false
    }
    return text.lines.count - last <= 5
  }

  /// Whether the log says that everything went well.
  var hasEndedWell: Bool {
    if track.saysThatItPassed || endsWithPassedTests { return true }
    if track.tally?.passed == true, track.failedAt == nil, track.failures.isEmpty { return true }
    if !track.claims.isEmpty, track.failedAt == nil, track.failures.isEmpty, !track.isCut {
      return true
    }
    return !track.exits.isEmpty && track.exits.last?.code == 0 && track.failedAt == nil
      && !track.endsInsideCommand
  }
}

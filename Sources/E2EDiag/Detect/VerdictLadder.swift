/// How the run ended: the first rung that holds.
package struct VerdictLadder {
  /// The verdict over all `logs` with the `failure` that was found in them, and the `ending` that is
  /// stated beside them.
  package static func verdict(_ logs: [Log], failure: FoundFailure?, ending: StatedEnding?)
    -> Verdict
  {
    let told = verdict(logs, failure: failure)
    return ending?.correct(told, hasFailure: failure != nil) ?? told
  }

  private static func verdict(_ logs: [Log], failure: FoundFailure?) -> Verdict {
    let tracks = logs.map(\.track)
    guard let failure else {
      if tracks.contains(where: { $0.interruptedAt != nil && !$0.saysThatItPassed }) {
        return .interrupted
      }
      // One suite that passed says nothing of another that was cut.
      if tracks.contains(where: { $0.suite != nil && $0.isCut }) { return .incomplete }
      if tracks.contains(where: { $0.passedAt != nil }) || isPassedTranscript(tracks)
        || logs.contains(where: \.endsWithPassedTests)
        || tracks.contains(where: { !$0.claims.isEmpty && !$0.isCut })
      {
        return .passed
      }
      return tracks.contains(where: \.isCut) ? .incomplete : .unknown
    }
    let track = logs[failure.log].track
    if let interrupted = track.interruptedAt, interrupted <= failure.statedAt {
      return .interrupted
    }
    switch failure.phase {
    case .test: return track.ran?.count == 0 ? .setupFailed : .testFailed
    case .cleanup:
      // A tear-down that fails after specs have failed is not the first failure; alone it is.
      return .cleanupFailed
    case .other where track.ran.map({ $0.count > 0 }) == true && !track.setupFailed:
      return .testFailed
    case .other where !track.saysThatItFailed && failure.message == nil: return .unknown
    default: return .setupFailed
    }
  }

  /// A transcript in which every command that failed passed on a later try.
  private static func isPassedTranscript(_ tracks: [Track]) -> Bool {
    tracks.contains { $0.hasTranscript && $0.exits.last?.code == 0 && !$0.endsInsideCommand }
  }

  /// The counts of specs, with those that a setup failure or an interruption masked: of the suite
  /// that failed, else of all.
  package static func specs(_ logs: [Log], failure: FoundFailure?) -> SpecCounts? {
    if let failure, let failed = specs(logs[failure.log].track) { return failed }
    let counted = logs.indices.filter { !Detection.passedLater(logs, $0) }
      .compactMap { specs(logs[$0].track) }
    guard let first = counted.first else { return nil }
    return counted.dropFirst().reduce(first) { sum, next in
      SpecCounts(
        total: sum.total + next.total, ran: add(sum.ran, next.ran),
        passed: add(sum.passed, next.passed), failed: add(sum.failed, next.failed),
        masked: sum.masked + next.masked)
    }
  }

  /// The sum of two counts, unknown where one of them is.
  private static func add(_ a: Int?, _ b: Int?) -> Int? { a.flatMap { a in b.map { a + $0 } } }

  private static func specs(_ track: Track) -> SpecCounts? {
    guard let total = track.ran?.total ?? track.plannedSpecs else { return nil }
    let ran = track.ran?.count
    let numbers = track.tally.map { tallied($0.text) } ?? [:]
    let isMasked = track.setupFailed || track.interruptedAt != nil
    let skipped = (numbers["Skipped"] ?? 0) + (numbers["Pending"] ?? 0)
    return SpecCounts(
      total: total, ran: ran, passed: numbers["Passed"], failed: numbers["Failed"],
      masked: ran.map { isMasked ? max(0, total - $0 - skipped) : 0 } ?? 0)
  }

  /// `4 Passed | 1 Failed | 0 Pending` → the numbers by word.
  private static func tallied(_ text: String) -> [String: Int] {
    var result: [String: Int] = [:]
    for part in text.split(separator: "|") {
      let words = part.split(separator: " ")
      if words.count >= 2, let number = Int(words[words.count - 2]), let word = words.last {
        result[String(word)] = number
      }
    }
    return result
  }
}

/// How the run ended: the first rung that holds.
package struct VerdictLadder {
  /// The verdict over all `logs` with the `failure` that was found in them.
  package static func verdict(_ logs: [Log], failure: FoundFailure?) -> Verdict {
    let tracks = logs.map(\.track)
    guard let failure else {
      if tracks.contains(where: { $0.passedAt != nil }) || isPassedTranscript(tracks) {
        return .passed
      }
      return tracks.contains(where: isCut) ? .incomplete : .unknown
    }
    let track = logs[failure.source].track
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
    case .other where !saysThatItFailed(track) && failure.message == nil: return .unknown
    default: return .setupFailed
    }
  }

  /// Whether anything but an error line says that the run failed.
  private static func saysThatItFailed(_ track: Track) -> Bool {
    track.failedAt != nil || track.setupFailed || track.exits.contains { $0.code != 0 }
  }

  /// A transcript in which every command that failed passed on a later try.
  private static func isPassedTranscript(_ tracks: [Track]) -> Bool {
    tracks.contains { $0.hasTranscript && $0.exits.last?.code == 0 }
  }

  /// A suite that began and neither ended nor said how.
  private static func isCut(_ track: Track) -> Bool {
    let began = track.suite != nil || track.plannedSpecs != nil || track.hasTranscript
    return began && track.passedAt == nil && track.failedAt == nil && track.ran == nil
  }

  /// The counts of specs, with those that a setup failure or an interruption masked.
  package static func specs(_ logs: [Log]) -> SpecCounts? {
    for track in logs.map(\.track) {
      guard let total = track.ran?.total ?? track.plannedSpecs else { continue }
      let ran = track.ran?.count
      let numbers = track.tally.map { tallied($0.text) } ?? [:]
      let isMasked = track.setupFailed || track.interruptedAt != nil
      let skipped = (numbers["Skipped"] ?? 0) + (numbers["Pending"] ?? 0)
      return SpecCounts(
        total: total, ran: ran, passed: numbers["Passed"], failed: numbers["Failed"],
        masked: ran.map { isMasked ? max(0, total - $0 - skipped) : 0 } ?? 0)
    }
    return nil
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

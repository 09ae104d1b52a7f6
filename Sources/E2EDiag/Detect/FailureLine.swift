/// The line of a failing step that states the reason, among those of its window.
package struct FailureLine {
  let log: Log
  let failure: FoundFailure
  let markers: Set<Int>

  /// The index of the line, and the match that explains it.
  package static func find(in log: Log, _ failure: FoundFailure) -> (
    index: Int, match: SignatureMatch?
  ) {
    let errors = Set(
      log.track.looseErrors.map(\.index) + log.track.testsFailed.map(\.index))
    return FailureLine(log: log, failure: failure, markers: errors).best()
  }

  private func best() -> (index: Int, match: SignatureMatch?) {
    var best = (index: failure.statedAt, match: nil as SignatureMatch?, score: -Double.infinity)
    let matches = Dictionary(
      grouping: log.matches.filter { failure.window.contains($0.index) }, by: \.index)
    for index in failure.window where !log.text.isBlank(index) {
      let match = matches[index]?.max { rank($0) < rank($1) }
      let score = score(index, match)
      if score > best.score { best = (index, match, score) }
    }
    return (best.index, best.match)
  }

  private func rank(_ match: SignatureMatch) -> Double {
    match.signature.cause == nil ? match.signature.strength / 2 : match.signature.strength
  }

  /// Words for what the line is: a reason, an error, the frame of one, or neither.
  private func score(_ index: Int, _ match: SignatureMatch?) -> Double {
    let line = log.line(index)
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    var score = 0.0
    if let match { score += 2 + 2 * rank(match) }
    if markers.contains(index) { score += 3 }
    if index == failure.statedAt { score += 3 }
    if trimmed.hasPrefix("Command Output: "), trimmed.count > 20 { score += 3 }
    if Self.errorWord.firstMatch(in: line) != nil { score += 2 }
    if failure.message?.message.contains(where: { $0.index == index }) == true { score += 1.5 }
    // Go's dump repeats what the message said; a logger that tidies up is not the one that failed.
    if trimmed.hasPrefix("msg: ") || trimmed.hasPrefix("err: ") { score -= 8 }
    // Go quotes in one line what the command printed above in its own.
    if trimmed.hasPrefix("\"") && failure.message != nil { score -= 5 }
    if line.contains("level=info") || line.contains("level=warning") { score -= 4 }
    if Self.envelope.firstMatch(in: line) != nil { score -= 3 }
    // A frame that announces the next line is not the reason; neither is a status whose output
    // stands below.
    if trimmed.last == ":" { score -= 4 }
    if isExplainedBelow(index, line) { score -= 5 }
    if index < failure.statedAt, track(index) { score -= 6 }
    // Of lines alike the one nearest to the end of the failing work is the innermost.
    score += 0.3 * Double(index - failure.window.lowerBound) / Double(max(1, failure.window.count))
    return score
  }

  /// Whether `command "…" failed with error` is followed by what the command printed.
  private func isExplainedBelow(_ index: Int, _ line: String) -> Bool {
    guard line.contains("command \""), failure.window.upperBound > index else { return false }
    return ((index + 1)...min(index + 4, failure.window.upperBound)).contains { below in
      let text = log.line(below).drop { $0 == " " || $0 == "\t" }
      return (text.hasPrefix("Command Output: ") && text.count > 18) || text.hasPrefix("Error: ")
        || text.hasPrefix("ctr: ")
    }
  }

  /// Whether the line belongs to another step that passed.
  private func track(_ index: Int) -> Bool {
    log.track.steps.contains {
      $0.origin == .command && $0.step.status == .passed && $0.startIndex <= index
        && index <= $0.endIndex
        && !(failure.step.map { log.track.steps[$0].startIndex <= index } ?? false)
    }
  }

  private static let errorWord = Pattern(
    #"(?i)\b(?:error|errors|failed|failure|fatal|panic|cannot|unable|denied|refused|not found|no such|exit status [1-9]|timed out|killed)\b"#
  )
  private static let envelope = Pattern(
    #"^\s*(?:FAIL!|Ran \d+ of|Test Suite Failed|\[FAIL\]|make: \*\*\*|Summarizing|\[exit|\[FAILED\] in \[|\[FAILED\] \[|running: )|^\s*\$ |(?i)^\W*(?:the )?(?:setup|e2e|tests?|suite|run|build|pipeline|job|deployment|infrastructure)(?: setup| suite| tests?)? failed\W*$"#
  )
}

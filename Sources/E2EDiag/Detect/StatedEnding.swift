/// How something beside the console says that the run ended: a file with an exit code, or CI.
package struct StatedEnding: Sendable, Equatable {
  /// How it ended.
  package var outcome: Outcome
  /// The exit code, where that is what is stated.
  package var code: Int?
  /// Position of the log, and index of the line in it.
  package var log: Int
  package var index: Int

  /// The ways a run ends, the one that counts most first.
  package enum Outcome: Int, Sendable, Comparable {
    /// A person, a signal or a time limit stopped it.
    case stopped
    case failed
    /// It has not ended, or nobody was there to say so.
    case unfinished
    case passed

    /// Whether `lhs` counts more.
    package static func < (lhs: Outcome, rhs: Outcome) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// The ending that counts most of those that `logs` state; of a passing run one is enough.
  package static func read(_ logs: [Log]) -> StatedEnding? {
    logs.enumerated().compactMap { position, log in
      guard log.role == .fact else { return nil }
      return ending(log, at: position)
    }.min { $0.outcome < $1.outcome }
  }

  private static func ending(_ log: Log, at position: Int) -> StatedEnding? {
    if log.format == ExitCodeFile.format, let (code, index) = ExitCodeFile.read(log.text) {
      return StatedEnding(outcome: outcome(of: code), code: code, log: position, index: index)
    }
    guard let facts = StatedFacts(log.text, format: log.format) else { return nil }
    func stated(_ outcome: Outcome, by name: String) -> StatedEnding? {
      facts.index(of: name).map { StatedEnding(outcome: outcome, log: position, index: $0) }
    }
    switch log.format {
    case "prow-finished":
      guard let (word, name) = facts.prowResult else { return nil }
      if facts["timestamp"] == nil { return stated(.unfinished, by: name) }
      return stated(
        word == "success" ? .passed : word == "aborted" ? .stopped : .failed, by: name)
    case "prow-job":
      let outcome: [String: Outcome] = [
        "success": .passed, "failure": .failed, "error": .failed, "aborted": .stopped,
        "pending": .unfinished, "triggered": .unfinished,
      ]
      return facts["status/state"].flatMap { outcome[$0] }.flatMap {
        stated($0, by: "status/state")
      }
    default: return nil
    }
  }

  private static func outcome(of code: Int) -> Outcome {
    switch code {
    case 0: .passed
    // A time limit, ^C and a shutdown; 137 may be the kernel, a limit or a person.
    case 124, 130, 143: .stopped
    default: .failed
    }
  }

  /// The code as the outermost of the statuses that were `printed`: alone it says nothing of the
  /// failing step, and the same once more nothing new.
  package func exitStatus(around printed: [ExitStatus]) -> ExitStatus? {
    guard let code, code != 0, !printed.isEmpty, !printed.contains(where: { $0.code == code })
    else { return nil }
    return ExitStatus(layer: "run", code: code)
  }

  /// `verdict`, which the logs alone give, with what is stated beside them; a failure that was found
  /// is known better.
  package func correct(_ verdict: Verdict, hasFailure: Bool) -> Verdict {
    switch (verdict, outcome) {
    case (.unknown, .stopped): .interrupted
    case _ where hasFailure: verdict
    case (.incomplete, .stopped): .interrupted
    case (.passed, .unfinished), (.unknown, .unfinished): .incomplete
    case (.passed, .failed), (.passed, .stopped): .unknown
    case (.unknown, .passed): .passed
    default: verdict
    }
  }
}

/// Hypotheses → what may be concluded, in one sentence, or why nothing may.
package struct Concluding {
  let failure: FoundFailure?
  let verdict: Verdict
  let weighed: [WeighedEvidence]
  let exitStatuses: [ExitStatus]
  let isOutputMissing: Bool
  let message: String

  /// The conclusion over `hypotheses`, which are ranked best first.
  package func conclude(_ hypotheses: [Hypothesis]) -> Conclusion {
    guard failure != nil else {
      return undetermined("No failure was found, so there is no cause to name.")
    }
    guard let best = hypotheses.first, best.score >= Weights.conclusionScore, hasDirect(best.id)
    else { return undetermined(reasonForNothing(hypotheses)) }
    if let second = hypotheses.dropFirst().first,
      best.score - second.score < Weights.conclusionMargin
    {
      return undetermined(
        "The evidence for \(Self.words(best.id)) and for \(Self.words(second.id)) is about equally "
          + "strong, and nothing in the log decides between them.")
    }
    let strongest = best.evidenceFor.first
    let title = strongest?.why ?? "the evidence agrees"
    return Conclusion(
      cause: best.id, finer: best.finer, confidence: best.support,
      sentence: "\(title), which speaks for \(Self.words(best.id)).")
  }

  private func hasDirect(_ id: HypothesisID) -> Bool {
    weighed.contains {
      $0.hypothesis == id && $0.isFor && $0.isDirect && $0.evidence.weight >= Weights.directWeight
    }
  }

  private func undetermined(_ sentence: String) -> Conclusion {
    Conclusion(cause: nil, finer: nil, confidence: .none, sentence: sentence)
  }

  /// Why the log does not tell, from the most particular reason to the least.
  private func reasonForNothing(_ hypotheses: [Hypothesis]) -> String {
    if verdict == .interrupted {
      return "The run was interrupted while this step was under way; "
        + "that it was stopped says nothing of a cause."
    }
    if isOutputMissing {
      let status = exitStatuses.last.map { "a bare exit status \($0.code) of '\($0.layer)'" }
      return "The log has \(status ?? "a bare exit status") and no 'Command Output:' of the failed "
        + "command; a status alone fits state corruption, resource exhaustion, an image fault and "
        + "a race alike."
    }
    if message.contains("imed out") || message.contains("deadline exceeded") {
      return "A timeout is a symptom: nothing in the log says why it was not reached in time."
    }
    if let best = hypotheses.first, best.score >= 0.5, !best.evidenceFor.isEmpty {
      let why = best.evidenceFor.first?.why ?? "no decisive line"
      if let second = hypotheses.dropFirst().first, !second.evidenceFor.isEmpty,
        best.score - second.score < 0.5
      {
        return "The log hints at \(Self.words(best.id)) about as much as at "
          + "\(Self.words(second.id)): \(why). That does not decide."
      }
      return "The log only hints at \(Self.words(best.id)): \(why). That alone does not decide."
    }
    if let status = exitStatuses.last {
      return "An exit status \(status.code) of '\(status.layer)' says that it failed, not why; "
        + "no error text that the rules know stands beside it."
    }
    return
      "No error text that the rules know speaks for a particular cause; the marked line is the "
      + "likeliest statement of the failure."
  }

  /// A hypothesis as it stands in a sentence.
  package static func words(_ id: HypothesisID) -> String {
    switch id {
    case .stateCorruption: "state corruption"
    case .resourceExhaustion: "resource exhaustion"
    case .imageSpecific: "a fault of this image"
    case .race: "a race"
    case .configuration: "a configuration fault"
    case .application: "a fault of the code under test"
    case .network: "a network fault"
    }
  }
}

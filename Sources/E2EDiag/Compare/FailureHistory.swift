/// What became of the failures of one step, over all compared runs.
public struct FailureHistory: Sendable, Equatable {
  /// The failing step.
  public var step: StepKey
  /// The run in focus, held against all runs before it; `nil` where only later ones failed so, or
  /// where the order is not known.
  public var state: Comparison.State?
  /// The step in the run in focus: an absent failure of a step not reached is not cured.
  public var lastOutcome: Outcome
  /// The run in focus as a sentence names it: `the last run`.
  var focus: String
  /// Its different failures, by their first run.
  public var sightings: [Sighting]
  /// How many distinct runs were compared.
  public var runs: Int

  /// One fingerprint, and where it was seen.
  public struct Sighting: Sendable, Equatable {
    /// Identity of the failure.
    public var fingerprint: Fingerprint
    /// The error it states, from its first run.
    public var message: String
    /// Ids of the runs that failed with it, in order; the first is the first seen.
    public var runs: [String]
  }

  /// One sentence for a person.
  public var sentence: String {
    let seen = sightings.map { sighting in
      let first = sighting.runs.first ?? ""
      let last = sighting.runs.last ?? ""
      let count = "\(sighting.runs.count) of \(RunMention.count(runs))"
      return sighting.runs.count == 1
        ? "\(sighting.fingerprint) seen in \(count), in run \(first)"
        : "\(sighting.fingerprint) seen in \(count), first in run \(first), last in run \(last)"
    }
    return "\(step): \(stateWords); \(seen.joined(separator: "; "))."
  }

  private var stateWords: String {
    switch state {
    case nil: "whether it came or went cannot be told from the order of the runs"
    case .new: "new in \(focus)"
    case .unchanged: "unchanged"
    case .updated: "updated, the same step with another message"
    case .absent:
      switch lastOutcome {
      case .passed: "absent, the step passed in \(focus)"
      case .passedOnRetry:
        "absent, but the step passed in \(focus) only after a retry: a try of it failed"
      case .failedAfter: "absent, but the step failed in \(focus) after another one had"
      case .notReached: "absent, but \(focus) did not reach the step"
      case .failed, .unknown: "absent, but \(focus) does not tell how the step ended"
      }
    }
  }
}

extension FailureHistory {
  /// The histories of all failing steps, by their first failure.
  static func all(in grid: ComparisonGrid, focus: Int, isOrdered: Bool) -> [FailureHistory] {
    guard grid.runs.indices.contains(focus) else { return [] }
    let own = grid.runs[focus]
    let runs = grid.runs.filter { !$0.isOfOtherSuite(than: own) }
    var order: [StepKey] = []
    var sightings: [StepKey: [Sighting]] = [:]
    for run in runs {
      guard let fault = run.fault else { continue }
      if sightings[fault.step] == nil { order.append(fault.step) }
      var known = sightings[fault.step] ?? []
      if let index = known.firstIndex(where: { $0.fingerprint == fault.fingerprint }) {
        if !known[index].runs.contains(run.id) { known[index].runs.append(run.id) }
      } else {
        known.append(
          Sighting(fingerprint: fault.fingerprint, message: fault.message, runs: [run.id]))
      }
      sightings[fault.step] = known
    }
    let earlier = grid.runs[..<focus].filter { !$0.isOfOtherSuite(than: own) }.compactMap(\.fault)
    let isLast = focus == grid.runs.count - 1
    return order.map { step in
      let isPast = own.fault?.step == step || earlier.contains { $0.step == step }
      return FailureHistory(
        step: step,
        state: isOrdered && isPast
          ? Comparison.State(step: step, last: own.fault, earlier: earlier) : nil,
        lastOutcome: grid.outcome(of: step, in: focus),
        focus: isLast ? "the last run" : "run \(own.id)", sightings: sightings[step] ?? [],
        runs: Set(runs.map(\.id)).count)
    }
  }
}

extension Comparison {
  /// A failure of the last run held against the runs before it, in the words of SARIF 2.1.0.
  ///
  /// They are those of `baselineState`, section 3.27.24.
  public enum State: String, Sendable, Codable {
    /// Only the last run failed so.
    case new
    /// The last run failed so, and an earlier one as well.
    case unchanged
    /// An earlier run failed in the same step with another fingerprint.
    case updated
    /// Only earlier runs failed so.
    case absent

    /// The state of the failures of `step`.
    init(step: StepKey, last: FailureOutcome?, earlier: [FailureOutcome]) {
      let before = earlier.filter { $0.step == step }
      guard let last, last.step == step else {
        self = .absent
        return
      }
      self =
        if before.isEmpty {
          .new
        } else if before.contains(where: { $0.fingerprint == last.fingerprint }) {
          .unchanged
        } else {
          .updated
        }
    }
  }
}

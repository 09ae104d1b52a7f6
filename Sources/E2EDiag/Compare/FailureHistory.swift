/// What became of the failures of one step, over all compared runs.
public struct FailureHistory: Sendable, Equatable {
  /// The failing step.
  public var step: StepKey
  /// The last run, held against all runs before it.
  public var state: Comparison.State
  /// The step in the last run: an absent failure of a step not reached is not cured.
  public var lastOutcome: Outcome
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
    case .new: "new in the last run"
    case .unchanged: "unchanged"
    case .updated: "updated, the same step with another message"
    case .absent:
      switch lastOutcome {
      case .passed: "absent, the step passed in the last run"
      case .passedOnRetry:
        "absent, but the step passed in the last run only after a retry: a try of it failed"
      case .failedAfter: "absent, but the step failed in the last run after another one had"
      case .notReached: "absent, but the last run did not reach the step"
      case .failed, .unknown: "absent, but the last run does not tell how the step ended"
      }
    }
  }
}

extension FailureHistory {
  /// The histories of all failing steps, by their first failure.
  static func all(in grid: ComparisonGrid) -> [FailureHistory] {
    guard let last = grid.runs.indices.last else { return [] }
    var order: [StepKey] = []
    var sightings: [StepKey: [Sighting]] = [:]
    for run in grid.runs {
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
    let earlier = grid.runs.dropLast().compactMap(\.fault)
    return order.map { step in
      FailureHistory(
        step: step,
        state: Comparison.State(step: step, last: grid.runs[last].fault, earlier: earlier),
        lastOutcome: grid.outcome(of: step, in: last), sightings: sightings[step] ?? [],
        runs: Set(grid.runs.map(\.id)).count)
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

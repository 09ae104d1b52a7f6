/// One step over all compared runs.
public struct StepComparison: Sendable, Equatable {
  /// Which step.
  public var key: StepKey
  /// Which try of the operation on this subject in the whole run it is, by the first run that has it.
  public var attempt: Int
  /// Its outcome in every run, in their order.
  public var outcomes: [Outcome]
  /// The outcomes counted, every run once.
  public var counts: StepCounts
  /// What they tell of its repeatability.
  public var verdict: StepVerdict

  /// The step as a sentence names it; a later try says which one it is.
  public var title: String {
    guard attempt > 1 else { return "\(key)" }
    let words = ["", "", "second", "third", "fourth", "fifth"]
    let ordinal = attempt < words.count ? words[attempt] : "\(attempt)th"
    let subject = key.subject.map { " of \($0)" } ?? ""
    return "\(key) (the run's \(ordinal) '\(key.operation)'\(subject))"
  }
}

/// One phase over all compared runs.
public struct PhaseComparison: Sendable, Equatable {
  /// Which phase.
  public var phase: Phase
  /// Its outcome in every run, in their order: failed when a step of it failed.
  public var outcomes: [Outcome]
}

/// The run × step grid, from which everything of a step is read.
struct ComparisonGrid {
  let runs: [RunOutcome]
  /// The steps of all runs: phase by phase, within a phase in the order of the runs.
  let keys: [StepKey]
  private let own: [[StepKey: StepOutcome]]
  private let position: [StepKey: Int]

  init(_ runs: [RunOutcome]) {
    self.runs = runs
    own = runs.map { run in
      Dictionary(run.steps.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
    keys = Self.merged(runs)
    position = Dictionary(
      keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A step that a run does not name follows the one that stands before it in another run.
  ///
  /// What stands for a whole phase is left out where another run shows the steps of that phase.
  private static func merged(_ runs: [RunOutcome]) -> [StepKey] {
    var rows: [Phase: [StepKey]] = [:]
    var known: Set<StepKey> = []
    let shown = Set(runs.flatMap(\.steps).filter { !$0.isPlaceholder }.map(\.key.phase))
    for run in runs {
      for phase in Phase.allCases {
        var cursor = 0
        for step in run.steps
        where step.key.phase == phase && !(step.isPlaceholder && shown.contains(phase)) {
          if known.insert(step.key).inserted {
            rows[phase, default: []].insert(step.key, at: cursor)
            cursor += 1
          } else if let index = rows[phase]?.firstIndex(of: step.key) {
            cursor = index + 1
          }
        }
      }
    }
    return Phase.allCases.sorted().flatMap { rows[$0] ?? [] }
  }

  // MARK: - Cells

  /// What became of a step in the run at `index`.
  func outcome(of key: StepKey, in index: Int) -> Outcome {
    own[index][key]?.outcome ?? (isBehindStop(key, in: index) ? .notReached : .unknown)
  }

  /// Whether the run stopped before a step it does not name, as far as other runs show the order.
  ///
  /// Specs after a failed one still run, and so does the tear-down.
  private func isBehindStop(_ key: StepKey, in index: Int) -> Bool {
    let run = runs[index]
    guard let stop = run.failure?.step, run.verdict == .setupFailed || run.isStopped,
      key.phase <= .test
    else { return false }
    // Where another run shows both, its order decides: a deployment may wait in between.
    let shown = own.indices.filter { $0 != index }.compactMap { other -> Bool? in
      guard let step = own[other][key], let before = own[other][stop], !step.isPlaceholder,
        !before.isPlaceholder, step.location.source == before.location.source
      else { return nil }
      return step.location > before.location
    }
    if !shown.isEmpty { return !shown.contains(false) }
    if key.phase != stop.phase { return key.phase > stop.phase }
    guard let row = position[key], let stopRow = position[stop] else { return false }
    return row > stopRow
  }

  /// What became of a phase in the run at `index`.
  func outcome(of phase: Phase, in index: Int) -> Outcome {
    let run = runs[index]
    let outcomes = run.steps.filter { $0.key.phase == phase }.map(\.outcome)
    if run.fault?.step.phase == phase || outcomes.contains(.failed) { return .failed }
    if run.isStopped && run.failure?.step.phase == phase { return .unknown }
    if outcomes.isEmpty {
      let key = StepKey(phase, operation: "", subject: nil)
      return isBehindStop(key, in: index) ? .notReached : .unknown
    }
    // All that is known of the phase went well, or the first of what did not.
    let worst: [Outcome] = [.failedAfter, .unknown, .notReached, .passedOnRetry, .passed]
    let found = worst.first(where: outcomes.contains) ?? .unknown
    return found == .notReached && outcomes.contains(where: \.isPass) ? .unknown : found
  }

  // MARK: - Rows

  /// Every step with its verdict.
  func steps(_ cohorts: [Cohort]) -> [StepComparison] {
    var seen: Set<String> = []
    let distinct = runs.indices.filter { seen.insert(runs[$0].id).inserted }
    return keys.map { key in
      let outcomes = runs.indices.map { outcome(of: key, in: $0) }
      let trials = distinct.map { index in
        let fault = runs[index].fault
        return StepTrials.Trial(
          run: runs[index], outcome: outcomes[index],
          fingerprint: fault?.step == key ? fault?.fingerprint : nil)
      }
      let attempt = runs.indices.lazy.compactMap { own[$0][key]?.attempt }.first ?? 1
      return StepComparison(
        key: key, attempt: attempt, outcomes: outcomes,
        counts: StepCounts(distinct.map { outcomes[$0] }),
        verdict: StepTrials(trials: trials, cohorts: cohorts, isNamed: key.isNamed).verdict)
    }
  }

  /// The phases that any run names, in the order of a run.
  var phases: [PhaseComparison] {
    let named = Set(keys.map(\.phase))
    return Phase.allCases.sorted().filter(named.contains).map { phase in
      PhaseComparison(phase: phase, outcomes: runs.indices.map { outcome(of: phase, in: $0) })
    }
  }
}

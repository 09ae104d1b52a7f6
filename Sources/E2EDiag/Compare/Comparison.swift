/// Two or more runs side by side: what differs, what that proves, and what it does not.
public struct Comparison: Sendable, Equatable {
  /// The compared runs, the earliest first; the columns of both grids.
  public var runs: [RunOutcome]
  /// How the order of ``runs`` came about.
  public var order: Order
  /// Id of the run that is held against the others: the last one, unless later ones are known.
  public var focus: String?
  /// Runs that are repetitions of one another, alone or together, by their first run.
  public var cohorts: [Cohort]
  /// The recorded inputs of all runs.
  public var inputs: [InputComparison]
  /// The run × phase grid.
  public var phases: [PhaseComparison]
  /// The run × step grid, with a verdict for every step.
  public var steps: [StepComparison]
  /// From each run to the next.
  public var transitions: [Transition]
  /// Every failing step, with the state of its failures in the last run.
  public var failures: [FailureHistory]

  /// How the order of the runs came about.
  public enum Order: String, Sendable, Codable {
    /// By the time of each run.
    case time
    /// As the caller gave them.
    case given
  }

  /// Compares runs in the order of their times, or as given where a time with a date is missing.
  ///
  /// A run given twice is compared once. `focus` is the id of the run that the others are held
  /// against; without one it is the last.
  public init(of runs: [RunOutcome], focus: String? = nil) {
    var seen: Set<String> = []
    let distinct = runs.filter { seen.insert($0.id).inserted }
    let times = distinct.compactMap { run in run.orderedAt.flatMap { $0.hasDate ? $0 : nil } }
    if times.count < distinct.count {
      self.init(inOrder: distinct, order: .given, focus: focus)
      return
    }
    // A time without a zone is taken for UTC, as in the store; equal times keep the given order.
    let sorted = zip(times, distinct).enumerated()
      .sorted { a, b in
        (a.element.0.milliseconds, a.offset) < (b.element.0.milliseconds, b.offset)
      }
    self.init(inOrder: sorted.map(\.element.1), order: .time, focus: focus)
  }

  init(inOrder runs: [RunOutcome], order: Order, focus: String? = nil) {
    let grid = ComparisonGrid(runs)
    let cohorts = Cohort.all(of: runs)
    self.runs = runs
    self.order = order
    let focus = focus ?? runs.last?.id
    self.focus = focus
    self.cohorts = cohorts
    inputs = InputComparison.all(of: runs)
    phases = grid.phases
    steps = grid.steps(cohorts)
    let proved = Set(steps.filter(\.verdict.isProof).map(\.key))
    transitions = zip(runs, runs.dropFirst()).map { a, b in
      Transition(a, b, isOrdered: order == .given || a.isOrdered(against: b), proved: proved)
    }
    let position = runs.lastIndex { $0.id == focus } ?? runs.count - 1
    let isOrdered =
      order == .given
      || runs.indices.allSatisfy {
        $0 == position || runs[$0].id == focus || runs[$0].isOrdered(against: runs[position])
      }
    failures = FailureHistory.all(in: grid, focus: position, isOrdered: isOrdered)
  }
}

/// Compares `run`, as the last one, with `baseline`, whatever their times.
///
/// Comparing a run to itself leaves everything unchanged; it counts once as a trial.
public func compare(_ run: RunOutcome, to baseline: [RunOutcome]) -> Comparison {
  Comparison(inOrder: baseline + [run], order: .given)
}

/// Compares `run` with an earlier one.
public func compare(_ run: RunOutcome, to baseline: RunOutcome) -> Comparison {
  compare(run, to: [baseline])
}

extension Comparison {
  /// The run that is held against the others.
  public var focused: RunOutcome? { runs.last { $0.id == focus } }

  /// The steps that are proved non-deterministic.
  public var proved: [StepComparison] { steps.filter(\.verdict.isProof) }

  /// Ids of the runs that do not record what was tested, and so belong to no cohort.
  public var withoutInputs: [String] {
    var seen: Set<String> = []
    return runs.filter { !$0.recordsCode && seen.insert($0.id).inserted }.map(\.id)
  }
}

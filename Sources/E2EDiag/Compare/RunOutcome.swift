/// One run, reduced to what is compared of it.
public struct RunOutcome: Sendable, Equatable {
  /// The id of the run.
  public var id: String
  /// The suite's name, where it is known.
  public var suite: String?
  /// The time that places it among other runs; `nil` where none is known.
  public var orderedAt: LogTime?
  /// Where ``orderedAt`` comes from.
  public var orderedBy: TimeOrigin
  /// How it ended.
  public var verdict: Verdict
  /// What should make two runs alike, as far as it is recorded.
  public var inputs: [String: String]
  /// Its steps in the order of its timeline, each key once.
  public var steps: [StepOutcome]
  /// Where it failed, or was under way when it was stopped; see ``fault``.
  public var failure: FailureOutcome?
}

/// Where the time comes from that places a run among others.
public enum TimeOrigin: String, Sendable, Codable {
  /// It is the first time in the logs.
  case log
  /// The caller gave it, as with `--started`.
  case given
  /// It is the time of the log file.
  case file
  /// It is when the run was stored.
  case ingestion
}

extension RunOutcome {
  /// What is compared of a diagnosed run; it is placed by the first time in its logs.
  public init(_ diagnosis: Diagnosis) {
    let run = diagnosis.run
    self.init(
      run.id, suite: run.suite, orderedAt: run.startedAt, verdict: run.verdict, inputs: run.inputs,
      timeline: diagnosis.timeline,
      failure: diagnosis.failure.map { failure in
        UnplacedFailure(
          StepKey(failure.phase, operation: failure.operation, subject: failure.subject),
          attempt: failure.attempt, location: failure.line.location,
          cause: diagnosis.conclusion.causeName, message: failure.message, time: failure.time,
          fingerprint: failure.fingerprint)
      })
  }

  /// What is compared of a run as a store keeps it.
  package init(
    _ id: String, suite: String?, orderedAt: LogTime?, orderedBy: TimeOrigin = .log,
    verdict: Verdict, inputs: [String: String], timeline: [Step], failure: UnplacedFailure?
  ) {
    self.init(
      id: id, suite: suite, orderedAt: orderedAt, orderedBy: orderedBy, verdict: verdict,
      inputs: inputs, steps: [], failure: nil)
    steps = [StepOutcome](timeline, failure: isStopped ? nil : failure)
    guard let failure else { return }
    let found = steps.last { step in
      var first = step.key
      first.occurrence = 1
      return first == failure.step && (isStopped || step.outcome == .failed)
    }
    // Where no line tells how the run ended, a line of no step is a suspicion and no failure.
    if found == nil && verdict == .unknown { return }
    self.failure = FailureOutcome(
      step: found?.key ?? (isStopped ? failure.step : addFailedStep(failure)),
      cause: failure.cause, message: failure.message, time: failure.time,
      fingerprint: failure.fingerprint)
  }

  /// A failure whose step is still to be found in the timeline.
  package struct UnplacedFailure: Sendable {
    let step: StepKey
    let attempt: Int
    let location: SourceLocation
    let cause: String
    let message: String
    let time: LogTime?
    let fingerprint: Fingerprint

    /// A failure of a step, given as its first occurrence in its phase.
    ///
    /// `attempt` is the try in the whole run, `location` the line that states the failure.
    package init(
      _ step: StepKey, attempt: Int, location: SourceLocation, cause: String, message: String,
      time: LogTime? = nil, fingerprint: Fingerprint
    ) {
      self.step = step
      self.attempt = attempt
      self.location = location
      self.cause = cause
      self.message = message
      self.time = time
      self.fingerprint = fingerprint
    }

    /// Whether the run failed in `step`.
    func isStep(_ other: Step) -> Bool {
      isTry(other) && other.attempt == attempt
    }

    private func isTry(_ other: Step) -> Bool {
      other.phase == step.phase && other.operation == step.operation
        && other.subject == step.subject
    }

    /// Whether `other` is not known to have ended before this failure, which may then be its cause.
    ///
    /// Specs are made to stand alone: one that fails after another has failed by itself.
    func precedesEnd(of other: Step) -> Bool {
      if isTry(other) || (other.phase == .test && step.phase == .test) { return false }
      return other.location.source != location.source || other.endLine >= location.line
    }
  }

  /// A failure that no step of the timeline shows becomes a step of its own.
  private mutating func addFailedStep(_ failure: UnplacedFailure) -> StepKey {
    var key = failure.step
    while steps.contains(where: { $0.key == key }) { key.occurrence += 1 }
    steps.append(
      StepOutcome(
        key: key, outcome: .failed, attempt: failure.attempt, location: failure.location))
    return key
  }
}

extension RunOutcome {
  /// Whether something outside ended the run, or its log: where it stood then is no failing step.
  public var isStopped: Bool { verdict == .interrupted || verdict == .incomplete }

  /// The failure, unless the run was stopped from outside.
  public var fault: FailureOutcome? { isStopped ? nil : failure }

  /// How the run ends as far as faults go: with one, with none, or in a way that does not tell.
  var isTelling: Bool { fault != nil || (verdict == .passed && failure == nil) }

  /// The outcome of a step that the run's own timeline names; `nil` where it does not.
  func outcome(of key: StepKey) -> Outcome? { steps.first { $0.key == key }?.outcome }
}

extension RunOutcome {
  /// Whether it is known to have run before `other`, or after it.
  ///
  /// Equal times tell nothing, and neither do two of less than a day apart of which only one has a
  /// zone.
  func isOrdered(against other: RunOutcome) -> Bool {
    guard let one = orderedAt, let two = other.orderedAt, one.hasDate, two.hasDate else {
      return false
    }
    let apart = abs(one.milliseconds - two.milliseconds)
    return one.hasZone == two.hasZone ? apart > 0 : apart >= 86_400_000
  }

  /// Whether both are known to be of different suites, which are no history of one another.
  func isOfOtherSuite(than other: RunOutcome) -> Bool {
    suite != nil && other.suite != nil && suite != other.suite
  }
}

extension Conclusion {
  /// `resource-exhaustion/disk-full`, `resource-exhaustion` or `undetermined`.
  package var causeName: String {
    guard let cause else { return "undetermined" }
    return finer.map { "\(cause.rawValue)/\($0)" } ?? cause.rawValue
  }
}

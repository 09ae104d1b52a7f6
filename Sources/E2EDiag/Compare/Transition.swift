/// From one run to the next: where the failure point went, and what that tells.
public struct Transition: Sendable, Equatable {
  /// Id of the earlier run.
  public var from: String
  /// Id of the later run.
  public var to: String
  /// Where the failure point went.
  public var move: Move
  /// What it tells.
  public var reading: Reading
  /// How far the two are known to be repetitions.
  public var inputs: InputRelation
  /// One or two sentences for a person.
  public var sentence: String

  /// Where the failure point went.
  public enum Move: String, Sendable, Codable {
    /// Neither run failed.
    case none
    /// The first of the two passed, the second failed.
    case appeared
    /// The first of the two failed, the second passed.
    case gone
    /// Both failed in the same step.
    case same
    /// To a later phase, or past the step that failed before.
    case forward
    /// To an earlier phase, or to a step that was passed before.
    case back
    /// To another step of the same phase, and neither run shows which comes first.
    case sideways
    /// One of the two was stopped from outside, or does not tell where it failed.
    case unknown
  }

  /// What a move tells.
  public enum Reading: String, Sendable, Codable {
    /// Nothing changed.
    case unchanged
    /// The same step fails with another message.
    case otherReason = "other-reason"
    /// The earlier fault is gone with other inputs; a later one may be uncovered.
    case progress
    /// A step that passed fails with other inputs: a regression or non-determinism.
    case setback
    /// A step has both passed and failed with identical recorded inputs: proved.
    case nonDeterminism = "non-determinism"
    /// The runs do not tell.
    case cannotTell = "cannot-tell"
  }
}

extension Transition {
  /// The step from `a` to `b`, the later of the two where that is known.
  ///
  /// `proved` are the steps that all compared runs together prove non-deterministic.
  init(_ a: RunOutcome, _ b: RunOutcome, isOrdered: Bool = true, proved: Set<StepKey> = []) {
    let pair = Pair(a: a, b: b, isOrdered: isOrdered, proved: proved)
    self.init(
      from: a.id, to: b.id, move: pair.move, reading: pair.reading,
      inputs: pair.relation, sentence: pair.sentence)
  }

  /// What the two runs show of each other's failing step.
  private struct Pair {
    let a: RunOutcome
    let b: RunOutcome
    let isOrdered: Bool
    let proved: Set<StepKey>

    private var isOneSuite: Bool { !a.isOfOtherSuite(than: b) }
    private var isNamed: Bool { [a, b].allSatisfy { $0.fault?.step.isNamed ?? true } }

    /// Whether the step that failed before is known to pass and fail by chance.
    private var isProvedElsewhere: Bool { a.fault.map { proved.contains($0.step) } ?? false }

    var relation: InputRelation { InputRelation(a, b) }

    /// Whether the later run passed the step in which the earlier one failed.
    var isPassedLater: Bool { laterOutcome?.isPass ?? false }

    /// Whether it did so only after a try that failed, which is no proof that the fault is gone.
    var isRetriedLater: Bool { laterOutcome == .passedOnRetry }

    private var laterOutcome: Outcome? { a.fault.flatMap { b.outcome(of: $0.step) } }

    /// Whether the earlier run passed the step in which the later one fails.
    var wasPassedEarlier: Bool { earlierOutcome?.isPass ?? false }

    private var earlierOutcome: Outcome? { b.fault.flatMap { a.outcome(of: $0.step) } }

    var move: Move {
      if !a.isTelling || !b.isTelling || !isOneSuite { return .unknown }
      switch (a.fault, b.fault) {
      case (nil, nil): return .none
      case (nil, _?): return isOrdered ? .appeared : .unknown
      case (_?, nil): return isOrdered ? .gone : .unknown
      case (let before?, let now?):
        if !isNamed { return .unknown }
        if before.step == now.step { return .same }
        if !isOrdered { return .unknown }
        let phases = (before.step.phase, now.step.phase)
        if phases.0 != phases.1, phases.0 != .other, phases.1 != .other {
          return phases.0 < phases.1 ? .forward : .back
        }
        if isPassedLater == wasPassedEarlier { return .sideways }
        return isPassedLater ? .forward : .back
      }
    }

    var reading: Reading {
      switch move {
      case .unknown:
        // A proof needs no order.
        let isShown = isOneSuite && !isOrdered && (isPassedLater || wasPassedEarlier)
        return isShown && relation == .identical ? .nonDeterminism : .cannotTell
      case .none: return .unchanged
      case .same:
        return a.fault?.fingerprint == b.fault?.fingerprint ? .unchanged : .otherReason
      case .appeared, .gone, .forward, .back, .sideways:
        if !isPassedLater && !wasPassedEarlier { return .cannotTell }
        return switch relation {
        case .identical: .nonDeterminism
        case .environmentDiffers, .notRecorded: .cannotTell
        case .inputsDiffer:
          wasPassedEarlier
            ? .setback : isRetriedLater || isProvedElsewhere ? .cannotTell : .progress
        }
      }
    }

    // MARK: - Words

    var sentence: String { "\(facts): \(moved). \(meaning)." }

    private var facts: String {
      let before = isOrdered && isOneSuite ? " before it" : ""
      return "Run \(b.id) \(end(of: b)), run \(a.id)\(before) \(end(of: a))"
    }

    private func end(of run: RunOutcome) -> String {
      if let fault = run.fault, !fault.step.isNamed {
        return "failed at a step its log does not name"
      }
      if let fault = run.fault { return "failed in \(fault.step)" }
      if run.isStopped {
        let end = run.verdict == .incomplete ? "has a log that ends early" : "was interrupted"
        return end + (run.failure.map { " in \($0.step)" } ?? "")
      }
      if run.isTelling { return "passed" }
      return run.verdict.isFailure
        ? "failed at a place the log does not tell" : "did not say how it ended"
    }

    private var moved: String {
      switch move {
      case .none: "no failure in either"
      case .appeared: "a failure appeared"
      case .gone:
        isRetriedLater ? "the step that failed passed on a later try" : "no failure any more"
      case .same: "the same failure point"
      case .forward: "the failure point moved forward"
      case .back: "the failure point moved back"
      case .sideways: "the failure point moved sideways"
      case .unknown:
        isOneSuite && !isOrdered
          ? "which of the two ran first is not known"
          : "where the failure point went cannot be told"
      }
    }

    private var meaning: String {
      switch reading {
      case .unchanged:
        return move == .same
          ? "It fails in the same way" : "One pass more, and no proof of stability"
      case .otherReason: return "The message is another one"
      case .progress:
        let next = b.fault.map { ", and a later one is uncovered: \($0.step)" } ?? ""
        return "Progress: the fault in \(step(a)) is gone with other inputs (\(changes))\(next); "
          + "one clean run does not prove a fix"
      case .setback:
        let retry = earlierOutcome == .passedOnRetry ? ", only after a retry," : ""
        return
          "\(step(b)) passed in run \(a.id)\(retry) and fails with other inputs (\(changes)): a "
          + "regression or non-determinism, which one run each cannot tell"
      case .nonDeterminism:
        return "No progress and no regression: \(proofs) with identical recorded inputs, so this "
          + "is non-determinism"
      case .cannotTell: return unclear
      }
    }

    private var proofs: String {
      let retry = { (outcome: Outcome?) in
        outcome == .passedOnRetry ? " only after a retry" : ""
      }
      let earlier =
        "\(step(a)) failed in run \(a.id) and passed in run \(b.id)\(retry(laterOutcome))"
      let later =
        "\(step(b)) passed in run \(a.id)\(retry(earlierOutcome)) and failed in run \(b.id)"
      return ((isPassedLater ? [earlier] : []) + (wasPassedEarlier ? [later] : []))
        .joined(separator: ", ")
    }

    private var unclear: String {
      if !isOneSuite {
        return "Runs of different suites are no history of one another: nothing follows"
      }
      if !isOrdered {
        return "Their times are equal, or only one of them has a zone: neither progress nor a "
          + "regression can be told"
      }
      if !isNamed {
        return
          "A step that is not named can neither be found in the other run nor be placed before "
          + "or after its steps"
      }
      if move == .unknown {
        return "A run that was stopped, or does not say how it ended, is no evidence on its "
          + "failing step"
      }
      if !isPassedLater && !wasPassedEarlier {
        return "Neither run is known to have passed the step in which the other failed: no step is "
          + "shown both ways"
      }
      switch relation {
      case .notRecorded:
        let known = a.recordsCode && b.recordsCode
        let inputs = InputRelation.oneSided(a, b) { $0.isOfCohort || $0 == .environment }
        return known
          ? "\(sentenceCase(inputs.joined(separator: ", "))): whether the inputs were the same is not "
            + "known, so a change and chance cannot be told apart"
          : "What was tested is not recorded for both: a change and chance cannot be told apart"
      case .inputsDiffer where isProvedElsewhere && !isRetriedLater:
        return
          "\(step(a)) passed in run \(b.id) with other inputs (\(changes)), but other runs prove it "
          + "non-deterministic: whether the change or chance let it pass cannot be told"
      case .inputsDiffer:
        return
          "\(step(a)) passed in run \(b.id) only after a retry: a try of it failed there, so the "
          + "fault is not shown to be gone with other inputs (\(changes))"
      case .environmentDiffers, .identical:
        return "The recorded environment differs (\(places)): its effect and chance cannot be told "
          + "apart"
      }
    }

    private func sentenceCase(_ text: String) -> String {
      text.prefix(1).uppercased() + text.dropFirst()
    }

    private func step(_ run: RunOutcome) -> String { run.fault.map { "\($0.step)" } ?? "no step" }

    private var changes: String {
      RunMention.joined(InputRelation.differences(a, b, where: \.isOfCohort))
    }
    private var places: String {
      RunMention.joined(InputRelation.differences(a, b) { $0 == .environment })
    }
  }
}

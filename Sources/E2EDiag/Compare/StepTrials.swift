/// The outcomes of one step over all compared runs, from which its verdict is made.
struct StepTrials {
  /// One outcome for every run, a run given twice counted once, in order.
  let trials: [Trial]
  /// The cohorts of the runs.
  let cohorts: [Cohort]
  /// Whether the log names the step.
  var isNamed = true

  /// The step in one run.
  struct Trial {
    var run: RunOutcome
    var outcome: Outcome
    /// The failure's identity; `nil` where the step is not the one the run failed in.
    var fingerprint: Fingerprint?
  }

  /// The verdict: the first row of the table that holds, within one cohort.
  var verdict: StepVerdict {
    let reached = trials.filter(\.outcome.isTrial)
    if reached.isEmpty { return notReached }
    let groups = cohorts.map { cohort in
      let members = Set(cohort.runs)
      return (cohort, reached.filter { members.contains($0.run.id) })
    }
    for (cohort, group) in groups where Self.isMixed(group) {
      return counterExample(group, in: cohort)
    }
    if Self.isMixed(reached) { return mixed(reached) }
    // All runs agree. Only repetitions count together; of several cohorts the largest speaks.
    if reached.count == 1 { return agreeing(reached) }
    guard let (cohort, group) = groups.max(by: { $0.1.count < $1.1.count }), group.count > 1
    else { return unrelated(reached) }
    return group.count == reached.count ? agreeing(group) : agreeing(group, in: cohort)
  }

  private static func isMixed(_ trials: [Trial]) -> Bool {
    trials.contains(where: \.outcome.isPass) && trials.contains { $0.outcome == .failed }
  }

  // MARK: - Rows of the table

  private var notReached: StepVerdict {
    let counts = StepCounts(trials.map(\.outcome))
    let all = RunMention.count(counts.runs)
    if counts.notReached == counts.runs {
      return verdict(.notReached, trials, "not reached in any of \(all) – no evidence")
    }
    if counts.unknown == counts.runs {
      return verdict(
        .notReached, trials, "no line tells how it ended in any of \(all) – no evidence")
    }
    let parts = [
      ("not reached in", counts.notReached),
      ("failed only after the run had failed elsewhere in", counts.failedAfter),
      ("not told in", counts.unknown),
    ]
    let sentence =
      parts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " and ")
      + " of \(all) – no evidence"
    return verdict(.notReached, trials, sentence)
  }

  /// Pass and failure within a cohort; proved if they happened in one recorded environment.
  private func counterExample(_ group: [Trial], in cohort: Cohort) -> StepVerdict {
    for environment in cohort.environments {
      let members = Set(environment)
      let alike = group.filter { members.contains($0.run.id) }
      guard Self.isMixed(alike) else { continue }
      let counts = StepCounts(alike.map(\.outcome))
      return verdict(
        .nonDeterministic, alike, of: members,
        "non-deterministic: passed in \(passes(of: alike)), failed in "
          + "\(failures(of: alike)) with identical recorded inputs "
          + "(\(counts.failed) of \(counts.reached))")
    }
    let facts = "passed in \(passes(of: group)), failed in \(failures(of: group))"
    let members = Set(cohort.runs)
    guard let change = change(in: group, where: { $0 == .environment }) else {
      return verdict(
        .inputsNotRecorded, group, of: members,
        "\(facts); \(oneSided(in: group) { $0 == .environment }), so the environment is not known "
          + "to be the same: nothing is proved")
    }
    return verdict(
      .environmentDiffers, group, of: members,
      "\(facts); the recorded environment differs (\(change)): the outcome depends on the "
        + "environment or is non-deterministic")
  }

  /// Pass and failure, but never among repetitions.
  private func mixed(_ reached: [Trial]) -> StepVerdict {
    let facts = "passed in \(passes(of: reached)), failed in \(failures(of: reached))"
    let silent = reached.filter { !$0.run.recordsCode }
    if !silent.isEmpty {
      return verdict(
        .inputsNotRecorded, reached,
        "\(facts); \(RunMention(silent.map(\.run.id))) \(silent.count == 1 ? "does" : "do") not record "
          + "what was tested: nothing is proved")
    }
    guard let change = change(in: reached, where: \.isOfCohort) else {
      return verdict(
        .inputsNotRecorded, reached,
        "\(facts); \(oneSided(in: reached, where: \.isOfCohort)), so the inputs are not known to be "
          + "the same: nothing is proved")
    }
    return verdict(
      .inputsDiffer, reached, "\(facts); the inputs differ (\(change)): nothing is proved")
  }

  /// All agree, and no two are repetitions.
  private func unrelated(_ reached: [Trial]) -> StepVerdict {
    let word = reached.first?.outcome.isPass == true ? "passed" : "failed"
    let facts = "\(word) in all \(RunMention.count(reached.count)) that reached it"
    let isRecorded = reached.allSatisfy(\.run.recordsCode)
    return verdict(
      isRecorded ? .inputsDiffer : .inputsNotRecorded, reached,
      isRecorded
        ? "\(facts), no two of which are known to have the same inputs: nothing is known of its "
          + "repeatability"
        : "\(facts), whose inputs are not all recorded: nothing is known of its repeatability")
  }

  /// All repetitions agree; `cohort` is given where other runs reached the step as well.
  private func agreeing(_ group: [Trial], in cohort: Cohort? = nil) -> StepVerdict {
    let n = group.count
    let members = cohort.map { Set($0.runs) }
    let among =
      (cohort == nil
        ? "" : " among \(RunMention(group.map(\.run.id))) with identical recorded inputs")
      + ignored(in: group)
    if group.contains(where: { $0.outcome == .failed }), !isNamed { return unnamed(group) }
    if group.first?.outcome.isPass == true {
      if group.contains(where: { $0.outcome == .passedOnRetry }) {
        return verdict(
          .passRetried, group, of: members,
          "passed in \(n) of \(n)\(among), but not clean: no bound on its failure rate can be given"
        )
      }
      let bound = Repeatability.upperRate(passed: n)
      let target = Repeatability.text(Repeatability.targetRate, digits: 2)
      if bound <= Repeatability.targetRate {
        return verdict(
          .passStable, group, of: members,
          "repeatable at the \(target) level\(among): clean in \(n) of \(n), failure rate "
            + "≤ \(Repeatability.text(bound)) (95%)")
      }
      let more = Repeatability.cleanRuns() - n
      return verdict(
        .passUnproven, group, of: members,
        "insufficient evidence: clean in \(n) of \(n)\(among), but a failure rate up to "
          + "\(Repeatability.text(bound)) is still compatible; at least "
          + "\(RunMention.count(more, "more clean run")) needed for ≤ \(target)",
        more: more)
    }
    let signatures = Set(group.compactMap(\.fingerprint))
    let more = max(0, Repeatability.failuresForPosterior - n)
    if signatures.count > 1 {
      return verdict(
        .failVaries, group, of: members,
        "fails every time but in \(signatures.count) different ways (\(n) of \(n)\(among)) – the "
          + "failure itself is non-deterministic")
    }
    if n == 1 {
      return verdict(
        .failOnce, group,
        "failed in the only run that reached it (\(failures(of: group))); cannot tell constant "
          + "from intermittent; 1 pass with identical recorded inputs would prove intermittence",
        more: 1)
    }
    let isSame = group.allSatisfy { $0.fingerprint != nil }
    let same = isSame ? "same signature" : "signature not known in all of them"
    if more == 0 {
      return verdict(
        .failDeterministic, group, of: members,
        "deterministic failure: \(n) of \(n)\(among), \(same)")
    }
    return verdict(
      .failRepeated, group, of: members,
      "consistent failure, \(n) of \(n)\(among), \(same); P(always fails) = "
        + "\(Repeatability.text(Repeatability.alwaysFails(failed: n))) (prior ⅓ each); at least "
        + "\(more) more for 0.95; 1 pass with identical recorded inputs would prove intermittence",
      more: more)
  }

  /// What happens to fail under one name need not be one step, and nobody can see it pass.
  private func unnamed(_ group: [Trial]) -> StepVerdict {
    verdict(
      group.count == 1 ? .failOnce : .failRepeated, group,
      "failed in \(failures(of: group)), at a place that the log does not name: whether another run "
        + "passed it cannot be told")
  }

  /// The recorded environment, where not all of these runs have the same.
  private func ignored(in group: [Trial]) -> String {
    let places = InputComparison.all(of: group.map(\.run)).filter {
      $0.role == .environment && ($0.isDifferent || $0.isPartial)
    }
    return places.isEmpty
      ? ""
      : " (not all of them record the same \(RunMention.joined(places.map(\.key), most: 8)))"
  }

  // MARK: - Words

  private func verdict(
    _ code: StepVerdict.Code, _ group: [Trial], of members: Set<String>? = nil,
    _ sentence: String, more: Int? = nil
  ) -> StepVerdict {
    let counted = members.map { ids in trials.filter { ids.contains($0.run.id) } } ?? trials
    let retried = group.filter { $0.outcome == .passedOnRetry }
    let note =
      retried.isEmpty
      ? ""
      : "; in \(RunMention(retried.map(\.run.id))) it passed only after a retry: a try of it failed "
        + "first"
    return StepVerdict(
      code: code, counts: StepCounts(counted.map(\.outcome)),
      passedIn: passes(of: group).ids, failedIn: failures(of: group).ids, moreRuns: more,
      sentence: sentence + note)
  }

  private func passes(of group: [Trial]) -> RunMention {
    RunMention(group.filter(\.outcome.isPass).map(\.run.id))
  }

  private func failures(of group: [Trial]) -> RunMention {
    RunMention(group.filter { $0.outcome == .failed }.map(\.run.id))
  }

  // MARK: - Inputs

  /// What is known to differ between a run that passed and the nearest one that failed.
  private func change(in group: [Trial], where isWanted: (InputRole) -> Bool) -> String? {
    for (a, b) in Self.turns(group) {
      let found = InputRelation.differences(a.run, b.run, where: isWanted)
      if !found.isEmpty { return RunMention.joined(found) }
    }
    return nil
  }

  /// What only one of the two runs around the first turn records.
  private func oneSided(in group: [Trial], where isWanted: (InputRole) -> Bool) -> String {
    for (a, b) in Self.turns(group) {
      let found = InputRelation.oneSided(a.run, b.run, where: isWanted)
      if !found.isEmpty { return found.joined(separator: ", ") }
    }
    return "not all inputs are recorded"
  }

  /// Neighbours of which one passed and the other failed.
  private static func turns(_ group: [Trial]) -> [(Trial, Trial)] {
    zip(group, group.dropFirst()).filter { $0.outcome.isPass != $1.outcome.isPass }
  }
}

/// One input over all compared runs.
public struct InputComparison: Sendable, Equatable {
  /// Its key, such as `git.commit`.
  public var key: String
  /// What it says of a run.
  public var role: InputRole
  /// Its value in every run, in their order; `nil` where it is not recorded.
  public var values: [String?]

  /// Whether two runs record it with different values; what is not recorded differs from nothing.
  public var isDifferent: Bool { Set(values.compactMap(\.self)).count > 1 }
  /// Whether some runs record it and others do not.
  public var isPartial: Bool { values.contains { $0 == nil } && values.contains { $0 != nil } }

  /// All inputs of `runs`, by their keys.
  static func all(of runs: [RunOutcome]) -> [InputComparison] {
    let keys = Set(runs.flatMap(\.inputs.keys)).sorted()
    return keys.map { key in
      InputComparison(key: key, role: InputRole(key: key), values: runs.map { $0.inputs[key] })
    }
  }

  /// `recorded only in run a: node.image`, for what only some of `runs` record.
  static func partial(_ inputs: [InputComparison], of runs: [RunOutcome]) -> [String] {
    var order: [[String]] = []
    var keys: [[String]: [String]] = [:]
    for input in inputs where input.isPartial {
      let recording = zip(runs, input.values).filter { $1 != nil }.map(\.0.id)
      if keys[recording] == nil { order.append(recording) }
      keys[recording, default: []].append(input.key)
    }
    return order.map { ids in
      "recorded only in \(RunMention(ids)): \(RunMention.joined(keys[ids] ?? [], most: 8))"
    }
  }
}

/// How far two runs are known to be repetitions (the tiers of statistics.md, section 2).
public enum InputRelation: String, Sendable, Codable {
  /// Recorded inputs and environment are equal: a difference in outcome is non-determinism.
  case identical
  /// Only the recorded environment differs.
  case environmentDiffers = "environment-differs"
  /// An input that says what or how was tested differs.
  case inputsDiffer = "inputs-differ"
  /// Nothing is known to differ, but the two do not record the same inputs, or not what was tested.
  case notRecorded = "not-recorded"

  /// The relation of two runs.
  init(_ a: RunOutcome, _ b: RunOutcome) {
    func differ(_ isWanted: (InputRole) -> Bool) -> Bool {
      !Self.differences(a, b, where: isWanted).isEmpty
    }
    if !a.recordsCode || !b.recordsCode {
      self = .notRecorded
    } else if differ(\.isOfCohort) {
      self = .inputsDiffer
    } else if !Self.oneSided(a, b, where: \.isOfCohort).isEmpty {
      self = .notRecorded
    } else if differ({ $0 == .environment }) {
      self = .environmentDiffers
    } else if !Self.oneSided(a, b, where: { $0 == .environment }).isEmpty {
      self = .notRecorded
    } else {
      self = .identical
    }
  }

  /// What is known to differ between two runs in the inputs of these roles: `git.commit 1a → 3c`.
  static func differences(
    _ a: RunOutcome, _ b: RunOutcome, where isWanted: (InputRole) -> Bool
  ) -> [String] {
    func change(_ name: String, _ from: String?, _ to: String?) -> String? {
      guard let from, let to, from != to else { return nil }
      return "\(name) \(from) → \(to)"
    }
    let from = a.inputs.inputs(where: isWanted)
    return [change("suite", a.suite, b.suite)].compactMap(\.self)
      + from.keys.sorted().compactMap { change($0, from[$0], b.inputs[$0]) }
  }

  /// What only one of two runs records: `recorded only in run a: node.image`.
  static func oneSided(
    _ a: RunOutcome, _ b: RunOutcome, where isWanted: (InputRole) -> Bool
  ) -> [String] {
    var pair = [a, b]
    let commit = a.inputs["git.commit"]
    let isSameCommit = commit != nil && commit == b.inputs["git.commit"]
    for index in pair.indices {
      pair[index].inputs = pair[index].inputs.inputs(where: isWanted)
        .filter { !(isSameCommit && InputRole.isToldOnTheWay($0.key)) }
      if let suite = pair[index].suite { pair[index].inputs["suite"] = suite }
    }
    return InputComparison.partial(InputComparison.all(of: pair), of: pair)
  }
}

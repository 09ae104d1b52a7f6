/// Runs of one suite with identical recorded inputs: repetitions of one another.
///
/// Only runs that record what was tested belong to one; seeds, tags and the like may differ.
public struct Cohort: Sendable, Equatable {
  /// The suite of all of them.
  public var suite: String?
  /// The equal inputs, of the roles `code` and `configuration`.
  public var inputs: [String: String]
  /// Ids of the runs, in order.
  public var runs: [String]
  /// The same ids, parted by equal recorded environments; more than one part proves less.
  public var environments: [[String]]

  /// The cohorts of `runs` in order of their first run; a run given twice counts once.
  static func all(of runs: [RunOutcome]) -> [Cohort] {
    var result: [Cohort] = []
    var position: [Key: Int] = [:]
    var parts: [[[String: String]]] = []
    var seen: Set<String> = []
    for run in runs where seen.insert(run.id).inserted {
      guard let key = Key(run) else { continue }
      let place = run.inputs.inputs { $0 == .environment }
      guard let index = position[key] else {
        position[key] = result.count
        result.append(
          Cohort(suite: run.suite, inputs: key.inputs, runs: [run.id], environments: [[run.id]]))
        parts.append([place])
        continue
      }
      result[index].runs.append(run.id)
      if let part = parts[index].firstIndex(of: place) {
        result[index].environments[part].append(run.id)
      } else {
        parts[index].append(place)
        result[index].environments.append([run.id])
      }
    }
    return result
  }

  /// What the runs of a cohort have in common.
  private struct Key: Hashable {
    var suite: String?
    var inputs: [String: String]

    /// `nil` when nothing recorded says what was tested.
    init?(_ run: RunOutcome) {
      if !run.recordsCode { return nil }
      suite = run.suite
      inputs = run.inputs.inputs(where: \.isOfCohort)
    }
  }
}

extension RunOutcome {
  /// Whether an input says what was tested; without one no run is known to be a repetition.
  var recordsCode: Bool { inputs.keys.contains { InputRole(key: $0) == .code } }
}

/// One input over all compared runs.
public struct InputComparison: Sendable, Equatable {
  /// Its key, such as `git.commit`.
  public var key: String
  /// What it says of a run.
  public var role: InputRole
  /// Its value in every run, in their order; `nil` where it is not recorded.
  public var values: [String?]

  /// Whether it is recorded everywhere with one value.
  public var isEqual: Bool { values.allSatisfy { $0 != nil && $0 == values.first } }

  /// All inputs of `runs`, by their keys.
  static func all(of runs: [RunOutcome]) -> [InputComparison] {
    let keys = Set(runs.flatMap(\.inputs.keys)).sorted()
    return keys.map { key in
      InputComparison(key: key, role: InputRole(key: key), values: runs.map { $0.inputs[key] })
    }
  }
}

/// How far two runs are known to be repetitions (the tiers of statistics.md, section 2).
public enum InputRelation: String, Sendable, Codable {
  /// Recorded inputs and environment are equal: a difference in outcome is non-determinism.
  case identical
  /// Only the recorded environment differs.
  case environmentDiffers = "environment-differs"
  /// An input that says what or how was tested differs, or is recorded in one run only.
  case inputsDiffer = "inputs-differ"
  /// At least one of the two does not record what was tested.
  case notRecorded = "not-recorded"

  /// The relation of two runs.
  init(_ a: RunOutcome, _ b: RunOutcome) {
    if !a.recordsCode || !b.recordsCode {
      self = .notRecorded
    } else if a.suite != b.suite
      || a.inputs.inputs(where: \.isOfCohort) != b.inputs.inputs(where: \.isOfCohort)
    {
      self = .inputsDiffer
    } else if a.inputs.inputs(where: { $0 == .environment })
      != b.inputs.inputs(where: { $0 == .environment })
    {
      self = .environmentDiffers
    } else {
      self = .identical
    }
  }

  /// What differs between two runs in the inputs of these roles: `git.commit 1a2b → 3c4d`.
  static func differences(
    _ a: RunOutcome, _ b: RunOutcome, where isWanted: (InputRole) -> Bool
  ) -> [String] {
    let from = a.inputs.inputs(where: isWanted)
    let to = b.inputs.inputs(where: isWanted)
    let keys = Set(from.keys).union(to.keys).sorted().filter { from[$0] != to[$0] }
    func change(_ name: String, _ from: String?, _ to: String?) -> String {
      "\(name) \(from ?? "not recorded") → \(to ?? "not recorded")"
    }
    return (a.suite == b.suite ? [] : [change("suite", a.suite, b.suite)])
      + keys.map { change($0, from[$0], to[$0]) }
  }
}

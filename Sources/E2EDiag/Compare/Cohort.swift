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
    var parts: [[[String: String]]] = []
    var seen: Set<String> = []
    for run in runs where seen.insert(run.id).inserted && run.recordsCode {
      let inputs = run.inputs.inputs(where: \.isOfCohort)
      let place = run.inputs.inputs { $0 == .environment }
      guard
        let index = result.firstIndex(where: {
          $0.suite == run.suite && InputRole.areRepetitions($0.inputs, inputs)
        })
      else {
        result.append(
          Cohort(suite: run.suite, inputs: inputs, runs: [run.id], environments: [[run.id]]))
        parts.append([place])
        continue
      }
      result[index].inputs.merge(inputs) { known, _ in known }
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
}

extension RunOutcome {
  /// Whether an input says what was tested; without one no run is known to be a repetition.
  var recordsCode: Bool { inputs.keys.contains { InputRole(key: $0) == .code } }
}

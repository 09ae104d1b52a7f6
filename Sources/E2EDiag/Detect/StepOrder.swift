/// The steps of several logs in one order.
package enum StepOrder {
  /// The steps of `logs`: within one log by its lines, those of different logs by their times.
  ///
  /// A step without a time stands behind the one before it. When the times of two logs cannot be
  /// compared, the logs stand one behind the other.
  package static func merged(_ logs: [[Step]]) -> [Step] {
    let logs = logs.filter { !$0.isEmpty }
    let times = logs.flatMap { $0.compactMap(\.start) }
    let areComparable =
      times.allSatisfy(\.isZoned) || times.allSatisfy(\.isLocal)
    guard logs.count > 1, areComparable, logs.allSatisfy({ $0.contains { $0.start != nil } }) else {
      return Array(logs.joined())
    }
    var heads = logs.map { _ in 0 }
    // A step is not before those that stand before it in its log.
    let starts = logs.map { steps -> [Int64] in
      let first = steps.lazy.compactMap(\.start).first?.milliseconds ?? 0
      return steps.reduce(into: []) { starts, step in
        starts.append(max(starts.last ?? first, step.start?.milliseconds ?? first))
      }
    }
    var result: [Step] = []
    while let next = logs.indices.filter({ heads[$0] < logs[$0].count })
      .min(by: { (starts[$0][heads[$0]], $0) < (starts[$1][heads[$1]], $1) })
    {
      result.append(logs[next][heads[next]])
      heads[next] += 1
    }
    return result
  }
}

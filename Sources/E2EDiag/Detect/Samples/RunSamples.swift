/// The samples of all logs of a run, each with how it stands to the failure.
package struct RunSamples: Sendable {
  /// A sample in its place.
  package struct Placed: Sendable {
    package var sample: ResourceSample
    /// Position of the log in ``Detection/logs``.
    package var log: Int
    /// How much more it is than the sample before it.
    package var rise = 0.0
    /// `nil` where it is known to say nothing of the failure.
    package var nearness: SampleNearness?
  }

  /// Samples of one figure in their order.
  package struct Series: Sendable {
    package var samples: [Placed]
    /// Whether it was as full from long before the failure on, so that steps passed in spite of it.
    package var isSteady = false
  }

  /// By metric and subject, in the order in which they first appear.
  package let series: [Series]

  private struct Key: Hashable {
    var metric: ResourceSample.Metric
    var place: String?
    var node: String?
  }

  /// Places the samples of `logs` around `failure`; without one they stand in the run.
  package init(_ logs: [Log], failure: FoundFailure?) {
    var series: [Series] = []
    var positions: [Key: Int] = [:]
    for (position, log) in logs.enumerated() {
      for sample in log.samples {
        let key = Key(metric: sample.metric, place: sample.place, node: sample.node)
        let index = positions[key] ?? series.count
        if index == series.count {
          positions[key] = index
          series.append(Series(samples: []))
        }
        series[index].samples.append(Placed(sample: sample, log: position))
      }
    }
    let time = failure.map { FailureTime($0, in: logs) }
    for index in series.indices {
      series[index].order()
      if let time { series[index].place(around: time) }
      series[index].findSteady()
    }
    self.series = series
    telling = series.filter { !$0.isSteady }.flatMap(\.samples).filter { $0.nearness != nil }
  }

  /// Those that may speak of the failure, and what is as full as ever left out.
  package let telling: [Placed]

  /// The sample that meets `condition` and tells most: the nearest, then the worst.
  package func worst(_ condition: SampleCondition) -> Placed? {
    telling.filter { condition.holds($0.sample, rise: $0.rise) }.max { a, b in
      (a.nearness ?? .run, a.sample.pressure) < (b.nearness ?? .run, b.sample.pressure)
    }
  }

  /// Whether a sample near the failure meets `condition`.
  package func holds(_ condition: SampleCondition) -> Bool { worst(condition) != nil }
}

extension RunSamples.Series {
  /// Seconds before a step, and after it, in which a sample still tells of it.
  private static let longestBefore = 300.0
  private static let longestAfter = 60.0
  /// Clocks of one machine that write at once differ by less.
  private static let slack = 1.0
  /// As full as this from the first sample to the last is no exhaustion.
  private static let full = 0.9

  /// By time where all have one, and what each has more than the one before.
  fileprivate mutating func order() {
    if samples.allSatisfy({ $0.sample.time?.isZoned == true }) {
      samples = samples.enumerated().sorted { a, b in
        let one = a.element.sample.time?.milliseconds ?? 0
        let other = b.element.sample.time?.milliseconds ?? 0
        return (one, a.offset) < (other, b.offset)
      }.map(\.element)
    }
    for index in samples.indices.dropFirst() {
      guard let now = samples[index].sample.used, let before = samples[index - 1].sample.used else {
        continue
      }
      samples[index].rise = now - before
    }
  }

  fileprivate mutating func place(around failure: FailureTime) {
    var before: Int?
    var after: Int?
    for index in samples.indices {
      switch Self.side(of: samples[index], failure) {
      case .during: samples[index].nearness = .during
      case .before: before = index
      case .after: after = after ?? index
      case .far: continue
      case .open: samples[index].nearness = .run
      }
    }
    if let before { samples[before].nearness = .near }
    if let after { samples[after].nearness = .near }
  }

  private enum Side { case before, during, after, far, open }

  private static func side(of placed: RunSamples.Placed, _ failure: FailureTime) -> Side {
    if placed.log == failure.log {
      let index = placed.sample.index
      if failure.lines.contains(index) { return .during }
      if index < failure.lines.lowerBound { return .before }
      return failure.cleanup.map { index < $0 } ?? true ? .after : .far
    }
    guard let time = placed.sample.time, let first = failure.first, let last = failure.last,
      let sinceFirst = FailureTime.seconds(from: first, to: time),
      let sinceLast = FailureTime.seconds(from: last, to: time)
    else { return .open }
    if sinceFirst < -slack { return sinceFirst >= -longestBefore ? .before : .far }
    if sinceLast <= slack { return .during }
    if let cleanup = failure.cleanupTime,
      let since = FailureTime.seconds(from: cleanup, to: time), since >= 0
    {
      return .far
    }
    return sinceLast <= longestAfter ? .after : .far
  }

  fileprivate mutating func findSteady() {
    guard samples.count > 1, let first = samples.first,
      first.nearness == nil || first.nearness == .run
    else { return }
    let fractions = samples.compactMap(\.sample.fraction)
    guard fractions.count == samples.count, let least = fractions.min() else { return }
    isSteady = least >= Self.full && (fractions.max() ?? 1) - (first.sample.fraction ?? 0) < 0.02
  }
}

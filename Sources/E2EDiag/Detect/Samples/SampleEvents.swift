/// Samples → what of them stands on the timeline: never all of them.
package struct SampleEvents {
  let samples: RunSamples
  let logs: [Log]
  let remarkable: [SampleCondition]

  /// A run has no more of them.
  private static let most = 40
  /// Rises of one counter.
  private static let mostRises = 4

  /// The first sample of each figure that is remarkable, and the worst near the failure.
  package func events() -> [RunEvent] {
    var events: [RunEvent] = []
    for series in samples.series where !series.isSteady {
      for condition in remarkable {
        let met = series.samples.filter { condition.holds($0.sample, rise: $0.rise) }
        guard let first = met.first else { continue }
        if condition.quantity == .rise {
          events += met.prefix(Self.mostRises).map(event)
          continue
        }
        let near = met.filter { $0.nearness == .during || $0.nearness == .near }
        let worst = (near.isEmpty ? met : near).max { $0.sample.pressure < $1.sample.pressure }
        events.append(event(first))
        if let worst, worst.sample != first.sample { events.append(event(worst)) }
      }
    }
    return Array(events.prefix(Self.most))
  }

  private func event(_ placed: RunSamples.Placed) -> RunEvent {
    let (log, sample) = (logs[placed.log], placed.sample)
    let line = log.text.lines[sample.index]
    // A time in a column of its own is measured whatever that of the line is.
    let quality = sample.time == line.time ? line.quality : .measured
    return RunEvent(
      kind: .resource, time: sample.time, quality: sample.time == nil ? .none : quality,
      subject: sample.subject, sentence: placed.sentence, line: log.quote(sample.index))
  }
}

extension RunSamples.Placed {
  /// `/var on e2e-node-19: 98 % used, 1.2 GiB left`.
  package var sentence: String {
    let left = sample.free.map { free in
      sample.metric.isInBytes ? SampleAmount.words(bytes: free) : SampleAmount.rounded(free)
    }
    let part = sample.fraction.map(SampleAmount.words(fraction:))
    let used = part.map { "\($0) used" }
    let rest = left.map { "\($0) left" }
    let words: [String?] =
      switch sample.metric {
      case .disk: [used, rest]
      case .inodes: [part.map { "\($0) of the inodes used" }, left.map { "\($0) inodes left" }]
      case .memory:
        [part.map { "\($0) of the memory used" }, left.map { "\($0) of memory available" }]
      case .swap: [part.map { "\($0) of the swap used" }, rest]
      case .cpu: [part.map { "\($0) of a processor" }]
      case .processes: [sample.used.map { "\(SampleAmount.rounded($0)) processes" }]
      case .oomKills: [kills]
      }
    return "\(sample.subject): \(words.compactMap { $0 }.joined(separator: ", "))"
  }

  private var kills: String {
    let count = SampleAmount.rounded(rise)
    return "the counter of kills for want of memory rose by \(count)"
  }
}

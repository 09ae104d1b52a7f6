/// When the failing step began and when it failed, as far as its log tells.
package struct FailureSpan: Sendable {
  /// Where a time lies, seen from the failure.
  package enum Position: Sendable, Equatable {
    /// In the failing step, or shortly before it.
    case near
    /// In the run, and earlier.
    case earlier
    /// Before the run, or after the failure.
    case outside
  }

  /// The first time of the failing log.
  private let runStart: LogTime?
  private let start: LogTime?
  private let end: LogTime?

  /// Seconds before the step in which something may have led to its failure.
  private static let lead = 120.0
  /// Seconds by which clocks and buffers may put something behind the failure it led to.
  private static let slack = 2.0

  /// The span of `failure`, which was found in `logs`; without one everything is open.
  package init(_ logs: [Log], _ failure: FoundFailure?) {
    guard let failure else {
      runStart = nil
      start = nil
      end = nil
      return
    }
    let log = logs[failure.log]
    let step = failure.step.map { log.track.steps[$0] }
    runStart = log.text.lines.lazy.compactMap(\.time).first
    start = step.flatMap { Self.time(from: $0.startIndex, to: failure.statedAt, in: log) }
    let last = failure.message?.endIndex ?? failure.statedAt
    let behind = min(log.text.lines.count - 1, last + Self.linesBehind)
    let stated = Self.time(from: failure.statedAt, to: behind, in: log)
    let torn = log.track.teardownAt.flatMap {
      Self.time(from: $0, to: failure.statedAt, in: log)
    }
    end = torn ?? stated
  }

  /// A failure may be dated by a line a little behind it.
  private static let linesBehind = 20

  private static func time(from first: Int, to last: Int, in log: Log) -> LogTime? {
    guard first <= last else { return nil }
    return (first...last).lazy.compactMap { log.text.lines[$0].time }.first
  }

  /// Where `time` lies; `nil` where that cannot be compared.
  package func position(of time: LogTime?) -> Position? {
    guard let time, let end else { return nil }
    guard let before = time.seconds(to: end) else {
      return isFar(time, from: end) ? .outside : nil
    }
    guard before >= -Self.slack else { return .outside }
    if let start, let lead = time.seconds(to: start) {
      if lead <= Self.lead { return .near }
    } else if before <= Self.lead {
      return .near
    }
    return runStart.flatMap { time.seconds(to: $0) }.map { $0 > Self.lead ? .outside : .earlier }
      ?? .earlier
  }

  /// Whether `time` is of another day than the run, whatever its zone is.
  private func isFar(_ time: LogTime, from end: LogTime) -> Bool {
    guard time.hasDate, end.hasDate else { return false }
    let first = runStart.flatMap { $0.hasDate ? $0 : nil } ?? end
    return time.milliseconds - end.milliseconds > Self.farthestZone
      || first.milliseconds - time.milliseconds > Self.farthestZone
  }

  /// In milliseconds; no two zones are farther apart than UTC-12 and UTC+14.
  private static let farthestZone: Int64 = 26 * 3_600_000

  /// Whether `time` lies inside the failing step itself; `nil` where that cannot be compared.
  ///
  /// Without slack: a teardown removes the node within a moment of the failure.
  package func isInStep(_ time: LogTime?) -> Bool? {
    guard let time, let end, let start, let before = time.seconds(to: end),
      let since = start.seconds(to: time)
    else { return nil }
    return before >= 0 && since >= 0
  }
}

/// When and where in its log the failing step ran.
package struct FailureTime: Sendable {
  /// Position of the log in ``Detection/logs``.
  let log: Int
  /// Kept lines of the step, up to the one that states the failure.
  let lines: ClosedRange<Int>
  /// Index of the line behind which things are cleaned up; `nil` when nothing is.
  let cleanup: Int?
  /// The first and the last time of the step, where the log has them.
  let first: LogTime?
  let last: LogTime?
  /// When the cleaning up began.
  let cleanupTime: LogTime?

  /// The step of `failure`, which stands in one of `logs`.
  package init(_ failure: FoundFailure, in logs: [Log]) {
    let log = logs[failure.log]
    let step = failure.step.map { log.track.steps[$0] }
    let start = min(step?.startIndex ?? failure.window.lowerBound, failure.window.lowerBound)
    let end = max(failure.window.upperBound, failure.statedAt)
    self.log = failure.log
    lines = start...max(start, end)
    cleanup = [log.track.teardownAt, log.track.clusterRemoval(after: failure)]
      .compactMap { $0 }.filter { $0 > failure.statedAt }.min()
    let text = log.text
    let inside = lines.compactMap { text.lines[$0].time }
    let before = text.lines[..<start].reversed().lazy.compactMap(\.time).first
    let behind = text.lines[min(end + 1, text.lines.count)...].lazy.compactMap(\.time).first
    first = step?.step.start ?? inside.first ?? before
    last = inside.last ?? step?.step.end ?? behind ?? first
    cleanupTime = cleanup.flatMap { text.lines[$0...].lazy.compactMap(\.time).first }
  }

  /// Seconds from `one` to `other`, where the two can be compared.
  ///
  /// A time without a zone is taken for one of the same zone when that brings the two together.
  static func seconds(from one: LogTime, to other: LogTime) -> Double? {
    if let seconds = one.seconds(to: other) { return seconds }
    if one.hasDate, other.hasDate {
      let difference = Double(other.milliseconds - one.milliseconds) / 1000
      return abs(difference) <= zoneSlack ? difference : nil
    }
    func clock(_ time: LogTime) -> LogTime {
      LogTime(milliseconds: time.inDay, hasDate: false, hasZone: false)
    }
    return clock(one).seconds(to: clock(other))
  }

  /// The smallest difference of two zones in use is a quarter of an hour.
  private static let zoneSlack = 600.0
}

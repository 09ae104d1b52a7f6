/// Keeps samples in bounded memory: the last ones whole, of the older ones the extremes.
///
/// A unit is what must stay together to be understood: a row of a table, or a clock, a header and its
/// rows. When older units need too much, neighbours give way to the highest and the lowest of each
/// figure among them; so the highest and the lowest of all never go.
package struct SampleThinning {
  private struct Unit {
    var lines: [Retention.Kept] = []
    var values: [(series: Int, value: Double)] = []
    var bytes = 0
  }

  private struct Key: Hashable {
    var metric: ResourceSample.Metric
    var subject: String
  }

  /// Bytes of older units, and of the last ones; what a line costs beside its text is counted too.
  private static let olderBytes = 1_048_576
  private static let recentBytes = 524_288
  private static let lineCost = 96
  /// Figures that are told apart; more, such as a container for each test, share one extreme.
  private static let mostSeries = 512

  private var older: [Unit] = []
  private var olderSize = 0
  /// Two generations, so that at least ``recentBytes`` of the last ones stay.
  private var before: [Unit] = []
  private var recent: [Unit] = []
  private var recentSize = 0
  private var open = Unit()
  private var clock: Retention.Kept?
  private var series: [Key: Int] = [:]
  /// Samples that came.
  package private(set) var count = 0

  /// Nothing yet.
  package init() {}

  /// A header or a clock begins a unit when the one before has its samples.
  package mutating func begin(_ line: Retention.Kept, isClock: Bool) {
    if !open.values.isEmpty { close() }
    if isClock {
      clock = line
      open = Unit()
    } else if open.lines.isEmpty, let clock {
      append(clock)
    }
    append(line)
  }

  /// Adds a line of samples, which needs no other line when it `isWhole`.
  package mutating func add(_ line: Retention.Kept, _ samples: [ResourceSample], isWhole: Bool) {
    append(line)
    for sample in samples {
      count += 1
      let key = Key(metric: sample.metric, subject: sample.subject)
      let number = series[key] ?? min(series.count, Self.mostSeries)
      if number < Self.mostSeries { series[key] = number }
      open.values.append((number, sample.pressure))
    }
    // A block that never ends is cut: its rows are read without the header, or not at all.
    if isWhole || open.bytes > Self.recentBytes / 4 { close() }
  }

  private mutating func append(_ line: Retention.Kept) {
    open.lines.append(line)
    open.bytes += line.text.count + Self.lineCost
  }

  private mutating func close() {
    recent.append(open)
    recentSize += open.bytes
    open = Unit()
    guard recentSize > Self.recentBytes else { return }
    older += before
    olderSize += before.reduce(0) { $0 + $1.bytes }
    before = recent
    recent = []
    recentSize = 0
    if olderSize > Self.olderBytes { thin() }
  }

  /// Leaves of groups of neighbours the extremes, of larger groups until little is left.
  private mutating func thin() {
    var size = 8
    while olderSize > Self.olderBytes / 2, !older.isEmpty {
      var kept: [Unit] = []
      for start in stride(from: 0, to: older.count, by: size) {
        kept += Self.extremes(of: older[start..<min(start + size, older.count)])
      }
      older = kept
      olderSize = older.reduce(0) { $0 + $1.bytes }
      if size >= older.count { break }
      size *= 2
    }
  }

  /// The units with the first highest and the last lowest value of a figure.
  private static func extremes(of units: ArraySlice<Unit>) -> [Unit] {
    var highest: [Int: (value: Double, unit: Int)] = [:]
    var lowest: [Int: (value: Double, unit: Int)] = [:]
    for index in units.indices {
      for (series, value) in units[index].values {
        if highest[series].map({ value > $0.value }) ?? true { highest[series] = (value, index) }
        if lowest[series].map({ value <= $0.value }) ?? true { lowest[series] = (value, index) }
      }
    }
    let kept = Set(highest.values.map(\.unit)).union(lowest.values.map(\.unit))
    return units.indices.filter(kept.contains).map { units[$0] }
  }

  /// The lines that were kept, in order, each once.
  package mutating func finish() -> [Retention.Kept] {
    if !open.lines.isEmpty { close() }
    var last = 0
    return (older + before + recent).flatMap(\.lines).filter { line in
      defer { last = max(last, line.number) }
      return line.number > last
    }
  }
}

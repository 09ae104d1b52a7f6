/// Bounds what is kept of all sources of a run together: many small ones are as much as a large one.
///
/// Each line has a rank: how often what a source may keep can be halved before the line goes. Ranks
/// depend on their source alone, and all sources are thinned to the same one, so that the order of the
/// sources changes nothing.
package struct SharedRetention {
  /// Bytes of text that are kept in all; a source alone stays below.
  package static let budget = KeepingLimits.whole + (2 << 20)
  /// The smallest part of a source that is kept whole is ``LineKeeper/wholeSize`` halved so often.
  private static let highestRank: UInt8 = 12
  /// Bytes at the end of a source that are kept as long as its first ones.
  private static let tailSize = 8192

  private let keeping: Prefilter?
  private let budget: Int
  private var rank: UInt8 = 0
  private var size = 0

  /// Ranks lines by the texts of `keeping`; with `nil` every line is kept. `budget` is smaller in tests.
  package init(keeping: Prefilter?, budget: Int = SharedRetention.budget) {
    self.keeping = keeping
    self.budget = budget
  }

  /// Adds `reading` behind `readings`, of which less is kept when they get too many.
  package mutating func add(_ reading: LogReader.Reading, to readings: inout [LogReader.Reading]) {
    readings.append(reading)
    guard let keeping else { return }
    if rank > 0 { thin(&readings[readings.count - 1], keeping) }
    size += readings[readings.count - 1].text.bytes.count
    while size > budget, readings.count > 1, rank < Self.highestRank {
      rank += 1
      for index in readings.indices { thin(&readings[index], keeping) }
      size = readings.reduce(0) { $0 + $1.text.bytes.count }
    }
  }

  private func thin(_ reading: inout LogReader.Reading, _ keeping: Prefilter) {
    // A report refers to its lines, and has few.
    guard reading.reports.isEmpty else { return }
    if reading.ranks.isEmpty { reading.ranks = Self.ranks(of: reading.text, keeping) }
    guard reading.ranks.contains(where: { $0 < rank }) else { return }
    let text = reading.text
    var thinned = LogText()
    var ranks: [UInt8] = []
    for (index, line) in text.lines.enumerated() where reading.ranks[index] >= rank {
      thinned.append(Array(text.bytes[line.range]), number: line.number, time: line.time)
      ranks.append(reading.ranks[index])
    }
    thinned.lineCount = text.lineCount
    thinned.byteCount = text.byteCount
    thinned.isWhole = false
    reading.text = thinned
    reading.ranks = ranks
    reading.summary.notes.removeAll { $0.hasPrefix("large: ") }
    reading.summary.notes.append(
      "large: with the other sources; the first \(max(1, KeepingLimits.whole >> (Int(rank) + 10))) KiB "
        + "and the lines that rules speak about were kept")
  }

  /// A line of high rank stands near the start or the end, or is one of the first or the last of those
  /// near a hit.
  private static func ranks(of text: LogText, _ keeping: Prefilter) -> [UInt8] {
    let isNear = linesNearHits(text, keeping)
    let nearSize = zip(text.lines, isNear).reduce(0) { $0 + ($1.1 ? $1.0.range.count : 0) }
    var nearBefore = 0
    return text.lines.indices.map { index in
      let range = text.lines[index].range
      var highest = max(
        rank(offset: range.lowerBound),
        rank(offset: text.bytes.count - range.upperBound, within: tailSize))
      if isNear[index] {
        highest = max(highest, rank(offset: nearBefore))
        nearBefore += range.count
        highest = max(highest, rank(offset: nearSize - nearBefore))
      }
      return highest
    }
  }

  /// How often the size that is kept can be halved and still be more than `offset`.
  private static func rank(offset: Int, within limit: Int = .max) -> UInt8 {
    guard offset < limit else { return 0 }
    var rank: UInt8 = 0
    while (rank < highestRank) && (offset < KeepingLimits.whole >> (Int(rank) + 1)) {
      rank += 1
    }
    return rank
  }

  private static func linesNearHits(_ text: LogText, _ keeping: Prefilter) -> [Bool] {
    var isHit = [Bool](repeating: false, count: text.lines.count)
    text.bytes.withUnsafeBytes { bytes in
      keeping.scan(bytes) { _, offset in isHit[text.index(ofByte: offset)] = true }
    }
    var isNear = isHit
    var last: Int?
    for index in text.lines.indices {
      let number = text.lines[index].number
      if isHit[index] { last = number }
      if let last, number - last <= LineKeeper.after { isNear[index] = true }
    }
    last = nil
    for index in text.lines.indices.reversed() {
      let number = text.lines[index].number
      if isHit[index] { last = number }
      if let last, last - number <= LineKeeper.before { isNear[index] = true }
    }
    return isNear
  }
}

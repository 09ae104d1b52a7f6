/// What several sources tell of with a time each: the same message, the same container or image.
///
/// Events are lines: their times are looked up when they are asked for, as clocks are still being set.
package struct CommonEvents {
  /// A difference of the clocks of two sources.
  package struct Difference: Equatable {
    /// Milliseconds that the second source is ahead of the first: the median of all.
    var milliseconds: Int64
    /// How many events the sources have in common.
    var count: Int
    /// Whether nearly all events tell the same.
    var isConsistent: Bool
  }

  /// Two sources, the first one first in the run.
  package struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  /// The lines of both sources that tell of the same.
  private typealias Lines = (first: Int, second: Int)

  /// By messages that are the same in both.
  private var messages: [Pair: [Lines]] = [:]
  /// By the first mention of a container or an image, which may be of two things done to it.
  private var names: [Pair: [Lines]] = [:]

  /// The events of `texts` that have a time on their clock.
  init(_ texts: [LogText], _ clocks: [SourceClock]) {
    guard clocks.count(where: { !$0.stamps.isEmpty }) > 1 else { return }
    var messages: [UInt64: [(source: Int, line: Int)]] = [:]
    var names: [UInt64: [(source: Int, line: Int)]] = [:]
    for source in texts.indices {
      let own = Self.events(of: texts[source], clocks[source])
      for (key, line) in own.messages { messages[key, default: []].append((source, line)) }
      for (key, line) in own.names { names[key, default: []].append((source, line)) }
    }
    self.messages = Self.pairs(messages)
    self.names = Self.pairs(names)
  }

  /// As few common events may be chance.
  static let fewest = 3
  /// In milliseconds, how much the events of two clocks may differ.
  static let spread: Int64 = 1000

  /// How `clocks` differ between `first` and `second` by messages that are the same; `nil` without one.
  func difference(_ first: Int, _ second: Int, _ clocks: [SourceClock]) -> Difference? {
    difference(first, second, clocks, in: messages)
  }

  /// The same by names too: good enough for whole hours.
  func roughDifference(_ first: Int, _ second: Int, _ clocks: [SourceClock]) -> Difference? {
    difference(first, second, clocks, in: messages) ?? difference(first, second, clocks, in: names)
  }

  private func difference(
    _ first: Int, _ second: Int, _ clocks: [SourceClock], in events: [Pair: [Lines]]
  ) -> Difference? {
    let pair = Pair(first: min(first, second), second: max(first, second))
    let times = (events[pair] ?? []).compactMap { lines -> Int64? in
      guard let one = clocks[pair.first].time(ofLine: lines.first),
        let other = clocks[pair.second].time(ofLine: lines.second)
      else { return nil }
      return other.milliseconds - one.milliseconds
    }.sorted()
    guard !times.isEmpty else { return nil }
    let median = times[times.count / 2]
    let alike = times.count { abs($0 - median) <= Self.spread }
    return Difference(
      milliseconds: first < second ? median : -median, count: alike,
      isConsistent: alike >= Self.fewest && alike * 5 >= times.count * 4)
  }

  private static func pairs(_ events: [UInt64: [(source: Int, line: Int)]]) -> [Pair: [Lines]] {
    var result: [Pair: [Lines]] = [:]
    for places in events.values where places.count > 1 {
      for (position, first) in places.enumerated() {
        for second in places[(position + 1)...] {
          result[Pair(first: first.source, second: second.source), default: []]
            .append((first.line, second.line))
        }
      }
    }
    return result
  }

  // MARK: - Events of a source

  /// Fewer bytes say too little to be the same.
  private static let shortest = 24
  /// Hexadecimal digits of the name of a container or an image.
  private static let nameLength = 64

  private static func events(of text: LogText, _ clock: SourceClock)
    -> (messages: [UInt64: Int], names: [UInt64: Int])
  {
    var messages: [UInt64: Int] = [:]
    var repeated: Set<UInt64> = []
    var names: [UInt64: Int] = [:]
    for stamp in clock.stamps {
      text.withLine(stamp.index) { line in
        let start = endOfOwnTime(line)
        guard line.count - start >= shortest else { return }
        let hash = scan(line, from: start) { name in
          if names[name] == nil { names[name] = stamp.index }
        }
        if messages.updateValue(stamp.index, forKey: hash) != nil { repeated.insert(hash) }
      }
    }
    for key in repeated { messages[key] = nil }
    return (messages, names)
  }

  /// Where the message begins behind a time that the line tells itself.
  private static func endOfOwnTime(_ line: UnsafeRawBufferPointer) -> Int {
    var reader = StampReader(line)
    // The mark of the program that the journal has kept.
    if reader.take(all: "kubelet["), reader.number(most: 10) != nil {
      _ = reader.take(all: "]: ")
    } else {
      reader.position = 0
    }
    if reader.take(all: "time=\"") {
      while let byte = reader.next, byte != UInt8(ascii: "\"") { reader.position += 1 }
      return min(reader.position + 1, line.count)
    }
    let start = reader.position
    if let level = reader.next, (65...90).contains(level) {
      reader.position += 1
      if reader.digits(4) != nil, reader.take(" "), reader.clock() != nil { return reader.position }
    }
    return start
  }

  /// The hash of the line from `start`; calls `name` with that of each long name in it.
  private static func scan(
    _ line: UnsafeRawBufferPointer, from start: Int, _ name: (UInt64) -> Void
  ) -> UInt64 {
    // FNV-1a, 64 bits.
    let basis: UInt64 = 0xcbf2_9ce4_8422_2325
    var hash = basis
    var nameHash = basis
    var length = 0
    // `index` stays inside the line.
    for index in start..<line.count {
      let byte = line[index]
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      if (48...57).contains(byte) || (97...102).contains(byte) {
        nameHash = (nameHash ^ UInt64(byte)) &* 0x100_0000_01b3
        length += 1
        continue
      }
      if length == nameLength { name(nameHash) }
      nameHash = basis
      length = 0
    }
    if length == nameLength { name(nameHash) }
    return hash
  }
}

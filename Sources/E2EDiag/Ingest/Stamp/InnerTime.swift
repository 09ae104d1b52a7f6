extension Timestamp {
  /// The time that a line tells itself, and that stays in it.
  ///
  /// - klog's header `I1124 05:55:55.123456   12 file.go:1] `;
  /// - logrus: `time="…"`, and `DEBU[0003] ` since the program started;
  /// - zap and others in JSON: `"ts":1795499755.12`, `"time":"…"`;
  /// - `date`: `Tue Nov 24 05:55:55 UTC 2026`;
  /// - Ginkgo: ` @ 01/02/06 15:04:05.999` at the end.
  package static func time(in text: [UInt8]) -> LogTime? {
    text.withUnsafeBytes { text in
      var start = 0
      while start < text.count, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
      guard start < text.count else { return nil }
      var reader = StampReader(text, at: start)
      switch text[start] {
      case UInt8(ascii: "{"): if let time = member(of: text) { return time }
      case UInt8(ascii: "t"):
        if reader.take(all: "time=\"") || reader.take(all: "ts=\"") || reader.take(all: "ts="),
          let time = reader.isoTime() ?? reader.epoch()
        {
          return time
        }
      case 65...90:
        if let time = reader.klogHeader() { return time }
        reader.position = start
        if let time = reader.sinceStart() { return time }
        reader.position = start
        if reader.weekday(), let time = reader.dateOfTheShell(), reader.isAtBorder { return time }
        reader.position = start
      // `kubelet[12]: ` stays, see StampReader.skipWriter.
      case UInt8(ascii: "k"):
        if reader.take(all: "kubelet["), reader.number(most: 10) != nil, reader.take(all: "]: "),
          let time = reader.klogHeader()
        {
          return time
        }
      default: break
      }
      if let time = logrusTime(in: text) { return time }
      return timeAtTheEnd(of: text)
    }
  }

  private static func logrusTime(in text: UnsafeRawBufferPointer) -> LogTime? {
    var index = 5
    while index < text.count {
      // `index` is inside the line, and so is what stands before it.
      if text[index] == UInt8(ascii: "\""), text[index - 1] == UInt8(ascii: "=") {
        var reader = StampReader(text, at: index - 5)
        if reader.take(all: "time=\""), let time = reader.isoTime() { return time }
      }
      index += 1
    }
    return nil
  }

  private static func timeAtTheEnd(of text: UnsafeRawBufferPointer) -> LogTime? {
    // A time of Ginkgo, with the mark before and a code place maybe behind, is short.
    guard text.count > 20, let at = text.lastIndex(of: UInt8(ascii: "@")), at + 2 < text.count,
      text[at + 1] == 0x20
    else { return nil }
    var reader = StampReader(text, at: at + 2)
    return reader.usDateTime()
  }

  /// The names that loggers give the time of a line in JSON.
  private static let members: [StaticString] = [
    "ts\":", "time\":", "timestamp\":", "@timestamp\":",
  ]

  /// Bytes of an object in which its time is looked for: loggers write it first.
  private static let memberReach = 300

  private static func member(of text: UnsafeRawBufferPointer) -> LogTime? {
    var index = 0
    while index < min(text.count, memberReach) {
      if text[index] == UInt8(ascii: "\"") {
        for member in members {
          var reader = StampReader(text, at: index + 1)
          guard reader.take(all: member) else { continue }
          reader.skipBlanks()
          _ = reader.take("\"")
          if let time = reader.isoTime() ?? reader.epoch() { return time }
        }
      }
      index += 1
    }
    return nil
  }
}

extension StampReader {
  /// `I1124 05:55:55.123456   12 file.go:1] `: no year, no zone.
  fileprivate mutating func klogHeader() -> LogTime? {
    guard take("I") || take("W") || take("E") || take("F"), let month = digits(2),
      let day = digits(2), take(" "), let clock = clock(), clock.precision < 1000,
      take(" ")
    else { return nil }
    skipBlanks()
    guard number(most: 10) != nil, take(" "), let file = word(most: 128),
      bytes[file.upperBound - 1] == UInt8(ascii: "]"), bytes[file].contains(UInt8(ascii: ":"))
    else { return nil }
    return Self.yearless(month: month, day: day, clock: clock)
  }

  /// `DEBU[0003] `, and `INFO[2026-11-24T05:55:55Z] ` of the same logger.
  fileprivate mutating func sinceStart() -> LogTime? {
    guard
      take(all: "DEBU[") || take(all: "INFO[") || take(all: "WARN[") || take(all: "ERRO[")
        || take(all: "TRAC[")
        || take(all: "FATA[") || take(all: "PANI[")
    else { return nil }
    if let time = isoTime() { return take("]") ? time : nil }
    let start = position
    guard let seconds = number(most: 9), position - start >= 4, take("]") else { return nil }
    var time = LogTime(milliseconds: seconds * 1000, hasDate: false, hasZone: false)
    time.origin = .start
    time.precision = 1000
    return time
  }
}

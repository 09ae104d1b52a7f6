/// The times that logs print, read byte by byte.
package enum Timestamp {
  /// A stamp that stands before the line proper, with the blank behind it.
  ///
  /// An ISO 8601 time (GitHub Actions, CRI, zap), also in brackets (Jenkins) and with the number of
  /// its stream (GitLab: `00O `, `01E+`), `[15:04:05.000]`, or `job<TAB>step<TAB>` before an ISO time
  /// (`gh run view --log`).
  package static func leadingStamp(_ text: [UInt8]) -> (time: LogTime, range: Range<Int>)? {
    // Ginkgo indents what a suite prints; the indent stays.
    let start = text.prefix(40).firstIndex { $0 != 0x20 } ?? 0
    var reader = Reader(text, at: start)
    if let time = reader.isoTime() ?? reader.bracketedTime(), reader.skipBlank() {
      reader.skipStream()
      return (time, start..<reader.position)
    }
    // The names of a job and a step are short; a table with tabs is not taken for them.
    guard let first = text.prefix(120).firstIndex(of: 0x09),
      let second = text[(first + 1)...].prefix(160).firstIndex(of: 0x09)
    else { return nil }
    reader = Reader(text, at: second + 1)
    if text[reader.position...].starts(with: [0xef, 0xbb, 0xbf]) { reader.position += 3 }
    guard let time = reader.isoTime(), reader.skipBlank() else { return nil }
    return (time, 0..<reader.position)
  }

  /// The bytes of the name that `docker compose logs` and `podman-compose` put before a line:
  /// `e2e-1  | `; empty when there is none.
  package static func composeName(_ text: [UInt8]) -> Range<Int> {
    guard let bar = text.prefix(64).firstIndex(of: UInt8(ascii: "|")), bar > 2 else { return 0..<0 }
    let name = text[..<bar].reversed().drop { $0 == 0x20 }.reversed()
    let isName = name.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0 | 0x20) || "-_.".utf8.contains($0)
    }
    guard isName, name.count < bar, let last = name.last, (48...57).contains(last),
      let mark = name.dropLast().last(where: { !(48...57).contains($0) }),
      mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_")
    else { return 0..<0 }
    return 0..<(bar + 1 < text.count && text[bar + 1] == 0x20 ? bar + 2 : bar + 1)
  }

  /// The time inside a line: logrus `time="…"`, or Ginkgo's ` @ 01/02/06 15:04:05.999` at its end.
  package static func time(in text: [UInt8]) -> LogTime? {
    if let start = text.withUnsafeBytes({ $0.firstIndex(of: Array("time=\"".utf8)) }) {
      var reader = Reader(text, at: start + 6)
      if let time = reader.isoTime() { return time }
    }
    guard text.count > 20, let at = text.lastIndex(of: UInt8(ascii: "@")), at + 2 < text.count,
      text[at + 1] == 0x20
    else { return nil }
    var reader = Reader(text, at: at + 2)
    return reader.usDateTime()
  }

  /// An ISO 8601 time that fills the whole of `text`, as an option gives it; zone optional.
  package static func parse(_ text: String) -> LogTime? {
    let bytes = Array(text.utf8)
    var reader = Reader(bytes, at: 0)
    guard let time = reader.isoTime(zoneNeeded: false), reader.position == bytes.count else {
      return nil
    }
    return time
  }

  /// A position in bytes that moves on over what it could read.
  private struct Reader {
    let bytes: [UInt8]
    var position: Int

    init(_ bytes: [UInt8], at position: Int) {
      self.bytes = bytes
      self.position = position
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func skipBlank() -> Bool {
      guard let byte = next, byte == 0x20 || byte == 0x09 else { return position == bytes.count }
      position += 1
      return true
    }

    /// Exactly `count` digits.
    mutating func digits(_ count: Int) -> Int64? {
      guard position + count <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[position..<(position + count)] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - 48)
      }
      position += count
      return value
    }

    /// Milliseconds of a fraction of any length; 0 when there is none.
    mutating func fraction() -> Int64 {
      let start = position
      guard take(".") || take(",") else { return 0 }
      var value: Int64 = 0
      var count = 0
      while let byte = next, (48...57).contains(byte) {
        if count < 3 { value = value * 10 + Int64(byte - 48) }
        count += 1
        position += 1
      }
      if count == 0 { position = start }
      while count < 3 {
        value *= 10
        count += 1
      }
      return value
    }

    /// `15:04:05` with an optional fraction, in milliseconds of the day.
    mutating func clock() -> Int64? {
      guard let hour = digits(2), take(":"), let minute = digits(2), take(":"),
        let second = digits(2), hour < 24, minute < 60, second < 61
      else { return nil }
      return ((hour * 60 + minute) * 60 + second) * 1000 + fraction()
    }

    mutating func isoTime(zoneNeeded: Bool = true) -> LogTime? {
      let start = position
      if let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
        (1...12).contains(month), (1...31).contains(day), take("T") || take(" "),
        let clock = clock()
      {
        let local = LogTime.days(year: year, month: month, day: day) * 86_400_000 + clock
        if let offset = zone() {
          return LogTime(milliseconds: local - offset, hasDate: true, hasZone: true)
        }
        if !zoneNeeded { return LogTime(milliseconds: local, hasDate: true, hasZone: false) }
      }
      position = start
      return nil
    }

    /// `Z`, `+01:00` or `-0500`, in milliseconds east of UTC.
    private mutating func zone() -> Int64? {
      if take("Z") { return 0 }
      let sign: Int64 = next == UInt8(ascii: "-") ? -1 : 1
      guard take("+") || take("-"), let hours = digits(2) else { return nil }
      _ = take(":")
      return sign * (hours * 60 + (digits(2) ?? 0)) * 60_000
    }

    mutating func bracketedTime() -> LogTime? {
      let start = position
      if take("[") {
        if let time = isoTime(), take("]") { return time }
        position = start + 1
        if let clock = clock(), take("]") {
          return LogTime(milliseconds: clock, hasDate: false, hasZone: false)
        }
      }
      position = start
      return nil
    }

    /// GitLab's number of a stream, `O` or `E` for output and errors, and `+` on a line that goes on.
    mutating func skipStream() {
      let start = position
      if digits(2) != nil, take("O") || take("E"), take("+") || skipBlank() { return }
      position = start
    }

    /// `01/02/06 15:04:05.999`: month, day, year of this century, no zone.
    mutating func usDateTime() -> LogTime? {
      guard let month = digits(2), take("/"), let day = digits(2), take("/"),
        let year = digits(2), take(" "), (1...12).contains(month), (1...31).contains(day),
        let clock = clock()
      else { return nil }
      let days = LogTime.days(year: 2000 + year, month: month, day: day)
      return LogTime(milliseconds: days * 86_400_000 + clock, hasDate: true, hasZone: false)
    }
  }
}

/// The times that logs print, read byte by byte.
package enum Timestamp {
  /// A stamp that stands before the line proper, with the blank behind it.
  ///
  /// An ISO 8601 time (GitHub Actions, CRI, zap), also in brackets (Jenkins) and with the number of
  /// its stream (GitLab: `00O `, `01E+`), `[15:04:05.000]`, `job<TAB>step<TAB>` before an ISO time
  /// (`gh run view --log`), and the prefixes of ``systemPrefix(_:)``.
  package static func leadingStamp(_ text: [UInt8]) -> (time: LogTime, range: Range<Int>)? {
    text.withUnsafeBytes { leadingStamp($0) }
  }

  private static func leadingStamp(_ text: UnsafeRawBufferPointer)
    -> (time: LogTime, range: Range<Int>)?
  {
    // Ginkgo indents what a suite prints; the indent stays.
    var start = 0
    while start < min(text.count, 40), text[start] == 0x20 { start += 1 }
    guard start < text.count else { return nil }
    var reader = StampReader(text, at: start)
    switch text[start] {
    case 48...57, UInt8(ascii: "["):
      if let time = reader.isoTime() ?? reader.bracketedTime(), reader.skipBlank() {
        reader.skipStream()
        // A journal that CI has printed: the time of the printing counts, as for all lines of it.
        if !reader.skipWriter(isSure: false) { _ = reader.systemPrefix() }
        return (time, start..<reader.position)
      }
      reader.position = start
      if let time = reader.systemPrefix() { return (time, start..<reader.position) }
    case UInt8(ascii: "<"), 65...90:
      if let time = reader.systemPrefix() { return (time, start..<reader.position) }
    default: break
    }
    // The names of a job and a step are short; a table with tabs is not taken for them.
    guard let first = tab(in: text, from: 0, most: 120),
      let second = tab(in: text, from: first + 1, most: 160)
    else { return nil }
    reader = StampReader(text, at: second + 1)
    _ = reader.take(all: "\u{feff}")
    guard let time = reader.isoTime(), time.hasZone, reader.skipBlank() else { return nil }
    return (time, 0..<reader.position)
  }

  private static func tab(in text: UnsafeRawBufferPointer, from start: Int, most: Int) -> Int? {
    var index = start
    // The end lies inside the line.
    let end = min(text.count, start + most)
    while index < end {
      if text[index] == 0x09 { return index }
      index += 1
    }
    return nil
  }

  /// The bytes of the name that `docker compose logs` and `podman-compose` put before a line:
  /// `e2e-1  | `; empty when there is none.
  package static func composeName(_ text: [UInt8]) -> Range<Int> {
    guard let bar = text.prefix(64).firstIndex(of: UInt8(ascii: "|")), bar > 2 else { return 0..<0 }
    let name = text[..<bar].reversed().drop { $0 == 0x20 }.reversed()
    guard name.allSatisfy(LineScan.isNameByte), name.count < bar, let last = name.last,
      (48...57).contains(last),
      let mark = name.dropLast().last(where: { !(48...57).contains($0) }),
      mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_")
    else { return 0..<0 }
    return 0..<(bar + 1 < text.count && text[bar + 1] == 0x20 ? bar + 2 : bar + 1)
  }

  /// An ISO 8601 time that fills the whole of `text`, as an option gives it; zone optional.
  package static func parse(_ text: String) -> LogTime? {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { bytes in
      var reader = StampReader(bytes)
      guard var time = reader.isoTime(), reader.isAtEnd else { return nil }
      time.precision = 1
      return time
    }
  }
}

extension StampReader {
  /// `[2026-11-24T15:04:05Z]`, `[15:04:05.000]`; stays when there is none.
  fileprivate mutating func bracketedTime() -> LogTime? {
    let start = position
    if take("[") {
      if let time = isoTime(), take("]") { return time }
      position = start + 1
      if let clock = clock(), take("]") {
        var time = LogTime(milliseconds: clock.milliseconds, hasDate: false, hasZone: false)
        time.precision = clock.precision
        return time
      }
    }
    position = start
    return nil
  }

  /// The stream behind a time: GitLab's number, `O` or `E` for output and errors, and `+` on a line
  /// that goes on; the name of it that the container runtime writes, with `F` or `P`.
  fileprivate mutating func skipStream() {
    let start = position
    if digits(2) != nil, take("O") || take("E"), take("+") || skipBlank() { return }
    position = start
    if take(all: "stdout ") || take(all: "stderr "), take("F") || take("P"), skipBlank() { return }
    position = start
  }
}

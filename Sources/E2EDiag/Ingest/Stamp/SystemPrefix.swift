/// What syslog, the journal and the kernel put before a message.
extension StampReader {
  /// The prefix at the position with its time, up to the message; stays when there is none.
  ///
  /// - the journal: `Nov 24 05:55:55 host unit[12]: `, also with a fraction, with the weekday, the
  ///   date and a zone (`short-full`), and with seconds since 1970 (`short-unix`);
  /// - syslog: the same behind `<34>` (RFC 3164), and `<34>1 2026-11-24T05:55:55Z host app 12 id - `
  ///   (RFC 5424);
  /// - the kernel: `[ 8211.402113] ` since the machine started, and `[Tue Nov 24 05:55:55 2026] `.
  mutating func systemPrefix() -> LogTime? {
    let start = position
    let time = prefix()
    if time == nil { position = start }
    return time
  }

  private mutating func prefix() -> LogTime? {
    switch next {
    case UInt8(ascii: "<"):
      guard take("<"), let priority = number(most: 3), priority < 192, take(">") else {
        return nil
      }
      if next == UInt8(ascii: "[") { return kernelStamp() }
      if take(all: "1 ") { return structuredSyslog() }
      guard let time = monthDayClock(), take(" "), skipWriter(isSure: true) else { return nil }
      return time
    case UInt8(ascii: "["):
      guard let time = kernelStamp() else { return nil }
      skipWriter(isSure: false)
      return time
    case .some(48...57):
      guard let time = epoch(), time.precision < 1000, take(" "), skipWriter(isSure: true) else {
        return nil
      }
      return time
    default:
      let time: LogTime?
      if weekday() {
        guard let days = isoDate(), take(" "), let clock = clock() else { return nil }
        let offset = zoneBehindBlank()
        // Letters of a zone that is not UTC are not unique.
        if offset == nil {
          guard take(" "), let name = word(most: 6), name.count > 1 else { return nil }
        }
        time = Self.time(days: days, clock: clock, offset: offset)
      } else {
        time = monthDayClock()
      }
      guard let time, take(" "), skipWriter(isSure: true) else { return nil }
      return time
    }
  }

  /// `[ 8211.402113] ` or `[Tue Nov 24 05:55:55 2026] `.
  private mutating func kernelStamp() -> LogTime? {
    guard take("[") else { return nil }
    if weekday() {
      guard let time = dateOfTheShell(), take("]"), skipBlank() else { return nil }
      return time
    }
    skipBlanks()
    guard let seconds = number(most: 9), take("."), let micros = digits(6), take("]"),
      skipBlank()
    else { return nil }
    var time = LogTime(
      milliseconds: seconds * 1000 + micros / 1000, hasDate: false, hasZone: false)
    time.origin = .start
    return time
  }

  /// What follows `<34>1 `.
  private mutating func structuredSyslog() -> LogTime? {
    guard let time = isoTime(), take(" ") else { return nil }
    for _ in 0..<4 {  // host, program, process, kind of message
      guard word() != nil, take(" ") else { return nil }
    }
    if !take("-") {
      guard next == UInt8(ascii: "[") else { return nil }
      while take("[") {
        var isQuoted = false
        while let byte = next, isQuoted || byte != UInt8(ascii: "]") {
          if byte == UInt8(ascii: "\\") { position += 1 }
          if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
          position += 1
        }
        guard take("]") else { return nil }
      }
    }
    guard skipBlank() else { return nil }
    _ = take(all: "\u{feff}")
    return time
  }

  // MARK: - Host and program

  /// `host unit[12]: `, where the host may be missing; stays when there is none.
  ///
  /// `isSure` tells that what stands before is a stamp of the journal only; else the number of the
  /// process is needed too. The name of a program that rules ask for stays with its message.
  @discardableResult
  mutating func skipWriter(isSure: Bool) -> Bool {
    let start = position
    for hasHost in [true, false] {
      position = start
      if hasHost {
        guard let host = word(most: 64), host.allSatisfy({ LineScan.isNameByte(bytes[$0]) }),
          take(" ")
        else { continue }
      }
      let program = position
      guard let name = programName(), !name.isEmpty else { continue }
      let hasProcess = take("[")
      if hasProcess { guard number(most: 10) != nil, take("]") else { continue } }
      guard take(":"), hasProcess || isSure && hasHost || isKernel(name), skipBlank() else {
        continue
      }
      if isAskedFor(name) { position = program }
      return true
    }
    position = start
    return false
  }

  private mutating func programName() -> Range<Int>? {
    let start = position
    while let byte = next, byte != 0x20, byte != UInt8(ascii: "["), byte != UInt8(ascii: ":") {
      guard LineScan.isNameByte(byte) || "@/\\()".utf8.contains(byte), position - start < 128 else {
        return nil
      }
      position += 1
    }
    return start..<position
  }

  private func isKernel(_ name: Range<Int>) -> Bool { bytes[name].elementsEqual("kernel".utf8) }

  /// Who writes decides what these messages mean, and the messages do not say it.
  private func isAskedFor(_ name: Range<Int>) -> Bool {
    isKernel(name) || bytes[name].elementsEqual("systemd".utf8)
      || bytes[name].elementsEqual("kubelet".utf8)
  }
}

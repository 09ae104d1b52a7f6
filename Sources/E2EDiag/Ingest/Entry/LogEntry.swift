/// A line of a file that a runtime or the journal writes: what a program wrote, and facts around it.
package struct LogEntry {
  /// The stamp and the text, as a line that ``Timestamp`` reads.
  var line: [UInt8] = []
  /// Which stream of the program it is a part of.
  var stream: UInt8 = 0
  /// Where the text begins in `line`.
  var textStart = 0
  /// Whether the text goes on in the next entry of the stream.
  var isPartial = false

  /// The forms of such files.
  package enum Form: Sendable {
    /// The logs of pods: `2016-10-06T00:17:09.669794202Z stdout F text`.
    case container
    /// Docker's driver `json-file`: `{"log":"text\n","stream":"stderr","time":"…"}`.
    case docker
    /// `journalctl -o json`, and `json-seq`.
    case journal

    /// The form of a source that begins with `head`; `nil` for any other.
    init?(of head: UnsafeRawBufferPointer) {
      let bytes = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
      let line = UnsafeRawBufferPointer(rebasing: bytes.prefix { $0 != 0x0a })
      if LogEntry.isDocker(line) {
        self = .docker
      } else if LogEntry.isJournal(line) {
        self = .journal
      } else if LogEntry(container: line) != nil {
        self = .container
      } else {
        return nil
      }
    }
  }

  /// What `raw` says in `form`; `nil` when it is no entry of it.
  init?(_ raw: UnsafeRawBufferPointer, form: Form) {
    let entry: LogEntry? =
      switch form {
      case .container: LogEntry(container: raw)
      case .docker: LogEntry(docker: raw)
      case .journal: LogEntry(journal: raw)
      }
    guard let entry else { return nil }
    self = entry
  }

  /// The text without the stamp.
  var text: ArraySlice<UInt8> { line[textStart...] }

  // MARK: - Container runtimes

  private init?(container raw: UnsafeRawBufferPointer) {
    var reader = StampReader(raw)
    guard let time = reader.isoTime(), time.hasZone else { return nil }
    let endOfTime = reader.position
    if reader.take(all: " stdout ") {
      stream = 1
    } else if reader.take(all: " stderr ") {
      stream = 2
    } else {
      return nil
    }
    if reader.take("P") { isPartial = true } else if !reader.take("F") { return nil }
    // More tags may follow behind colons.
    if reader.take(":") { _ = reader.word() }
    guard reader.take(" ") || reader.isAtEnd else { return nil }
    line.reserveCapacity(raw.count)
    line.append(contentsOf: raw[..<endOfTime])
    line.append(0x20)
    textStart = line.count
    line.append(contentsOf: raw[reader.position...])
  }

  // MARK: - Docker

  private static func isDocker(_ line: UnsafeRawBufferPointer) -> Bool {
    // The first line may be longer than what is looked at.
    var reader = StampReader(line)
    return reader.take(all: "{\"log\":\"")
  }

  private init?(docker raw: UnsafeRawBufferPointer) {
    var log: Range<Int>?
    var time: Range<Int>?
    let isObject = JSONMembers.forEach(in: raw) { name, value in
      guard value.isString else { return }
      if name.elementsEqual("log".utf8) {
        log = value.range
      } else if name.elementsEqual("time".utf8) {
        time = value.range
      } else if name.elementsEqual("stream".utf8) {
        stream = raw[value.range].elementsEqual("stderr".utf8) ? 2 : 1
      }
    }
    guard isObject, let log, let time else { return nil }
    line.append(contentsOf: raw[time])
    line.append(0x20)
    textStart = line.count
    JSONMembers.decode(raw[log], into: &line)
    if line.last == 0x0a { line.removeLast() } else { isPartial = true }
    keepOnOneLine()
  }

  /// Line feeds inside a text become returns: pieces of one line, for ``LineCleaner``.
  private mutating func keepOnOneLine() {
    for index in textStart..<line.count where line[index] == 0x0a { line[index] = 0x0d }
  }

  // MARK: - The journal

  private static func isJournal(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let first = line.first, first == UInt8(ascii: "{") || first == 0x1e else { return false }
    return line.contains(Array("\"__REALTIME_TIMESTAMP\"".utf8))
      || line.contains(Array("\"__CURSOR\"".utf8))
  }

  private init?(journal raw: UnsafeRawBufferPointer) {
    var values: [JournalField: JSONMembers.Value] = [:]
    // `json-seq` begins each object with a separator of records.
    let bytes =
      raw.first == 0x1e ? UnsafeRawBufferPointer(rebasing: raw[1...]) : raw
    let isObject = JSONMembers.forEach(in: bytes) { name, value in
      if let field = JournalField(name) { values[field] = value }
    }
    guard isObject, let stamp = values[.time],
      let micros = Int64(String(decoding: bytes[stamp.range], as: UTF8.self))
    else { return nil }
    func text(_ field: JournalField) -> [UInt8]? {
      guard let value = values[field], value.isString else { return nil }
      var result: [UInt8] = []
      JSONMembers.decode(bytes[value.range], into: &result)
      // Blanks would end the name.
      return result.isEmpty || result.contains { $0 <= 0x20 } ? nil : result
    }
    let time = LogTime(milliseconds: micros / 1000, hasDate: true, hasZone: true)
    line.append(contentsOf: "\(time) ".utf8)
    if let name = text(.identifier) ?? text(.command) ?? text(.unit) {
      line.append(contentsOf: (text(.host) ?? Array("host".utf8)) + [0x20] + name)
      line.append(
        contentsOf: "[\(text(.process).map { String(decoding: $0, as: UTF8.self) } ?? "0")]: ".utf8)
    }
    textStart = line.count
    guard let message = values[.message] else { return }
    if message.isString {
      JSONMembers.decode(bytes[message.range], into: &line)
    } else if bytes[message.range].first == UInt8(ascii: "[") {
      // Bytes that are not text are printed as numbers.
      for number in bytes[message.range].dropFirst().dropLast().split(separator: UInt8(ascii: ","))
      {
        guard let byte = UInt8(String(decoding: number.filter { $0 > 0x20 }, as: UTF8.self)) else {
          continue
        }
        line.append(byte)
      }
    }
    while line.count > textStart, line.last == 0x0a { line.removeLast() }
    keepOnOneLine()
  }
}

/// The fields of an entry of the journal that are read.
private enum JournalField {
  case time, message, host, identifier, command, unit, process

  init?(_ name: Slice<UnsafeRawBufferPointer>) {
    switch String(decoding: name, as: UTF8.self) {
    case "__REALTIME_TIMESTAMP": self = .time
    case "MESSAGE": self = .message
    case "_HOSTNAME": self = .host
    case "SYSLOG_IDENTIFIER": self = .identifier
    case "_COMM": self = .command
    case "_SYSTEMD_UNIT": self = .unit
    case "_PID": self = .process
    default: return nil
    }
  }
}

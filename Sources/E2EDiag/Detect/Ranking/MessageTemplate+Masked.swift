extension MessageTemplate {
  /// `message` without what names one run: its identity across runs.
  ///
  /// Times, UUIDs, digests, pod suffixes, addresses, ports, process and goroutine ids, temporary
  /// folders and durations become `<kind>`, numbered per distinct value from the second on. Exit
  /// statuses, signals, errno, HTTP and gRPC codes, names of images, files and functions stay.
  package static func masked(_ message: String) -> String {
    var message = message
    return message.withUTF8 { bytes in
      var masker = Masker(UnsafeRawBufferPointer(bytes))
      return String(decoding: masker.masked(), as: UTF8.self)
    }
  }
}

/// Walks over a message and replaces what identifies a run.
private struct Masker {
  private let bytes: UnsafeRawBufferPointer
  private var result: [UInt8] = []
  /// The values seen of every kind, in their order.
  private var seen: [String: [[UInt8]]] = [:]

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func masked() -> [UInt8] {
    var index = 0
    while index < bytes.count {
      if let (kind, start, end) = identity(at: index) {
        result.append(contentsOf: bytes[index..<start])
        replace(kind, start..<end)
        index = end
      } else {
        // Nothing begins here: the rest of the word is kept, so that no word is masked in part.
        let end = IdentityScan.endOfPiece(bytes, from: index)
        result.append(contentsOf: bytes[index..<end])
        index = end
      }
    }
    return result
  }

  /// What begins at `index`: its kind, and what is replaced.
  private func identity(at index: Int) -> (kind: String, start: Int, end: Int)? {
    let isStart = index == 0 || !LineScan.isAlphanumeric(bytes[index - 1])
    if let end = IdentityScan.temporaryFolder(bytes, at: index) { return ("tmp", index, end) }
    if let end = IdentityScan.podSuffix(bytes, at: index) { return ("pod", index + 1, end) }
    if let start = IdentityScan.port(bytes, at: index) {
      return ("port", start, IdentityScan.endOfDigits(bytes, from: start))
    }
    guard isStart else { return nil }
    if let (kind, start) = IdentityScan.labelled(bytes, at: index) {
      return (kind, start, IdentityScan.endOfDigits(bytes, from: start))
    }
    if let end = IdentityScan.klogHeader(bytes, at: index) { return ("time", index + 1, end) }
    if let end = IdentityScan.time(bytes, at: index) { return ("time", index, end) }
    if let end = IdentityScan.uuid(bytes, at: index) { return ("uuid", index, end) }
    if let end = IdentityScan.address(bytes, at: index) { return ("ip", index, end) }
    if let end = LineScan.duration(in: bytes, at: index) { return ("duration", index, end) }
    if let end = IdentityScan.digest(bytes, at: index) { return ("digest", index, end) }
    return nil
  }

  private mutating func replace(_ kind: String, _ range: Range<Int>) {
    let value = Array(bytes[range])
    let known = seen[kind, default: []]
    let number = known.firstIndex(of: value) ?? known.count
    if number == known.count { seen[kind, default: []].append(value) }
    result.append(contentsOf: "<\(kind)\(number == 0 ? "" : ":\(number + 1)")>".utf8)
  }
}

/// Recognizes what names one run in a message; every offset is compared with the count first.
enum IdentityScan {
  /// The end of what is copied when nothing is recognized at `start`: a word, or one other byte.
  static func endOfPiece(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var end = start
    while end < bytes.count, LineScan.isAlphanumeric(bytes[end]) { end += 1 }
    return max(end, start + 1)
  }

  /// The offset behind the digits at `start`.
  static func endOfDigits(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var end = start
    while end < bytes.count, LineScan.isDigit(bytes[end]) { end += 1 }
    return end
  }

  /// Behind `2026-03-01T10:00:00.000Z`, `2026/03/01 10:00:00`, `03/01/26 10:00:00` or
  /// `10:00:00.000`.
  static func time(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    var index = start
    if matches(bytes, "dddd-dd-dd", at: start) || matches(bytes, "dddd/dd/dd", at: start) {
      index += 10
      guard index < bytes.count, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: "T") else {
        return index
      }
      guard matches(bytes, "dd:dd:dd", at: index + 1) else { return index }
      index += 1
    } else if matches(bytes, "dd/dd/dd dd:dd:dd", at: start) {
      index += 9
    }
    guard matches(bytes, "dd:dd:dd", at: index) else { return nil }
    index += 8
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ",") {
      index = max(index, endOfDigits(bytes, from: index + 1))
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "Z") { return index + 1 }
    for zone in ["+dd:dd", "-dd:dd", "+dddd", "-dddd", " +dddd"]
    where matches(bytes, zone, at: index) {
      return index + zone.utf8.count
    }
    return index
  }

  /// Behind the date, time and thread of a klog header, at its level: `E0301 10:00:00.000000   31 `.
  static func klogHeader(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    guard "IWEF".utf8.contains(bytes[start]), matches(bytes, "dddd dd:dd:dd.", at: start + 1) else {
      return nil
    }
    let clock = endOfDigits(bytes, from: start + 15)
    var thread = clock
    while thread < bytes.count, bytes[thread] == 0x20 { thread += 1 }
    let end = endOfDigits(bytes, from: thread)
    return end > thread && end < bytes.count && bytes[end] == 0x20 ? end : clock
  }

  /// Behind `123e4567-e89b-12d3-a456-426614174000`.
  static func uuid(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    let pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
    guard matches(bytes, pattern, at: start) else { return nil }
    return endsWord(bytes, at: start + 36) ? start + 36 : nil
  }

  /// Behind a hexadecimal number of seven digits or more.
  ///
  /// With `0x`, more than eight digits are an address; `0xc0000005` is an exit status.
  static func digest(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    let end = endOfPiece(bytes, from: start)
    if matches(bytes, "0x", at: start, literally: true), end - start <= 10 { return nil }
    return LineScan.isHexadecimal(bytes, start..<end, atLeast: 7) ? end : nil
  }

  /// Behind an IPv4 or IPv6 address.
  static func address(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    var index = start
    for part in 0..<4 {
      let end = endOfDigits(bytes, from: index)
      guard end > index, end - index <= 3 else { break }
      index = end
      if part == 3 { return isVersionTail(bytes, at: index) ? nil : index }
      guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { break }
      index += 1
    }
    return ipv6(bytes, at: start)
  }

  /// Four numbers that go on are no address: `1.2.3.4.5`, `1.2.3.4-rc1`.
  private static func isVersionTail(_ bytes: UnsafeRawBufferPointer, at end: Int) -> Bool {
    guard end < bytes.count else { return false }
    if LineScan.isAlphanumeric(bytes[end]) || bytes[end] == UInt8(ascii: "-") { return true }
    return bytes[end] == UInt8(ascii: ".") && end + 1 < bytes.count
      && LineScan.isAlphanumeric(bytes[end + 1])
  }

  private static func ipv6(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    var end = start
    var colons = 0
    var isDouble = false
    while end < bytes.count, isHex(bytes[end]) || bytes[end] == UInt8(ascii: ":") {
      if bytes[end] == UInt8(ascii: ":") {
        colons += 1
        if end > start, bytes[end - 1] == UInt8(ascii: ":") { isDouble = true }
      }
      end += 1
    }
    // `::1` or eight groups; `10:00:00` is a time and `a:b` two words.
    return endsWord(bytes, at: end) && (isDouble && colons < 8 || colons == 7) ? end : nil
  }

  /// The offset of the digits when `index` is the colon between an address or a host and its port.
  static func port(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
    guard bytes[index] == UInt8(ascii: ":"), index > 0 else { return nil }
    let end = endOfDigits(bytes, from: index + 1)
    guard (2...5).contains(end - index - 1), endsWord(bytes, at: end) else { return nil }
    var start = index
    while start > 0, bytes[start - 1] > 0x20, bytes[start - 1] != UInt8(ascii: "\""),
      bytes[start - 1] != UInt8(ascii: "=")
    {
      start -= 1
    }
    let host = bytes[start..<index]
    // `file.go:31` and `image:31` are no hosts; these words and an address are.
    let isHost =
      host.last == UInt8(ascii: "]") || host.elementsEqual("localhost".utf8)
      || hasScheme(host)
      || host.allSatisfy { LineScan.isDigit($0) || $0 == UInt8(ascii: ".") } && host.count >= 7
      || ["tcp ", "udp "].contains { precedes(bytes, $0, at: start) }
    return isHost ? index + 1 : nil
  }

  private static func hasScheme(_ host: Slice<UnsafeRawBufferPointer>) -> Bool {
    let rest = UnsafeRawBufferPointer(rebasing: host)
    guard let scheme = rest.firstIndex(of: Array("://".utf8)) else { return false }
    // A second slash means that the path has begun: `https://host/image:31`.
    return !rest[(scheme + 3)...].contains(UInt8(ascii: "/"))
  }

  /// The kind and the offset of the digits behind `pid 31`, `goroutine 31`, `port 31`.
  static func labelled(_ bytes: UnsafeRawBufferPointer, at start: Int) -> (String, Int)? {
    guard start > 0, LineScan.isDigit(bytes[start]),
      endsWord(bytes, at: endOfDigits(bytes, from: start))
    else { return nil }
    var label = start
    while label > 0, " =:(#[".utf8.contains(bytes[label - 1]) { label -= 1 }
    guard start - label <= 2 else { return nil }
    for (word, kind) in labels where label < start && precedes(bytes, word, at: label) {
      let before = label - word.utf8.count
      if before == 0 || !LineScan.isAlphanumeric(bytes[before - 1]) { return (kind, start) }
    }
    return nil
  }

  private static let labels = [
    ("pid", "pid"), ("PID", "pid"), ("process", "pid"), ("Pid", "pid"), ("goroutine", "goroutine"),
    ("port", "port"),
  ]

  private static let folders = ["/tmp/", "/var/tmp/", "/var/folders/", "/private/var/folders/"]

  /// Behind the folders of a temporary path; the name of the file stays when it has an ending.
  static func temporaryFolder(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    guard start == 0 || !LineScan.isAlphanumeric(bytes[start - 1]),
      folders.contains(where: { matches(bytes, $0, at: start, literally: true) })
    else { return nil }
    var end = start
    var slash = start
    while end < bytes.count, isPath(bytes[end]) {
      if bytes[end] == UInt8(ascii: "/") { slash = end }
      end += 1
    }
    // A full stop or colon behind the path belongs to the sentence.
    while end > slash + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let name = bytes[(slash + 1)..<end]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return end }
    let ending = name[(dot + 1)...]
    let isName =
      (1...5).contains(ending.count) && ending.allSatisfy { (97...122).contains($0) }
      && !name.contains(where: { LineScan.isDigit($0) })
    return isName ? slash : end
  }

  /// Behind the generated end of a pod's name, at the hyphen before it: `-6d5f7c9b8d-x2v9k`, `-x2v9k`.
  static func podSuffix(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    guard bytes[start] == UInt8(ascii: "-"), start > 0, LineScan.isAlphanumeric(bytes[start - 1])
    else { return nil }
    let first = endOfPiece(bytes, from: start + 1)
    if (6...10).contains(first - start - 1), isGenerated(bytes, (start + 1)..<first),
      first < bytes.count, bytes[first] == UInt8(ascii: "-")
    {
      let second = endOfPiece(bytes, from: first + 1)
      if second - first - 1 == 5, isGenerated(bytes, (first + 1)..<second),
        endsName(bytes, at: second)
      {
        return second
      }
    }
    guard first - start - 1 == 5, isGenerated(bytes, (start + 1)..<first),
      endsName(bytes, at: first)
    else { return nil }
    // A digit before a letter: `-x2v9k` is generated, `-https` and `-rc224` may be names.
    let suffix = bytes[(start + 1)..<first]
    guard let digit = suffix.firstIndex(where: { LineScan.isDigit($0) }) else { return nil }
    return suffix[digit...].contains { LineScan.isLetter($0) } ? first : nil
  }

  /// The letters Kubernetes generates names from: no vowels, no `0`, `1`, `3`.
  private static let generated = Set("bcdfghjklmnpqrstvwxz2456789".utf8)

  private static func isGenerated(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { generated.contains($0) }
  }

  private static func endsName(_ bytes: UnsafeRawBufferPointer, at end: Int) -> Bool {
    guard end < bytes.count else { return true }
    // `-x2v9k:tag` would be an image, whose name stays.
    return bytes[end] != UInt8(ascii: "-") && !LineScan.isAlphanumeric(bytes[end])
      && !(bytes[end] == UInt8(ascii: ":") && end + 1 < bytes.count && bytes[end + 1] > 0x20)
  }

  private static func endsWord(_ bytes: UnsafeRawBufferPointer, at end: Int) -> Bool {
    end >= bytes.count || !LineScan.isAlphanumeric(bytes[end])
  }

  private static func precedes(_ bytes: UnsafeRawBufferPointer, _ word: String, at end: Int) -> Bool
  {
    let start = end - word.utf8.count
    return start >= 0 && bytes[start..<end].elementsEqual(word.utf8)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    LineScan.isDigit(byte) || (byte | 0x20) &- 0x61 < 6
  }

  private static func isPath(_ byte: UInt8) -> Bool {
    LineScan.isAlphanumeric(byte) || "/._-+@~".utf8.contains(byte)
  }

  /// Whether `pattern` stands at `start`: `d` is a digit, `x` a hexadecimal one, others themselves.
  private static func matches(
    _ bytes: UnsafeRawBufferPointer, _ pattern: String, at start: Int, literally: Bool = false
  ) -> Bool {
    guard start >= 0, start + pattern.utf8.count <= bytes.count else { return false }
    for (offset, wanted) in pattern.utf8.enumerated() {
      let byte = bytes[start + offset]
      switch wanted {
      case UInt8(ascii: "d") where !literally: guard LineScan.isDigit(byte) else { return false }
      case UInt8(ascii: "x") where !literally: guard isHex(byte) else { return false }
      default: guard byte == wanted else { return false }
      }
    }
    return true
  }
}

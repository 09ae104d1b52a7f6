/// A line that a logger wrote around a message of the suite: zap's JSON, and its console form.
package enum LogRecord {
  /// The bytes of the message in `line`, or `nil` when no logger wrote it.
  ///
  /// Of `{"level":"info","msg":"PHASE 1: x"}` the text behind `msg`, up to its closing quote, with its
  /// escapes; of `INFO<TAB>setup.go:10<TAB>PHASE 1: x<TAB>{…}` what stands between the place and the
  /// fields.
  package static func message(in line: UnsafeRawBufferPointer) -> Range<Int>? {
    line.first == UInt8(ascii: "{") ? jsonMessage(in: line) : consoleMessage(in: line)
  }

  private static let messageKey = Array(#""msg":""#.utf8)

  private static func jsonMessage(in line: UnsafeRawBufferPointer) -> Range<Int>? {
    guard let key = line.firstIndex(of: messageKey) else { return nil }
    let start = key + messageKey.count
    var end = start
    // Every index is below the count, which the loop asks for first.
    while end < line.count, line[end] != UInt8(ascii: "\"") {
      end += line[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return start < end && end < line.count ? start..<end : nil
  }

  private static let levels = ["DEBUG", "INFO", "WARN", "ERROR", "DPANIC", "PANIC", "FATAL"].map {
    Array($0.utf8)
  }

  private static func consoleMessage(in line: UnsafeRawBufferPointer) -> Range<Int>? {
    let tab = UInt8(ascii: "\t")
    // A level has at most six letters.
    guard let first = line.prefix(7).firstIndex(of: tab),
      levels.contains(where: { $0.elementsEqual(line[..<first]) })
    else { return nil }
    var start = first + 1
    if let second = line[start...].firstIndex(of: tab), second + 1 < line.count,
      line[second + 1] != UInt8(ascii: "{")
    {
      start = second + 1
    }
    let end = line[start...].firstIndex(of: tab) ?? line.count
    return start < end ? start..<end : nil
  }
}

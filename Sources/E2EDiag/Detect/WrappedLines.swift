/// Which lines are one line that a terminal, a quote or a person has broken.
package struct WrappedLines {
  /// Lines that are joined at most, before and behind a line.
  private static let reach = 3

  /// Indices of the lines that belong together with `index`.
  package static func group(around index: Int, in text: LogText) -> ClosedRange<Int> {
    var first = index
    while first > 0, index - first < reach, continues(first - 1, first, in: text) { first -= 1 }
    var last = index
    while last + 1 < text.lines.count, last - index < reach, continues(last, last + 1, in: text) {
      last += 1
    }
    return first...last
  }

  /// The lines of `group` as one text, joined by single blanks.
  package static func joined(_ group: ClosedRange<Int>, in text: LogText) -> String {
    group.map { index in
      var line = Substring(text.text(index))
      while let first = line.first, first == " " || first == "\t" { line.removeFirst() }
      return String(line)
    }.joined(separator: " ")
  }

  /// Whether the line `next` goes on with the sentence of the line before.
  private static func continues(_ line: Int, _ next: Int, in text: LogText) -> Bool {
    guard text.lines[next].number - text.lines[line].number == 1, text.lines[next].time == nil,
      !text.isBlank(line), !text.isBlank(next)
    else { return false }
    let before = Array(text.bytes[text.lines[line].range])
    let after = text.bytes[text.lines[next].range].drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = after.first, let last = before.last, !beginsAnew(after) else { return false }
    // A rule of signs has no sentence to go on with.
    let letters = before.count { (97...122).contains($0 | 0x20) }
    guard letters * 3 > before.count else { return false }
    // What follows a command is its output.
    if before.starts(with: [UInt8(ascii: "$"), 0x20]) { return false }
    if text.indent(next) > text.indent(line) { return true }
    if [UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "\"")].contains(last)
      && before.count > 30
    {
      return true
    }
    let quotes = before.count { $0 == UInt8(ascii: "\"") }
    if quotes % 2 == 1 { return true }
    let isLower = (97...122).contains(first)
    return isLower && ![UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "}")].contains(last)
      && before.count > 30
  }

  /// Texts that begin a message of their own.
  private static func beginsAnew(_ line: ArraySlice<UInt8>) -> Bool {
    starts.contains { line.starts(with: $0) }
  }

  private static let starts: [[UInt8]] = [
    "ERROR", "Error:", "error:", "WARN", "Warning", "INFO", "DEBUG", "time=", "level=", "[", "$ ",
    "STEP", "ctr:", "make:", "--- ", "• ", "✅", "❌", "⏳", "panic:", "goroutine ", "E2E", "Ran ",
    "FAIL", "{\"", "go: ", "signal: ", "exit status",
  ].map { Array($0.utf8) }
}

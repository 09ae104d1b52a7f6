/// Untrusted text in a form that cannot steer a terminal, reorder a line or hide in it.
///
/// Tabs become two blanks. Control characters are shown as their pictures (`␛`), other invisible
/// characters by number (`<U+202E>`). The result is one line.
public func terminalText(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  // A mark at the very start would change the character that our own text put before it.
  var marks = maximalMarks
  for scalar in text.unicodeScalars {
    if scalar == "\t" {
      result += "  "
      marks = 0
    } else if isInvisible(scalar) && !(isEmojiSelector(scalar) && marks == 0) {
      result += visible(scalar)
      marks = 0
    } else if scalar.value >= 0x300 && isMark(scalar) {
      // Piled up marks run over the lines above and below.
      if marks < maximalMarks {
        result.unicodeScalars.append(scalar)
      } else {
        result += visible(scalar)
      }
      marks += 1
    } else {
      result.unicodeScalars.append(scalar)
      marks = 0
    }
  }
  return result
}

/// Untrusted text as the inside of a JSON string.
///
/// Escapes more than JSON asks for, because JSON is also read on terminals and pasted into scripts.
func jsonText(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if isInvisible(scalar) && !isEmojiSelector(scalar) {
        for unit in String(scalar).utf16 {
          result += "\\u" + hexadecimal(UInt32(unit)).lowercased()
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

/// Untrusted text as Markdown prose that opens no markup; the result is one line.
///
/// What stands between backticks stays code. So does a word of which GitHub would make a link, a
/// mention, a picture or a formula. A `|` is escaped for tables, and at the start of a line what
/// would begin a list or a rule.
func markdownText(_ text: String, inTable: Bool = false, startsLine: Bool = true) -> String {
  let scalars = Array(terminalText(text).unicodeScalars)
  var parts = scalars.split(separator: "`", omittingEmptySubsequences: false)
  if parts.count % 2 == 0 { parts = [scalars[...]] }
  var result = ""
  for (index, part) in parts.enumerated() {
    let isCode = index % 2 == 1
    appendMarkdown(
      isCode ? markdownCode(string(part), inTable: inTable) : prose(part, inTable: inTable),
      to: &result)
  }
  return startsLine ? leadingEscaped(result) : result
}

/// Untrusted text as a code span.
func markdownCode(_ text: String, inTable: Bool = false) -> String {
  let content = terminalText(text)
  guard !content.isEmpty else { return "" }
  let scalars = content.unicodeScalars
  let fence = String(repeating: "`", count: longestRun(of: "`", in: scalars) + 1)
  // A blank at both ends is taken off again; without it a backtick would join the fence.
  let ends = [scalars.first, scalars.last]
  let isPadded = ends.contains("`") || (ends == [" ", " "] && scalars.contains { $0 != " " })
  let inner = inTable ? scalars.map { $0 == "|" ? "\\|" : String($0) }.joined() : content
  return isPadded ? "\(fence) \(inner) \(fence)" : fence + inner + fence
}

/// Untrusted lines as a fenced block of `language`, indented, ending with a line feed.
///
/// Tabs stay only in Go, which comes from us: pasted into a shell, a tab completes words.
func markdownFence(_ lines: [String], language: String, indent: Int = 0) -> String {
  let shown = lines.map { line in
    guard language == "go" else { return terminalText(line) }
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
    return parts.map { terminalText(String($0)) }.joined(separator: "\t")
  }
  let run = shown.map { longestRun(of: "`", in: $0.unicodeScalars) }.max() ?? 0
  let fence = String(repeating: "`", count: max(3, run + 1))
  let margin = String(repeating: " ", count: indent)
  return ([fence + language] + shown + [fence]).map {
    $0.isEmpty ? "\n" : margin + $0 + "\n"
  }.joined()
}

/// Puts `piece` behind `result`; two code spans that touched would be read as one.
func appendMarkdown(_ piece: String, to result: inout String) {
  if result.unicodeScalars.last == "`" && piece.unicodeScalars.first == "`" { result += " " }
  result += piece
}

private func prose(_ scalars: ArraySlice<Unicode.Scalar>, inTable: Bool) -> String {
  scalars.split(separator: " ", omittingEmptySubsequences: false).map { word in
    if isMadeActive(word) { return markdownCode(string(word), inTable: inTable) }
    return word.map { scalar in
      switch scalar {
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      case "\\", "`", "*", "_", "[", "]", "~", "|", "#": "\\" + String(scalar)
      default: String(scalar)
      }
    }.joined()
  }.joined(separator: " ")
}

/// A list, a heading or a rule begins with the first character of a line.
private func leadingEscaped(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let start = scalars.firstIndex(where: { $0 != " " }) else { return text }
  let end = scalars[start...].firstIndex { !("0"..."9").contains($0) } ?? scalars.endIndex
  let isNumber =
    end > start && end < scalars.endIndex && (scalars[end] == "." || scalars[end] == ")")
  let place = isNumber ? end : start
  guard isNumber || ["-", "+", "="].contains(scalars[start]) else { return text }
  return String(scalars[..<place]) + "\\" + String(scalars[place...])
}

/// Whether GitHub turns a plain word into a link, a mention, a reference, an emoji or a formula.
private func isMadeActive(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
  if word.contains("@") || word.contains("$") { return true }
  let text = string(word).lowercased()
  if text.contains("://") || text.contains("www.") { return true }
  let pairs = zip(word, word.dropFirst())
  if pairs.contains(where: { $0 == "#" && ("0"..."9").contains($1) }) { return true }
  if text.contains("gh-") { return true }
  // `:name:` is an emoji, which may be a picture; a clock time is not.
  let names = word.split(separator: ":", omittingEmptySubsequences: false).dropFirst().dropLast()
  return names.contains { $0.count != 2 && !$0.isEmpty }
}

private func longestRun(of scalar: Unicode.Scalar, in text: String.UnicodeScalarView) -> Int {
  var longest = 0
  var current = 0
  for other in text {
    current = other == scalar ? current + 1 : 0
    longest = max(longest, current)
  }
  return longest
}

private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  var text = String.UnicodeScalarView()
  text.append(contentsOf: scalars)
  return String(text)
}

/// Scripts in use put up to three marks on one letter.
private let maximalMarks = 4

private func isMark(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: true
  default: false
  }
}

private func isEmojiSelector(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\u{FE0E}" || scalar == "\u{FE0F}"
}

/// Controls of C0 and C1, DEL, bidirectional controls, zero-width characters, line separators.
private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7f: false
  case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029, 0xfff9...0xfffb: true
  case 0xa0..<0xad: false
  default: scalar.properties.isDefaultIgnorableCodePoint
  }
}

private func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) } ?? ""
  case 0x7f: "\u{2421}"
  default: "<U+\(hexadecimal(scalar.value))>"
  }
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

import Testing

/// What of a Markdown page a renderer would act on: the text outside of code.
struct MarkdownTestPage {
  /// The lines outside of fenced blocks, code spans replaced by `◻`.
  private(set) var prose: [String] = []
  /// The content of every fenced block.
  private(set) var blocks: [[String]] = []
  /// Whether a fence was left open.
  private(set) var isOpen = false

  init(_ text: String) {
    var fence: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " }
      let ticks = content.unicodeScalars.prefix { $0 == "`" }.count
      if let open = fence {
        let isEnd = ticks >= open && content.unicodeScalars.allSatisfy { $0 == "`" || $0 == " " }
        if isEnd { fence = nil } else { blocks[blocks.count - 1].append(String(line)) }
      } else if ticks >= 3 {
        fence = ticks
        blocks.append([])
      } else {
        prose.append(Self.withoutCode(line))
      }
    }
    isOpen = fence != nil
  }

  /// Code spans as CommonMark 6.1 finds them; a backslash before a backtick keeps it from opening.
  private static func withoutCode(_ line: Substring) -> String {
    let scalars = Array(line.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\\", index + 1 < scalars.count {
        result.append(contentsOf: scalars[index...index + 1])
        index += 2
      } else if scalars[index] == "`" {
        let run = scalars[index...].prefix { $0 == "`" }.count
        if let end = closing(run, in: scalars, from: index + run) {
          result.append("◻")
          index = end
        } else {
          Issue.record("an open code span in \(line)")
          return String(result)
        }
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }

  private static func closing(_ run: Int, in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start
    while index < scalars.count {
      let length = scalars[index...].prefix { $0 == "`" }.count
      if length == run { return index + run }
      index += max(1, length)
    }
    return nil
  }

  /// What opens HTML, a link, an image, a heading of a log, a mention or a formula.
  var active: [String] {
    prose.filter { line in
      var isEscaped = false
      var text = ""
      for scalar in line.unicodeScalars {
        if isEscaped {
          isEscaped = false
        } else if scalar == "\\" {
          isEscaped = true
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
      let rest = Self.withoutOurMarks(text)
      let signs: [Unicode.Scalar] = ["<", ">", "[", "]", "@", "$", "~", "_", "*"]
      return rest.unicodeScalars.contains { signs.contains($0) } || rest.contains("://")
        || rest.contains("www.") || rest.contains("#")
    }
  }

  /// Headings, bold words, check boxes and `~` before an estimated time are ours.
  private static func withoutOurMarks(_ line: String) -> String {
    var rest = line[...].drop { $0 == " " }
    for mark in ["- [x] ", "- [ ] ", "# ", "## ", "### "] where rest.hasPrefix(mark) {
      rest = rest.dropFirst(mark.count)
    }
    return rest.split(separator: "**", omittingEmptySubsequences: false).joined()
  }
}

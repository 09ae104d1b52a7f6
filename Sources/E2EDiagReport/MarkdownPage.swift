/// A titled part of a post-mortem.
struct MarkdownSection: Equatable {
  var heading: String
  var blocks: [MarkdownBlock]
}

/// A piece of a post-mortem; its texts are raw and escaped when they are written.
indirect enum MarkdownBlock: Equatable {
  case heading(Phrase)
  case prose(Phrase)
  case item(Phrase, [MarkdownBlock] = [])
  case task(isDone: Bool, Phrase)
  case code(language: String, [String])
  case table(Report.Table)

  /// A block of the report as it stands in a list.
  init(_ block: Report.Block) {
    switch block {
    case .text(let phrase): self = .item(phrase)
    case .quote(let quote): self = .item(Self.quoted(quote))
    case .check(let check): self = .item(Self.sentence(check))
    case .table(let table): self = .table(table)
    case .group(let title, let blocks): self = .item(title, Self.nested(blocks))
    }
  }

  /// Items of `blocks`; what is said of a quoted line stands below it.
  static func nested(_ blocks: [Report.Block]) -> [MarkdownBlock] {
    blocks.reduce(into: []) { items, block in
      if case .text(let phrase) = block, case .item(let line, let said)? = items.last,
        case .name? = line.spans.first?.tone
      {
        items[items.count - 1] = .item(line, said + [.item(phrase)])
      } else {
        items.append(MarkdownBlock(block))
      }
    }
  }

  /// Columns of a quoted line in a list; the decisive lines stand whole in a block of their own.
  private static let quoteWidth = 240

  private static func quoted(_ quote: Report.Quote) -> Phrase {
    let text = cut(quote.text.trimmingBlanks, to: quoteWidth)
    return Phrase(quote.place, .name) + ": " + Phrase(text.isEmpty ? "(blank)" : text, .name)
  }

  private static func sentence(_ check: Report.Check) -> Phrase {
    guard let command = check.command, !command.isEmpty else { return check.what }
    return check.what.text.isEmpty
      ? Phrase(command, .name) : check.what + ": " + Phrase(command, .name)
  }
}

/// The text of a post-mortem in GitHub Flavored Markdown.
struct MarkdownPage {
  private(set) var text = ""
  private var last = Kind.none

  private enum Kind { case none, item, other }

  mutating func write(title: Phrase) { line("# " + markdown(title), kind: .other) }

  mutating func write(_ section: MarkdownSection) {
    line("## " + section.heading, kind: .other)
    for block in section.blocks { write(block) }
  }

  mutating func write(_ block: MarkdownBlock) { write(block, depth: 0) }

  private mutating func write(_ block: MarkdownBlock, depth: Int) {
    let margin = String(repeating: "  ", count: depth)
    switch block {
    case .heading(let phrase):
      // A heading is bold anyway.
      let plain = phrase.spans.map { $0.tone == .name ? Phrase($0.text, .name) : Phrase($0.text) }
      line("### " + markdown(plain.reduce(Phrase("")) { $0 + $1 }), kind: .other)
    case .prose(let phrase): line(margin + markdown(phrase), kind: .other)
    case .item(let phrase, let blocks):
      line(margin + "- " + markdown(phrase), kind: .item)
      for inner in blocks { write(inner, depth: depth + 1) }
    case .task(let isDone, let phrase):
      line(margin + (isDone ? "- [x] " : "- [ ] ") + markdown(phrase), kind: .item)
    case .code(let language, let lines):
      gap(before: .other)
      text += markdownFence(lines, language: language, indent: 2 * depth)
    case .table(let table): write(table, margin: margin)
    }
  }

  private mutating func write(_ table: Report.Table, margin: String) {
    gap(before: .other)
    let rule = table.header.map { _ in "---" }
    let rows = [row(table.header.map { Phrase($0) }), rule] + table.rows.map(row)
    for cells in rows { text += margin + "| " + cells.joined(separator: " | ") + " |\n" }
  }

  private func row(_ cells: [Phrase]) -> [String] { cells.map { markdown($0, inTable: true) } }

  private mutating func line(_ line: String, kind: Kind) {
    gap(before: kind)
    text += line + "\n"
  }

  /// Items of a list stand close together; everything else is set apart.
  private mutating func gap(before kind: Kind) {
    if last != .none && !(last == .item && kind == .item) { text += "\n" }
    last = kind
  }

  private func markdown(_ phrase: Phrase, inTable: Bool = false) -> String {
    let spans = unquoted(phrase.spans)
    // Steps stand indented below their phase.
    let isIndented = inTable && spans.first?.text.hasPrefix("  ") == true
    var result = isIndented ? "&emsp;" : ""
    for (index, span) in spans.enumerated() {
      let startsLine = index == 0 && !inTable
      switch span.tone {
      case .name: appendMarkdown(markdownCode(span.text, inTable: inTable), to: &result)
      case .strong, .bad:
        // Stars beside a blank would be read as stars.
        let core = span.text.trimmingBlanks
        let ends = span.text.split(separator: core, maxSplits: 1, omittingEmptySubsequences: false)
        guard !core.isEmpty, ends.count == 2 else { continue }
        let bold = markdownText(core, inTable: inTable, startsLine: false)
        result += ends[0] + "**" + bold + "**" + ends[1]
      case .plain, .good, .warning, .faint:
        let text = isIndented && index == 0 ? span.text.trimmingBlanks : span.text
        appendMarkdown(
          markdownText(text, inTable: inTable, startsLine: startsLine), to: &result)
      }
    }
    return result.trimmingBlanks
  }

  /// A name is set as code and needs no quotation marks around it.
  private func unquoted(_ spans: [Phrase.Span]) -> [Phrase.Span] {
    var result = spans
    for index in result.indices.dropFirst().dropLast()
    where result[index].tone == .name && result[index - 1].text.hasSuffix("'")
      && result[index + 1].text.hasPrefix("'")
    {
      result[index - 1].text.removeLast()
      result[index + 1].text.removeFirst()
    }
    return result
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  var trimmingBlanks: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var rest = self[...].drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }
}

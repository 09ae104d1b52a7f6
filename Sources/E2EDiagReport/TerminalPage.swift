/// Rows of a terminal; every text is escaped on its way in, before it is measured and broken.
struct TerminalPage {
  let width: Int
  let color: Bool
  private var rows: [Phrase] = []

  /// Prose wider than this is hard to read, however wide the terminal.
  private static let proseWidth = 100
  private static let labelWidth = 12

  init(width: Int, color: Bool) {
    self.width = max(40, width)
    self.color = color
  }

  var count: Int { rows.count }

  /// The page with its colours; each row ends with a line feed.
  var text: String { rows.map { painted($0) + "\n" }.joined() }

  mutating func blank() {
    if rows.last?.spans.isEmpty == false { rows.append(Phrase("")) }
  }

  mutating func append(_ page: TerminalPage) { rows += page.rows }

  /// A paragraph; the rows after the first are indented by `hanging` more.
  mutating func prose(_ phrase: Phrase, indent: Int = 0, hanging: Int = 0) {
    let room = max(20, min(width, Self.proseWidth) - indent - hanging)
    for (index, row) in wrapped(escaped(phrase), width: room).enumerated() {
      let blanks = indent + (index == 0 ? 0 : hanging)
      rows.append(Phrase(String(repeating: " ", count: blanks)) + row)
    }
  }

  /// A label in the margin and its sentences beside it.
  mutating func point(_ point: Report.Point) {
    var label = Phrase(padded(point.label, to: Self.labelWidth), .faint)
    for sentence in point.sentences {
      let shown =
        point.isQuoted
        ? [Phrase(cut(terminalText(sentence.text), to: width - Self.labelWidth), .name)]
        : wrapped(escaped(sentence), width: min(width, Self.proseWidth) - Self.labelWidth)
      for row in shown {
        rows.append(label + row)
        label = Phrase(String(repeating: " ", count: Self.labelWidth))
      }
    }
  }

  /// Quoted lines with their places in one column; the decisive one has a mark and more rows.
  mutating func quotes(
    _ quotes: [Report.Quote], indent: Int, decisiveRows: Int, otherRows: Int = 1
  ) {
    let places = quotes.map { place in
      let text = terminalText(place.place)
      // The line number is at the end, and the file name says more than its folders.
      let room = max(16, width / 3)
      return columns(of: text) <= room ? text : "…" + suffix(of: text, columns: room - 1)
    }
    let placeWidth = places.map { columns(of: $0) }.max() ?? 0
    for (quote, place) in zip(quotes, places) {
      let mark = quote.isDecisive ? Phrase("> ", .bad) : Phrase("  ")
      let start = indent + 2 + placeWidth + 2
      let shown = E2EDiagReport.rows(
        of: terminalText(trimmed(quote.text)), width: max(16, width - start),
        limit: quote.isDecisive ? decisiveRows : otherRows, focus: quote.focus.map(terminalText))
      var prefix =
        Phrase(String(repeating: " ", count: indent))
        + mark + Phrase(padded(place, to: placeWidth) + "  ", .faint)
      for row in shown {
        rows.append(prefix + Phrase(row, quote.isDecisive ? .strong : .name))
        prefix = Phrase(String(repeating: " ", count: start))
      }
    }
  }

  /// A question, and its command in a row of its own: a wrapped command cannot be copied.
  mutating func check(_ check: Report.Check, indent: Int) {
    if check.what == Phrase("") { return command(check.command, indent: indent) }
    prose(check.what, indent: indent)
    command(check.command, indent: indent + 2)
  }

  /// The same with the question beside a label.
  mutating func check(_ check: Report.Check, label: String) {
    point(Report.Point(label: label, sentences: [check.what]))
    command(check.command, indent: Self.labelWidth)
  }

  private mutating func command(_ command: String?, indent: Int) {
    guard let command, !command.isEmpty else { return }
    rows.append(
      Phrase(String(repeating: " ", count: indent)) + Phrase(terminalText(command), .strong))
  }

  /// Columns as wide as they need, the widest ones cut where the row would be too long.
  mutating func table(_ table: Report.Table, indent: Int) {
    let header = table.header.map { Phrase($0, .faint) }
    let cells = ([header] + table.rows).map { $0.map(escaped) }
    var widths = table.header.indices.map { column in
      cells.map { columns(of: $0[column].text) }.max() ?? 0
    }
    while indent + widths.reduce(0, +) + 2 * (widths.count - 1) > width,
      let widest = table.nameColumns.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > max(8, columns(of: table.header[widest]))
    {
      widths[widest] -= 1
    }
    for row in cells {
      var line = Phrase(String(repeating: " ", count: indent))
      for (column, cell) in row.enumerated() {
        let shown = fitted(cell, to: widths[column])
        line = line + shown
        // No blanks at the end of a row: they would be copied along.
        if row[(column + 1)...].contains(where: { !$0.spans.isEmpty }) {
          line = line + String(repeating: " ", count: widths[column] - columns(of: shown.text) + 2)
        }
      }
      rows.append(line)
    }
  }

  private func fitted(_ cell: Phrase, to width: Int) -> Phrase {
    guard columns(of: cell.text) > width else { return cell }
    return Phrase(cut(cell.text, to: width), cell.spans.first?.tone ?? .plain)
  }
}

extension TerminalPage {
  private func escaped(_ phrase: Phrase) -> Phrase {
    var result = phrase
    for index in result.spans.indices {
      result.spans[index].text = terminalText(result.spans[index].text)
    }
    return result
  }

  private func trimmed(_ text: String) -> String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var rest = text[...].drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  private func painted(_ row: Phrase) -> String {
    guard color else { return row.text }
    return row.spans.map { span in
      let code =
        switch span.tone {
        case .plain, .name: ""
        case .strong: "1"
        case .good: "32"
        case .bad: "1;31"
        case .warning: "33"
        case .faint: "2"
        }
      return code.isEmpty ? span.text : "\u{1b}[\(code)m\(span.text)\u{1b}[0m"
    }.joined()
  }
}

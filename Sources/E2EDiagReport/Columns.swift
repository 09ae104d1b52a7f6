/// How many columns of a terminal a text takes.
func columns(of text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

/// 0, 1 or 2 columns.
func columns(of character: Character) -> Int {
  if character.isASCII { return 1 }
  var width = 0
  for scalar in character.unicodeScalars {
    // U+FE0F asks for the emoji form of what stands before it.
    width = max(width, scalar == "\u{FE0F}" ? 2 : columns(of: scalar))
  }
  return width
}

private func columns(of scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: return 0
  default: break
  }
  // East Asian Width W and F, without the small ranges nobody meets in a log.
  switch scalar.value {
  case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
    0xa000...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
    0xffe0...0xffe6, 0x20000...0x3fffd:
    return 2
  default:
    return scalar.properties.isEmojiPresentation ? 2 : 1
  }
}

/// `text` in at most `width` columns: the middle goes first, because a line's end often decides.
func cut(_ text: String, to width: Int) -> String {
  guard columns(of: text) > width else { return text }
  guard width > 40 else {
    // Names: every column counts.
    let head = prefix(of: text, columns: width / 2)
    return "\(head)…\(suffix(of: text, columns: width - 1 - columns(of: String(head))))"
  }
  let head = prefix(of: text, columns: (width - 3) / 3)
  let tail = suffix(of: text, columns: width - 3 - columns(of: String(head)))
  return "\(head) … \(fromWord(tail))"
}

/// `text` in at most `limit` rows of `width` columns; where that is too few, the end is kept, or what
/// stands up to the end of `focus`.
func rows(of text: String, width: Int, limit: Int, focus: String? = nil) -> [String] {
  var text = text
  if let focus, columns(of: text) > limit * width, let place = text.ranges(of: focus).last,
    columns(of: String(text[place.upperBound...])) > 1
  {
    text = text[..<place.upperBound] + "…"
  }
  guard limit > 1 else { return [cut(text, to: width)] }
  // A line may be megabytes long: only what can be shown is wrapped.
  let isLong = columns(of: text) > limit * width
  let head = isLong ? String(prefix(of: text, columns: limit * width)) : text
  let rows = wrapped(Phrase(head), width: width).map(\.text)
  guard isLong || rows.count > limit else { return rows }
  return rows.prefix(limit - 1) + ["… \(fromWord(suffix(of: text, columns: width - 2)))"]
}

/// `text` without the rest of a word at its start, unless that is much.
private func fromWord(_ text: Substring) -> Substring {
  guard let blank = text.prefix(16).firstIndex(of: " ") else { return text }
  return text[text.index(after: blank)...]
}

/// The last characters of `text` that fit.
func suffix(of text: String, columns limit: Int) -> Substring {
  var start = text.endIndex
  var used = 0
  while start > text.startIndex {
    let before = text.index(before: start)
    used += columns(of: text[before])
    if used > limit { break }
    start = before
  }
  return text[start...]
}

private func prefix(of text: String, columns limit: Int) -> Substring {
  var end = text.startIndex
  var used = 0
  while end < text.endIndex {
    used += columns(of: text[end])
    if used > limit { break }
    end = text.index(after: end)
  }
  return text[..<end]
}

/// `phrase` broken at blanks into rows of at most `width` columns; longer words are broken anywhere.
func wrapped(_ phrase: Phrase, width: Int) -> [Phrase] {
  let cells = phrase.spans.flatMap { span in span.text.map { (character: $0, tone: span.tone) } }
  var rows: [Phrase] = []
  var start = 0
  while start < cells.count {
    var end = start
    var used = 0
    var blank: Int?
    while end < cells.count {
      used += columns(of: cells[end].character)
      if cells[end].character == " " {
        blank = end
      } else if used > width {
        break
      }
      end += 1
    }
    if end < cells.count {
      if let blank, blank > start { end = blank } else { end = max(end, start + 1) }
    }
    rows.append(joined(cells[start..<end]))
    start = end
    while start < cells.count, cells[start].character == " " { start += 1 }
  }
  return rows.isEmpty ? [Phrase("")] : rows
}

private func joined(_ cells: ArraySlice<(character: Character, tone: Phrase.Tone)>) -> Phrase {
  var phrase = Phrase("")
  for cell in cells {
    if phrase.spans.last?.tone == cell.tone {
      phrase.spans[phrase.spans.count - 1].text.append(cell.character)
    } else {
      phrase = phrase + Phrase(String(cell.character), cell.tone)
    }
  }
  return phrase
}

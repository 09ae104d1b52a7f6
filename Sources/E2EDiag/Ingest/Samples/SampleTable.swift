/// The columns of a table of samples, as the words of its header tell them.
package struct SampleTable: Sendable {
  /// What the cells of one column are.
  enum Column: Sendable, Equatable {
    case time, place, node, other
    case figure(group: Int, Figure)
  }

  /// One side of a figure, and how its numbers count.
  enum Figure: Sendable, Equatable {
    case amount(SampleGrammar.Quantity, unit: Double)
    case percent(SampleGrammar.Quantity)
  }

  /// Columns that give sides of one figure.
  struct Group: Sendable, Equatable {
    var metric: ResourceSample.Metric
    var place: String?
    /// Whether it stands behind the column that names the node, and is of the node.
    var isOfNode: Bool
  }

  let separator: UInt8
  private(set) var columns: [Column] = []
  private(set) var groups: [Group] = []

  /// More columns than this are no table of samples.
  private static let mostColumns = 64

  /// The table that `header` begins; `nil` when it is no header, or none with a figure.
  ///
  /// Without a column of times only a header at the start of a source is taken for one.
  package init?(header line: UnsafeRawBufferPointer, grammar: SampleGrammar, isFirst: Bool) {
    guard line.count <= 1024, isFirst || Self.beginsWithTime(line, grammar) else { return nil }
    let text = String(decoding: line.drop { $0 == 0x20 || $0 == 0x23 }, as: UTF8.self)
    separator = [0x09, 0x2c, 0x3b].first { line.contains($0) } ?? 0x20
    let cells = Self.cells(of: text, separator)
    guard (2...Self.mostColumns).contains(cells.count), cells.allSatisfy(Self.isName) else {
      return nil
    }
    let meanings = cells.map { Self.words(of: $0).map { ($0, grammar.words[$0] ?? []) } }
    let node = meanings.firstIndex { words in
      words.count == 1 && words.allSatisfy { $0.1.contains(.node) }
    }
    let knowsMemory = meanings.contains { $0.contains { $0.1.contains(.metric(.memory)) } }
    for (position, words) in meanings.enumerated() {
      add(
        words, behindNode: node.map { $0 <= 1 || position > $0 } ?? false,
        freeIsDisk: knowsMemory, grammar)
    }
    guard !groups.isEmpty, isFirst || columns.contains(.time) else { return nil }
    // One figure of a column without a known side, such as `cpu`, is not enough to know a header by.
    guard columns.contains(.time) || groups.count > 1 else { return nil }
  }

  /// Whether the first cell is a word for a time; every line of a log is asked this.
  private static func beginsWithTime(_ line: UnsafeRawBufferPointer, _ grammar: SampleGrammar)
    -> Bool
  {
    let rest = line.prefix(longestTimeWord + 8).drop { $0 == 0x20 || $0 == 0x23 }
    let word = rest.prefix { (97...122).contains($0 | 0x20) }
    guard (2...longestTimeWord).contains(word.count),
      let next = rest.dropFirst(word.count).first, ",;_ \t".utf8.contains(next)
    else { return false }
    let text = String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
    return grammar.words[text]?.contains(.time) == true
  }

  private static let longestTimeWord = 9

  /// Cells of `text`; runs of blanks are one separator.
  static func cells(of text: String, _ separator: UInt8) -> [String] {
    text.utf8.split(separator: separator, omittingEmptySubsequences: separator == 0x20).map {
      String(decoding: $0, as: UTF8.self).trimmingPrefix { $0 == " " || $0 == "\"" }
    }.map { cell in
      var cell = cell
      while let last = cell.last, last == " " || last == "\"" { cell = cell.dropLast() }
      return String(cell)
    }
  }

  /// Whether a cell is a name of a column, and no value.
  private static func isName(_ cell: String) -> Bool {
    guard let first = cell.utf8.first, (97...122).contains(first | 0x20) || first == 0x25 else {
      return false
    }
    return cell.utf8.count <= 40
      && cell.utf8.allSatisfy {
        (48...57).contains($0) || (97...122).contains($0 | 0x20) || "_-./%() ".utf8.contains($0)
      }
  }

  /// The words of a name in lower case: `memAvail_mb` is `mem`, `avail`, `mb`; a number goes.
  static func words(of name: String) -> [String] {
    var words: [[UInt8]] = [[]]
    var wasLower = false
    for byte in name.utf8 {
      let isUpper = (65...90).contains(byte)
      if byte == 0x25 {
        words += [[byte], []]
      } else if !(97...122).contains(byte | 0x20) {
        words.append([])
      } else if isUpper && wasLower {
        words.append([byte | 0x20])
      } else {
        words[words.count - 1].append(byte | 0x20)
      }
      wasLower = (97...122).contains(byte)
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func add(
    _ words: [(text: String, meanings: Set<SampleGrammar.Word>)], behindNode: Bool,
    freeIsDisk: Bool, _ grammar: SampleGrammar
  ) {
    let meanings = words.reduce(into: Set<SampleGrammar.Word>()) { $0.formUnion($1.meanings) }
    var metrics = ResourceSample.Metric.allCases.filter { meanings.contains(.metric($0)) }
    // Inodes of a disk, kills for want of memory: the narrower word says what is meant.
    for narrow in [ResourceSample.Metric.oomKills, .inodes, .swap] where metrics.contains(narrow) {
      metrics = [narrow]
    }
    let quantity = SampleGrammar.Quantity.allCases.first { meanings.contains(.quantity($0)) }
    let known = words.lazy.compactMap { grammar.places[$0.text] }.first
    if metrics.isEmpty, quantity != nil,
      known?.hasPrefix("/") == true || (quantity == .free && freeIsDisk)
    {
      metrics = [.disk]
    }
    guard let metric = metrics.first else {
      columns.append(
        meanings.contains(.time)
          ? .time : meanings.contains(.place) ? .place : meanings.contains(.node) ? .node : .other)
      return
    }
    let names = words.filter { $0.meanings.isEmpty && grammar.places[$0.text] == nil }.map(\.text)
    let group = Group(
      metric: metric, place: known ?? (names.isEmpty ? nil : names.joined(separator: " ")),
      isOfNode: behindNode)
    let position = groups.firstIndex(of: group) ?? groups.count
    if position == groups.count { groups.append(group) }
    let unit = meanings.lazy.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }.first
    let isPercent = meanings.contains(.percent) || metric == .cpu
    columns.append(
      .figure(
        group: position,
        isPercent ? .percent(quantity ?? .used) : .amount(quantity ?? .used, unit: unit ?? 1)))
  }

  /// The samples of a row; `nil` when the line is none of the table.
  ///
  /// `time` is that of the line; one that was taken off the line leaves the row a cell short.
  package func samples(
    of line: UnsafeRawBufferPointer, time: LogTime?, index: Int
  ) -> [ResourceSample]? {
    var cells = Self.cells(of: String(decoding: line.prefix(4096), as: UTF8.self), separator)
    var time = time
    if let position = columns.firstIndex(of: .time) {
      if position < cells.count, let stated = SampleClock.time(cell: cells[position]) {
        time = stated
      } else if separator == 0x20, position + 1 < cells.count,
        let stated = SampleClock.time(cell: cells[position] + " " + cells[position + 1])
      {
        time = stated
        cells.remove(at: position + 1)
      } else if time != nil, position == 0 {
        cells.insert("", at: 0)
      } else if position >= cells.count || !cells[position].contains(":") {
        return nil
      }
    } else if cells.count != columns.count {
      return nil
    }
    guard cells.count <= columns.count else { return nil }
    return samples(of: cells, time: time, index: index)
  }

  private func samples(of cells: [String], time: LogTime?, index: Int) -> [ResourceSample]? {
    var samples = groups.map { group -> ResourceSample in
      var sample = ResourceSample(group.metric, index: index)
      sample.place = group.place
      sample.time = time
      return sample
    }
    var isKnown = false
    for (column, cell) in zip(columns, cells) where !cell.isEmpty && cell != "-" {
      switch column {
      case .time, .other: continue
      case .node:
        for group in groups.indices where groups[group].isOfNode { samples[group].node = cell }
      case .place:
        for group in groups.indices where groups[group].metric != .memory {
          samples[group].place = cell
        }
      case .figure(let group, let figure):
        guard samples[group].take(cell, as: figure) else { return nil }
        isKnown = true
      }
    }
    guard isKnown else { return nil }
    return samples.filter { $0.used != nil || $0.free != nil || $0.statedFraction != nil }
  }
}

extension ResourceSample {
  /// Takes the cell of a column; whether it is a figure.
  fileprivate mutating func take(_ cell: String, as figure: SampleTable.Figure) -> Bool {
    switch figure {
    case .percent(let side):
      let digits = cell.hasSuffix("%") ? String(cell.dropLast()) : cell
      guard let percent = Double(digits) else { return false }
      // More than 100 % of a processor is two of them.
      statedFraction = side == .free ? 1 - percent / 100 : percent / 100
    case .amount(let side, let unit):
      guard let amount = SampleAmount.read(cell, unit: unit) else { return false }
      switch side {
      case .used: used = amount
      case .free: free = amount
      case .total: total = amount
      }
    }
    return true
  }
}

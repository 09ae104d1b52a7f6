/// Reads lines one after the other and tells the samples among them.
///
/// Knows the block it is in, the clock above it, and nothing else: it may be asked from anywhere on.
package struct SampleReading {
  /// What a line is.
  package enum Line {
    /// One or more samples.
    case samples([ResourceSample], isTable: Bool)
    /// It begins a block, or says when the next one was taken.
    case header(format: String?)
    case clock
    case blank
    /// Anything else.
    case other
  }

  private enum Block {
    case form(Int, unit: Double)
    case table(SampleTable)
  }

  private let grammar: SampleGrammar
  private var block: Block?
  private var clock: LogTime?
  /// Lines since the block or the clock that are neither samples nor blank.
  private var strangers = 0
  /// The unit of figures of memory without one, as the row with the whole tells it.
  private var memoryUnit = 1.0
  private var isFirst = true

  /// A block, or a clock, with so many other lines behind it is over.
  private static let mostStrangers = 3

  /// A reading by `grammar` that has seen no line.
  package init(_ grammar: SampleGrammar) { self.grammar = grammar }

  /// The samples in `text`, in the order of its lines.
  package static func samples(in text: LogText, by grammar: SampleGrammar) -> [ResourceSample] {
    var reading = SampleReading(grammar)
    var samples: [ResourceSample] = []
    grammar.search.forEachLine(of: text) { index, line, candidates in
      let time = text.lines[index].time
      // `date -Is` leaves a line without text.
      if index > 0, text.lines[index - 1].range.isEmpty, let before = text.lines[index - 1].time {
        reading.clock = before
      }
      let taken = reading.take(line, time: time, index: index, candidates: candidates)
      if case .samples(let found, _) = taken { samples += found }
    }
    return samples
  }

  /// Takes the next line; `candidates` are the positions of the rules that can match it.
  package mutating func take(
    _ line: UnsafeRawBufferPointer, time: LogTime?, index: Int,
    candidates: @autoclosure () -> some Sequence<Int>
  ) -> Line {
    defer { isFirst = false }
    guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
      if let time { clock = time }
      return .blank
    }
    if let samples = row(line, time: time, index: index) {
      strangers = 0
      if case .table = block { return .samples(samples, isTable: true) }
      return .samples(samples, isTable: false)
    }
    if let known = header(line, time: time, index: index, candidates()) {
      strangers = 0
      return known
    }
    strangers += 1
    if strangers >= Self.mostStrangers {
      block = nil
      clock = nil
    }
    return .other
  }

  private mutating func header(
    _ line: UnsafeRawBufferPointer, time: LogTime?, index: Int,
    _ candidates: some Sequence<Int>
  ) -> Line? {
    for position in candidates {
      if position < grammar.clocks.count {
        guard let captures = grammar.clocks[position].captures(in: line) else { continue }
        clock = SampleClock.time(captures) ?? time
        block = nil
        return .clock
      }
      let form = grammar.forms[position - grammar.clocks.count]
      guard let captures = form.line.captures(in: line) else { continue }
      if form.rows.isEmpty {
        let samples = self.samples(form, captures, time: time, index: index, unit: 1)
        return samples.isEmpty ? nil : .samples(samples, isTable: false)
      }
      let unit = captures["unit"].flatMap { SampleAmount.read($0) } ?? 1
      block = .form(position - grammar.clocks.count, unit: unit)
      if clock == nil { clock = time }
      return .header(format: form.format)
    }
    guard let table = SampleTable(header: line, grammar: grammar, isFirst: isFirst) else {
      return nil
    }
    block = .table(table)
    return .header(format: "samples")
  }

  private mutating func row(_ line: UnsafeRawBufferPointer, time: LogTime?, index: Int)
    -> [ResourceSample]?
  {
    switch block {
    case nil: return nil
    case .table(let table):
      return table.samples(of: line, time: time, index: index)
    case .form(let position, let unit):
      let form = grammar.forms[position]
      for row in form.rows {
        guard let captures = row.captures(in: line) else { continue }
        return samples(form, captures, time: time, index: index, unit: unit)
      }
      return nil
    }
  }

  // MARK: - Captures

  private mutating func samples(
    _ form: SampleGrammar.Form, _ captures: [String: String], time: LogTime?, index: Int,
    unit: Double
  ) -> [ResourceSample] {
    guard !grammar.isIgnored(captures) else { return [] }
    var unit = unit
    if form.isUnitOpen {
      if let whole = captures["memory_total"].flatMap({ Double($0) }) {
        memoryUnit = SampleAmount.unit(ofMemory: whole)
      }
      unit = memoryUnit
    }
    var samples: [ResourceSample.Metric: ResourceSample] = [:]
    for (name, value) in captures {
      let parts = name.split(separator: "_", maxSplits: 1).map(String.init)
      let metric = parts.count > 1 ? ResourceSample.Metric(rawValue: parts[0]) : form.metric
      guard let metric, let quantity = parts.last else { continue }
      var sample = samples[metric] ?? ResourceSample(metric, index: index)
      switch quantity {
      case "used": sample.used = SampleAmount.read(value, unit: unit)
      case "free": sample.free = SampleAmount.read(value, unit: unit)
      case "total": sample.total = SampleAmount.read(value, unit: unit)
      case "percent": sample.statedFraction = Double(value).map { $0 / 100 }
      default: continue
      }
      sample.place = captures["place"]
      sample.node = captures["node"]
      // The clock above a block is that of the block; its lines have none of their own.
      sample.time = time ?? clock
      samples[metric] = sample
    }
    return ResourceSample.Metric.allCases.compactMap { samples[$0] }.filter(\.hasRoom)
  }
}

/// A log as scenes and what is printed between them, compiled once.
struct Script {
  private enum Part {
    case line(Int, isFailure: Bool)
    /// Lines of the mix until the log has so many bytes.
    case filling(LineMix, until: Int)
  }

  private var parts: [Part] = []
  private var table: TemplateTable
  private var random: SeededRandom
  private let log: GeneratedLog

  /// A mean line of the mixes; it only sets the pace of the clock.
  private static let meanLine = 180

  init(_ log: GeneratedLog) {
    self.log = log
    random = SeededRandom(seed: log.seed)
    table = TemplateTable(separator: UInt8(ascii: log.shape == .oneLine ? " " : "\n"))
    Names.add(to: &table, random: &random)
    let stages = Stage.all(until: log.failure)
    let shares = stages.map(\.share).reduce(0, +)
    var done = 0
    add(.start)
    for stage in stages {
      add(stage, from: done * log.size / shares, until: (done + stage.share) * log.size / shares)
      done += stage.share
    }
    add(log.failure == .none ? .passed : .summary(of: log.failure))
  }

  private mutating func add(_ stage: Stage, from start: Int, until end: Int) {
    let families =
      log.shape == .everyLineMatches ? [(1, LineFamily.errors)] : stage.families(log.failure)
    let mix = LineMix(families, in: &table)
    let steps = stage.steps
    for (number, step) in steps.enumerated() {
      // How far the log goes when so many halves of steps are done.
      func bytes(after halves: Int) -> Int { start + (end - start) * halves / (2 * steps.count) }
      let fails = stage == log.failure.stage && number == stage.failing
      add(step.beginning)
      // The trouble comes in the middle of its step, the end of it later.
      if fails {
        parts.append(.filling(mix, until: bytes(after: 2 * number + 1)))
        add(.trouble(log.failure))
      }
      if step.hasFilling { parts.append(.filling(mix, until: bytes(after: 2 * number + 2))) }
      add(fails ? .end(of: log.failure) : step.end)
    }
  }

  private mutating func add(_ scene: Scene) {
    for line in scene.lines {
      let number = table.add(line.filter { $0 != "▶" })
      parts.append(.line(number, isFailure: line.contains("▶")))
    }
  }

  func play(to sink: @escaping LineWriter.Sink) throws -> Truth {
    let clock = LogClock(lines: log.size / Self.meanLine)
    let writer = LineWriter(table, random: random, clock: clock, sink: sink)
    var failureLines: [Int] = []
    for part in parts {
      switch part {
      case .line(let number, let isFailure):
        if isFailure { failureLines.append(log.shape == .oneLine ? 1 : writer.lines + 1) }
        try writer.write(number)
      case .filling(let mix, let end): try writer.fill(mix, until: end)
      }
    }
    if log.shape == .noNewline { writer.dropLastByte() }
    try writer.flush()
    return Truth(
      seed: log.seed, bytes: writer.bytes, lines: log.shape == .oneLine ? 1 : writer.lines,
      failure: log.failure, phase: log.failure.stage?.rawValue, failureLines: failureLines)
  }
}

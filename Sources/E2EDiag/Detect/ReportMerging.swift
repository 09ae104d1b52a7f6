/// Brings what test runners report together with what was printed of the same suite.
///
/// What was printed keeps deciding where and why a run failed; a report adds the specs, their states
/// and times, and decides how the suite ended where the two differ.
struct ReportMerging {
  let parts: LogParts
  private(set) var logs: [Log]
  /// Positions of the logs that have their report.
  private var isReported: Set<Int> = []

  /// A report, with the lines of its source.
  private struct Told {
    var report: SuiteReport
    var text: LogText
    var format: String
  }

  /// `consoles` with the reports among `readings`, and the reports of other suites behind them.
  static func logs(
    of readings: [LogReader.Reading], beside consoles: [Log], parts: LogParts
  ) -> [Log] {
    let told = readings.flatMap { reading in
      reading.reports.map {
        Told(report: $0, text: reading.text, format: reading.summary.format)
      }
    }
    guard !told.isEmpty else { return consoles }
    var merging = ReportMerging(parts: parts, logs: consoles)
    for told in distinct(told) {
      if let console = merging.console(of: told.report) {
        merging.isReported.insert(console)
        merging.logs[console] = merging.merged(consoles[console], told)
      } else {
        merging.logs.append(parts.log(told.text, told.report))
      }
    }
    return merging.logs
  }

  // MARK: - One suite

  /// Every suite once: whole before cut, Ginkgo's own form before JUnit's.
  private static func distinct(_ all: [Told]) -> [Told] {
    func rank(_ told: Told) -> Int {
      (told.report.isCut ? 2 : 0) + (told.format == LogFormat.ginkgoReport ? 0 : 1)
    }
    var kept: [Int] = []
    for index in all.indices.sorted(by: { (rank(all[$0]), $0) < (rank(all[$1]), $1) })
    where !kept.contains(where: { all[$0].report.isOfSameRun(as: all[index].report) }) {
      kept.append(index)
    }
    return kept.sorted().map { all[$0] }
  }

  /// Position of the log of the suite that `report` is of; one that names no suite, as its beginning
  /// is missing, is of it only when the seed or the times say so.
  private func console(of report: SuiteReport) -> Int? {
    logs.indices.first { index in
      let log = logs[index]
      guard log.role == .log, !isReported.contains(index) else { return false }
      let isNamed = log.track.suite == report.suiteName
      guard isNamed || log.isEndOfSuite else { return false }
      if let seed = log.seed, let own = report.seed { return seed == own }
      return log.overlaps(report) ?? isNamed
    }
  }

  // MARK: - Both together

  private func merged(_ console: Log, _ told: Told) -> Log {
    var log = console
    let report = told.report
    let hasPassed = console.track.saysThatItPassed
    let hasFailed = !console.track.isCut && !hasPassed && console.track.failedAt != nil
    switch report.succeeded {
    case false? where !hasFailed, nil where report.hasFailed && !hasFailed:
      // The report tells of the failure that the log does not, and of the end.
      var text = console.text
      if !console.track.failures.isEmpty {
        text.append(report.closing, of: told.text)
      } else if hasPassed {
        for spec in report.specs where !spec.failure.isEmpty {
          text.append(spec.head.lowerBound..<spec.failure.upperBound, of: told.text)
        }
        text.append(report.closing, of: told.text)
      } else {
        text.append(rest(of: told, after: console.text), of: told.text)
      }
      log = parts.detect(text)
      if hasPassed, let claimed = console.track.passedAt {
        log.track.claims.append(Self.claim(at: claimed))
      }
    case true? where hasFailed:
      // A failure that was printed is not undone by a claim.
      let first = log.text.lines.count
      log.text.append(report.closing, of: told.text)
      if log.text.lines.count > first {
        log.track.claims.append(Self.claim(at: log.text.lines.count - 1))
      }
    case true? where !hasPassed:
      var text = console.text
      text.append(report.closing, of: told.text)
      log = parts.detect(text)
    default: break
    }
    log.track.take(report)
    return log
  }

  /// The lines of `told` behind the last step that `console` tells too, and what it printed of it.
  private func rest(of told: Told, after console: LogText) -> Range<Int> {
    func steps(_ text: LogText, _ lines: Range<Int>) -> [(index: Int, what: String)] {
      parts.catalog.markers.read(text).markers.filter {
        $0.rule == "markers/ginkgo-step" && lines.contains($0.index)
      }.map { ($0.index, $0.captures["what"] ?? "") }
    }
    let printed = Dictionary(
      steps(console, console.lines.indices).map { ($0.what, $0.index) }, uniquingKeysWith: { $1 })
    let lines = told.report.lines
    guard let last = steps(told.text, lines).last(where: { printed[$0.what] != nil }),
      var own = printed[last.what].map({ $0 + 1 })
    else { return lines }
    func plain(_ text: LogText, _ index: Int) -> Substring {
      text.text(index).drop { $0 == " " || $0 == "\t" }
    }
    var next = last.index + 1
    while next < lines.upperBound, own < console.lines.count,
      plain(told.text, next) == plain(console, own)
    {
      next += 1
      own += 1
    }
    return next..<lines.upperBound
  }

  private static func claim(at index: Int) -> Marker {
    Marker(event: .claim, index: index, rule: "report", captures: [:])
  }
}

extension LogParts {
  /// What `report`, whose source has the lines of `text`, says by itself.
  fileprivate func log(_ text: LogText, _ report: SuiteReport) -> Log {
    var part = LogText()
    part.append(report.lines, of: text)
    var log = detect(part)
    log.role = .report
    log.track.take(report)
    return log
  }
}

extension SuiteReport {
  /// Whether both tell of one execution of one suite.
  fileprivate func isOfSameRun(as other: SuiteReport) -> Bool {
    guard suiteName == other.suiteName else { return false }
    if let seed, let others = other.seed { return seed == others }
    return start == other.start
      && ownSpecs.map { names.text($0.name) } == other.ownSpecs.map { other.names.text($0.name) }
  }
}

extension Log {
  /// Whether a suite ends in it whose name stands nowhere.
  fileprivate var isEndOfSuite: Bool {
    track.suite == nil && (track.ran != nil || !track.failures.isEmpty)
  }

  private static let seedMark = Array("Random Seed: ".utf8)

  /// The number that Ginkgo drew the order of the specs with.
  fileprivate var seed: String? {
    let start = text.bytes.withUnsafeBytes { $0.firstIndex(of: Self.seedMark) }
    guard let start else { return nil }
    let line = line(text.index(ofByte: start))
    return String(
      line[(line.firstRange(of: "Random Seed: ")?.upperBound ?? line.endIndex)...]
        .prefix { $0.isNumber })
  }

  /// Whether the log has times within those of `report`; `nil` where one of them has none that can
  /// be compared.
  fileprivate func overlaps(_ report: SuiteReport) -> Bool? {
    guard let start = report.start, let end = report.end else { return nil }
    let times = text.lines.compactMap(\.time).filter {
      $0.hasDate && $0.hasZone == start.hasZone
    }
    guard let first = times.first, let last = times.last else { return nil }
    let slack: Int64 = 60_000
    return first.milliseconds - slack <= end.milliseconds
      && start.milliseconds - slack <= last.milliseconds
  }
}

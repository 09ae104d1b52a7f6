/// Writes what a report says of its suites as Ginkgo prints it: the nodes around the specs, the specs
/// that failed, how it ended. Of the others the report alone keeps name, state and times.
struct ReportTranscript {
  private(set) var text = LogText()
  private(set) var reports: [SuiteReport] = []
  /// What was left out.
  private(set) var cutTexts = 0
  private(set) var leftOutSpecs = 0

  /// Bytes of text of all suites.
  private static let longest = 4_194_304
  /// Specs of a suite that are told one by one.
  private static let mostSpecs = 50_000

  private var report: SuiteReport?
  /// Whether a suite has begun and not ended.
  var isInSuite: Bool { report != nil }

  /// The head of a suite.
  struct Head {
    var name = ""
    var path = ""
    var line: Int
    var seed: String?
    var processes = 1
    var total: Int?
    var planned: Int?
    var start: LogTime?
  }

  /// How a suite ended.
  struct End {
    var line: Int
    var end: LogTime?
    var milliseconds: Int?
    var succeeded: Bool?
    var reasons: [String] = []
    var isCut = false
  }

  // MARK: - A suite

  mutating func begin(_ head: Head) {
    var names = LogText()
    names.append(Self.cleaned(head.name), number: head.line, time: nil)
    var report = SuiteReport()
    report.names = names
    report.seed = head.seed
    report.start = head.start
    report.total = head.total
    report.planned = head.planned
    report.lines = text.lines.count..<text.lines.count
    self.report = report
    write("Running Suite: \(head.name)" + (head.path.isEmpty ? "" : " - \(head.path)"), head.line)
    if let seed = head.seed { write("Random Seed: \(seed)", head.line) }
    if let planned = head.planned, let total = head.total {
      write("Will run \(planned) of \(total) specs", head.line)
    }
    if head.processes > 1 {
      write("Running in parallel across \(head.processes) processes", head.line)
    }
  }

  mutating func end(_ end: End) {
    guard var report else { return }
    report.end = end.end
    report.isCut = end.isCut
    let own = report.ownSpecs
    report.succeeded = end.isCut ? nil : end.succeeded ?? !report.hasFailed
    for reason in end.reasons { report.reasons.append(Self.name(reason, end.line, &report)) }
    let first = text.lines.count
    if !end.isCut {
      write(Self.rule, end.line)
      let time = end.milliseconds.map { " in \(Self.seconds($0)) seconds" } ?? " in 0 seconds"
      if let counts = report.counts, let ran = counts.ran {
        write("Ran \(ran) of \(counts.total) Specs\(time)", end.line, end.end)
      }
      let reasons = end.reasons.isEmpty ? "" : "- \(end.reasons.joined(separator: ", ")) "
      let isMasked = report.specs.contains { $0.node.contains("BeforeSuite") && $0.state.isFailure }
      let tally =
        isMasked
        ? "A BeforeSuite node failed so all tests were skipped."
        : "\(own.count { $0.state == .passed }) Passed | \(own.count { $0.state.isFailure }) Failed"
          + " | \(own.count { $0.state == .pending }) Pending"
          + " | \(own.count { $0.state == .skipped }) Skipped"
      let word = report.succeeded == true ? "SUCCESS!" : "FAIL!"
      write("\(word) \(reasons)-- \(tally)", end.line, end.end)
    }
    report.closing = first..<text.lines.count
    report.lines = report.lines.lowerBound..<text.lines.count
    reports.append(report)
    self.report = nil
  }

  // MARK: - A spec

  mutating func write(_ spec: ReportedSpec) {
    guard var report else { return }
    // Held once, its specs need not be copied to take one more.
    self.report = nil
    defer { self.report = report }
    guard report.specs.count < Self.mostSpecs || spec.state.isFailure else {
      leftOutSpecs += 1
      return
    }
    var told = SuiteReport.Spec(
      node: spec.node, name: Self.name(spec.name, spec.line, &report), state: spec.state,
      attempts: max(1, spec.attempts), start: spec.start, end: spec.end, line: spec.line)
    let hasFlaked = spec.attempts > 1 && spec.state == .passed
    let isOwnReport = spec.node.hasPrefix("Report") && !spec.state.isFailure
    if spec.state.isFailure || hasFlaked || spec.isSuiteNode && !isOwnReport {
      tell(spec, &told)
    }
    report.specs.append(told)
  }

  private mutating func tell(_ spec: ReportedSpec, _ told: inout SuiteReport.Spec) {
    let first = text.lines.count
    write(Self.rule, spec.line)
    write(spec.isSuiteNode ? "[\(spec.node)] \(spec.name)" : spec.name, spec.line, spec.start)
    if !spec.place.isEmpty { write(spec.place, spec.line) }
    told.head = first..<text.lines.count
    // The output of a node that passed says nothing of the failure.
    writeOutput(of: spec, stepsOnly: !spec.state.isFailure && spec.attempts <= 1)
    let stated = text.lines.count
    let length = "[\(Self.seconds(spec.milliseconds ?? 0)) seconds]"
    if !spec.state.isFailure {
      let sign = spec.isSuiteNode ? "[\(spec.node)] PASSED" : "• PASSED"
      return write("\(sign) \(length)", spec.line, spec.end)
    }
    let state = "[\(spec.state.rawValue.uppercased())]"
    for failure in spec.failures where !failure.place.isEmpty {
      let mark = "[\(failure.state.rawValue.uppercased())] in [\(failure.node(in: spec))]"
      write("\(mark) - \(failure.place)", failure.line(in: spec), failure.time)
    }
    write("\(spec.isSuiteNode ? "[\(spec.node)]" : "•") \(state) \(length)", spec.line)
    for failure in spec.failures { write(failure, of: spec) }
    told.failure = stated..<text.lines.count
  }

  private mutating func write(_ failure: ReportedSpec.Failure, of spec: ReportedSpec) {
    let state = "[\(failure.state.rawValue.uppercased())]"
    let lines = failure.message.lines
    noteCut(failure.message)
    let isWritten = lines.first.map { Self.isStated($0.bytes) } ?? false
    for (position, line) in lines.enumerated() {
      write(
        position == 0 && !isWritten ? Array("\(state) ".utf8) + line.bytes : line.bytes, line.number
      )
    }
    if lines.isEmpty { write("\(state) ", spec.line) }
    guard !isWritten else { return }
    if !failure.place.isEmpty {
      write(
        "In [\(failure.node(in: spec))] at: \(failure.place)", failure.line(in: spec), failure.time)
    }
    for line in failure.panic.lines { write(line.bytes, line.number) }
  }

  /// The output with what was announced, each where it stood between its lines.
  private mutating func writeOutput(of spec: ReportedSpec, stepsOnly: Bool) {
    var announced = spec.announcements.filter(\.isBy)[...]
    // What was replaced in the output afterwards moves its lines by a few bytes.
    func isDue(before line: ReportedText.Line) -> Bool {
      announced.first.map { $0.offset <= line.offset + line.bytes.count } ?? false
    }
    func announce() {
      guard let next = announced.popFirst() else { return }
      write("STEP: \(next.text)", next.number, next.time)
    }
    // Ginkgo's timeline goes on with the failures, which stand below.
    for line in spec.output.lines.prefix(while: { !Self.isStated($0.bytes) }) {
      while isDue(before: line) { announce() }
      if Self.isOutput(line.bytes), !stepsOnly || line.bytes.starts(with: Self.step) {
        write(line.bytes, line.number)
      }
    }
    while !announced.isEmpty { announce() }
    guard !stepsOnly else { return }
    noteCut(spec.output)
    noteCut(spec.printed)
    for line in spec.printed.lines where Self.isOutput(line.bytes) {
      write(line.bytes, line.number)
    }
  }

  // MARK: - Lines

  private static let rule = "------------------------------"
  private static let step = Array("STEP: ".utf8)
  private static let states = ["failed", "aborted", "panicked", "interrupted", "timedout"].map {
    Array("[\($0.uppercased())]".utf8)
  }

  /// Whether a text begins as Ginkgo states a failure.
  static func isStated(_ line: [UInt8]) -> Bool { states.contains { line.starts(with: $0) } }

  /// What a spec printed is no mark of ours.
  private static func isOutput(_ line: [UInt8]) -> Bool {
    !(line.count >= 20 && line.allSatisfy { $0 == UInt8(ascii: "-") })
      && !["Running Suite: ", "> Enter [", "< Exit ["].contains { line.starts(with: $0.utf8) }
  }

  private mutating func noteCut(_ text: ReportedText) { if text.isCut { cutTexts += 1 } }

  private mutating func write(_ line: String, _ number: Int, _ time: LogTime? = nil) {
    write(Array(line.utf8), number, time)
  }

  private mutating func write(_ line: [UInt8], _ number: Int, _ time: LogTime? = nil) {
    guard text.bytes.count < Self.longest else { return cutTexts += 1 }
    for piece in line.withUnsafeBytes({ LineCleaner.pieces($0, isFirst: false) }) {
      text.append(piece.text, number: number, time: time ?? piece.time)
    }
  }

  private static func name(_ name: String, _ number: Int, _ report: inout SuiteReport) -> Int {
    report.names.append(cleaned(name), number: number, time: nil)
    return report.names.lines.count - 1
  }

  private static func cleaned(_ name: String) -> [UInt8] {
    Array(name.utf8.prefix(4096)).withUnsafeBytes {
      LineCleaner.pieces($0, isFirst: false).last?.text ?? []
    }
  }

  /// `15.135` of 15135 milliseconds.
  private static func seconds(_ milliseconds: Int) -> String {
    let rest = String(milliseconds % 1000 + 1000).dropFirst()
    return "\(milliseconds / 1000).\(rest)"
  }
}

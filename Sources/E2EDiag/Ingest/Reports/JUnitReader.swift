/// Follows the elements of JUnit's XML to the specs it reports.
final class JUnitReader: XMLReceiver {
  private(set) var transcript = ReportTranscript()

  /// What an element means.
  private enum Element {
    case suite, inner, testcase, failure, output, printed, other
  }

  private var elements: [Element] = []
  private var head: ReportTranscript.Head?
  private var ending = ReportTranscript.End(line: 1)
  /// Names of the suites inside the suite.
  private var innerSuites: [String] = []
  private var spec: ReportedSpec?
  /// Whether the state is the runner's own word.
  private var hasStatus = false
  private var body = ReportedText.message

  /// Whether an element has not ended.
  var isOpen: Bool { !elements.isEmpty }

  // MARK: - Elements

  func begin(_ name: String, _ attributes: [String: String], line: Int) {
    elements.append(element(name, attributes, line))
  }

  private func element(_ name: String, _ attributes: [String: String], _ line: Int) -> Element {
    let isCase = elements.last == .testcase
    switch name {
    case "testsuite" where head == nil:
      beginSuite(attributes, line)
      return .suite
    case "testsuite":
      innerSuites.append(attributes["name"] ?? "")
      return .inner
    case "property":
      takeProperty(attributes["name"] ?? "", attributes["value"] ?? "")
      return .other
    case "testcase" where head != nil:
      beginCase(attributes, line)
      return .testcase
    case "failure" where isCase, "error" where isCase:
      beginFailure(attributes, line)
      return .failure
    case "flakyFailure" where isCase, "flakyError" where isCase, "rerunFailure" where isCase,
      "rerunError" where isCase:
      spec?.attempts += 1
      return .other
    case "skipped" where isCase:
      if !hasStatus, spec?.state.isFailure == false { spec?.state = .skipped }
      return .other
    // Ginkgo writes its timeline to the error stream.
    case "system-err" where isCase: return .output
    case "system-out" where isCase: return .printed
    default: return .other
    }
  }

  func end() {
    switch elements.popLast() {
    case .suite: endSuite()
    case .inner: innerSuites.removeLast()
    case .testcase: endCase()
    case .failure: endFailure()
    default: break
    }
  }

  func text(_ piece: UnsafeRawBufferPointer, line: Int, isRaw: Bool) {
    switch elements.last {
    case .failure: body.append(piece, number: line, countingLines: isRaw)
    case .output: spec?.output.append(piece, number: line, countingLines: isRaw)
    case .printed: spec?.printed.append(piece, number: line, countingLines: isRaw)
    default: break
    }
  }

  /// The text is over: a suite that has not ended is cut.
  func finish(line: Int) {
    guard head != nil else { return }
    ending.isCut = true
    ending.line = line
    endSuite()
  }

  // MARK: - Suites

  private func beginSuite(_ attributes: [String: String], _ line: Int) {
    var head = ReportTranscript.Head(line: line)
    head.name = attributes["name"] ?? ""
    head.path = attributes["package"] ?? ""
    head.start = attributes["timestamp"].flatMap(Timestamp.parse)
    ending = ReportTranscript.End(line: line)
    ending.milliseconds = attributes["time"].flatMap(Self.milliseconds)
    ending.end = Self.time(head.start, plus: ending.milliseconds)
    self.head = head
  }

  private func takeProperty(_ name: String, _ value: String) {
    guard spec == nil else { return }
    switch name {
    case "SuiteSucceeded": ending.succeeded = value == "true"
    case "SpecialSuiteFailureReason": if !value.isEmpty { ending.reasons.append(value) }
    case "RandomSeed": head?.seed = value
    case "ParallelTotal": head?.processes = Int(value) ?? 1
    default: break
    }
  }

  private func endSuite() {
    // A suite without a test has not begun, and says nothing.
    transcript.end(ending)
    head = nil
  }

  // MARK: - Tests

  private func beginCase(_ attributes: [String: String], _ line: Int) {
    var spec = ReportedSpec(line: line)
    let name = attributes["name"] ?? ""
    if let (node, text) = Self.node(name) {
      spec.node = node
      spec.text = text
    } else {
      spec.containers = innerSuites
      spec.text = Self.qualified(name, attributes["classname"] ?? "")
    }
    spec.milliseconds = attributes["time"].flatMap(Self.milliseconds)
    spec.file = attributes["file"] ?? ""
    spec.fileLine = spec.file.isEmpty ? "" : attributes["line"] ?? ""
    let status = attributes["status"].flatMap(SuiteReport.State.init)
    hasStatus = status != nil
    spec.state = status ?? .passed
    self.spec = spec
  }

  private func beginFailure(_ attributes: [String: String], _ line: Int) {
    body = .message
    var failure = ReportedSpec.Failure()
    let type = attributes["type"].flatMap(SuiteReport.State.init)
    if let type, type.isFailure { failure.state = type }
    failure.file = spec?.file ?? ""
    failure.fileLine = spec?.fileLine ?? ""
    Array((attributes["message"] ?? "").utf8).withUnsafeBytes {
      failure.message.append($0, number: line)
    }
    if !hasStatus, spec?.state.isFailure == false { spec?.state = failure.state }
    if let count = spec?.failures.count, count < ReportedSpec.mostFailures {
      spec?.failures.append(failure)
    }
  }

  /// The body of a failure mostly says what its message says, and more.
  private func endFailure() {
    guard let last = spec?.failures.indices.last, let message = spec?.failures[last].message,
      let first = body.lines.first(where: { !$0.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } })
    else { return }
    let isRepeated = message.first.map { first.bytes.starts(with: $0.bytes) } ?? true
    if isRepeated || ReportTranscript.isStated(first.bytes) {
      spec?.failures[last].message = body
    } else {
      spec?.failures[last].message.append(body)
    }
  }

  private func endCase() {
    guard var spec else { return }
    self.spec = nil
    if !spec.state.isFailure { spec.failures.removeAll() }
    if let entered = spec.output.first?.bytes, entered.starts(with: Array("> Enter".utf8)) {
      spec.start = Timestamp.time(in: entered)
      spec.end = Self.time(spec.start, plus: spec.milliseconds)
    }
    if !transcript.isInSuite, let head { transcript.begin(head) }
    transcript.write(spec)
  }

  // MARK: - Values

  /// Ginkgo writes `[It] text [labels]`, and `[BeforeSuite]`.
  private static func node(_ name: String) -> (node: String, text: String)? {
    guard name.first == "[", let close = name.firstIndex(of: "]") else { return nil }
    let node = String(name[name.index(after: name.startIndex)..<close])
    guard node == SuiteReport.spec || node.hasSuffix("Suite") || node.hasPrefix("DeferCleanup")
    else { return nil }
    return (node, String(name[name.index(after: close)...].drop { $0 == " " }))
  }

  /// A dotted class belongs to the name of a test, as its language writes it; the path of a package
  /// does not.
  private static func qualified(_ name: String, _ classname: String) -> String {
    let isClass = !classname.isEmpty && !classname.contains { $0 == "/" || $0 == " " }
    return isClass && classname.contains(".") ? "\(classname).\(name)" : name
  }

  /// Seconds with a fraction; thousands may be parted by commas.
  private static func milliseconds(_ seconds: String) -> Int? {
    Double(seconds.filter { $0 != "," }).flatMap { Int(exactly: ($0 * 1000).rounded()) }
  }

  private static func time(_ start: LogTime?, plus milliseconds: Int?) -> LogTime? {
    guard var time = start, let milliseconds, (0..<1 << 40).contains(milliseconds) else {
      return nil
    }
    time.milliseconds += Int64(milliseconds)
    return time
  }
}

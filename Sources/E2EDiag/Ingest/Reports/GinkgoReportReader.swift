/// Follows the parts of Ginkgo's JSON to the specs it reports.
struct GinkgoReportReader: JSONReceiver {
  private(set) var transcript = ReportTranscript()

  /// What the container is that a value stands in.
  private enum Place {
    case root, suite, plan, config, reasons, specs, spec, containers, specPlace
    case failure, failurePlace, failureTime, furtherFailures, furtherFailure
    case events, event, eventTime, skipped
  }

  private var places: [Place] = []
  private var key: [UInt8] = []
  /// The string under way, when somebody wants it.
  private var text: ReportedText?
  private var textLine = 1

  private var head: ReportTranscript.Head?
  private var ending = ReportTranscript.End(line: 1)
  private var spec: ReportedSpec?
  /// Positions of the failures that are open; one may hold another.
  private var openFailures: [Int] = []
  /// The state that stands beside a further failure.
  private var furtherState = SuiteReport.State.failed

  // MARK: - Containers

  mutating func begin(line: Int) {
    let place = inner(line)
    places.append(place)
    key = []
  }

  private mutating func inner(_ line: Int) -> Place {
    switch (places.last, String(decoding: key, as: UTF8.self)) {
    case (nil, _): return .root
    case (.root, ""):
      head = ReportTranscript.Head(line: line)
      ending = ReportTranscript.End(line: line)
      return .suite
    case (.suite, "PreRunStats"): return .plan
    case (.suite, "SuiteConfig"): return .config
    case (.suite, "SpecialSuiteFailureReasons"): return .reasons
    case (.suite, "SpecReports"): return .specs
    case (.specs, _):
      spec = ReportedSpec(line: line)
      return .spec
    case (.spec, "ContainerHierarchyTexts"): return .containers
    case (.spec, "LeafNodeLocation"): return .specPlace
    case (.spec, "Failure"): return beginFailure(.failed)
    case (.spec, "AdditionalFailures"): return .furtherFailures
    case (.spec, "SpecEvents"): return .events
    case (.failure, "Location"): return .failurePlace
    case (.failure, "TimelineLocation"): return .failureTime
    case (.failure, "AdditionalFailure"), (.furtherFailures, _):
      furtherState = .failed
      return .furtherFailure
    case (.furtherFailure, "Failure"): return beginFailure(furtherState)
    case (.events, _):
      if let count = spec?.announcements.count, count < ReportedSpec.mostAnnouncements {
        spec?.announcements.append(ReportedSpec.Announcement(number: line))
        return .event
      }
      return .skipped
    case (.event, "TimelineLocation"): return .eventTime
    default: return .skipped
    }
  }

  private mutating func beginFailure(_ state: SuiteReport.State) -> Place {
    guard let count = spec?.failures.count, count < ReportedSpec.mostFailures else {
      return .skipped
    }
    var failure = ReportedSpec.Failure()
    failure.state = openFailures.isEmpty && count == 0 ? spec?.state ?? state : state
    spec?.failures.append(failure)
    openFailures.append(count)
    return .failure
  }

  mutating func end() {
    switch places.popLast() {
    case .failure: openFailures.removeLast()
    case .event:
      // Only what the suite announces itself is kept; nodes are Ginkgo's own.
      if spec?.announcements.last?.isBy == false { spec?.announcements.removeLast() }
    case .spec: endSpec()
    case .suite: endSuite()
    default: break
    }
    key = []
  }

  private mutating func endSpec() {
    guard var spec else { return }
    self.spec = nil
    beginSuite()
    // Also a spec that was skipped says why.
    if !spec.state.isFailure { spec.failures.removeAll() }
    if !spec.failures.isEmpty { spec.failures[0].state = spec.state }
    transcript.write(spec)
  }

  private mutating func beginSuite() {
    guard !transcript.isInSuite, let head else { return }
    transcript.begin(head)
  }

  private mutating func endSuite() {
    beginSuite()
    transcript.end(ending)
    head = nil
  }

  /// The text is over: a suite that has not ended is cut.
  mutating func finish(line: Int) {
    guard head != nil else { return }
    // The first words of a file are no suite yet.
    guard transcript.isInSuite || head?.name.isEmpty == false else { return }
    ending.isCut = true
    ending.line = line
    endSuite()
  }

  // MARK: - Values

  mutating func key(_ name: [UInt8]) { key = name }

  mutating func beginText(line: Int) {
    textLine = line
    switch (places.last, String(decoding: key, as: UTF8.self)) {
    case (.skipped, _), (.eventTime, "Offset"): text = nil
    case (.failure, "Message"): text = .message
    case (.spec, "CapturedGinkgoWriterOutput"), (.spec, "CapturedStdOutErr"): text = .output
    default: text = .short
    }
  }

  mutating func text(_ piece: UnsafeRawBufferPointer) { text?.append(piece, number: textLine) }

  mutating func endText() {
    guard let text else { return }
    self.text = nil
    let key = String(decoding: key, as: UTF8.self)
    switch places.last {
    case .suite: takeSuite(key, text.string, textLine)
    case .reasons: ending.reasons.append(text.string)
    case .spec: takeSpec(key, text)
    case .containers: spec?.containers.append(text.string)
    case .specPlace where key == "FileName": spec?.file = text.string
    case .furtherFailure where key == "State":
      furtherState = SuiteReport.State(rawValue: text.string) ?? .failed
    case .failure, .failurePlace, .failureTime: takeFailure(key, text)
    case .event: takeEvent(key, text.string)
    case .eventTime where key == "Time":
      change(lastEvent: { $0.time = Timestamp.parse(text.string) })
    default: break
    }
  }

  private mutating func takeSuite(_ key: String, _ value: String, _ line: Int) {
    switch key {
    case "SuiteDescription":
      head?.name = value
      head?.line = line
    case "SuitePath": head?.path = value
    case "StartTime": head?.start = Self.time(value)
    case "EndTime":
      ending.end = Self.time(value)
      ending.line = line
    default: break
    }
  }

  private mutating func takeSpec(_ key: String, _ text: ReportedText) {
    switch key {
    case "LeafNodeType": spec?.node = text.string
    case "LeafNodeText": spec?.text = text.string
    case "State": spec?.state = SuiteReport.State(rawValue: text.string) ?? .passed
    case "StartTime": spec?.start = Self.time(text.string)
    case "EndTime": spec?.end = Self.time(text.string)
    case "CapturedGinkgoWriterOutput": spec?.output = text
    case "CapturedStdOutErr": spec?.printed = text
    default: break
    }
  }

  private mutating func takeFailure(_ key: String, _ text: ReportedText) {
    guard let position = openFailures.last else { return }
    switch (places.last, key) {
    case (.failure, "Message"): spec?.failures[position].message = text
    case (.failure, "ForwardedPanic"): spec?.failures[position].panic = text
    case (.failure, "FailureNodeType"): spec?.failures[position].node = text.string
    case (.failurePlace, "FileName"): spec?.failures[position].file = text.string
    case (.failureTime, "Time"): spec?.failures[position].time = Self.time(text.string)
    default: break
    }
  }

  private mutating func takeEvent(_ key: String, _ value: String) {
    let line = textLine
    switch key {
    case "SpecEventType": change { $0.isBy = value == "By" }
    case "Message":
      change {
        $0.text = value
        $0.number = line
      }
    default: break
    }
  }

  private mutating func change(lastEvent body: (inout ReportedSpec.Announcement) -> Void) {
    guard let last = spec?.announcements.indices.last else { return }
    if var changed = spec?.announcements[last] {
      body(&changed)
      spec?.announcements[last] = changed
    }
  }

  mutating func literal(_ bytes: [UInt8], line: Int) {
    let word = String(decoding: bytes, as: UTF8.self)
    switch (places.last, String(decoding: key, as: UTF8.self)) {
    case (.suite, "SuiteSucceeded"): ending.succeeded = word == "true"
    case (.suite, "RunTime"): ending.milliseconds = Self.milliseconds(word)
    case (.plan, "TotalSpecs"): head?.total = Int(word)
    case (.plan, "SpecsThatWillRun"): head?.planned = Int(word)
    case (.config, "RandomSeed"): head?.seed = word
    case (.config, "ParallelTotal"): head?.processes = Int(word) ?? 1
    case (.spec, "RunTime"): spec?.milliseconds = Self.milliseconds(word)
    case (.spec, "NumAttempts"): spec?.attempts = Int(word) ?? 1
    case (.specPlace, "LineNumber"): spec?.fileLine = word
    case (.failurePlace, "LineNumber"):
      if let position = openFailures.last { spec?.failures[position].fileLine = word }
    case (.eventTime, "Offset"): change { $0.offset = Int(word) ?? 0 }
    default: break
    }
  }

  /// Nanoseconds as Go writes a duration, rounded as Ginkgo prints them.
  private static func milliseconds(_ word: String) -> Int? {
    Int(word).map { $0 / 1_000_000 + ($0 % 1_000_000 >= 500_000 ? 1 : 0) }
  }

  /// A time, but for Go's zero time.
  private static func time(_ value: String) -> LogTime? {
    value.hasPrefix("0001-") ? nil : Timestamp.parse(value)
  }
}

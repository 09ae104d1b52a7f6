extension TimelineBuilder {
  mutating func ginkgo(_ marker: Marker) {
    switch marker.event {
    case .ginkgoSuite: track.suite = track.suite ?? marker.captures["what"]
    case .ginkgoPlan: track.plannedSpecs = Int(marker.captures["total"] ?? "")
    case .ginkgoProcs: track.processes = Int(marker.captures["count"] ?? "") ?? 1
    case .ginkgoRule:
      // Other tools draw lines of dashes too.
      guard track.suite != nil || track.plannedSpecs != nil || !node.isEmpty else { return }
      afterRule = true
      track.nodeMilliseconds = nil
      leaveSpec(at: marker.index)
    case .ginkgoNodePassed: nodePassed(marker)
    case .ginkgoNodeFailed: nodeFailed(marker)
    case .ginkgoFailedIn: failedIn(marker)
    case .ginkgoFailed: takeGinkgoFailure(marker)
    case .ginkgoSpecPassed: endSpec(.passed, marker)
    case .ginkgoSpecFailed: endSpec(.failed, marker)
    case .ginkgoSummary, .ginkgoFailEntry:
      track.failedAt = marker.index
      if marker.captures["state"] == "INTERRUPTED", marker.captures["what"]?.hasPrefix("[") == true
      {
        track.interruptedAt = track.interruptedAt ?? marker.index
      }
    case .ginkgoRan:
      track.ran = (
        Int(marker.captures["ran"] ?? "") ?? 0, Int(marker.captures["total"] ?? "") ?? 0,
        marker.index
      )
    case .ginkgoTally:
      let passed = marker.captures["word"] == "SUCCESS"
      let what = marker.captures["what"] ?? ""
      track.tally = (passed, what, marker.index)
      if what.contains("Interrupted by User") || what.contains("Suite Timeout Elapsed") {
        track.interruptedAt = track.interruptedAt ?? marker.index
      }
      if passed {
        // A suite that ran nothing has shown nothing.
        let ranNothing = track.ran.map { $0.count == 0 && $0.total > 0 } ?? false
        if !ranNothing { track.passedAt = marker.index }
      } else {
        track.failedAt = marker.index
      }
    default: break
    }
  }

  /// The line behind a rule names a node in brackets, or a spec.
  mutating func enterGinkgoNode(before index: Int) {
    afterRule = false
    let candidates = max(0, index - 3)...index
    for line in candidates where line < text.lines.count && line > 0 {
      guard Self.isRule(text.text(line - 1)), !text.isBlank(line) else { continue }
      let name = text.text(line)
      if name.hasPrefix("["), let close = name.firstIndex(of: "]") {
        node = String(name[name.index(after: name.startIndex)..<close])
        spec = nil
        if node.contains("After") { beginTeardown(line) }
      } else if !name.hasPrefix(" "), !name.hasPrefix("•"), !name.hasPrefix("Summarizing"),
        !name.hasPrefix("Ran "), !name.hasPrefix("/"), !name.hasPrefix("S ["),
        !name.hasPrefix("P [")
      {
        beginSpec(name, at: line)
      }
      return
    }
  }

  private mutating func beginSpec(_ name: String, at line: Int) {
    node = "It"
    spec = name
    // Where it failed stands inside the name of a spec that failed, and not when it passes.
    let plain = ["It", "BeforeEach", "AfterEach", "JustBeforeEach"].reduce(name) {
      $0.replacing("[\($1)] ", with: "")
    }
    let operation = Operation(phase: .test, name: "spec", subject: nil)
    let step = open(
      operation, phase: .test, at: line, origin: .spec, command: plain)
    track.steps[step].step.subject = name
    specStep = step
  }

  private static func isRule(_ line: String) -> Bool {
    line.count >= 20 && line.allSatisfy { $0 == "-" || $0 == " " }
  }

  /// `STEP: …`: in a setup node one of a sequence; inside a spec only a detail of it.
  mutating func ginkgoStep(_ marker: Marker, _ what: String) {
    guard spec == nil else { return }
    let operation =
      phrases.operation(of: what)
      // Outside of any node that is known to be a setup, steps are those of a spec.
      ?? Operation(
        phase: heading ?? (node.isEmpty ? .test : .other), name: Self.plain(what), subject: nil)
    let inTeardown = node.contains("After")
    endLane(before: marker.index)
    lane = open(
      operation, phase: inTeardown ? .cleanup : operation.phase, at: marker.index,
      origin: .sequence)
  }

  /// The next step of a sequence begins only when the one before is done.
  private mutating func endLane(before index: Int) {
    guard let lane else { return }
    for step in openSteps(where: { $0.origin == .subcommand }) {
      close(step, .passed, .implied, at: index, endsBefore: true)
    }
    close(lane, .passed, .implied, at: index, endsBefore: true)
    self.lane = nil
  }

  private mutating func nodePassed(_ marker: Marker) {
    let name = marker.captures["node"] ?? ""
    if name == node || node.isEmpty { endLane(before: marker.index) }
    if name.contains("After") || name.contains("Report") {
      node = name
      if name.contains("After") { beginTeardown(marker.index) }
    }
  }

  private mutating func nodeFailed(_ marker: Marker) {
    let name = marker.captures["node"] ?? ""
    node = name
    spec = nil
    takeLength(marker)
    if name.contains("BeforeSuite") {
      track.setupFailed = true
      if marker.captures["state"] == "INTERRUPTED" {
        track.interruptedAt = track.interruptedAt ?? marker.index
      }
    }
    failLane(marker)
  }

  private mutating func failedIn(_ marker: Marker) {
    if (marker.captures["node"] ?? "").contains("BeforeSuite") { track.setupFailed = true }
    if marker.captures["state"] == "INTERRUPTED", !node.isEmpty {
      track.interruptedAt = track.interruptedAt ?? marker.index
    }
    failLane(marker)
  }

  /// The step under way has failed; of parallel ones the message will tell which.
  private mutating func failLane(_ marker: Marker) {
    guard spec == nil, let lane, track.steps[lane].isOpen else { return }
    let parallel = openSteps { $0.origin == .subcommand }
    if parallel.count > 1 { return }
    close(lane, .failed, .explicit, at: marker.index)
    if let only = parallel.first { close(only, .failed, .explicit, at: marker.index) }
  }

  private mutating func endSpec(_ status: StepStatus, _ marker: Marker) {
    let index = marker.index
    // Without `-v` the sign stands above the name.
    if specStep == nil, index + 1 < text.lines.count, Self.isSpecName(text.text(index + 1)) {
      beginSpec(text.text(index + 1), at: index)
    }
    if status == .failed, specStep == nil { track.failedAt = index }
    if status == .failed { takeLength(marker) }
    guard let specStep else { return }
    close(specStep, status, .explicit, at: index)
    track.steps[specStep].endIndex = max(track.steps[specStep].startIndex, index)
  }

  private static func isSpecName(_ line: String) -> Bool {
    guard let first = line.first else { return false }
    return first.isLetter || first.isNumber
  }

  private mutating func leaveSpec(at index: Int) {
    // Parallel output prints the status before the body; a spec without one has only ended.
    if let specStep, track.steps[specStep].isOpen {
      close(specStep, .unknown, .assumed, at: index, endsBefore: true)
    }
    if let specStep {
      track.steps[specStep].endIndex = max(track.steps[specStep].startIndex, index - 1)
    }
    specStep = nil
    spec = nil
  }

  // MARK: - Failure messages

  /// Takes the message that begins at `marker`: its lines up to `In [node] at:`, a rule or the next
  /// failure; dumps of Go values are left out.
  mutating func takeGinkgoFailure(_ marker: Marker) {
    let what = marker.captures["what"] ?? ""
    var failure = GinkgoFailure(
      index: marker.index, endIndex: marker.index, node: node, spec: spec,
      message: what.isEmpty ? [] : [(marker.index, what)], milliseconds: track.nodeMilliseconds,
      isCopy: false,
      step: specStep ?? lane ?? track.steps.indices.last)
    // `[FAILED] [SynchronizedBeforeSuite]`: the node stands in the place of a message.
    if what.hasPrefix("["), let close = what.firstIndex(of: "]") {
      failure.node = String(what[what.index(after: what.startIndex)..<close])
      failure.message = []
    }
    var depth = 0
    for line in text.lines.indices.dropFirst(marker.index + 1).prefix(Self.longestMessage) {
      let content = text.text(line)
      let trimmed = content.drop { $0 == " " || $0 == "\t" }
      if Self.endsMessage(trimmed) {
        if trimmed.hasPrefix("In ["), let close = trimmed.firstIndex(of: "]") {
          failure.node = String(trimmed[trimmed.index(trimmed.startIndex, offsetBy: 4)..<close])
          failure.code = Self.code(trimmed[close...])
          failure.endIndex = line
          // The value of a panic stands below the place.
          if failure.message.first?.text.hasPrefix("Test Panicked") == true,
            let value = text.lines.indices.dropFirst(line + 1).prefix(4).first(where: {
              !text.isBlank($0)
            }), !Self.isRule(text.text(value))
          {
            let said = text.text(value).drop { $0 == " " || $0 == "\t" }
            failure.message.append((value, String(said)))
            failure.endIndex = value
          }
        }
        break
      }
      if trimmed.last == "{" { depth += 1 }
      let isDump = depth > 0 || trimmed.hasPrefix("<*") || trimmed == "occurred"
      if !isDump, !trimmed.isEmpty { failure.message.append((line, String(trimmed))) }
      if trimmed.hasPrefix("}") { depth = max(0, depth - 1) }
      failure.endIndex = line
    }
    failure.isCopy =
      !track.failures.isEmpty
      && failure.message.contains { $0.text.contains("failed on Ginkgo parallel process") }
    if failure.isSetup { track.setupFailed = true }
    track.failures.append(failure)
  }

  /// `/home/ci/suite_test.go:119` of `] at: /home/ci/suite_test.go:119 @ 12/26/25 21:20:00.431`.
  private static func code(_ rest: Substring) -> String? {
    guard let start = rest.firstRange(of: " at: ")?.upperBound else { return nil }
    let place = rest[start...]
    let code = place.ranges(of: " @ ").last.map { place[..<$0.lowerBound] } ?? place
    return code.isEmpty ? nil : String(code)
  }

  private static let length = Pattern(#"\[(?<seconds>[0-9]+(?:\.[0-9]+)?) seconds\]"#)

  /// How long a failed node ran: it stands above its failures, or below them where they were
  /// printed as they happened.
  private mutating func takeLength(_ marker: Marker) {
    let match = Self.length.firstMatch(in: text.text(marker.index))
    track.nodeMilliseconds = match?.captures["seconds"].flatMap(Double.init).flatMap {
      Int(exactly: ($0 * 1000).rounded())
    }
    if let last = track.failures.indices.last, track.failures[last].milliseconds == nil,
      track.failures[last].spec == spec, track.failures[last].node == node
    {
      track.failures[last].milliseconds = track.nodeMilliseconds
    }
  }

  /// Lines of a message that are read; a goroutine dump can have thousands.
  private static let longestMessage = 400

  private static func endsMessage(_ line: Substring) -> Bool {
    [
      "In [", "<< ", "[FAILED]", "[PANICKED", "Summarizing ", "Ran ", "Full Stack Trace",
      "There were",
    ]
    .contains(where: line.hasPrefix) || isRule(String(line))
  }
}

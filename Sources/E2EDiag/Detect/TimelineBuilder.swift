/// Markers in order → the steps of a run and what the log says about its end.
package struct TimelineBuilder {
  let text: LogText
  let commands: OperationGrammar
  let phrases: OperationGrammar

  var track = Track()
  /// The phase that the last heading opened.
  var heading: Phase?
  var headingStep: Int?
  /// The step of a sequence that is under way.
  var lane: Int?
  /// Commands of a transcript that have not reported their status.
  var pendingCommands: [Int] = []
  /// The Ginkgo node the lines belong to, and the spec.
  var node = ""
  var spec: String?
  var specStep: Int?
  var afterRule = false
  var lastExitIndex = 0
  /// Whether commands of the transcript report their status.
  lazy var hasStatuses = Self.hasExitMarkers(text)
  /// The spelling of each subject that came first, by its key.
  private var spellings: [String: Subject] = [:]
  /// Positions of the steps of each operation.
  private var tries: [String: [Int]] = [:]
  /// Positions of the steps that have not ended, in order.
  private var openPositions: [Int] = []

  /// How many steps of an operation a new one is compared with: the last ones, so that a long log
  /// takes no square of its length.
  private static let reach = 1000

  /// Reads `markers` of `text`.
  package static func build(
    _ text: LogText, markers: [Marker], catalog: Catalog
  ) -> Track {
    var builder = TimelineBuilder(
      text: text, commands: catalog.commands, phrases: catalog.phrases)
    for marker in markers { builder.take(marker) }
    builder.finish()
    return builder.track
  }

  private mutating func take(_ marker: Marker) {
    if afterRule { enterGinkgoNode(before: marker.index) }
    switch marker.event {
    case .heading, .phaseBegin: beginPhase(marker)
    case .phaseEnd: endPhase(marker)
    case .begin: begin(marker)
    case .pass: pass(marker)
    case .fail: fail(marker)
    case .error: error(marker)
    case .output: break
    case .retry: track.retries.insert(marker.index)
    case .command: command(marker)
    case .running: running(marker)
    case .exit: exit(marker)
    case .result: result(marker)
    case .plan: plan(marker)
    case .claim: track.claims.append(marker)
    case .cleanup: beginTeardown(marker.index)
    case .destroyed:
      if node.contains("After") || track.failedAt != nil || !track.failures.isEmpty
        || track.teardownAt != nil || !track.looseErrors.isEmpty
        || track.steps.contains(where: { $0.step.status == .failed })
      {
        // `Deleted nodes:` is kind's own, in the middle of a creation that fails.
        if marker.rule != "markers/kind-delete" || marker.captures["subject"] != nil {
          beginTeardown(marker.index)
        }
        track.destroyedAt = track.destroyedAt ?? marker.index
      }
    case .interrupt: track.interruptedAt = track.interruptedAt ?? marker.index
    case .suitePassed: track.passedAt = marker.index
    case .suiteFailed:
      track.failedAt = marker.index
      if let name = marker.captures["phase"] { track.failedPhase = Phase(rawValue: name) }
    case .testPassed: track.testPassedAt = marker.index
    case .testFailed: testFailed(marker)
    default: ginkgo(marker)
    }
  }

  // MARK: - Steps

  /// The operation a marker speaks of: what its rule says, else what its words say; a rule says
  /// `{what}` for the words themselves.
  func operation(of marker: Marker) -> Operation? {
    let what = marker.captures["what"] ?? ""
    let told = phrases.operation(of: what)
    guard let phase = marker.phase else { return told }
    return Operation(
      phase: phase,
      name: marker.step == "{what}"
        ? Self.plain(what) : marker.step ?? told?.name ?? Self.plain(what),
      subject: marker.captures["subject"] ?? told?.subject)
  }

  /// Words in lower case, without signs and dots at the ends.
  static func plain(_ text: String) -> String {
    let trimmed = text.drop { !$0.isLetter && !$0.isNumber }
    var end = trimmed[...]
    while let last = end.last, !last.isLetter, !last.isNumber, last != ")" { end = end.dropLast() }
    return end.lowercased()
  }

  /// The heading decides the phase, but a wait or a teardown stays what it is.
  private func phase(of operation: Operation) -> Phase {
    guard let heading, operation.phase != .readiness, operation.phase != .cleanup else {
      return operation.phase
    }
    return heading
  }

  @discardableResult
  mutating func open(
    _ operation: Operation, phase: Phase, at index: Int, origin: TrackedStep.Origin,
    command: String? = nil
  ) -> Int {
    // `Data Storage` and `DataStorage` are one name: the spelling that came first.
    let subject = operation.subject.map(Subject.init).map { subject in
      spellings[subject.key, default: subject]
    }
    if let subject { spellings[subject.key] = subject }
    let line = text.lines[index]
    var tracked = TrackedStep(
      step: Step(
        phase: phase, operation: operation.name, subject: subject?.name, attempt: 1,
        status: .unknown, known: .assumed, start: line.time, end: nil,
        time: line.quality,
        location: text.location(index), endLine: line.number,
        exitStatus: nil),
      subject: subject, command: command, origin: origin, startIndex: index, endIndex: index)
    let earlier = tries[operation.name, default: []].suffix(Self.reach)
    tracked.step.attempt =
      1
      + earlier.count { track.steps[$0].origin != .heading && track.steps[$0].isSame(as: tracked) }
    track.steps.append(tracked)
    let position = track.steps.count - 1
    tries[operation.name, default: []].append(position)
    openPositions.append(position)
    return position
  }

  mutating func close(
    _ step: Int, _ status: StepStatus, _ known: Knowledge, at index: Int, endsBefore: Bool = false
  ) {
    guard track.steps[step].isOpen else { return }
    track.steps[step].isOpen = false
    if let place = openPositions.lastIndex(of: step) { openPositions.remove(at: place) }
    track.steps[step].step.status = status
    track.steps[step].step.known = known
    let last = max(track.steps[step].startIndex, endsBefore ? index - 1 : index)
    track.steps[step].endIndex = last
    track.steps[step].step.endLine = text.lines[last].number
    track.steps[step].step.end = text.lines[index].time
    if text.lines[index].quality == .estimated, track.steps[step].step.time == .measured {
      track.steps[step].step.time = .estimated
    }
  }

  /// Positions of open steps, newest first.
  func openSteps(where condition: (TrackedStep) -> Bool) -> [Int] {
    openPositions.reversed().filter { condition(track.steps[$0]) }
  }

  /// The open step that a result of `operation` can belong to.
  func openStep(for operation: Operation) -> Int? {
    let subject = operation.subject.map(Subject.init)
    let same = openSteps { step in
      step.step.operation == operation.name && step.origin != .heading
        && (subject == nil || step.subject.map { $0.matches(subject ?? $0) } ?? false)
    }
    if subject == nil && same.count > 1 { return nil }
    return same.first
  }

  private mutating func begin(_ marker: Marker) {
    let what = marker.captures["what"] ?? ""
    if marker.rule == "markers/ginkgo-step" { return ginkgoStep(marker, what) }
    guard let operation = operation(of: marker), !isDetail(operation) else { return }
    open(operation, phase: phase(of: operation), at: marker.index, origin: .sign)
  }

  /// `Loading image archive into Kind...` names nothing: it belongs to a step that does; and what
  /// a command prints of its own work is no second step.
  private func isDetail(_ operation: Operation) -> Bool {
    guard let subject = operation.subject.map(Subject.init) else {
      return isUnnamedDetail(operation)
    }
    return pendingCommands.contains { command in
      track.steps[command].step.operation == operation.name
        && track.steps[command].subject?.matches(subject) ?? true
    }
  }

  private func isUnnamedDetail(_ operation: Operation) -> Bool {
    if let headingStep, track.steps[headingStep].isOpen,
      track.steps[headingStep].step.operation == operation.name
    {
      return true
    }
    return !openSteps {
      $0.origin != .heading
        && ($0.step.operation == operation.name
          || operation.phase == .load && $0.step.operation == "save image")
    }.isEmpty
  }

  private mutating func pass(_ marker: Marker) {
    guard let operation = operation(of: marker) else { return }
    if let step = openStep(for: operation) {
      close(step, .passed, .explicit, at: marker.index)
    } else {
      let phase = marker.phase ?? phase(of: operation)
      let step = open(operation, phase: phase, at: marker.index, origin: .sign)
      takeOver(into: step)
      close(step, .passed, .explicit, at: marker.index)
    }
  }

  /// A load that is only reported when it is done began with the export of the same image.
  private mutating func takeOver(into step: Int) {
    let done = track.steps[step]
    guard done.step.operation == "load image", let subject = done.subject else { return }
    let saves = openSteps {
      $0.step.operation == "save image" && $0.subject.map { $0.matches(subject) } == true
    }
    for save in saves {
      track.steps[step].startIndex = track.steps[save].startIndex
      track.steps[step].step.location = track.steps[save].step.location
      track.steps[step].step.start = track.steps[save].step.start
      close(save, .passed, .implied, at: done.startIndex, endsBefore: true)
    }
  }

  private mutating func fail(_ marker: Marker) {
    guard let operation = operation(of: marker) else {
      track.looseErrors.append(marker)
      return
    }
    // Inside a sequence, and among parallel steps, the wrapped error tells which one it was.
    if lane != nil || !pendingCommands.isEmpty || node.contains("Suite") {
      track.looseErrors.append(marker)
      return
    }
    if let step = openStep(for: operation) {
      close(step, .failed, .explicit, at: marker.index)
    } else if operation.subject == nil,
      openSteps(where: { $0.step.operation == operation.name }).count > 1
    {
      track.looseErrors.append(marker)
    } else if operation.subject == nil, let last = tries[operation.name]?.last,
      track.steps[last].step.status == .failed
    {
      // kind marks the part that failed, and then says the same of the whole.
      track.looseErrors.append(marker)
    } else {
      let step = open(operation, phase: phase(of: operation), at: marker.index, origin: .sign)
      close(step, .failed, .explicit, at: marker.index)
    }
  }

  private mutating func error(_ marker: Marker) { track.looseErrors.append(marker) }

  private mutating func testFailed(_ marker: Marker) {
    track.testsFailed.append(marker)
  }

  mutating func beginTeardown(_ index: Int) {
    track.teardownAt = track.teardownAt ?? index
  }
}

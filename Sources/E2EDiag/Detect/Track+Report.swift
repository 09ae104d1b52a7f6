extension Track {
  /// Takes what `report` says of this suite: the states and times of its specs, and those specs that
  /// nothing was printed about; how many there are, and when the suite began and ended.
  mutating func take(_ report: SuiteReport) {
    if suite == nil { suite = report.suiteName }
    if !report.isCut, let counts = report.counts { reportedSpecs = counts }
    if let start = report.start { reportedTimes = (start, report.end) }
    var known: [String: [Int]] = [:]
    for step in steps.indices where steps[step].origin == .spec {
      known[Self.name(of: steps[step]), default: []].append(step)
    }
    var added: [(after: Int, step: TrackedStep)] = []
    var doubled: Set<Int> = []
    var anchor = beforeSpecs
    let specs = report.ownSpecs.filter(\.state.hasRun)
    let named = Dictionary(grouping: specs) { Self.plain(report.names.text($0.name)) }
    for (name, positions) in known {
      // Where the report goes on for a log, a spec is told by both: the last word counts.
      let surplus = named[name].map { positions.count - $0.count } ?? 0
      guard surplus > 0 else { continue }
      doubled.formUnion(positions.prefix(surplus))
      known[name] = Array(positions.dropFirst(surplus))
    }
    for spec in specs {
      let name = report.names.text(spec.name)
      if let position = known[Self.plain(name)]?.first {
        known[Self.plain(name)]?.removeFirst()
        steps[position].take(spec)
        anchor = position
      } else {
        added.append((anchor, step(spec, name, report, after: anchor)))
      }
    }
    rearrange(adding: added, removing: doubled)
  }

  /// Position of the last step before the specs, or -1.
  private var beforeSpecs: Int {
    if let first = steps.firstIndex(where: { $0.origin == .spec }) { return first - 1 }
    return steps.lastIndex {
      $0.step.phase != .cleanup && $0.startIndex < teardownAt ?? .max
    } ?? -1
  }

  /// The name of a spec without the node in which it failed, and without its labels.
  private static func name(of step: TrackedStep) -> String {
    plain(step.command ?? step.step.subject ?? "")
  }

  private static func plain(_ name: String) -> String {
    guard name.last == "]", let open = name.ranges(of: " [").last?.lowerBound else { return name }
    return String(name[..<open])
  }

  private func step(
    _ spec: SuiteReport.Spec, _ name: String, _ report: SuiteReport, after anchor: Int
  ) -> TrackedStep {
    let index = anchor < 0 ? 0 : steps[anchor].endIndex
    var tracked = TrackedStep(
      step: Step(
        phase: .test, operation: "spec", subject: name, attempt: 1, status: .unknown,
        known: .explicit, start: nil, end: nil, time: .none,
        location: SourceLocation(source: report.source, line: spec.line), endLine: spec.line,
        exitStatus: nil),
      command: name, origin: .spec, startIndex: index, endIndex: index)
    tracked.isOpen = false
    tracked.take(spec)
    return tracked
  }

  /// Steps are held by position, which changes here; what was repeated is told by their new states.
  private mutating func rearrange(
    adding added: [(after: Int, step: TrackedStep)], removing removed: Set<Int>
  ) {
    var result: [TrackedStep] = []
    var position: [Int: Int] = [:]
    var next = 0
    func addAll(after step: Int) {
      while next < added.count, added[next].after <= step {
        result.append(added[next].step)
        next += 1
      }
    }
    addAll(after: -1)
    for step in steps.indices {
      if !removed.contains(step) {
        position[step] = result.count
        result.append(steps[step])
      }
      addAll(after: step)
    }
    replaceSteps(with: result, at: position)
  }
}

extension TrackedStep {
  /// Takes the state and the times of `spec`.
  fileprivate mutating func take(_ spec: SuiteReport.Spec) {
    isOpen = false
    step.known = .explicit
    step.status =
      switch spec.state {
      case .passed: .passed
      case .interrupted: .running
      case .failed, .aborted, .panicked, .timedout: .failed
      case .pending, .skipped: .unknown
      }
    if spec.state == .passed { step.attempt = max(step.attempt, spec.attempts) }
    guard let start = spec.start else { return }
    step.start = start
    step.end = spec.end
    step.time = .measured
  }
}

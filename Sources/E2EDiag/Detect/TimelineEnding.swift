/// Gives every step its final status, and adds what was never reached.
package struct TimelineEnding {
  let detection: Detection
  let specs: SpecCounts?

  /// The steps of all logs in the order in which they began; what was not reached stands last.
  package var steps: [Step] {
    let logs = detection.logs.enumerated().map { position, log in
      log.track.steps.enumerated().map { ended($1, index: $0, log: position) }
    }
    return StepOrder.merged(logs) + notReached
  }

  private func ended(_ tracked: TrackedStep, index: Int, log position: Int) -> Step {
    var step = tracked.step
    if let failure = detection.failure, failure.log == position, failure.step == index {
      if step.phase == .other {
        // A command no rule knows: what it printed told what it did.
        step.phase = failure.phase
        step.operation = failure.operation
        step.subject = failure.subject
      }
      if detection.verdict == .interrupted {
        step.status = .running
      } else if step.status != .failed {
        step.status = .failed
        step.known = .implied
      }
    } else if tracked.isOpen {
      switch detection.verdict {
      case .passed:
        step.status = .passed
        step.known = .implied
      case .incomplete, .interrupted:
        step.status = .running
      default:
        step.status = .unknown
      }
      if detection.verdict != .passed { step.known = .assumed }
    }
    return step
  }

  private var notReached: [Step] {
    guard let failure = detection.failure, failure.phase < .test else { return [] }
    let log = detection.logs[failure.log]
    let steps = log.track.steps
    let last =
      log.text.lines.indices.last.map(log.text.location) ?? SourceLocation(source: 0, line: 0)
    func missing(
      _ phase: Phase, _ operation: String, _ subject: String?, _ known: Knowledge,
      _ location: SourceLocation
    ) -> Step {
      Step(
        phase: phase, operation: operation, subject: subject, attempt: 1, status: .notReached,
        known: known, start: nil, end: nil, time: .none,
        location: location, endLine: location.line,
        exitStatus: nil)
    }
    var result: [Step] = []
    // Others were built and loaded; what was built and not loaded was still to come.
    let loads = steps.filter { $0.step.phase == .load && $0.step.operation != "save image" }
    if failure.phase == .load,
      loads.contains(where: { $0.step.status == .passed && $0.subject != nil })
    {
      let made = steps.filter {
        $0.step.status == .passed && ($0.step.phase == .build || $0.step.operation == "save image")
      }
      var named: Set<String> = []
      for image in made {
        guard let subject = image.subject, named.insert(subject.key).inserted,
          !loads.contains(where: { $0.subject.map { $0.matches(subject) } == true }),
          subject.name != failure.subject
        else { continue }
        result.append(
          missing(.load, failure.operation, subject.name, .assumed, image.step.location))
      }
    }
    for phase in log.track.announcedPhases
    where phase > failure.phase && phase < .test
      && !steps.contains(where: { $0.step.phase == phase })
    {
      result.append(missing(phase, phase.rawValue, nil, .implied, last))
    }
    if let specs, specs.masked > 0 {
      let location = log.track.ran.map { log.text.location($0.index) } ?? last
      result.append(
        missing(
          .test, "run specs", "\(specs.masked) spec\(specs.masked == 1 ? "" : "s")", .explicit,
          location
        ))
    }
    return result
  }
}

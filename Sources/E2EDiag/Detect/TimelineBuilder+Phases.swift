extension TimelineBuilder {
  mutating func plan(_ marker: Marker) {
    for part in (marker.captures["what"] ?? "").split(separator: "→") {
      if let phase = phrases.operation(of: Self.plain(String(part)))?.phase {
        track.announcedPhases.append(phase)
      }
    }
  }

  mutating func beginPhase(_ marker: Marker) {
    let what = marker.captures["what"] ?? ""
    passOpenSteps(before: marker.index)
    let operation =
      phrases.operation(of: what)
      ?? Operation(phase: .other, name: Self.plain(what), subject: nil)
    heading = operation.phase
    headingStep = open(operation, phase: operation.phase, at: marker.index, origin: .heading)
  }

  mutating func endPhase(_ marker: Marker) {
    let what = marker.captures["what"] ?? ""
    let phase = phrases.operation(of: what)?.phase ?? heading
    for step in openSteps(where: { $0.step.phase == phase }) {
      close(
        step, .passed, track.steps[step].origin == .heading ? .explicit : .implied, at: marker.index
      )
    }
  }

  /// A new phase begins only when the one before is done.
  mutating func passOpenSteps(before index: Int) {
    for step in openSteps(where: { $0.origin != .command }) {
      close(step, .passed, .implied, at: index, endsBefore: true)
    }
    lane = nil
  }
}

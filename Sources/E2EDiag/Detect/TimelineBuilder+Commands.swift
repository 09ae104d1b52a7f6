extension TimelineBuilder {
  /// `$ command`: a step that the next status ends.
  mutating func command(_ marker: Marker) {
    let what = marker.captures["what"] ?? ""
    if hasStatuses { track.hasTranscript = true }
    let operation = commands.operation(of: what) ?? Self.unknownCommand(what)
    // Before the status of the last command a second one can only run beside it, or the transcript
    // has no statuses at all.
    if track.exits.isEmpty && !hasStatuses {
      for step in pendingCommands {
        close(step, .unknown, .assumed, at: marker.index, endsBefore: true)
      }
      pendingCommands.removeAll()
    }
    let step = open(
      operation, phase: operation.phase, at: marker.index, origin: .command, command: what)
    pendingCommands.append(step)
  }

  static func hasExitMarkers(_ text: LogText) -> Bool {
    text.bytes.withUnsafeBytes { bytes in
      bytes.contains(Array("[exit ".utf8)) || bytes.contains(Array("[Exit ".utf8))
    }
  }

  /// A command no rule knows: its first word, and nothing claimed about the phase.
  private static func unknownCommand(_ command: String) -> Operation {
    let words = command.split(separator: " ")
    let name = words.first.map { Subject(String($0)).name } ?? "command"
    let second = words.dropFirst().first.map(String.init) ?? ""
    return Operation(
      phase: .other, name: second.hasPrefix("-") || second.isEmpty ? name : "\(name) \(second)",
      subject: nil)
  }

  /// `[exit N]`: ends the command it can belong to.
  mutating func exit(_ marker: Marker) {
    guard let code = Int(marker.captures["code"] ?? "") else { return }
    track.exits.append((code, marker.index))
    defer { lastExitIndex = marker.index }
    if code == Self.interruptedStatus { track.interruptedAt = track.interruptedAt ?? marker.index }
    guard let choice = pendingCommand(endedWith: code, before: marker.index) else { return }
    pendingCommands.removeAll { $0 == choice }
    track.steps[choice].step.exitStatus = code
    close(choice, code == 0 ? .passed : .failed, .explicit, at: marker.index)
  }

  /// 128 and SIGINT: what a shell reports of a command that a person stopped.
  private static let interruptedStatus = 130

  /// Parallel commands end in any order: an error line tells its program, and a removal that ends
  /// well is no victim of itself.
  private func pendingCommand(endedWith code: Int, before index: Int) -> Int? {
    guard pendingCommands.count > 1 else { return pendingCommands.first }
    let isRemoval = { (step: Int) in track.steps[step].step.phase == .cleanup }
    guard code != 0 else { return pendingCommands.first(where: isRemoval) ?? pendingCommands.first }
    let errors = (lastExitIndex..<index).map { text.text($0) }
    if let program = ["ctr", "kind", "kubectl"].first(where: { name in
      errors.contains { $0.hasPrefix("\(name): ") }
    }) {
      let runs = pendingCommands.filter {
        track.steps[$0].command?.contains("\(program) ") ?? false
      }
      if let run = runs.first { return run }
    }
    return pendingCommands.first { !isRemoval($0) } ?? pendingCommands.first
  }

  /// `running: "command"` inside a step: its details, or a step of its own beside others.
  mutating func running(_ marker: Marker) {
    let what = marker.captures["what"] ?? ""
    guard let operation = commands.operation(of: what) else { return }
    if operation.phase == .cleanup, node.contains("After") || track.teardownAt != nil {
      // Tearing down is a step of its own even where the suite does not announce it.
      if lane == nil || spec != nil {
        let step = open(
          operation, phase: .cleanup, at: marker.index, origin: .subcommand, command: what)
        close(step, .unknown, .assumed, at: marker.index)
      }
      return
    }
    guard spec == nil, !node.contains("After"), let lane, track.steps[lane].isOpen else { return }
    let subject = operation.subject.map(Subject.init)
    if let own = track.steps[lane].subject, let subject, own.matches(subject) {
      track.steps[lane].command = track.steps[lane].command ?? what
    } else if track.steps[lane].subject == nil, subject != nil,
      operation.phase == track.steps[lane].step.phase
    {
      // The step speaks of several subjects; each command has one.
      var named = operation
      named.name = track.steps[lane].step.operation
      open(named, phase: operation.phase, at: marker.index, origin: .subcommand, command: what)
      track.steps[lane].origin = .heading
    } else {
      track.steps[lane].command = track.steps[lane].command ?? what
    }
  }

  /// `load webhook exit=1`, `The command "make" exited with 2.`
  mutating func result(_ marker: Marker) {
    guard let code = Int(marker.captures["code"] ?? "") else { return }
    let what = marker.captures["what"] ?? ""
    let operation =
      phrases.operation(of: what) ?? commands.operation(of: what) ?? Self.unknownCommand(what)
    track.exits.append((code, marker.index))
    let open = openStep(for: operation)
    let step =
      open
      ?? self.open(
        operation, phase: heading ?? operation.phase, at: marker.index, origin: .command)
    track.steps[step].step.exitStatus = code
    close(step, code == 0 ? .passed : .failed, .explicit, at: marker.index)
  }
}

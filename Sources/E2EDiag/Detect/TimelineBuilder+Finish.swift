extension TimelineBuilder {
  /// Ends the track: headings with steps below them go, steps stand in the order they began.
  mutating func finish() {
    guard !text.lines.isEmpty else { return }
    if afterRule { enterGinkgoNode(before: text.lines.count) }
    let last = text.lines.count - 1
    // A heading with steps below it says nothing of its own.
    var parents: Set<Int> = []
    var headings: [Phase: Int] = [:]
    for step in track.steps.indices.sorted(by: {
      track.steps[$0].startIndex < track.steps[$1].startIndex
    }) {
      let phase = track.steps[step].step.phase
      if track.steps[step].origin == .heading {
        headings[phase] = step
      } else if let heading = headings[phase] {
        parents.insert(heading)
      }
    }
    for step in track.steps.indices where track.steps[step].isOpen {
      track.steps[step].endIndex = last
      track.steps[step].step.endLine = text.lines[last].number
    }
    nameThePlaces()
    // A load that took over the export of its image began earlier than it was seen.
    let kept = track.steps.indices.filter { !parents.contains($0) }
      .sorted { (track.steps[$0].startIndex, $0) < (track.steps[$1].startIndex, $1) }
    let position = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    track.replaceSteps(with: kept.map { track.steps[$0] }, at: position)
  }

  /// The same work on the same thing in two nodes is two steps, and only the node tells which.
  private mutating func nameThePlaces() {
    let placed = track.steps.indices.filter { track.steps[$0].place != nil }
    let groups = Dictionary(grouping: placed) {
      "\(track.steps[$0].step.operation)/\(track.steps[$0].subject?.key ?? "")"
    }
    for group in groups.values where Set(group.map { track.steps[$0].place }).count > 1 {
      for step in group {
        guard let place = track.steps[step].place, let subject = track.steps[step].step.subject
        else { continue }
        track.steps[step].step.subject = "\(subject) on \(place)"
      }
    }
  }
}

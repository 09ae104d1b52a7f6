internal import E2EDiag

extension ReportDetails {
  /// More rows than this are folded where neighbours differ in their subject only.
  private static let longTimeline = 30

  var timeline: Report.Section? {
    guard !isCalm, !diagnosis.timeline.isEmpty else { return nil }
    let groups = folded(diagnosis.timeline)
    let hasTimes = diagnosis.timeline.contains { $0.time != .none && $0.start != nil }
    var rows: [[Phrase]] = []
    var phase: Phase?
    for steps in groups {
      guard let first = steps.first else { continue }
      var row = [Phrase(first.phase == phase ? "" : first.phase.rawValue)]
      phase = first.phase
      row += [Phrase(first.operation), subject(of: steps), status(of: first)]
      if hasTimes { row.append(Phrase(time(of: steps))) }
      row.append(Phrase(place(of: first), .faint))
      rows.append(row)
    }
    let header =
      ["phase", "step", "subject", "status"] + (hasTimes ? ["time"] : []) + ["line"]
    return section(
      "Timeline", [.table(Report.Table(header: header, rows: rows, nameColumns: [1, 2]))])
  }

  /// Neighbours of one kind that are all well need one row when there are many.
  private func folded(_ steps: [Step]) -> [[Step]] {
    guard steps.count > Self.longTimeline, !verbose else { return steps.map { [$0] } }
    var groups: [[Step]] = []
    for step in steps {
      if let last = groups.last?.last, isLike(last, step) {
        groups[groups.count - 1].append(step)
      } else {
        groups.append([step])
      }
    }
    return groups
  }

  private func isLike(_ one: Step, _ other: Step) -> Bool {
    one.phase == other.phase && one.operation == other.operation && one.status == other.status
      && one.known == other.known && one.status != .failed && one.status != .running
      && one.attempt == 1 && other.attempt == 1
  }

  private func subject(of steps: [Step]) -> Phrase {
    guard steps.count == 1, let step = steps.first else {
      let names = steps.compactMap(\.subject)
      guard let first = names.first, let last = names.last else {
        return Phrase("\(steps.count) times")
      }
      return Phrase("\(steps.count): ") + Phrase("\(first) … \(last)", .name)
    }
    let tries = step.attempt > 1 ? " (\(ordinal(step.attempt)))" : ""
    return Phrase(step.subject ?? "", .name) + tries
  }

  private func status(of step: Step) -> Phrase {
    var notes: [String] = []
    // The exit status of the failing step is told with its layers below.
    if let code = step.exitStatus, code != 0, verbose || !isFailing(step) {
      notes.append("exit \(code)")
    }
    // That a step was not reached always follows from another line; saying so tells nothing.
    if step.known != .explicit && step.status != .notReached && step.status != .unknown {
      notes.append(step.known.rawValue)
    }
    return step.status.words + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
  }

  func isFailing(_ step: Step) -> Bool {
    guard let failure = diagnosis.failure else { return false }
    return step.phase == failure.phase && step.operation == failure.operation
      && step.subject == failure.subject && step.attempt == failure.attempt
  }

  private func time(of steps: [Step]) -> String {
    guard let first = steps.first, let start = first.start, first.time != .none else { return "" }
    let mark = first.time == .estimated ? "~" : ""
    let length = steps.last?.end.flatMap { start.seconds(to: $0) }.flatMap(duration(seconds:))
    return mark + start.clock + (length.map { " \($0)" } ?? "")
  }

  private func place(of step: Step) -> String {
    guard step.location.line > 0 else { return "" }
    // With one source the path would be the same in every row.
    return run.sources.count == 1 ? "\(step.location.line)" : run.place(step.location)
  }

  /// Times and inputs, for whoever compares runs by hand.
  var inputs: Report.Section? {
    guard verbose else { return nil }
    var blocks: [Report.Block] = []
    if let start = run.startedAt { blocks.append(.text(Phrase("first time: \(start)"))) }
    if let end = run.endedAt { blocks.append(.text(Phrase("last time: \(end)"))) }
    blocks += run.inputs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
      .text(Phrase("\($0.key) = ") + Phrase($0.value, .name))
    }
    return section("Times and inputs", blocks)
  }
}

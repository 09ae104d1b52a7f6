/// The commands of a log, and which of them failed: the strongest feature that needs no vocabulary.
struct LogSections: Sendable {
  enum Status: Sendable { case failed, passed, unknown }
  enum Fold: Sendable { case none, setup, after }

  /// A run of lines that one command printed.
  struct Section: Sendable {
    var range: Range<Int>
    var status: Status
    /// Failing sections before this one.
    var failedBefore = 0
    /// Lines with content: not blank, no trailer of a tool.
    var contentLines = 0
  }

  /// Where the lines around a line belong.
  struct Place: Sendable {
    var status = Status.unknown
    var fold = Fold.none
    /// Index into ``sections``; -1 outside.
    var section = -1
    /// Content lines between the line and the end of a failing section.
    var tail = 0
  }

  private(set) var sections: [Section] = []
  private(set) var places: [Place]
  /// Whether the log itself says that a command failed.
  private(set) var saysFailed = false
  /// Whether the log itself says that all went well.
  private(set) var saysPassed = false

  /// With nothing that marks commands, the last of these many lines are taken for the failing one.
  private static let assumedLength = 400

  /// Divides lines that have `marks`; `nil` stands for a blank line.
  init(_ marks: [LineMarks?]) {
    places = Array(repeating: Place(), count: marks.count)
    fold(marks)
    divide(marks)
    saysPassed = !saysFailed && marks.suffix(60).contains { $0?.has(.allPassed) == true }
    if !saysFailed && !saysPassed { assumeLast(marks) }
    for number in sections.indices { measure(number, marks) }
  }

  private mutating func fold(_ marks: [LineMarks?]) {
    var current = Fold.none
    for (index, mark) in marks.enumerated() {
      if let mark {
        if mark.has(.setupFold) {
          current = .setup
        } else if mark.has(.afterFold) {
          current = .after
        } else if mark.has(.fold) || mark.has(.foldEnd) {
          current = .none
        }
      }
      places[index].fold = current
    }
  }

  private mutating func divide(_ marks: [LineMarks?]) {
    var start = 0
    for (index, mark) in marks.enumerated() {
      guard let mark else { continue }
      if mark.has(.start) { start = index + 1 }
      let failed = mark.has(.exitFailed) || mark.has(.exitKilled)
      guard failed || mark.has(.exitPassed) else { continue }
      saysFailed = saysFailed || failed
      let before = sections.count { $0.status == .failed }
      sections.append(
        Section(range: start..<index, status: failed ? .failed : .passed, failedBefore: before))
      start = index + 1
    }
  }

  /// No command says that it failed: the last one that printed something is assumed to.
  private mutating func assumeLast(_ marks: [LineMarks?]) {
    var end = marks.count
    while end > 0 {
      guard let mark = marks[end - 1] else {
        end -= 1
        continue
      }
      let isAfter = mark.has(.closing) || mark.has(.foldEnd) || places[end - 1].fold == .after
      guard isAfter else { break }
      end -= 1
    }
    let start =
      marks[..<end].lastIndex { $0.map { $0.has(.start) || $0.has(.command) } == true }
      .map { $0 + 1 } ?? max(0, end - Self.assumedLength)
    guard start < end else { return }
    sections.removeAll { $0.range.overlaps(start..<end) }
    sections.append(Section(range: start..<end, status: .failed))
  }

  /// What standing in a failing section adds: less where the log does not say that it failed, and
  /// less for every failing one before it, because later ones often fail of the first.
  func amount(of place: Place) -> Double {
    guard saysFailed, place.section >= 0 else { return 3 }
    return 5 - Double(min(3, sections[place.section].failedBefore))
  }

  private mutating func measure(_ number: Int, _ marks: [LineMarks?]) {
    let section = sections[number]
    var content = 0
    for index in section.range.reversed() {
      places[index].status = section.status
      places[index].section = number
      places[index].tail = content
      if let mark = marks[index], !mark.has(.hollow) { content += 1 }
    }
    sections[number].contentLines = content
  }
}

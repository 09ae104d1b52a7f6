/// The score of every line of a log: what the rules say, and what its place says.
///
/// The weights were set by hand on 195 logs; changing a single one by a factor of two to three moved
/// the share of right first proposals by at most 3 points, and fitted ones did no better on others.
struct LineScore: Sendable {
  private let read: MarkedLines
  private let sections: LogSections
  private let headings: [Int]
  /// Whether only lines are scored that passing runs did not print.
  private let isNovel: Bool
  /// Score of the words alone; 0 for blank lines.
  private let bases: [Double]
  /// Failing sections that hold a strong marker of a test or a compiler.
  private let hasStrongMarker: [Bool]
  /// For every line, how many of the next six support it.
  private let support: [Int]

  init(_ read: MarkedLines, _ sections: LogSections, isNovel: Bool) {
    self.isNovel = isNovel
    self.read = read
    self.sections = sections
    headings = Self.headings(read.marks)
    let places = sections.places
    let bases = read.marks.indices.map { index in
      read.marks[index]?.base(inFailingSection: places[index].status == .failed) ?? 0
    }
    self.bases = bases
    var strong = Array(repeating: false, count: sections.sections.count)
    for (index, mark) in read.marks.enumerated() {
      guard let mark, places[index].section >= 0, bases[index] > 4 else { continue }
      if mark.runner >= 8 || mark.compiler >= 8 { strong[places[index].section] = true }
    }
    hasStrongMarker = strong
    support = Self.support(read.marks, bases)
  }

  /// 3, 2, 1 for the first three lines with content after a heading, else 0.
  private static func headings(_ marks: [LineMarks?]) -> [Int] {
    var result = Array(repeating: 0, count: marks.count)
    var left = 0
    for (index, mark) in marks.enumerated() {
      guard let mark else { continue }
      if mark.has(.heading) {
        left = 3
      } else if left > 0, !mark.isRuling {
        result[index] = left
        left -= 1
      }
    }
    return result
  }

  private static func support(_ marks: [LineMarks?], _ bases: [Double]) -> [Int] {
    let supports = marks.indices.map { (marks[$0]?.best ?? 0) >= 4 && bases[$0] > 0 }
    return marks.indices.map { index in
      let next = min(index + 1, marks.count)..<min(index + 7, marks.count)
      return next.count { supports[$0] }
    }
  }

  /// Every line that is not blank with its score, in the order of the log.
  func scored() -> [(index: Int, score: Double)] {
    read.marks.indices.compactMap { index in
      read.marks[index].map { (index, score(index, $0)) }
    }
  }

  private func score(_ index: Int, _ mark: LineMarks) -> Double {
    // An exit line is proposed only where nothing else is; one of a limit states the failure.
    if mark.has(.exitKilled) { return 10.5 }
    if mark.has(.exitFailed) { return 2.5 }
    return bases[index] + terms(index, mark).reduce(0) { $0 + $1.amount }
  }

  /// What the place of a line adds, by name.
  private func terms(_ index: Int, _ mark: LineMarks) -> [(name: String, amount: Double)] {
    let place = sections.places[index]
    var terms: [(String, Double)] = []
    if headings[index] > 0 { terms.append(("heading", 6 * [0, 0.5, 0.75, 1][headings[index]])) }
    switch (place.status, place.fold) {
    case (.failed, _): terms.append(("failing-section", sections.amount(of: place)))
    case (.passed, .none): terms.append(("passed-section", -3))
    case (.passed, .after): terms.append(("after-fold", -10))
    case (.passed, .setup): terms.append(("setup-fold", -6))
    case (.unknown, .after): terms.append(("after-fold", -7))
    case (.unknown, .setup): terms.append(("setup-fold", -3))
    case (.unknown, .none): break
    }
    terms.append(("frequency", -frequency(index, mark)))
    if place.status == .failed, place.section >= 0 {
      // Lets the last line of a tool without error words win.
      terms.append(("tail", 3 * (1 - min(mark.best, 9) / 9) * Self.nearness(place.tail)))
      let length = max(1, sections.sections[place.section].contentLines)
      terms.append(("short-section", 3 * min(1, 6 / Double(length))))
      if hasStrongMarker[place.section], max(mark.runner, mark.compiler, mark.lint) < 6,
        headings[index] == 0
      {
        terms.append(("stronger-beside", -2))
      }
    }
    if bases[index] > 0 { terms.append(("block", 0.25 * Double(min(4, support[index])))) }
    terms.append(("position", -1.5 * Double(index) / Double(max(1, read.marks.count))))
    return terms
  }

  /// Binary logarithm, linear between powers of two: 0.09 off at most, and the same everywhere.
  private static func log2(_ count: Int) -> Double {
    let value = Double(max(1, count))
    return Double(value.exponent) + value.significand - 1
  }

  /// 1 at the end of a section, falling by the factor e every six lines; 0 from 60 lines on.
  private static func nearness(_ tail: Int) -> Double {
    tail < 60 ? (0..<tail).reduce(1) { value, _ in value * 0.846_481_724_890_614 } : 0
  }

  /// What is lost by being one of many.
  ///
  /// A line that is new against passing runs loses nothing: what repeats is the fault, not chatter.
  private func frequency(_ index: Int, _ mark: LineMarks) -> Double {
    guard !isNovel else { return 0 }
    // Failing cases begin like passing ones (`[info] - …`); there the stream says less.
    let siblings = (mark.runner >= 8 ? 0.15 : 0.35) * Self.log2(read.siblings[index])
    return 0.5 * Self.log2(read.count[index]) + siblings + (read.earlier[index] > 0 ? 1 : 0)
  }

  /// What made the score of the line at `index`: rules first, then places that matter.
  func reasons(_ index: Int, _ rules: [RankingRules.Rule]) -> [String] {
    guard let mark = read.marks[index] else { return [] }
    var reasons: [String] = []
    for number in mark.matched {
      let rule = rules[Int(number)]
      if rule.family != .structure {
        reasons.append("\(rule.rule.name) \(Self.signed(rule.weight))")
      } else if rule.role == .exitFailed || rule.role == .exitKilled {
        return [rule.rule.name]
      }
    }
    // Terms below a quarter of a point decide nothing worth telling.
    for (name, amount) in terms(index, mark) where abs(amount) >= 0.25 {
      reasons.append("\(name) \(Self.signed(amount))")
    }
    return reasons
  }

  private static func signed(_ value: Double) -> String {
    let tenths = Int((abs(value) * 10).rounded())
    return "\(value < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)"
  }
}

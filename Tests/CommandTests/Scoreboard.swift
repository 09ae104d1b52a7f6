internal import Foundation
internal import _E2EDiagTestSupport

/// What the tool says of every run, held against what a person says.
struct Scoreboard {
  /// The questions, in the order of the columns.
  enum Question: String, CaseIterable {
    case verdict, phase, subject, line, first, conclusion
  }

  /// An answer: right, not asked (`nil`), or wrong with both values.
  struct Answer {
    var isRight: Bool
    var got: String
    var want: String
  }

  /// A row of the board.
  struct Row {
    var run: RunFixture
    var origin: String
    var answers: [Question: Answer]
  }

  var rows: [Row]

  /// Runs the tool on all runs.
  init() throws {
    let origins = Dictionary(
      uniqueKeysWithValues: try Manifest.entries().map { ($0.path, $0.origin) })
    rows = try RunFixture.all.map { run in
      let report = try JSONReport.of(run.arguments(), in: run.workingFolder)
      return Row(
        run: run, origin: origins["runs/\(run)"] ?? "unlisted",
        answers: Self.answers(report, try run.truth()))
    }
  }

  private static func answers(_ report: JSONReport, _ truth: RunFixture.Truth)
    -> [Question: Answer]
  {
    let failure = report.failure
    func equal(_ got: String?, _ want: String?) -> Answer {
      Answer(isRight: got == want, got: got ?? "none", want: want ?? "none")
    }
    var answers: [Question: Answer] = [
      .verdict: equal(report.run.verdict, truth.verdict),
      .phase: equal(failure?.phase, truth.phase),
      // What cannot be told from the log must not be named, even where the guess is right.
      .conclusion: equal(
        report.conclusion.cause,
        truth.decidable && truth.failed ? truth.hypothesis : "undetermined"),
    ]
    if !truth.subjects.isEmpty {
      answers[.subject] = Answer(
        isRight: truth.subjects.contains(baseName(failure?.subject ?? "")),
        got: failure?.subject ?? "none", want: truth.subjects.joined(separator: " or "))
    }
    if !truth.failureLines.isEmpty {
      answers[.line] = Answer(
        isRight: truth.failureLines.contains(failure?.line ?? 0),
        got: failure.map { "\($0.line)" } ?? "none",
        want: truth.failureLines.map(String.init).joined(separator: " or "))
    }
    if truth.hypothesis != "undetermined" {
      answers[.first] = equal(report.hypotheses.first?.id, truth.hypothesis)
    }
    return answers
  }

  /// An image without registry, path, tag, digest and archive ending.
  static func baseName(_ subject: String) -> String {
    var name = subject.split(separator: "/").last ?? Substring(subject)
    name = name.prefix { $0 != "@" && $0 != ":" }
    return String(name.hasSuffix(".tar") ? name.dropLast(4) : name)
  }
}

extension Scoreboard {
  /// The board as a table, the figures on captured runs, and every miss.
  var text: String {
    let width = rows.map { $0.run.slug.count }.max() ?? 0
    let header = [padded("run", to: width)] + Question.allCases.map { padded($0.rawValue, to: 10) }
    var lines = [joined(header)]
    for row in rows {
      let cells = Question.allCases.map { question -> String in
        guard let answer = row.answers[question] else { return padded("-", to: 10) }
        return padded(answer.isRight ? "ok" : "WRONG", to: 10)
      }
      let note = row.origin == "captured" ? [] : ["(\(row.origin), not counted)"]
      lines.append(joined([padded(row.run.slug, to: width)] + cells + note))
    }
    lines += ["", "On captured runs:"] + figures
    if !misses.isEmpty { lines += ["", "Wrong:"] + misses }
    return lines.joined(separator: "\n") + "\n"
  }

  private var figures: [String] {
    Question.allCases.map { question in
      let answers = rows.filter { $0.origin == "captured" }.compactMap { $0.answers[question] }
      let right = answers.filter(\.isRight).count
      return "  \(padded(question.rawValue, to: 10))  \(right) of \(answers.count)"
    }
  }

  private var misses: [String] {
    rows.flatMap { row in
      Question.allCases.compactMap { question -> String? in
        guard let answer = row.answers[question], !answer.isRight else { return nil }
        return "  \(row.run) \(question.rawValue): got \(answer.got), want \(answer.want)"
      }
    }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func joined(_ cells: [String]) -> String {
    var line = cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}

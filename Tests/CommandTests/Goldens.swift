internal import _E2EDiagTestSupport

/// A golden report of a run.
struct ReportGolden: Sendable, CustomStringConvertible {
  var run: RunFixture
  var format: Format

  /// The formats that goldens are kept in.
  enum Format: String, CaseIterable, Sendable { case text, json }

  /// One for every run and format.
  static let all: [ReportGolden] = RunFixture.all.flatMap { run in
    Format.allCases.map { ReportGolden(run: run, format: $0) }
  }

  var file: Fixture {
    let ending =
      switch format {
      case .text: "txt"
      case .json: "json"
      }
    return Fixture("\(run.folder)/golden/report.\(ending)")
  }

  var description: String { "\(run) as \(format.rawValue)" }
}

/// A golden page that is written from a store of the seed's two runs.
struct StoreGolden: Sendable, CustomStringConvertible {
  /// The command that writes it.
  var command: [String]
  var name: String

  static let all = [
    StoreGolden(command: ["report", "last"], name: "postmortem.md"),
    StoreGolden(command: ["compare", "--suite", "aianalysis"], name: "comparison.txt"),
    StoreGolden(
      command: ["compare", "--suite", "aianalysis", "--format", "markdown"], name: "comparison.md"),
    StoreGolden(command: ["runs", "--format", "markdown"], name: "runs.md"),
  ]

  var file: Fixture { Fixture("runs/seed-run-2/golden/\(name)") }
  var description: String { command.joined(separator: " ") }

  /// The page as it is now.
  func text() throws -> String {
    let scratch = try Scratch()
    let store = ["--store", "\(scratch.path)/runs.sqlite"]
    for slug in ["seed-run-1", "seed-run-2"] {
      let run = RunFixture(slug)
      let given = ["--suite", "aianalysis", "--input", "git.commit=1884f1e7"]
      _ = try Command.run(
        ["analyze", "-q"] + store + given + run.arguments(), in: run.workingFolder)
    }
    return try Command.run(command + store).output
  }
}

/// A golden help text.
struct HelpGolden: Sendable, CustomStringConvertible {
  /// The subcommand, word by word.
  var command: [String]

  /// One for the tool and one for every subcommand.
  static let all: [HelpGolden] = [
    [], ["analyze"], ["runs"], ["show"], ["report"], ["compare"], ["signatures"],
    ["signatures", "list"], ["signatures", "check"],
  ].map(HelpGolden.init)

  var file: Fixture { Fixture("cli/\((["help"] + command).joined(separator: "-")).txt") }
  var description: String { (["e2e-diag"] + command + ["--help"]).joined(separator: " ") }

  /// The help as it is now.
  func text() throws -> String { try Command.run(command + ["--help"]).output }
}

/// How often the tool is right.
let scoreboardGolden = Fixture("scoreboard.txt")

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

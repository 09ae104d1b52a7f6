internal import ArgumentParser
internal import E2EDiagReport

/// Where and how a command prints.
struct PrintOptions: ParsableArguments {
  @Option(help: "Format of the output: \(ReportFormat.allNames).")
  var format: ReportFormat = .text

  @Option(
    name: [.customShort("o"), .long], help: "Write to a file instead of standard output.")
  var output: String?

  @Option(help: "When to use colour: auto, always or never.")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Only what matters most.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Everything there is.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("'-q' and '-v' exclude each other.") }
  }

  /// As ``reportOptions``, but a list that no terminal shows is never cut: programs read its columns.
  var listOptions: ReportOptions {
    var options = reportOptions
    if !(output == nil || output == "-") || !Streams.isTerminal(1) { options.width = .max }
    return options
  }

  var reportOptions: ReportOptions {
    let toTerminal = output == nil || output == "-"
    return ReportOptions(
      width: Environment.columns, color: color.isOn(toTerminal: toTerminal), verbose: verbose,
      quiet: quiet, toolVersion: E2EDiagCommand.version)
  }
}

/// The formats of a report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, markdown, json

  static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }

  var renderer: any Renderer {
    switch self {
    case .text: TerminalRenderer()
    case .markdown: MarkdownRenderer()
    case .json: JSONRenderer()
    }
  }
}

/// When the report is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  func isOn(toTerminal: Bool) -> Bool {
    switch self {
    case .auto: toTerminal && Environment.wantsColor
    case .always: true
    case .never: false
    }
  }
}

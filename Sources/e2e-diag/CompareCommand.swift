internal import ArgumentParser
internal import E2EDiag
internal import E2EDiagReport
internal import E2EDiagStore

/// `e2e-diag compare`: two or more stored runs side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare stored runs: what differs, what that proves, and what it does not.",
    discussion: """
      e2e-diag compare last~1 last
      e2e-diag compare --suite aianalysis --last 10
      """)

  @Argument(help: RunSelector.help)
  var selectors: [String] = []

  @OptionGroup var storing: StoreOptions

  @Option(help: "Compare the newest runs of this suite.")
  var suite: String?

  @Option(help: ArgumentHelp("How many of them.", valueName: "n"))
  var last: Int?

  @OptionGroup var printing: PrintOptions

  func validate() throws {
    switch (selectors.count, suite, last) {
    case (0, nil, _):
      throw ValidationError("Name at least two runs, or a suite with --suite NAME --last N.")
    case (1, nil, _):
      throw ValidationError("One run cannot be compared; name a second one, such as last~1.")
    case (1..., .some, _):
      throw ValidationError("Name either runs or a suite, not both.")
    case (_, nil, .some):
      throw ValidationError("'--last' goes with '--suite'.")
    case (_, _, let count?) where count < 2:
      throw ValidationError("'--last \(count)' must be at least 2.")
    default: break
    }
  }

  func run() throws {
    let comparison = try AnalyzeCommand.reported {
      let store = try storing.open(creating: false)
      if let suite {
        let runs = try store.timelines(suite: suite, last: last ?? 10)
        guard runs.count > 1 else {
          let count = runs.isEmpty ? "no run" : "only one run"
          throw CommandFailure(
            message: "cannot compare: there is \(count) of the suite '\(terminalText(suite))'\n"
              + "  help: 'e2e-diag runs' lists the stored runs with their suites")
        }
        return Comparison(of: runs.map(RunOutcome.init))
      }
      let comparison = Comparison(
        of: try selectors.compactMap {
          try store.timeline(store.run(matching: $0).id).map(RunOutcome.init)
        })
      guard comparison.runs.count > 1 else {
        throw CommandFailure(
          message: "cannot compare: all of these name run \(comparison.runs.first?.id ?? "")\n"
            + "  help: name a second run, such as last~1", status: 64)
      }
      return comparison
    }
    let options = printing.reportOptions
    let text =
      switch printing.format {
      case .text: TerminalRenderer().render(comparison, options: options)
      case .markdown: MarkdownRenderer().render(comparison, options: options)
      case .json: JSONRenderer().render(comparison)
      }
    try Streams.deliver(text, to: printing.output)
  }
}

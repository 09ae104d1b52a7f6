internal import ArgumentParser
internal import E2EDiag
internal import E2EDiagReport
internal import E2EDiagStore

/// `e2e-diag runs`: the stored runs, oldest first.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the stored runs, oldest first.")

  @OptionGroup var storing: StoreOptions

  @Option(help: "Only runs of this suite.")
  var suite: String?

  @Option(help: ArgumentHelp("Only the newest so many.", valueName: "n"))
  var last: Int?

  @OptionGroup var printing: PrintOptions

  func validate() throws {
    if let last, last < 1 { throw ValidationError("'--last \(last)' must be at least 1.") }
  }

  func run() throws {
    let runs = try AnalyzeCommand.reported {
      try storing.open(creating: false).runs(suite: suite, limit: last)
    }
    let list = RunList(runs: runs.map(RunList.Row.init), suite: suite)
    let text =
      switch printing.format {
      case .text: list.text(options: printing.listOptions)
      case .markdown: list.markdown
      case .json: list.json
      }
    try Streams.deliver(text, to: printing.output)
  }
}

extension RunList.Row {
  fileprivate init(_ run: RunSummary) {
    self.init(
      id: run.id, suite: run.suite, startedAt: run.startedAt, orderedAt: run.orderedAt,
      orderedBy: run.orderedBy, storedAt: run.ingestedAt, verdict: run.verdict,
      failedIn: run.failure.map { failure in
        ([failure.phase.rawValue, failure.operation] + [failure.subject].compactMap { $0 })
          .joined(separator: "/")
      },
      cause: run.cause)
  }
}

internal import ArgumentParser
internal import E2EDiag
internal import E2EDiagReport
internal import E2EDiagStore

/// `e2e-diag show RUN`: the report of a stored run, for a person.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the report of a stored run.")

  @Argument(help: RunSelector.help)
  var selector = "last"

  @OptionGroup var storing: StoreOptions
  @OptionGroup var printing: PrintOptions

  func run() throws {
    let stored = try storing.storedRun(matching: selector)
    let text = printing.format.renderer.render(
      stored.diagnosis, comparison: stored.comparison, options: printing.reportOptions)
    try Streams.deliver(text, to: printing.output)
  }
}

/// `e2e-diag report RUN`: the post-mortem of a stored run.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the post-mortem of a stored run.",
    discussion: "e2e-diag report last > postmortem.md")

  @Argument(help: RunSelector.help)
  var selector = "last"

  @OptionGroup var storing: StoreOptions

  @Option(help: "Format of the report: \(ReportFormat.allNames).")
  var format: ReportFormat = .markdown

  @Option(
    name: [.customShort("o"), .long], help: "Write to a file instead of standard output.")
  var output: String?

  func run() throws {
    let stored = try storing.storedRun(matching: selector)
    let options = ReportOptions(
      width: Environment.columns, toolVersion: E2EDiagCommand.version)
    let text = format.renderer.render(
      stored.diagnosis, comparison: stored.comparison, options: options)
    try Streams.deliver(text, to: output)
  }
}

/// How a run is named on the command line.
enum RunSelector {
  static let help = ArgumentHelp(
    "A run: the beginning of its id, last, last~1, SUITE:last or SUITE:last~1.",
    valueName: "run")
}

extension StoreOptions {
  /// The run that `selector` names, from a store that is there already.
  fileprivate func storedRun(matching selector: String) throws -> StoredRun {
    try AnalyzeCommand.reported {
      try StoredRun(matching: selector, in: open(creating: false))
    }
  }
}

/// A stored run with what the store knows of the runs of its suite before it.
struct StoredRun {
  var diagnosis: Diagnosis
  /// `nil` when there is no earlier run of the suite.
  var comparison: Comparison?

  /// Earlier runs that a run is held against.
  static let mostEarlier = 20

  init(matching selector: String, in store: RunStore) throws {
    let summary = try store.run(matching: selector)
    diagnosis = try store.load(summary.id)
    comparison = try Self.comparison(of: diagnosis, suite: summary.suite, in: store)
  }

  /// The run held against the runs of its suite that came before it.
  static func comparison(of diagnosis: Diagnosis, suite: String?, in store: RunStore) throws
    -> Comparison?
  {
    guard let suite else { return nil }
    let runs = try store.timelines(suite: suite, last: mostEarlier + 1)
    // A run that is not stored came last.
    let position = runs.firstIndex { $0.run.id == diagnosis.run.id } ?? runs.endIndex
    let earlier = runs[..<position].map(RunOutcome.init)
    guard !earlier.isEmpty else { return nil }
    return compare(RunOutcome(diagnosis), to: earlier)
  }
}

extension RunOutcome {
  /// A run as the store keeps it.
  init(_ stored: StoredTimeline) {
    let failure = stored.run.failure
    self.init(
      stored.run.id, suite: stored.run.suite, orderedAt: LogTime(iso: stored.run.orderedAt),
      verdict: stored.run.verdict, inputs: stored.inputs, timeline: stored.steps,
      failure: failure.map { failure in
        RunOutcome.UnplacedFailure(
          StepKey(failure.phase, operation: failure.operation, subject: failure.subject),
          attempt: nil,
          cause: Conclusion(
            cause: stored.run.cause, finer: stored.run.finer, confidence: stored.run.confidence,
            sentence: ""
          ).causeName,
          message: failure.message, fingerprint: failure.fingerprint)
      })
  }
}

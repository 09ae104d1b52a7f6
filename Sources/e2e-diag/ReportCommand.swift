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
    let id = try store.run(matching: selector).id
    diagnosis = try store.load(id)
    comparison = try store.timeline(id).flatMap { try Self.comparison(of: $0, in: store) }
  }

  /// A run as it is stored, or at least diagnosed, held against those of its suite before it.
  static func comparison(
    of diagnosis: Diagnosis, order: RunOrder, now: String, in store: RunStore
  ) throws -> Comparison? {
    if let stored = try store.timeline(diagnosis.run.id) {
      return try comparison(of: stored, in: store)
    }
    guard let suite = diagnosis.run.suite else { return nil }
    var run = RunOutcome(diagnosis)
    run.orderedAt = order.time(ingestedAt: now)
    run.orderedBy = order.origin
    let earlier = try store.timelines(
      suite: suite, last: mostEarlier, before: run.id, orderedAt: order.text(ingestedAt: now))
    return comparison(of: run, with: earlier)
  }

  private static func comparison(of stored: StoredTimeline, in store: RunStore) throws
    -> Comparison?
  {
    guard let suite = stored.run.suite else { return nil }
    let earlier = try store.timelines(
      suite: suite, last: mostEarlier, before: stored.run.id, orderedAt: stored.run.orderedAt)
    return comparison(of: RunOutcome(stored), with: earlier)
  }

  private static func comparison(of run: RunOutcome, with earlier: [StoredTimeline])
    -> Comparison?
  {
    earlier.isEmpty ? nil : Comparison(of: earlier.map(RunOutcome.init) + [run])
  }
}

extension RunOutcome {
  /// A run as the store keeps it.
  init(_ stored: StoredTimeline) {
    let failure = stored.run.failure
    self.init(
      stored.run.id, suite: stored.run.suite, orderedAt: LogTime(iso: stored.run.orderedAt),
      orderedBy: stored.run.orderedBy, verdict: stored.run.verdict, inputs: stored.inputs,
      timeline: stored.steps,
      failure: failure.map { failure in
        RunOutcome.UnplacedFailure(
          StepKey(failure.phase, operation: failure.operation, subject: failure.subject),
          attempt: failure.attempt, location: failure.location,
          cause: Conclusion(
            cause: stored.run.cause, finer: stored.run.finer, confidence: stored.run.confidence,
            sentence: ""
          ).causeName,
          message: failure.message, fingerprint: failure.fingerprint)
      })
  }
}

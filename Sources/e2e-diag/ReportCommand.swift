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

/// A stored run with what the store knows of the other runs of its suite.
struct StoredRun {
  var diagnosis: Diagnosis
  /// `nil` when there is no other run of the suite.
  var comparison: Comparison?

  /// Runs before a run, and as many after it, that it is held against.
  static let most = 20

  init(matching selector: String, in store: RunStore) throws {
    let id = try store.run(matching: selector).id
    diagnosis = try store.load(id)
    comparison = try store.timeline(id).flatMap { try Self.comparison(of: $0, in: store) }
  }

  /// A run as it is stored, or at least diagnosed, held against the others of its suite.
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
    return try comparison(
      of: run, in: suite, orderedAt: order.text(ingestedAt: now), store: store)
  }

  private static func comparison(of stored: StoredTimeline, in store: RunStore) throws
    -> Comparison?
  {
    guard let suite = stored.run.suite else { return nil }
    return try comparison(
      of: RunOutcome(stored), in: suite, orderedAt: stored.run.orderedAt, store: store)
  }

  /// What a later run shows tells of repeatability as well as what an earlier one does.
  private static func comparison(
    of run: RunOutcome, in suite: String, orderedAt: String, store: RunStore
  ) throws -> Comparison? {
    let earlier = try store.timelines(
      suite: suite, last: most, before: run.id, orderedAt: orderedAt)
    let later = try store.timelines(suite: suite, first: most, after: run.id, orderedAt: orderedAt)
    if earlier.isEmpty && later.isEmpty { return nil }
    return Comparison(
      of: earlier.map(RunOutcome.init) + [run] + later.map(RunOutcome.init), focus: run.id)
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
          message: failure.message, time: failure.time, fingerprint: failure.fingerprint)
      })
  }
}

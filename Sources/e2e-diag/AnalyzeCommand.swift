internal import ArgumentParser
internal import E2EDiag
internal import E2EDiagReport
internal import E2EDiagStore

/// `e2e-diag analyze`: logs of one run in, a report out.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Diagnose the run that the given logs belong to.",
    discussion: """
      All PATHs together are one run. Without a PATH, or with '-', standard input is read: \
      make test-e2e 2>&1 | e2e-diag analyze
      Compressed logs (.gz, .zst, .xz, .bz2) are read as they are.
      """)

  @Argument(help: ArgumentHelp("Logs of the run; '-' is standard input.", valueName: "path"))
  var paths: [String] = []

  @Option(help: "Format of the report: \(ReportFormat.allNames).")
  var format: ReportFormat = .text

  @Option(
    name: [.customShort("o"), .long], help: "Write the report to a file instead of standard output."
  )
  var output: String?

  @OptionGroup var storing: StoreOptions

  @Flag(name: .customLong("no-store"), help: "Do not keep the run, and look at no earlier ones.")
  var noStore = false

  @Option(
    help: "Hold the run against the last passing runs of its suite in the store: auto or none.")
  var baseline: BaselineChoice = .auto

  @Option(help: "Name of the suite, where the log does not tell it.")
  var suite: String?

  @Option(
    help: ArgumentHelp(
      "What should make two runs alike, such as git.commit=4f1c2a; may be repeated.",
      valueName: "key=value"))
  var input: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of signatures to use beside the bundled ones; may be repeated.", valueName: "file"))
  var signatures: [String] = []

  @Option(
    help: ArgumentHelp(
      "When the run started, for logs without a date: 2026-01-31T21:14:37Z.", valueName: "time"))
  var started: String?

  @Flag(name: .customLong("exit-code"), help: "Exit with 1 when the run failed.")
  var exitCode = false

  @Option(help: "When to use colour: auto, always or never.")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Only the verdict, the step and the cause.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Also the other candidate lines and all evidence.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("'-q' and '-v' exclude each other.") }
    if paths.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input ('-') can be read only once.")
    }
    for pair in input where !Self.isPair(pair) {
      throw ValidationError("'--input \(pair)' is not KEY=VALUE, as in --input git.commit=4f1c2a.")
    }
    if noStore && storing.store != nil {
      throw ValidationError("'--store' and '--no-store' exclude each other.")
    }
    if let started, LogTime(iso: started) == nil {
      throw ValidationError(
        "'--started \(started)' is no time; write it as 2026-01-31T21:14:37Z or +01:00.")
    }
  }

  private static func isPair(_ text: String) -> Bool {
    text.firstIndex(of: "=").map { $0 != text.startIndex } ?? false
  }

  func run() throws {
    if paths.isEmpty && Streams.isTerminal(0) {
      Streams.error("e2e-diag: reading standard input; name a file or end it with ctrl-d")
    }
    let sources = (paths.isEmpty ? ["-"] : paths).map { path in
      path == "-" ? LogSource(descriptor: 0, name: "-") : LogSource(path: path)
    }
    var problem: String?
    let store = openStore(problem: &problem)
    let (diagnosis, templates) = try Self.reported {
      let rules = try Rules(
        signatures: signatures.map { ($0, try Streams.read($0, atMost: RuleLimits.largestFile)) })
      return try analyze(sources, using: rules, options: options) { suite in
        guard let suite, baseline == .auto else { return nil }
        return try store?.baseline(suite: suite)
      }
    }
    let text = format.renderer.render(diagnosis, options: reportOptions)
    try Streams.deliver(text, to: output)
    try keep(diagnosis, templates, in: store, problem: problem)
    if exitCode && diagnosis.run.verdict.isFailure { throw ExitCode(1) }
  }

  /// The store, or `nil` when none is wanted or, where nobody chose it, none can be had.
  private func openStore(problem: inout String?) -> RunStore? {
    guard !noStore, let path = storing.path else { return nil }
    do {
      return try RunStore(path: path.text, toolVersion: E2EDiagCommand.version)
    } catch {
      problem = "\(error)"
      return nil
    }
  }

  /// Keeps the run; the report is out already, so that a full disk does not cost it.
  private func keep(
    _ diagnosis: Diagnosis, _ templates: TemplateSet, in store: RunStore?, problem: String?
  ) throws {
    guard !noStore else { return }
    var problem = problem
    do {
      if let store {
        let order = RunOrder(
          log: diagnosis.run.startedAt, given: started.flatMap { LogTime(iso: $0) },
          file: paths.first.flatMap(Streams.modified))
        _ = try store.save(
          diagnosis, order: order, ingestedAt: Streams.now, templates: templates)
      }
    } catch {
      problem = "\(error)"
    }
    guard let problem else { return }
    let message = "the run was not kept: \(problem)"
    if storing.path?.isChosen == true { throw CommandFailure(message: message) }
    Streams.error("e2e-diag: note: \(message)")
  }

  private var options: DiagnosisOptions {
    var inputs: [String: String] = [:]
    for pair in input {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      inputs[String(parts[0])] = String(parts[1])
    }
    return DiagnosisOptions(
      suite: suite, inputs: inputs, started: started.flatMap { LogTime(iso: $0) })
  }

  private var reportOptions: ReportOptions {
    let toTerminal = output == nil || output == "-"
    return ReportOptions(
      width: Environment.columns, color: color.isOn(toTerminal: toTerminal), verbose: verbose,
      quiet: quiet, toolVersion: E2EDiagCommand.version)
  }

  /// Errors of the library as messages with status 2; text of a path may hold anything.
  static func reported<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let error as InputError {
      throw CommandFailure(message: lines(error.description))
    } catch let error as RuleProblems {
      throw CommandFailure(message: lines(error.description))
    }
  }

  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { terminalText(String($0)) }
      .joined(separator: "\n")
  }
}

/// The formats of a report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }

  var renderer: any Renderer {
    switch self {
    case .text: TerminalRenderer()
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

internal import ArgumentParser
internal import E2EDiag
internal import E2EDiagReport

/// `e2e-diag signatures`: the rules, and the check of one's own.
struct SignaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signatures", abstract: "List the signatures, or check a file of your own.",
    subcommands: [List.self, Check.self])

  /// Names, causes and titles of all signatures.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the bundled signatures: name, cause, title.")

    @Option(help: "Format of the list: text or json.")
    var format: ListFormat = .text

    @Flag(
      help: ArgumentHelp(
        "Print the patterns alone, one a line, in the dialect of ripgrep.",
        discussion: """
          'rg -f' with them finds, in a log without stamps and colours, every line on which a \
          signature, a marker of a step, an input or a strong rule of the ranking matches, and some \
          more: what ripgrep lacks is left out of a pattern.
          """))
    var patterns = false

    enum ListFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

    func validate() throws {
      guard !patterns || format == .text else {
        throw ValidationError("'--patterns' and '--format json' exclude each other.")
      }
    }

    func run() throws {
      let rules = try AnalyzeCommand.reported { try Rules() }
      if patterns {
        return try Streams.deliver(rules.patterns.map { $0 + "\n" }.joined(), to: nil)
      }
      if format == .json {
        return try Streams.deliver(JSONRenderer.signatures(rules.signatures), to: nil)
      }
      let rows = rules.signatures.map { "\($0.name)\t\($0.cause)\t\(terminalText($0.title))" }
      try Streams.deliver(rows.joined(separator: "\n") + "\n", to: nil)
    }
  }

  /// The same check that the bundled files pass in the tests.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check files of signatures: form, patterns, examples.")

    @Argument(help: ArgumentHelp("Files to check.", valueName: "file"))
    var files: [String]

    func run() throws {
      let texts = try files.map { ($0, try Streams.read($0, atMost: RuleLimits.largestFile)) }
      let rules = try AnalyzeCommand.reported { try Rules(signatures: texts) }
      let replaced = rules.replacedSignatures.count
      let count = files.count == 1 ? "1 file" : "\(files.count) files"
      try Streams.deliver(
        "\(count) checked, no problem (\(rules.signatures.count) signatures with the bundled ones"
          + (replaced == 0 ? "" : ", of which your files replace \(replaced)") + ")\n",
        to: nil)
    }
  }
}

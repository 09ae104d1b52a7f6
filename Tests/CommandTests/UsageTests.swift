internal import Testing
internal import _E2EDiagTestSupport

/// Wrong usage ends with 64, nothing on standard output, and words that say what is right.
@Suite struct UsageTests {
  /// Arguments and the first line of what is said about them.
  struct Mistake: Sendable, CustomStringConvertible {
    var arguments: [String]
    var message: String
    var description: String { arguments.joined(separator: " ") }

    static let all = [
      Mistake(arguments: ["analyse"], message: "Error: Unexpected argument 'analyse'"),
      Mistake(arguments: ["analyze", "--bogus"], message: "Error: Unknown option '--bogus'"),
      Mistake(
        arguments: ["analyze", "--format", "pdf"],
        message: "Error: The value 'pdf' is invalid for '--format <format>'. "
          + "Please provide one of 'text', 'markdown' or 'json'."),
      Mistake(
        arguments: ["analyze", "--color", "red"],
        message: "Error: The value 'red' is invalid for '--color <color>'. "
          + "Please provide one of 'auto', 'always' or 'never'."),
      Mistake(
        arguments: ["analyze", "-o"], message: "Error: Missing value for '-o <output>'"),
      Mistake(
        arguments: ["analyze", "-q", "-v"], message: "Error: '-q' and '-v' exclude each other."),
      Mistake(
        arguments: ["analyze", "-", "-"],
        message: "Error: Standard input ('-') can be read only once."),
      Mistake(
        arguments: ["analyze", "--input", "commit"],
        message: "Error: '--input commit' is not KEY=VALUE, as in --input git.commit=4f1c2a."),
      Mistake(
        arguments: ["analyze", "--input", "=4f1c2a"],
        message: "Error: '--input =4f1c2a' is not KEY=VALUE, as in --input git.commit=4f1c2a."),
      Mistake(
        arguments: ["analyze", "--suite", ""],
        message: "Error: '--suite' needs a name; leave it out to take that of the log."),
      Mistake(
        arguments: ["analyze", "--started", "yesterday"],
        message: "Error: '--started yesterday' is no time; "
          + "write it as 2026-01-31T21:14:37Z or +01:00."),
      Mistake(
        arguments: ["signatures", "check"], message: "Error: Missing expected argument '<file> ...'"
      ),
      Mistake(
        arguments: ["signatures", "list", "--patterns", "--format", "json"],
        message: "Error: '--patterns' and '--format json' exclude each other."),
    ]
  }

  @Test(arguments: Mistake.all)
  func mistakeIsSaid(_ mistake: Mistake) throws {
    let result = try Command.run(mistake.arguments)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.errors.split(separator: "\n").first.map(String.init) == mistake.message)
  }

  @Test func helpAndVersionAreNoMistake() throws {
    for arguments in [[], ["--help"], ["analyze", "--help"], ["help", "analyze"], ["--version"]] {
      let result = try Command.run(arguments)
      #expect(result.status == 0, "\(arguments)")
      #expect(result.output != "" && result.errors == "", "\(arguments)")
    }
  }
}

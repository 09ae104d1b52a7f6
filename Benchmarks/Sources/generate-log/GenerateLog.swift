internal import GeneratedLog

/// Writes a log of the wanted size to standard output or a file.
@main struct GenerateLog {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if arguments.contains(where: ["-h", "--help"].contains) {
        return try Output.standard.write(Options.help)
      }
      try Options(arguments).run()
    } catch {
      Output.say("generate-log: \(error)\n")
      Output.exit(status: 64)
    }
  }
}

/// A wrapped error taken apart: outermost frame first, the innermost error last.
package struct ErrorChain: Sendable, Equatable {
  /// The frames, unescaped and without empty ones.
  package var frames: [String]

  /// The frames of `text`, which is a Go error `a: b: c`, maybe with quoted output of a command.
  package init(_ text: String) {
    frames = []
    for part in Self.split(text) {
      if let (command, output) = Self.commandWithOutput(part) {
        frames.append(command)
        frames += Self.unescaped(output).split(separator: "\n").map(Self.trimmed)
          .filter { !$0.isEmpty && !Self.isNotice($0) }.flatMap { Self.split($0) }
      } else {
        frames.append(part)
      }
    }
    frames = frames.map(Self.trimmed).filter { !$0.isEmpty && !Self.fillers.contains($0) }
  }

  /// Words that stand before a frame, or for the lack of one.
  private static let fillers: Set<String> = [
    "ERROR", "Error", "error", "Command Output", "unknown", "[FAILED] Unexpected error",
  ]

  /// The frames of the lines of a Ginkgo message: the custom text, then the error.
  package init(message lines: [String]) {
    frames = []
    for line in lines where !Self.isGomega(line) {
      frames += ErrorChain(line).frames
    }
  }

  /// Parts between `: ` outside of double quotes.
  package static func split(_ text: String) -> [String] {
    var parts: [String] = []
    var current: [UInt8] = []
    var inQuotes = false
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        current += bytes[index...(index + 1)]
        index += 2
        continue
      }
      if byte == UInt8(ascii: "\"") { inQuotes.toggle() }
      if !inQuotes, byte == UInt8(ascii: ":"), index + 1 < bytes.count, bytes[index + 1] == 0x20 {
        parts.append(String(decoding: current, as: UTF8.self))
        current = []
        index += 2
        continue
      }
      current.append(byte)
      index += 1
    }
    parts.append(String(decoding: current, as: UTF8.self))
    // An odd quote has swallowed the rest: then quotes mean nothing in this text.
    if inQuotes && parts.count == 1 {
      return text.split(separator: ": ").map(String.init)
    }
    return parts
  }

  /// `"command" failed with error "output"` → the command and its output, still escaped.
  private static func commandWithOutput(_ part: String) -> (String, String)? {
    guard let match = quotedFailure.firstMatch(in: part),
      let command = match.captures["command"], let output = match.captures["output"]
    else { return nil }
    return ("\(command) failed", output)
  }

  private static let quotedFailure = Pattern(
    #"^\s*"(?<command>(?:[^"\\]|\\.){1,400})" failed with error "(?<output>(?:[^"\\]|\\.)*)"#)

  /// Go's `%q` undone once: `\n`, `\t`, `\"`, `\\`, `\x1b` and `\u2713`; `\r` vanishes.
  package static func unescaped(_ text: String) -> String {
    var result = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      guard let escape = rest.popFirst() else { break }
      switch escape {
      case "n": result += "\n"
      case "t": result += "\t"
      case "r", "a", "b", "f", "v": break
      case "x", "u", "U":
        let digits = rest.prefix(escape == "x" ? 2 : escape == "u" ? 4 : 8)
        if let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16),
          let character = Unicode.Scalar(value)
        {
          result.unicodeScalars.append(character)
          rest = rest.dropFirst(digits.count)
        }
      default: result.unicodeScalars.append(escape)
      }
    }
    return result
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// Lines that tools print on every call, and those that only count or pass on a failure.
  private static func isNotice(_ line: String) -> Bool {
    line.hasPrefix("using podman due to") || line.hasPrefix("enabling experimental")
      || line == "Command Output:" || line == "ERROR"
      || line.hasPrefix("make") && line.contains("*** [")
      || [" created", " configured", " unchanged", " serverside-applied"]
        .contains(where: line.hasSuffix)
  }

  /// Lines with which Gomega frames a value; they name no cause.
  package static func isGomega(_ line: String) -> Bool {
    line == "Unexpected error:" || line == "occurred" || line == "Expected" || line.hasPrefix("<")
      || line.hasPrefix("to be ") || line.hasPrefix("to equal") || line.hasPrefix("to have ")
  }
}

extension ExitStatus {
  /// The statuses that the lines state, outermost layer first; each layer and code once.
  package static func read(_ lines: [String], outerProgram: String?) -> [ExitStatus] {
    var inner: [ExitStatus] = []
    var outer: [ExitStatus] = []
    // A runner of CI only passes on the status of its last command.
    for line in lines where !line.contains("Process completed with exit code") {
      let text = line.contains(#"\""#) ? ErrorChain.unescaped(line) : line
      if let match = wrapped.firstMatch(in: text), let command = match.captures["command"],
        let code = match.captures["code"].flatMap({ Int($0) })
      {
        inner.append(ExitStatus(layer: layer(of: command), code: code))
      }
      if let code = make.firstMatch(in: text)?.captures["code"].flatMap({ Int($0) }) {
        outer.insert(ExitStatus(layer: "make", code: code), at: 0)
      } else if let code = last.firstMatch(in: text)?.captures["code"].flatMap({ Int($0) }),
        wrapped.firstMatch(in: text) == nil || text.hasSuffix("exit status \(code)"),
        let outerProgram
      {
        outer.append(ExitStatus(layer: outerProgram, code: code))
      }
    }
    var seen: Set<String> = []
    return (outer + inner).filter { seen.insert("\($0.layer) \($0.code)").inserted }
  }

  private static let wrapped = Pattern(
    #"command \\*"(?<command>[^"\\]{1,300})\\*"\s+failed with error: exit status (?<code>\d+)"#)
  private static let last = Pattern(#"(?<!error: )exit (?:status|code):? (?<code>\d+)\W*$"#)
  private static let make = Pattern(#"^\s*g?make(?:\[\d+\])?: \*\*\* .* Error (?<code>\d+)$"#)

  /// Words that are the verb of a container command, and not the value of an option before it.
  private static let verbs: Set<String> = [
    "build", "commit", "cp", "create", "events", "exec", "image", "images", "import", "info",
    "inspect", "kill", "load", "login", "logs", "machine", "network", "ps", "pull", "push", "rm",
    "rmi", "run", "save", "start", "stop", "system", "tag", "volume", "wait",
  ]

  /// The program of a command, with its verb where that is another program's door.
  package static func layer(of command: String) -> String {
    // A quote that is still open: the command goes on in the next line, and so may its program.
    guard command.count(where: { $0 == "'" }) % 2 == 0 else { return "command" }
    // The status of a pipe is that of its last command.
    let last = command.split(separator: "|").last ?? ""
    let words = last.split(separator: " ").filter { !$0.contains("=") || $0.hasPrefix("-") }
    guard let first = words.first else { return "command" }
    let program = Subject(String(first)).name
    if ["podman", "docker", "nerdctl"].contains(program),
      let verb = words.dropFirst().first(where: { verbs.contains(String($0)) })
    {
      return "\(program) \(verb)"
    }
    return program
  }
}

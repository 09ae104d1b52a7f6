internal import _E2EDiagTestSupport

/// A file of documentation, taken apart into its fenced blocks.
struct Document: Sendable, CustomStringConvertible {
  /// The path below the folder of the package.
  let path: String
  let text: String
  let blocks: [Block]

  /// The lines between two fences.
  struct Block: Sendable {
    var language: String
    /// 1-based number of the first line between the fences.
    var line: Int
    var lines: [String]

    /// The name in a first line `# NAME.yml`, under which the block can be used.
    var fileName: String? {
      guard language == "yaml", let first = lines.first, first.hasPrefix("# ") else { return nil }
      return String(first.dropFirst(2))
    }
  }

  /// A command of a block `console`, and what is shown below it.
  struct ShownCommand {
    var line: Int
    var command: String
    var output: [String]
  }

  var description: String { path }

  init(_ path: String) throws {
    self.path = path
    let bytes = try Fixture.bytes(at: "\(Fixture.repository)/\(path)")
    text = String(decoding: bytes, as: UTF8.self)
    var blocks: [Block] = []
    var open: Block?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        if let block = open { blocks.append(block) }
        open =
          open == nil ? Block(language: String(line.dropFirst(3)), line: index + 2, lines: []) : nil
      } else {
        open?.lines.append(String(line))
      }
    }
    self.blocks = blocks
  }

  /// The README and the articles.
  static let all: [Document] = {
    let catalog = "Sources/E2EDiag/E2EDiag.docc"
    let articles = (try? Fixture("../\(catalog)").names()) ?? []
    let paths = ["README.md"] + articles.filter { $0.hasSuffix(".md") }.map { "\(catalog)/\($0)" }
    return paths.compactMap { try? Document($0) }
  }()

  /// The commands of all blocks `console`, in order.
  var commands: [ShownCommand] {
    var commands: [ShownCommand] = []
    for block in blocks where block.language == "console" {
      for (index, line) in block.lines.enumerated() {
        if line.hasPrefix("$ ") {
          let command = String(line.dropFirst(2))
          commands.append(ShownCommand(line: block.line + index, command: command, output: []))
        } else if !commands.isEmpty {
          commands[commands.count - 1].output.append(line)
        }
      }
    }
    return commands
  }
}

extension Document {
  /// Whether `lines` are what `shown` shows; a line `…` stands for any lines, `…` for any text.
  static func shows(_ shown: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return lines.isEmpty }
    if first == "…" {
      return (lines.startIndex...lines.endIndex).contains {
        shows(shown.dropFirst(), lines[$0...])
      }
    }
    guard let line = lines.first, fits(line, first) else { return false }
    return shows(shown.dropFirst(), lines.dropFirst())
  }

  private static func fits(_ line: String, _ shown: String) -> Bool {
    let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return line == shown
    }
    guard line.hasPrefix(first), line.hasSuffix(last), line.count >= first.count + last.count
    else { return false }
    var rest = line.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}

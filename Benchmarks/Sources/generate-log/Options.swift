internal import GeneratedLog

/// The flags of the program.
struct Options {
  private var log = GeneratedLog(size: 10_000_000)
  private var output: String?
  private var truth: String?

  static let help = """
    usage: generate-log [--size SIZE] [--seed N] [--failure KIND] [--shape SHAPE]
                        [--output FILE] [--truth FILE]
      --size     about so many bytes: 100k, 10M (the default), 1G
      --seed     another log of the same kind; the same seed gives the same bytes (1)
      --failure  \(Failure.allCases.map(\.rawValue).joined(separator: ", "))
      --shape    \(GeneratedLog.Shape.allCases.map(\.rawValue).joined(separator: ", "))
      --output   where the log goes, instead of standard output
      --truth    where the number of its lines and the failing ones go, as JSON, instead of
                 standard error

    """

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let flag = rest.popFirst() {
      guard let value = rest.popFirst() else { throw Problem(text: "no value for '\(flag)'") }
      switch flag {
      case "--size": log.size = try Self.parsed(value, flag, Self.bytes)
      case "--seed": log.seed = try Self.parsed(value, flag) { UInt64($0) }
      case "--failure": log.failure = try Self.parsed(value, flag, Failure.init(rawValue:))
      case "--shape": log.shape = try Self.parsed(value, flag, GeneratedLog.Shape.init(rawValue:))
      case "--output": output = value
      case "--truth": truth = value
      default: throw Problem(text: "no flag '\(flag)'\n" + Self.help)
      }
    }
  }

  func run() throws {
    let target = try output.map(Output.init(path:)) ?? Output.standard
    let written = try log.write { try target.write($0) }
    guard let truth else { return Output.say(written.json) }
    try Output(path: truth).write(written.json)
  }

  /// A number with `k`, `M` or `G` behind it, for thousands, millions and so on.
  private static func bytes(_ text: String) -> Int? {
    let units: [Character: Int] = ["k": 1000, "M": 1_000_000, "G": 1_000_000_000]
    guard let unit = text.last.flatMap({ units[$0] }) else { return Int(text) }
    return Int(text.dropLast()).map { $0 * unit }
  }

  private static func parsed<Value>(
    _ text: String, _ flag: String, _ parse: (String) -> Value?
  ) throws -> Value {
    guard let value = parse(text) else { throw Problem(text: "'\(text)' is no value of '\(flag)'") }
    return value
  }
}

/// What is wrong with the flags or a file.
struct Problem: Error, CustomStringConvertible {
  var text: String
  var description: String { text }
}

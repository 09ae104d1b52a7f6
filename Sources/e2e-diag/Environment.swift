#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the command takes from its surroundings.
enum Environment {
  /// The variable `name`, or `nil` when it is not set or empty.
  static subscript(name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Whether standard output is to be coloured: `NO_COLOR` wins, then a forced colour, then a
  /// terminal that is not dumb.
  static var wantsColor: Bool {
    if self["NO_COLOR"] != nil { return false }
    if let force = self["CLICOLOR_FORCE"] ?? self["FORCE_COLOR"] { return force != "0" }
    return Streams.isTerminal(1) && self["TERM"] != "dumb"
  }

  /// Columns to fill: `COLUMNS`, else the terminal's, else 80.
  static var columns: Int {
    self["COLUMNS"].flatMap { Int($0) } ?? Streams.columns ?? 80
  }
}

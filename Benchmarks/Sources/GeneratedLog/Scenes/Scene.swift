/// Lines that stand in a log once, in this order.
///
/// They are templates too; `▶` before one marks a line that says what the failure is.
struct Scene {
  var lines: [Substring]

  init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

  private init(lines: [Substring]) { self.lines = lines }

  static let nothing = Scene(lines: [])

  static func + (first: Scene, second: Scene) -> Scene {
    var both = first
    both.lines += second.lines
    return both
  }
}

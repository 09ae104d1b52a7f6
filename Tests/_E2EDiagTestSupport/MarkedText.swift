/// A text in which `▶` stands before every line that a test speaks of.
package struct MarkedText: Sendable {
  /// The text without its marks.
  package let text: String
  /// The marked lines, counted from 1.
  package let lines: [Int]

  /// Takes the marks out of `marked`.
  package init(_ marked: String) {
    let all = marked.split(separator: "\n", omittingEmptySubsequences: false)
    lines = all.indices.filter { all[$0].contains("▶") }.map { $0 + 1 }
    text = all.map { $0.filter { $0 != "▶" } }.joined(separator: "\n")
  }
}

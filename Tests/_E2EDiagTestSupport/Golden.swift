internal import Foundation
package import Testing

/// Whether goldens are rewritten instead of compared: only when asked by `UPDATE_GOLDEN=1`.
package let isUpdatingGoldens = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

/// Compares `text` byte for byte with a golden; a missing one fails, nothing is recorded unasked.
package func expectGolden(
  _ text: String, at golden: Fixture,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  if isUpdatingGoldens {
    let url = URL(fileURLWithPath: golden.absolutePath)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return
  }
  let update = "look at the change, then: UPDATE_GOLDEN=1 swift test"
  guard golden.exists else {
    Issue.record("fixtures/\(golden) is missing; \(update)", sourceLocation: sourceLocation)
    return
  }
  guard let difference = firstDifference(expected: try golden.text(), got: text) else { return }
  Issue.record(
    "fixtures/\(golden) differs\n\(difference)\n\(update)", sourceLocation: sourceLocation)
}

/// The first line in which two texts differ, with both versions of it, or `nil`.
package func firstDifference(expected: String, got: String) -> String? {
  guard !expected.utf8.elementsEqual(got.utf8) else { return nil }
  let (old, new) = (lines(of: expected), lines(of: got))
  let same = zip(old, new).prefix { $0.utf8.elementsEqual($1.utf8) }.count
  func shown(_ lines: [Substring]) -> String {
    same < lines.count ? "'\(lines[same])'" : "the end of the text"
  }
  return "line \(same + 1)\n  expected \(shown(old))\n  got      \(shown(new))"
}

private func lines(of text: String) -> [Substring] {
  // A Character may be CR and LF together.
  text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
}

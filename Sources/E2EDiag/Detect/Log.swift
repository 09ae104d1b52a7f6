/// What one suite or program wrote: its lines, what they are, and what their markers tell.
///
/// Mostly a source of the run; ``LogParts`` tells when it is a part of one, or several.
package struct Log: Sendable {
  package var text: LogText
  /// A name out of ``LogFormat`` or `formats.yml`.
  package var format: String
  package var track: Track
  package var matches: [SignatureMatch]
  /// What the log says of itself that should be alike in two runs.
  package var inputs: [String: String] = [:]
  /// Whether it is only what a test runner reports, and nothing of what was printed.
  package var isReport = false

  /// The line at `index` as it stands.
  package func line(_ index: Int) -> String { text.text(index) }

  /// The line at `index` with its place.
  package func quote(_ index: Int) -> QuotedLine {
    QuotedLine(location: text.location(index), text: text.text(index))
  }
}

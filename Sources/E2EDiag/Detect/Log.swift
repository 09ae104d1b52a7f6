/// What one suite or program wrote: its lines, what they are, and what their markers tell.
///
/// Mostly a source of the run; ``LogParts`` tells when it is a part of one, or several.
package struct Log: Sendable {
  package var text: LogText
  /// A name out of ``LogFormat`` or `formats.yml`.
  package var format: String
  package var track: Track
  /// What it can say of the failure.
  package var role = Role.log
  /// The node of the cluster that it was collected from, where its path tells.
  package var node: String?
  package var matches: [SignatureMatch]
  /// What the log says of itself that should be alike in two runs.
  package var inputs: [String: String] = [:]
  /// Figures of disk, memory and processes that stand in it.
  package var samples: [ResourceSample] = []
  /// What it tells of the surroundings of the run, in order of lines.
  package var events: [LogEvent] = []

  /// What a log can say of the failure.
  package enum Role: Sendable {
    /// Anything: the failure may stand in it.
    case log
    /// What a test runner reports: it counts behind what was printed.
    case report
    /// What a node of the cluster wrote: where there is a console, the failure is stated there.
    case node
    /// Only what it states of the run as a whole: no line of it is a failure, or evidence.
    case fact

    /// Whether the failure is looked for in it before it is in logs of nodes.
    package var isOfTheSuite: Bool { self == .log || self == .report }
  }

  /// The line at `index` as it stands.
  package func line(_ index: Int) -> String { text.text(index) }

  /// The line at `index` with its place.
  package func quote(_ index: Int) -> QuotedLine {
    QuotedLine(location: text.location(index), text: text.text(index))
  }
}

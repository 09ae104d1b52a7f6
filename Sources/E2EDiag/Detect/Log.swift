/// One source after reading: its lines, what it is, and what its markers tell.
package struct Log: Sendable {
  package var text: LogText
  package var summary: SourceSummary
  package var track: Track
  package var matches: [SignatureMatch]
  /// What the log says of itself that should be alike in two runs.
  package var inputs: [String: String] = [:]

  /// The line at `index` as it stands.
  package func line(_ index: Int) -> String { text.text(index) }

  /// The line at `index` with its place.
  package func quote(_ index: Int, source: Int) -> QuotedLine {
    QuotedLine(
      location: SourceLocation(source: source, line: text.lines[index].number),
      text: text.text(index))
  }

  /// Recognizes the format, follows the markers and finds the signatures.
  package static func detect(
    _ reading: LogReader.Reading, source: Int, matching: SignatureMatching, catalog: Catalog
  ) -> Log {
    let (markers, format) = catalog.markers.read(reading.text)
    var summary = reading.summary
    summary.format = format
    return Log(
      text: reading.text, summary: summary,
      track: TimelineBuilder.build(
        reading.text, markers: markers, source: source, catalog: catalog),
      matches: matching.matches(in: reading.text, source: source),
      inputs: catalog.inputs.read(reading.text))
  }
}

/// What the bytes of one source say, taken chunk by chunk: a log line by line, a report by its elements.
///
/// Memory must not grow with the source. Bytes arrive after decompression, at any borders, in order.
package protocol SourceContent {
  /// Takes the next bytes.
  mutating func take(_ chunk: UnsafeRawBufferPointer)
  /// What they said, after the last of them.
  mutating func finish() -> SourceParts
}

/// What a source was read into.
package struct SourceParts: Sendable {
  /// The lines that are kept for later stages, with their numbers in the source.
  ///
  /// Of a report these are the decoded texts it quotes, each with the number of the line it stands in.
  package var text: LogText
  /// Name of the format where the content itself tells it; `nil` leaves it to `formats.yml`.
  package var format: String?
  /// What a report of a test runner says of its suites.
  package var reports: [SuiteReport] = []
  /// What a person should know of the reading.
  package var notes: [String] = []

  /// Lines, and nothing known beside them.
  package init(text: LogText, format: String? = nil) {
    self.text = text
    self.format = format
  }
}

/// Which content the bytes of a source are.
package enum SourceForm {
  /// Bytes that are enough to recognize a form, where the source has as many.
  package static let headSize = 4096

  /// The reader for a source called `name` that begins with `head`, at least ``headSize`` bytes or all.
  ///
  /// A search in it takes what is lent to `hash`.
  package static func content(
    of head: UnsafeRawBufferPointer, name: String, keeping: Prefilter?,
    samples: SampleGrammar? = nil, hash: SourceHash? = nil
  ) -> any SourceContent {
    switch ReportForm.recognize(head) {
    case .ginkgo: return GinkgoReportContent()
    case .junit: return JUnitContent()
    case nil: break
    }
    if let form = LogEntry.Form(of: head) { return EntryLines(form, seeking: keeping) }
    if JSONDocument.isLikely(head) { return JSONDocument(seeking: keeping) }
    if let samples, SampleLines.isLikely(head, grammar: samples) {
      return SampleLines(seeking: keeping, grammar: samples)
    }
    return LogLines(seeking: keeping, hash: hash)
  }
}

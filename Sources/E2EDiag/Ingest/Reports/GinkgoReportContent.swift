/// The content of a source that is Ginkgo's `--json-report`.
package struct GinkgoReportContent: SourceContent {
  private var tokenizer = JSONTokenizer()
  private var reader = GinkgoReportReader()
  private var byteCount = 0
  private var lastByte: UInt8?

  /// Nothing read yet.
  package init() {}

  /// Takes a chunk.
  package mutating func take(_ chunk: UnsafeRawBufferPointer) {
    byteCount += chunk.count
    lastByte = chunk.last ?? lastByte
    if tokenizer.fault == nil { tokenizer.take(chunk, to: &reader) }
  }

  /// The suites; those that are complete where the text is not.
  package mutating func finish() -> SourceParts {
    reader.finish(line: tokenizer.line)
    var notes: [String] = []
    switch tokenizer.fault {
    case .depth: notes.append("nested too deep at line \(tokenizer.line); read up to there")
    case .syntax: notes.append("no JSON from line \(tokenizer.line) on; read up to there")
    case nil where tokenizer.isInside:
      notes.append("cut: the report ends inside line \(tokenizer.line); what was complete is used")
    case nil: break
    }
    let lines = lastByte == 0x0a ? tokenizer.line - 1 : tokenizer.line
    return reader.transcript.parts(
      format: LogFormat.ginkgoReport, lines: lines, bytes: byteCount, notes: notes)
  }
}

extension ReportTranscript {
  /// What a source of `lines` and `bytes` says, with notes on what was left out of it.
  func parts(format: String, lines: Int, bytes: Int, notes: [String]) -> SourceParts {
    var text = text
    text.lineCount = lines
    text.byteCount = bytes
    var parts = SourceParts(text: text, format: format)
    parts.reports = reports
    parts.notes = notes
    if cutTexts > 0 {
      parts.notes.append(
        cutTexts == 1
          ? "1 text is too long and was cut" : "\(cutTexts) texts are too long and were cut")
    }
    if leftOutSpecs > 0 { parts.notes.append("\(leftOutSpecs) specs that passed were left out") }
    return parts
  }
}

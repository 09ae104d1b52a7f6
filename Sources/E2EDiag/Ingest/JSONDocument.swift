/// The content of a small source that may be one JSON document: the values that are of interest become
/// lines of the form `status/state: failure`, each with the number of the line it stands in.
///
/// What turns out not to be a document that is known is a log like any other.
package struct JSONDocument: SourceContent {
  /// A larger source is read as a log.
  package static let largest = 1_048_576

  private let seeking: Prefilter?
  private var held: [UInt8] = []
  /// Once the source is too large.
  private var log: LogLines?

  /// A document; `seeking` is for the log that it may be instead.
  package init(seeking: Prefilter?) { self.seeking = seeking }

  /// Whether a source that begins with `head` can be one of the documents that are known.
  package static func isLikely(_ head: UnsafeRawBufferPointer) -> Bool {
    let start = head.firstIndex { !($0 == 0x20 || (9...13).contains($0)) }
    guard let start, head[start] == UInt8(ascii: "{") || head[start] == UInt8(ascii: "[") else {
      return false
    }
    return keys.contains { head.contains($0) }
  }

  /// Keys near the beginning of every known document.
  private static let keys = [
    #""timestamp":"#, #""passed":"#, #""result":"#, #""ProwJob""#, #""prow.k8s.io"#, #""refs":"#,
    #""pod":"#, #""State":"#, #""Id":"#,
  ].map { Array($0.utf8) }

  package mutating func take(_ chunk: UnsafeRawBufferPointer) {
    guard log == nil else {
      log?.take(chunk)
      return
    }
    held.append(contentsOf: chunk)
    if held.count > Self.largest { becomeLog() }
  }

  private mutating func becomeLog() {
    var log = LogLines(seeking: seeking)
    held.withUnsafeBytes { log.take($0) }
    held = []
    self.log = log
  }

  package mutating func finish() -> SourceParts {
    if log == nil, let leaves = JSONLeaves.read(held), let form = JSONForm.form(of: leaves) {
      return SourceParts(text: text(of: leaves.filter { form.keeps($0.path) }), format: form.format)
    }
    if log == nil { becomeLog() }
    return log?.finish() ?? SourceParts(text: LogText())
  }

  private func text(of leaves: [JSONLeaves.Leaf]) -> LogText {
    var text = LogText()
    for leaf in leaves {
      let value = leaf.text.split(separator: "\n").joined(separator: " ")
      text.append(
        LineCleaner.withoutControls(
          Array("\(leaf.path.joined(separator: "/")): \(value)".utf8)[...]),
        number: leaf.line, time: nil)
    }
    text.byteCount = held.count
    text.lineCount = held.count { $0 == 0x0a } + (held.last == 0x0a ? 0 : 1)
    return text
  }
}

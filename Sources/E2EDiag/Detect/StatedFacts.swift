/// The values that a document states as lines of the form `status/state: failure`.
package struct StatedFacts {
  private let values: [String: (text: String, index: Int)]

  /// Reads the lines of `text`, which a ``JSONDocument`` made; of equal names the first counts.
  ///
  /// `nil` when `format` is none of a document: any other text is not taken apart.
  package init?(_ text: LogText, format: String) {
    guard JSONForm.formats.contains(format) else { return nil }
    var values: [String: (text: String, index: Int)] = [:]
    for index in text.lines.indices {
      let line = text.text(index)
      guard let colon = line.firstRange(of: ": ") else { continue }
      let name = String(line[..<colon.lowerBound])
      if values[name] == nil { values[name] = (String(line[colon.upperBound...]), index) }
    }
    self.values = values
  }

  /// The text under `name`.
  package subscript(name: String) -> String? { values[name]?.text }

  /// The index of the line that states `name`.
  package func index(of name: String) -> Int? { values[name]?.index }

  /// Prow's word for how a job ended, in lower case, and the name it stands under.
  package var prowResult: (word: String, name: String)? {
    if let result = self["result"] { return (result.lowercased(), "result") }
    return self["passed"].map { ($0 == "true" ? "success" : "failure", "passed") }
  }

  /// The time under `name`: seconds since 1970, or ISO 8601; `nil` for the zero of Go.
  package func time(_ name: String) -> LogTime? {
    guard let text = self[name] else { return nil }
    if let seconds = Int64(text), seconds > 0 {
      return LogTime(milliseconds: seconds &* 1000, hasDate: true, hasZone: true)
    }
    return LogTime(iso: text).flatMap { $0.milliseconds > 0 ? $0 : nil }
  }
}

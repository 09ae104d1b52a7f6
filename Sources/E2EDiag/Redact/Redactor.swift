/// Replaces secrets, the same one by the same token throughout a run.
package final class Redactor {
  private let rules: Redaction
  private var tokens: [[UInt8]: [UInt8]] = [:]

  /// A redactor that has seen no secret yet.
  package init(_ rules: Redaction) { self.rules = rules }

  /// The sources of a run with every secret replaced by `[redacted-N]`.
  ///
  /// A secret that one line gives away is replaced wherever it stands, in all sources.
  package func redacted(_ readings: [LogReader.Reading]) -> [LogReader.Reading] {
    var texts = redacted(
      readings.map(\.text) + readings.flatMap { $0.reports.map(\.names) })[...]
    var result = readings
    for index in result.indices { result[index].text = texts.removeFirst() }
    for index in result.indices {
      for report in result[index].reports.indices {
        result[index].reports[report].names = texts.removeFirst()
      }
    }
    return result
  }

  /// `text`, which comes from no log, with every secret replaced.
  package func redacted(_ text: String) -> String {
    var lines = LogText()
    for (index, line) in text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
      .enumerated()
    {
      lines.append(Array(line), number: index + 1, time: nil)
    }
    let result = redacted([lines])[0]
    return result.lines.indices.map { result.text($0) }.joined(separator: "\n")
  }

  private func redacted(_ texts: [LogText]) -> [LogText] {
    var places = texts.map { SecretPlaces(in: $0, rules: rules) }
    let known = KnownSecrets(zip(texts, places).map { ($0, $1.ranges) })
    return texts.indices.map { index in
      known.find(in: texts[index], addingTo: &places[index])
      let ranges = places[index].ranges
      guard !ranges.isEmpty else { return texts[index] }
      var parts: [Int: [(range: Range<Int>, text: [UInt8])]] = [:]
      for line in ranges.keys.sorted() {
        let bytes = texts[index].bytes[texts[index].lines[line].range]
        parts[line] = (ranges[line] ?? []).map { range in
          (range, token(for: Array(bytes.dropFirst(range.lowerBound).prefix(range.count))))
        }
      }
      return texts[index].replacing(parts)
    }
  }

  private func token(for secret: [UInt8]) -> [UInt8] {
    if let token = tokens[secret] { return token }
    let token = Array("[redacted-\(tokens.count + 1)]".utf8)
    tokens[secret] = token
    return token
  }
}

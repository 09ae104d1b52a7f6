extension Redactor {
  /// `inputs` without secrets: each is read as the assignment `KEY=VALUE`, so that a key such as
  /// `password` tells what its value is.
  package func redactedInputs(_ inputs: [String: String]) -> [String: String] {
    var result: [String: String] = [:]
    // In the order of the keys, so that the same inputs get the same tokens.
    for (key, value) in inputs.sorted(by: { $0.key < $1.key }) {
      let mark = "=\""
      let assignment = redacted(key + mark + value + "\"")
      guard let split = assignment.firstRange(of: mark) else { continue }
      var kept = String(assignment[split.upperBound...].dropLast())
      // A value that begins as a secret is one to its end, whatever quotes it holds.
      if let token = kept.prefixMatch(of: #/\[redacted-\d+\]/#), !value.hasPrefix(token.output) {
        kept = String(token.output)
      }
      // Once more by itself: some rules look only at a line that is a secret as a whole.
      result[String(assignment[..<split.lowerBound])] = redacted(kept)
    }
    return result
  }
}

internal import E2EDiag

/// `1 spec`, `34 specs`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// `1st`, `2nd`, `3rd`, `4th`, `11th`.
func ordinal(_ number: Int) -> String {
  let suffix =
    switch (number % 10, number % 100) {
    case (_, 11...13): "th"
    case (1, _): "st"
    case (2, _): "nd"
    case (3, _): "rd"
    default: "th"
    }
  return "\(number)\(suffix)"
}

/// `42s`, `5m23s`, `1h4m`; `nil` for a span that ends before it begins.
func duration(seconds: Double) -> String? {
  guard seconds >= 0, seconds < 1e9 else { return nil }
  let whole = Int(seconds.rounded())
  return switch whole {
  case ..<60: "\(whole)s"
  case ..<3600: "\(whole / 60)m\(whole % 60)s"
  default: "\(whole / 3600)h\(whole / 60 % 60)m"
  }
}

extension LogTime {
  /// The clock to the second, as it stands in the log.
  var clock: String {
    let text = description
    let time = text.split(separator: "T").last ?? Substring(text)
    return String(time.prefix(8))
  }
}

extension LogTime {
  /// `, without a date`, `, zone not known`: what the log leaves open of it.
  var openWords: String {
    (hasDate ? "" : ", without a date") + (hasZone ? "" : ", zone not known")
  }
}

extension FailurePoint {
  /// What the log says of the failure itself: when, in which node of Ginkgo, where in the code.
  func stated(isStopped: Bool) -> [(label: String, words: Phrase)] {
    var facts: [(String, Phrase)] = []
    if let time {
      facts.append(
        (isStopped ? "Stopped at" : "Failed at", Phrase("\(time)", .name) + time.openWords))
    }
    if let node {
      let length = node.milliseconds.map {
        ", \($0 / 1000).\(String($0 % 1000 + 1000).dropFirst()) seconds by its own count"
      }
      facts.append(("Ginkgo node", Phrase(node.name, .name) + (length ?? "")))
    }
    if let code { facts.append(("In the code", Phrase(code, .name))) }
    return facts
  }
}

extension Verdict {
  /// The first words of a report.
  var title: String {
    switch self {
    case .incomplete: "INCOMPLETE LOG"
    case .interrupted: "INTERRUPTED"
    case .setupFailed: "SETUP FAILED"
    case .testFailed: "TESTS FAILED"
    case .cleanupFailed: "CLEANUP FAILED"
    case .passed: "PASSED"
    case .unknown: "VERDICT UNKNOWN"
    }
  }

  var tone: Phrase.Tone {
    switch self {
    case .setupFailed, .testFailed, .cleanupFailed: .bad
    case .interrupted, .incomplete, .unknown: .warning
    case .passed: .good
    }
  }
}

extension SpecCounts {
  /// `0 of 34 specs ran, 34 masked`.
  var words: String {
    guard let ran else { return "\(counted(total, "spec")) planned" }
    var parts = ["\(ran) of \(counted(total, "spec")) ran"]
    // A count of zero is worth its place only where the other count is not zero.
    if let passed, passed > 0 { parts.append("\(passed) ok") }
    if let failed, failed > 0 { parts.append("\(failed) failed") }
    if masked > 0 { parts.append("\(masked) masked") }
    return parts.joined(separator: ", ")
  }
}

extension StepStatus {
  /// A sign and a word; the sign alone is lost in some pipes, the word alone is slow to find.
  var words: Phrase {
    switch self {
    case .passed: Phrase("✓ ok", .good)
    case .failed: Phrase("✗ FAILED", .bad)
    case .notReached: Phrase("- not reached", .faint)
    case .running: Phrase("> running", .warning)
    case .unknown: Phrase("? unknown", .warning)
    }
  }
}

extension HypothesisID {
  /// The cause as a person says it.
  var words: String {
    switch self {
    case .stateCorruption: "state corruption"
    case .resourceExhaustion: "resource exhaustion"
    case .imageSpecific: "image-specific"
    case .race: "race"
    case .configuration: "configuration"
    case .application: "application"
    case .network: "network"
    }
  }

  /// The cause with its finer cause: `resource exhaustion (disk full)`.
  func words(finer: String?) -> String {
    guard let finer, !finer.isEmpty else { return words }
    return "\(words) (\(String(finer.map { $0 == "-" ? " " : $0 })))"
  }
}

extension Support {
  var words: String {
    switch self {
    case .strong: "strong support"
    case .moderate: "moderate support"
    case .weak: "weak support"
    case .none: "no support"
    }
  }
}

extension Action.Term {
  var words: String {
    switch self {
    case .immediate: "Immediate"
    case .medium: "Medium term"
    case .long: "Long term"
    }
  }
}

/// `load image 'webhook' (2nd load)`.
func stepWords(operation: String, subject: String?, attempt: Int) -> Phrase {
  var phrase = Phrase(operation)
  if let subject { phrase = phrase + " '" + Phrase(subject, .name) + "'" }
  if attempt > 1 {
    // "2nd try" would claim that the first one failed; the same image is often loaded twice.
    let noun = ["load", "build", "save", "pull", "push", "wait"].first {
      operation.split(separator: " ").contains(Substring($0))
    }
    phrase = phrase + " (\(ordinal(attempt)) \(noun ?? "try"))"
  }
  return phrase
}

extension Run {
  /// `path:line`, as editors and `grep -n` write it; of a long path only as much of its end as tells
  /// the sources apart. The list of sources has it whole.
  func place(_ location: SourceLocation) -> String {
    guard sources.indices.contains(location.source) else {
      return "source \(location.source):\(location.line)"
    }
    return "\(shortPath(location.source)):\(location.line)"
  }

  private func shortPath(_ source: Int) -> String {
    let path = displayPath(sources[source])
    guard path.count > Self.longPath else { return path }
    let parts = path.split(separator: "/")
    let others = sources.indices.filter { $0 != source }.map {
      sources[$0].path.split(separator: "/")
    }
    return (1...max(1, parts.count)).lazy.map { parts.suffix($0) }.first { end in
      !others.contains { $0.suffix(end.count) == end }
    }.map { $0.joined(separator: "/") } ?? path
  }

  /// A longer path leaves too little room for what the line says.
  private static let longPath = 20

  /// A place inside a sentence, where the path of the only source would be in the way.
  func shortPlace(_ location: SourceLocation) -> String {
    sources.count == 1 && location.source == 0 ? "line \(location.line)" : place(location)
  }

  /// The path of a source, with a name for the one that has none.
  func displayPath(_ source: SourceSummary) -> String {
    source.path == "-" ? "<stdin>" : source.path
  }
}

@testable import E2EDiag

extension ReportSamples {
  /// What a log can hold to steer a terminal, to fake a line or to hide.
  static let hostileTexts = [
    "\u{1b}]0;owned\u{7}", "\u{1b}[2J\u{1b}[1;1H", "\u{9b}31mred", "a\nINJECTED", "a\r\nINJECTED",
    "a\rINJECTED", "a\u{85}INJECTED", "a\u{2028}INJECTED", "nul\0nul", "del\u{7f}",
    "\u{202e}drowssap", "\u{2066}isolate\u{2069}", "zero\u{200b}width\u{feff}", "tag\u{e0041}",
    "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "quote\" back\\slash </script>", "tab\tstop",
    "🗑️ 日本語 é", "",
  ]

  /// ``undetermined`` with `text` in every place that a log, a path or a rule can fill.
  static func infected(with text: String) -> Diagnosis {
    var sample = undetermined
    sample.run.suite = text
    sample.run.inputs = [text: text]
    sample.run.sources = [
      SourceSummary(
        path: text, format: text, lines: 1, bytes: 1, sha256: text, notes: [text])
    ]
    for index in sample.timeline.indices {
      sample.timeline[index].operation = text
      sample.timeline[index].subject = text
    }
    let quoted = line(251, text)
    sample.failure?.operation = text
    sample.failure?.subject = text
    sample.failure?.message = text
    sample.failure?.line = quoted
    sample.failure?.chain = [text, text]
    sample.failure?.exitStatuses = [ExitStatus(layer: text, code: 1)]
    sample.failure?.context = [line(250, text), quoted]
    sample.failure?.signature = text
    sample.candidates = [Candidate(line: line(9, text), score: 0.5, reasons: [text])]
    let evidence = Evidence(rule: text, weight: 1, group: text, line: quoted, why: text)
    let gap = EvidenceGap(what: text, command: text)
    sample.hypotheses = [
      Hypothesis(
        id: .race, finer: text, score: 1, evidenceFor: [evidence], evidenceAgainst: [evidence],
        missing: [gap])
    ]
    sample.conclusion = Conclusion(cause: .race, finer: text, confidence: .weak, sentence: text)
    sample.contradictions = [Contradiction(claim: quoted, against: quoted, sentence: text)]
    sample.observations = [
      Observation(kind: .evidenceDestroyed, sentence: text, line: quoted)
    ]
    sample.actions = [Action(term: .immediate, text: text, command: text, why: text)]
    sample.nextChecks = [gap, EvidenceGap(what: text, command: text + "2")]
    return sample
  }

  /// Whether a scalar may not stand in a report, a line feed apart.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0xad, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
      0xe0000...0xe0fff:
      true
    default: false
    }
  }
}

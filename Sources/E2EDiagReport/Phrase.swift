/// A text whose parts have a tone; a tone never carries a meaning that the words do not.
struct Phrase: Equatable {
  var spans: [Span]

  /// A part of one tone.
  struct Span: Equatable {
    var text: String
    var tone: Tone
  }

  /// How a part is set off from the rest.
  enum Tone: Equatable {
    case plain, strong, good, bad, warning, faint
    /// A name or text from the log.
    case name
  }

  init(_ text: String, _ tone: Tone = .plain) {
    spans = text.isEmpty ? [] : [Span(text: text, tone: tone)]
  }

  /// The text without tones.
  var text: String { spans.map(\.text).joined() }

  static func + (lhs: Phrase, rhs: Phrase) -> Phrase {
    var sum = lhs
    sum.spans += rhs.spans
    return sum
  }

  static func + (lhs: Phrase, rhs: String) -> Phrase { lhs + Phrase(rhs) }
}

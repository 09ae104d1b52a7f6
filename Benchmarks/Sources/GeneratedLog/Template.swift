/// A piece of a template: bytes that are always the same, or a place that is filled anew.
enum Piece {
  /// Bytes of the shared text.
  case text(offset: Int, count: Int)
  /// One of `count` names that follow one another in the list of names.
  case name(first: Int, count: Int)
  /// Hexadecimal digits, at most ``Template/longestDigits``.
  case hex(count: Int)
  /// Decimal digits, at most ``Template/longestDigits``.
  case digits(count: Int)
  /// A number from `low` on, one of `span`.
  case number(low: Int, span: Int)
  /// `HH:MM:SS`.
  case clock
  /// The first digits of what is below the second, at most nine.
  case fraction(count: Int)
}

/// One or several lines, as a range of the pieces of a ``TemplateTable``.
struct Template {
  var first: Int
  var count: Int
  /// More bytes than this it never has.
  var longest: Int
  var lines: Int

  static let longestDigits = 64
  static let longestNumber = 20
}

/// All templates of a log, compiled to flat arrays.
///
/// A template is a text with places in angle quotes, such as `‹hex 64›` or `‹pod›`, and the pictures
/// `␊`, `␉` and `␛` for the end of a line inside of it, a tab and an escape.
struct TemplateTable {
  private(set) var templates: [Template] = []
  private(set) var pieces: [Piece] = []
  private(set) var text: [UInt8] = []
  /// Where the names stand in `text`.
  private(set) var names: [(offset: Int, count: Int)] = []
  private var pools: [String: (first: Int, count: Int, longest: Int)] = [:]
  /// What ends a line.
  let separator: UInt8

  init(separator: UInt8) { self.separator = separator }

  /// Makes `‹name›` stand for one of `values`.
  mutating func addPool(_ name: String, _ values: [String]) {
    let first = names.count
    for value in values {
      names.append((text.count, value.utf8.count))
      text += value.utf8
    }
    pools[name] = (first, values.count, values.map(\.utf8.count).max() ?? 0)
  }

  /// Compiles `source`; a place of an unknown name is an error of this program.
  mutating func add(_ source: String) -> Int {
    var template = Template(first: pieces.count, count: 0, longest: 0, lines: 0)
    var rest = source[...]
    while let start = rest.firstIndex(of: "‹") {
      addText(rest[..<start], to: &template)
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: "›") else { preconditionFailure("no '›': \(source)") }
      addPlace(rest[..<end].split(separator: " ").map(String.init), to: &template)
      rest = rest[rest.index(after: end)...]
    }
    addText(rest, to: &template)
    addText("␊"[...], to: &template)
    templates.append(template)
    return templates.count - 1
  }

  private mutating func addText(_ part: Substring, to template: inout Template) {
    guard !part.isEmpty else { return }
    let offset = text.count
    for character in part {
      switch character {
      case "␊":
        text.append(separator)
        template.lines += 1
      case "␉": text.append(UInt8(ascii: "\t"))
      case "␛": text.append(0x1b)
      default: text += character.utf8
      }
    }
    add(.text(offset: offset, count: text.count - offset), text.count - offset, to: &template)
  }

  private mutating func addPlace(_ words: [String], to template: inout Template) {
    let numbers = words.dropFirst().compactMap { Int($0) }
    switch (words.first ?? "", numbers.count) {
    case ("hex", 1): add(.hex(count: numbers[0]), numbers[0], to: &template)
    case ("digits", 1): add(.digits(count: numbers[0]), numbers[0], to: &template)
    case ("number", 2):
      let piece = Piece.number(low: numbers[0], span: numbers[1] - numbers[0] + 1)
      add(piece, Template.longestNumber, to: &template)
    case ("clock", 0): add(.clock, 8, to: &template)
    case ("fraction", 1): add(.fraction(count: numbers[0]), numbers[0], to: &template)
    case (let name, 0):
      if let stamp = Self.stamps[name] {
        addText(stamp.before[...], to: &template)
        add(.clock, 8, to: &template)
        guard let digits = stamp.digits else { return }
        addText("."[...], to: &template)
        add(.fraction(count: digits), digits, to: &template)
        addText(stamp.after[...], to: &template)
      } else if let pool = pools[name] {
        add(.name(first: pool.first, count: pool.count), pool.longest, to: &template)
      } else {
        preconditionFailure("no place is called '\(name)'")
      }
    default: preconditionFailure("no place is written '\(words.joined(separator: " "))'")
    }
  }

  private mutating func add(_ piece: Piece, _ longest: Int, to template: inout Template) {
    precondition(longest <= Template.longestDigits || !piece.isDigits, "too many digits")
    pieces.append(piece)
    template.count += 1
    template.longest += longest
  }

  /// The ways in which logs write the time.
  private static let stamps: [String: (before: String, digits: Int?, after: String)] = [
    "journal": ("Nov 24 ", nil, ""),
    "klog": ("1124 ", 6, ""),
    "ginkgo": ("11/24/26 ", 3, ""),
    "iso": ("2026-11-24T", 6, "Z"),
    "nanos": ("2026-11-24T", 9, "Z"),
    "zone": ("2026-11-24T", 3, "+0000"),
  ]
}

extension Piece {
  fileprivate var isDigits: Bool {
    switch self {
    case .hex, .digits: true
    default: false
    }
  }
}

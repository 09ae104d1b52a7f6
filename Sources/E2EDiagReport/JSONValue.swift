/// A JSON document, written with sorted keys so that the same value gives the same bytes.
enum JSONValue: Equatable {
  case null
  case integer(Int)
  case decimal(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// A string, or null.
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// The document, indented by two blanks a level, without a line feed at the end.
  var text: String {
    var result = ""
    write(to: &result, indent: "")
    return result
  }

  private func write(to result: inout String, indent: String) {
    switch self {
    case .null: result += "null"
    case .integer(let number): result += "\(number)"
    case .decimal(let number): result += number.isFinite ? twoDigits(number) : "null"
    case .string(let text): result += "\"\(jsonText(text))\""
    case .array(let elements):
      Self.write(elements.map { ("", $0) }, between: ("[", "]"), to: &result, indent: indent)
    case .object(let members):
      // Bytes, not letters: the order must not depend on a collation.
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.write(
        sorted.map { ("\"\(jsonText($0.key))\": ", $0.value) }, between: ("{", "}"), to: &result,
        indent: indent)
    }
  }

  private static func write(
    _ parts: [(prefix: String, value: JSONValue)], between brackets: (String, String),
    to result: inout String, indent: String
  ) {
    guard !parts.isEmpty else {
      result += brackets.0 + brackets.1
      return
    }
    let inner = indent + "  "
    var separator = brackets.0 + "\n"
    for part in parts {
      result += separator + inner + part.prefix
      part.value.write(to: &result, indent: inner)
      separator = ",\n"
    }
    result += "\n" + indent + brackets.1
  }
}

/// A score with at most two digits after the point, and at least one: `3.0`, `0.25`.
func twoDigits(_ number: Double) -> String {
  let limit = 1e12
  let hundredths = Int((min(max(number, -limit), limit) * 100).rounded())
  let sign = hundredths < 0 ? "-" : ""
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
  return "\(sign)\(whole).\(digits)"
}

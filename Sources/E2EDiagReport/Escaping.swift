/// Untrusted text in a form that cannot steer a terminal, reorder a line or hide in it.
///
/// Tabs become two blanks. Control characters are shown as their pictures (`␛`), other invisible
/// characters by number (`<U+202E>`). The result is one line.
public func terminalText(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  // A mark at the very start would change the character that our own text put before it.
  var marks = maximalMarks
  for scalar in text.unicodeScalars {
    if scalar == "\t" {
      result += "  "
      marks = 0
    } else if isInvisible(scalar) && !(isEmojiSelector(scalar) && marks == 0) {
      result += visible(scalar)
      marks = 0
    } else if scalar.value >= 0x300 && isMark(scalar) {
      // Piled up marks run over the lines above and below.
      if marks < maximalMarks {
        result.unicodeScalars.append(scalar)
      } else {
        result += visible(scalar)
      }
      marks += 1
    } else {
      result.unicodeScalars.append(scalar)
      marks = 0
    }
  }
  return result
}

/// Untrusted text as the inside of a JSON string.
///
/// Escapes more than JSON asks for, because JSON is also read on terminals and pasted into scripts.
func jsonText(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if isInvisible(scalar) && !isEmojiSelector(scalar) {
        for unit in String(scalar).utf16 {
          result += "\\u" + hexadecimal(UInt32(unit)).lowercased()
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

/// Scripts in use put up to three marks on one letter.
private let maximalMarks = 4

private func isMark(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: true
  default: false
  }
}

private func isEmojiSelector(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\u{FE0E}" || scalar == "\u{FE0F}"
}

/// Controls of C0 and C1, DEL, bidirectional controls, zero-width characters, line separators.
private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7f: false
  case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029, 0xfff9...0xfffb: true
  case 0xa0..<0xad: false
  default: scalar.properties.isDefaultIgnorableCodePoint
  }
}

private func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) } ?? ""
  case 0x7f: "\u{2421}"
  default: "<U+\(hexadecimal(scalar.value))>"
  }
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

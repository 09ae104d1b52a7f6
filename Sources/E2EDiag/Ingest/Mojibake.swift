/// UTF-8 that was read as windows-1252 or windows-1254 and written out again, and its repair.
///
/// Neither code page has all 256 characters, so some bytes were lost on the way: `❌` has become
/// `âŒ`. What cannot be decoded is therefore looked up among the damaged forms of known glyphs.
package enum Mojibake {
  /// Whether `text` shows a pair of characters that hardly occurs in sound text.
  package static func isLikely(_ text: [UInt8]) -> Bool {
    // â, ğ, ð, Ã and ï, in UTF-8, all begin with C3 or C4.
    guard text.contains(where: { $0 == 0xc3 || $0 == 0xc4 }) else { return false }
    return text.withUnsafeBytes { raw in signs.contains { raw.contains($0) } }
  }

  private static let signs: [[UInt8]] =
    [
      "âœ", "âŒ", "âš", "â€", "â³", "â±", "âŽ", "â\u{fffd}", "ğŸ", "ðŸ", "â”", "â•", "âž", "â„",
      "ï¸", "â†",
      "Ã—",
    ].map { Array($0.utf8) } + (UInt8(0x80)...0x9f).map { [0xc3, 0xa2, 0xc2, $0] }

  /// `text` with every damaged character put right; the rest stays.
  package static func repaired(_ text: [UInt8]) -> [UInt8] {
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < scalars.count {
      if let (bytes, length) = sequence(in: scalars, at: index) {
        result.append(contentsOf: bytes)
        index += length
      } else if let (glyph, length) = damagedGlyph(in: scalars, at: index) {
        result.append(contentsOf: glyph.utf8)
        index += length
      } else {
        result.append(contentsOf: Array(String(scalars[index]).utf8))
        index += 1
      }
    }
    // A variation selector comes to light only now.
    return LineCleaner.withoutControls(result[...])
  }

  /// A whole UTF-8 sequence whose bytes are spelled by the characters from `start`.
  private static func sequence(in scalars: [Unicode.Scalar], at start: Int) -> ([UInt8], Int)? {
    guard let lead = byte(of: scalars[start]) else { return nil }
    let length =
      switch lead {
      case 0xc2...0xdf: 2
      case 0xe0...0xef: 3
      case 0xf0...0xf4: 4
      default: 0
      }
    guard length > 0, start + length <= scalars.count else { return nil }
    var bytes = [lead]
    for scalar in scalars[(start + 1)..<(start + length)] {
      guard let next = byte(of: scalar), (0x80...0xbf).contains(next) else { return nil }
      bytes.append(next)
    }
    return bytes.count > 1 && String(validating: bytes, as: UTF8.self) != nil
      ? (bytes, length) : nil
  }

  private static func damagedGlyph(
    in scalars: [Unicode.Scalar], at start: Int
  ) -> (String, Int)? {
    guard let forms = damagedForms[scalars[start]] else { return nil }
    let rest = scalars[start...]
    return forms.first { rest.starts(with: $0.form) }.map { ($0.glyph, $0.form.count) }
  }

  /// Glyphs that tools print and whose bytes do not all survive.
  ///
  /// Some come out alike (`📁`, `📝` and `📍` all as `ğŸ“`): the one that grammars know stands here.
  private static let glyphs = [
    "❌", "⏳", "🔍", "🎯", "🐍", "⏸", "⏱", "⚠", "🏁", "🗑", "❗", "⏭", "🔐", "🏗", "🌍",
    "🐳", "🔎", "🍀", "ℹ", "→", "≤", "🖼", "📜", "🕹", "🔌", "💾", "🚫", "🎉", "✓", "✗", "•",
    "❎", "➜", "🚨", "🔧", "🔨", "📦", "📁", "📋", "🚀", "✅",
    "\u{fe0f}",
  ]

  /// Every way in which a glyph comes out when lost bytes vanish, become U+FFFD or a control.
  private static let damagedForms: [Unicode.Scalar: [(form: [Unicode.Scalar], glyph: String)]] = {
    var forms: [Unicode.Scalar: [(form: [Unicode.Scalar], glyph: String)]] = [:]
    for glyph in glyphs {
      for page in [windows1252, windows1254] {
        for lost in [nil, Unicode.Scalar(0xfffd)] as [Unicode.Scalar?] {
          for blank in [Unicode.Scalar(0xa0), " "] as [Unicode.Scalar] {
            let form = glyph.utf8.compactMap { byte -> Unicode.Scalar? in
              guard let scalar = page[byte] else { return lost }
              return scalar == Unicode.Scalar(0xa0) ? blank : scalar
            }
            guard let first = form.first, form.count > 1 else { continue }
            forms[first, default: []].append((form, glyph))
          }
        }
      }
    }
    // The longest form first, so that a glyph is not taken for the rest of another.
    return forms.mapValues { $0.sorted { $0.form.count > $1.form.count } }
  }()

  /// Characters of the two code pages for the bytes 80 to 9F, by Unicode's mapping tables.
  private static let high: [UInt8: Unicode.Scalar] = [
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ",
    0x89: "‰", 0x8a: "Š", 0x8b: "‹", 0x8c: "Œ", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”",
    0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9a: "š", 0x9b: "›", 0x9c: "œ",
    0x9f: "Ÿ",
  ]

  private static let windows1252: [UInt8: Unicode.Scalar] = {
    var page = high
    page[0x8e] = "Ž"
    page[0x9e] = "ž"
    for byte in UInt8(0xa0)...0xff { page[byte] = Unicode.Scalar(byte) }
    return page
  }()

  private static let windows1254: [UInt8: Unicode.Scalar] = {
    var page = high
    for byte in UInt8(0xa0)...0xff { page[byte] = Unicode.Scalar(byte) }
    for (byte, scalar) in [
      (0xd0, "Ğ"), (0xdd, "İ"), (0xde, "Ş"), (0xf0, "ğ"), (0xfd, "ı"), (0xfe, "ş"),
    ] as [(UInt8, Unicode.Scalar)] {
      page[byte] = scalar
    }
    return page
  }()

  private static let bytes: [Unicode.Scalar: UInt8] = {
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for page in [windows1252, windows1254] {
      for (byte, scalar) in page { bytes[scalar] = byte }
    }
    // Decoders of the web turn the bytes without a character into these controls.
    for byte in [0x81, 0x8d, 0x8e, 0x8f, 0x90, 0x9d, 0x9e] as [UInt8] {
      bytes[Unicode.Scalar(byte)] = byte
    }
    return bytes
  }()

  private static func byte(of scalar: Unicode.Scalar) -> UInt8? { bytes[scalar] }
}

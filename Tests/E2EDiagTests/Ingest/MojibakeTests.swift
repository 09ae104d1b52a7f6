import Testing

@testable import E2EDiag

@Suite struct MojibakeTests {
  private func cleaned(_ text: String) -> String {
    Array(text.utf8).withUnsafeBytes { LineCleaner.pieces($0, isFirst: false) }
      .map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: "\n")
  }

  @Test(arguments: [
    // windows-1252
    ("âœ… All images built", "✅ All images built"),
    ("ðŸ“¦ PHASE 1: Building", "📦 PHASE 1: Building"),
    ("Build parallel â†’ Create cluster", "Build parallel → Create cluster"),
    // windows-1254
    ("ğŸ“¦ PHASE 1: Building", "📦 PHASE 1: Building"),
    ("ğŸš€ Deploying", "🚀 Deploying"),
    // Bytes that the code page lacks have vanished, became U+FFFD, or a C1 control.
    ("  âŒ Gateway load failed", "  ❌ Gateway load failed"),
    ("  â\u{fffd}Œ Gateway load failed", "  ❌ Gateway load failed"),
    ("  â\u{9d}Œ Gateway load failed", "  ❌ Gateway load failed"),
    // The variation selector comes to light and goes.
    ("ğŸ—‘ï¸\u{8f}  Deleting", "🗑  Deleting"),
    // Punctuation in error texts.
    ("couldnâ€™t find it", "couldn’t find it"),
    ("width Ã— height", "width × height"),
  ])
  func damagedTextIsPutRight(_ row: (damaged: String, sound: String)) {
    #expect(cleaned(row.damaged) == row.sound)
  }

  @Test(arguments: [
    "Görüntü yüklenemedi: ağ bağlantısı kesildi, İstanbul'dan ışık", "ŞİŞE ĞÜÖÇ ığşçöü",
    "L'image n'a pas été chargée : âge, forêt, cœur, « entre guillemets »",
    "Fehler beim Öffnen: Größe überschritten, „Anführungszeichen“", "Não há espaço: ação, pão",
    "Ошибка: файл не найден", "エラー: 見つかりません", "✅ sound already → stays", "naïve café",
    "plain ASCII - nothing to do", "CAFÉ» fermé",
  ])
  func soundTextIsLeftAlone(_ text: String) {
    #expect(cleaned(text) == text)
  }

  @Test func guillemetBehindACapitalIsLeftAloneBesideACircumflex() {
    #expect(cleaned("«REJETÉ» : la tâche a échoué") == "«REJETÉ» : la tâche a échoué")
  }

  /// Everything beyond ASCII that a pattern or an example of the grammar holds.
  private static let glyphs: [String] = {
    let text = BundledFile.texts(in: "Grammars").filter { $0.name == "markers.yml" }
      .map(\.text).joined()
    let scalars = Set(text.unicodeScalars.filter { !$0.isASCII && $0.value != 0xfe0f })
    return scalars.map { String($0) }.sorted()
  }()

  @Test func grammarHasGlyphs() { #expect(Self.glyphs.count >= 15) }

  @Test(arguments: glyphs, CodePage.allCases)
  func everyGlyphOfTheGrammarSurvives(_ glyph: String, _ page: CodePage) {
    // It has a test of its own below.
    guard glyph != "❎" || page != .windows1254 else { return }
    for lost in CodePage.Lost.allCases {
      let damaged = page.damaged("  \(glyph) PHASE 1: loading \(glyph) x", lost: lost)
      #expect(cleaned(damaged) == "  \(glyph) PHASE 1: loading \(glyph) x", "\(lost)")
    }
  }

  @Test func crossOfWhichOneByteIsLeftIsPutRight() {
    withKnownIssue("windows-1254 has neither 9D nor 8E; forms of one character are left out") {
      let damaged = CodePage.windows1254.damaged("❎ Gateway load failed", lost: .vanishes)
      #expect(cleaned(damaged) == "❎ Gateway load failed")
    }
  }

  @Test(arguments: CodePage.allCases, [CodePage.Lost.vanishes, .becomesReplacement])
  func variationSelectorGoesThoughItsLastByteIsLost(_ page: CodePage, _ lost: CodePage.Lost) {
    #expect(cleaned(page.damaged("✅\u{fe0f} loaded", lost: lost)) == "✅ loaded")
  }
}

/// What reads UTF-8 as a code page and writes the result as UTF-8.
enum CodePage: CaseIterable {
  case windows1252, windows1254

  /// What becomes of a byte that the page has no character for.
  enum Lost: CaseIterable { case vanishes, becomesReplacement, becomesControl }

  func damaged(_ text: String, lost: Lost) -> String {
    var result = String.UnicodeScalarView()
    for byte in text.utf8 {
      if let scalar = scalar(of: byte) {
        result.append(scalar)
      } else if lost == .becomesReplacement {
        result.append("\u{fffd}")
      } else if lost == .becomesControl {
        result.append(Unicode.Scalar(byte))
      }
    }
    return String(result)
  }

  private func scalar(of byte: UInt8) -> Unicode.Scalar? {
    switch (self, byte) {
    case (_, 0x81), (_, 0x8d), (_, 0x8f), (_, 0x90), (_, 0x9d): return nil
    case (.windows1254, 0x8e), (.windows1254, 0x9e): return nil
    case (_, 0x80...0x9f): return Self.high[Int(byte) - 0x80]
    case (.windows1254, 0xd0): return "Ğ"
    case (.windows1254, 0xdd): return "İ"
    case (.windows1254, 0xde): return "Ş"
    case (.windows1254, 0xf0): return "ğ"
    case (.windows1254, 0xfd): return "ı"
    case (.windows1254, 0xfe): return "ş"
    default: return Unicode.Scalar(byte)
    }
  }

  /// 80 to 9F of windows-1252, with a blank where there is no character.
  private static let high = Array("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ".unicodeScalars)
}

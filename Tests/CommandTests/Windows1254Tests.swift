internal import Testing
internal import _E2EDiagTestSupport

/// A log that was UTF-8 and was read as windows-1254 on its way tells the same.
@Suite struct Windows1254Tests {
  @Test func damagedLogHasTheSameDiagnosis() throws {
    let run = RunFixture("seed-run-2")
    let sound = try Fixture("\(run.folder)/input/e2e.log").bytes()
    let damaged = Array(Self.rereadAsWindows1254(sound).utf8)
    #expect(damaged.count > sound.count)
    try expectSame(try JSONReport.of([], input: damaged), as: try JSONReport.of([], input: sound))
  }

  /// The characters that bytes stand for; 7 of 256 stand for none and are lost.
  static func rereadAsWindows1254(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      switch byte {
      case 0x80...0x9f:
        let character = Array(upperControls.unicodeScalars)[Int(byte - 0x80)]
        if character != "·" { text.append(character) }
      case 0xd0: text.append("Ğ")
      case 0xdd: text.append("İ")
      case 0xde: text.append("Ş")
      case 0xf0: text.append("ğ")
      case 0xfd: text.append("ı")
      case 0xfe: text.append("ş")
      default: text.append(Unicode.Scalar(byte))
      }
    }
    return String(text)
  }

  /// 0x80 to 0x9f; `·` where the code page has no character.
  private static let upperControls = "€·‚ƒ„…†‡ˆ‰Š‹Œ····‘’“”•–—˜™š›œ··Ÿ"

  private func expectSame(_ got: JSONReport, as want: JSONReport) throws {
    #expect(got.run.verdict == want.run.verdict)
    #expect(got.run.suite == want.run.suite)
    #expect(got.run.specs == want.run.specs)
    #expect(got.run.sources.map(\.format) == want.run.sources.map(\.format))
    #expect(got.timeline == want.timeline)
    #expect(got.failure == want.failure)
    #expect(got.hypotheses == want.hypotheses)
    #expect(got.conclusion == want.conclusion)
    #expect(got.contradictions == want.contradictions)
    #expect(got.observations == want.observations)
  }
}

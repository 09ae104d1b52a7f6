import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

@Suite struct PrefilterTests {
  private struct Hit: Hashable { let text: Int, offset: Int }

  private func hits(_ texts: [[UInt8]], in block: [UInt8]) -> [Hit] {
    var found: [Hit] = []
    block.withUnsafeBytes { raw in
      Prefilter(texts).scan(raw) { found.append(Hit(text: $0, offset: $1)) }
    }
    return found
  }

  private func naive(_ texts: [[UInt8]], in block: [UInt8]) -> Set<Hit> {
    var found: Set<Hit> = []
    for (index, text) in texts.enumerated() where text.count >= Prefilter.shortestText {
      guard block.count >= text.count else { continue }
      for start in 0...(block.count - text.count)
      where block[start..<(start + text.count)].elementsEqual(text) {
        found.insert(Hit(text: index, offset: start))
      }
    }
    return found
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func findsTheSameAsOneSearchAfterTheOther(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Few letters, so that texts overlap, hold each other and repeat.
    let alphabet = Array("ab e\u{00}".utf8) + [0xff]
    let block = random.bytes(Int.random(in: 0..<400, using: &random), of: alphabet)
    let texts = (0..<12).map { _ in
      random.bytes(Int.random(in: 1..<10, using: &random), of: alphabet)
    }
    let found = hits(texts, in: block)
    #expect(Set(found) == naive(texts, in: block))
    #expect(Set(found).count == found.count, "every occurrence once")
  }

  @Test(
    arguments: [
      ("needle", [0]), ("needle....", [0]), ("....needle", [4]), ("needleneedle", [0, 6]),
      ("needl", []), ("eedle", []), ("", []), ("nee", []),
    ] as [(String, [Int])])
  func textsAtTheBordersOfABlockAreFound(_ row: (block: String, offsets: [Int])) {
    #expect(hits([Array("needle".utf8)], in: Array(row.block.utf8)).map(\.offset) == row.offsets)
  }

  @Test func textOfExactlyFourBytesIsFoundAndAShorterOneIsNot() {
    #expect(hits([Array("ctr:".utf8), Array("ctr".utf8)], in: Array("ctr:".utf8)).count == 1)
  }

  @Test func caseOfLettersAndOfNothingElseIsIgnoredOnRequest() {
    let texts = ["token", "_key"].map { Array($0.utf8) }
    func offsets(_ text: String) -> [Int] {
      var found: [Int] = []
      Array(text.utf8).withUnsafeBytes { raw in
        Prefilter(texts, ignoringCase: true).scan(raw) { found.append($1) }
      }
      return found
    }
    #expect(offsets("TOKEN Token tOkEn a_KEY") == [0, 6, 12, 19])
    // 0x7f is `_` with the bit that tells capitals from small letters.
    #expect(offsets("t0ken \u{7f}key") == [])
    #expect(hits(texts, in: Array("TOKEN".utf8)).isEmpty)
  }

  @Test func everyTextOfTheCatalogIsFoundInItself() throws {
    let catalog = try Bundled.rules().catalog
    let prefilter = catalog.prefilter
    for signature in catalog.signatures.all {
      for need in signature.line.needs {
        var offsets: [Int] = []
        need.withUnsafeBytes { prefilter.scan($0) { offsets.append($1) } }
        #expect(offsets.contains(0), "\(signature.name)")
      }
    }
  }
}

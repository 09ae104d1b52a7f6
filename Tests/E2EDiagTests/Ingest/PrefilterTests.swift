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

  /// Each alphabet makes many near hits; each size has other bytes behind the last whole vector.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func vectorsFindTheSameAsTheReference(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabets: [[UInt8]] = [
      Array("ab e\u{00}".utf8) + [0xff], Array("abcdefgh ijklmnopqrst".utf8), Array(0...255),
    ]
    let alphabet = alphabets[Int(seed) % alphabets.count]
    let size = seed < 100 ? Int(seed) : Int.random(in: 900..<5000, using: &random)
    var block = random.bytes(size, of: alphabet)
    let ignoresCase = seed % 5 == 0
    let texts = (0..<30).map { _ in
      let text = random.bytes(Int.random(in: 4..<20, using: &random), of: alphabet)
      return ignoresCase ? text.map { (65...90).contains($0) ? $0 | 0x20 : $0 } : text
    }
    // Some of them stand in it, at its borders too.
    for text in texts.prefix(8) where text.count <= block.count {
      let start = [0, block.count - text.count].randomElement(using: &random) ?? 0
      block.replaceSubrange(start..<(start + text.count), with: text)
      let middle = Int.random(in: 0...(block.count - text.count), using: &random)
      block.replaceSubrange(middle..<(middle + text.count), with: text)
    }
    let prefilter = Prefilter(texts, ignoringCase: ignoresCase)
    let found = Prefilter.Search.allCases.map { search in
      var hits: [Hit] = []
      // Not at an aligned address, nor at the start of memory of its own.
      ([0xaa] + block + [0xaa]).withUnsafeBytes { raw in
        prefilter.scan(UnsafeRawBufferPointer(rebasing: raw[1..<(block.count + 1)]), using: search)
        {
          hits.append(Hit(text: $0, offset: $1))
        }
      }
      return hits.sorted { ($0.offset, $0.text) < ($1.offset, $1.text) }
    }
    let isSame = found[0] == found[1]
    #expect(isSame)
    if !ignoresCase {
      let isRight =
        Set(found[0]) == naive(texts, in: block) && Set(found[0]).count == found[0].count
      #expect(isRight)
    }
  }

  /// More hits than the place for candidates has room for.
  @Test(arguments: Prefilter.Search.allCases)
  func denseHitsAreAllFound(search: Prefilter.Search) {
    let block = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000)
    let texts = [4, 9].map { [UInt8](repeating: UInt8(ascii: "a"), count: $0) }
    var count = [0, 0]
    block.withUnsafeBytes { raw in
      Prefilter(texts).scan(raw, using: search) { text, _ in count[text] += 1 }
    }
    // A gram of a text that repeats itself shows it at each of its places.
    #expect(count[0] == 9_997)
    #expect(count[1] >= 9_992)
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

  @Test func everyRareTextOfASignatureIsFoundInItself() throws {
    let catalog = try Bundled.rules().catalog
    let prefilter = catalog.prefilter
    for signature in catalog.signatures.all {
      for need in signature.line.needs
      where !GramRarity.isCommon(need) && Prefilter.isCheap(need) {
        var offsets: [Int] = []
        need.withUnsafeBytes { prefilter.scan($0) { offsets.append($1) } }
        #expect(offsets.contains(0), "\(signature.name)")
      }
    }
  }

  /// Of a large source only lines with such a text, and those around them, are kept.
  @Test func signaturesHaveATextThatALargeSourceIsSearchedFor() throws {
    let without = try Bundled.rules().catalog.signatures.all.filter { signature in
      !signature.line.needs.contains { !GramRarity.isCommon($0) && Prefilter.isCheap($0) }
    }
    #expect(without.map(\.name) == [])
  }

  @Test(
    arguments: [
      ("webhook", true), (" failed", true), ("error", true), ("ok", true),
      ("no space left on device", false), ("failed calling webhook", false), ("ENOSPC", false),
      ("✗ ", false),
    ])
  func textsOfManyLinesAreTold(_ row: (text: String, isCommon: Bool)) {
    #expect(GramRarity.isCommon(Array(row.text.utf8)) == row.isCommon)
  }
}

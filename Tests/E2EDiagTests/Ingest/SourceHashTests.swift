import Testing

@testable import E2EDiag

@Suite struct SourceHashTests {
  private func digest(_ parts: [String]) -> String {
    let hash = SourceHash()
    for part in parts { Array(part.utf8).withUnsafeBytes { hash.update($0) } }
    return hash.finish()
  }

  /// FIPS 180-4, and the two-block message of its examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func digestIsThatOfTheStandard(_ row: (text: String, digest: String)) {
    #expect(digest([row.text]) == row.digest)
    #expect(digest(row.text.map(String.init)) == row.digest, "byte by byte")
  }

  @Test func hashBeginsAnewAfterItIsFinished() {
    let hash = SourceHash()
    Array("before".utf8).withUnsafeBytes { hash.update($0) }
    _ = hash.finish()
    #expect(hash.finish() == digest([""]))
  }
}

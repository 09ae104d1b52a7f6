/// What lies around the lines of a source, told by its first bytes: a compression, an archive, or an
/// encoding other than UTF-8.
package enum SourceLayer: Equatable {
  case compression(Compression)
  case archive(LibarchiveStream.Form)
  case utf16(isBigEndian: Bool)
  /// An archive or a compression that is recognized but not read.
  case foreign(String)

  /// Bytes that tell them apart, where there are as many.
  package static let headSize = 4096

  /// The layer that `head` begins, or `nil` for plain bytes.
  ///
  /// Every magic here holds bytes that no text has, so a log that begins with the words of another
  /// format (`#mtree`, `WARC/1.0`, `PK`, `BZh`) stays a log.
  package init?(_ head: ArraySlice<UInt8>) {
    let found = Self.magics.first { head.starts(with: $0.bytes) && head.count >= $0.least }?.layer
    guard
      let layer = found ?? (Self.isBzip2(head) ? .compression(.bzip2) : nil)
        ?? (Self.isTar(head) ? .archive(.tar) : nil) ?? Self.utf16(head)
    else { return nil }
    self = layer
  }

  private static let magics: [(bytes: [UInt8], least: Int, layer: SourceLayer)] = [
    // What is shorter than a header of gzip is none.
    ([0x1f, 0x8b, 0x08], 10, .compression(.gzip)),
    ([0x28, 0xb5, 0x2f, 0xfd], 4, .compression(.zstd)),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 6, .compression(.xz)),
    // An entry, the end of an empty archive, and the mark of a part of several.
    ([0x50, 0x4b, 3, 4], 4, .archive(.zip)), ([0x50, 0x4b, 5, 6], 4, .archive(.zip)),
    ([0x50, 0x4b, 7, 8], 4, .archive(.zip)),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 6, .foreign("7z")),
    ([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], 6, .foreign("rar")),
    ([0x04, 0x22, 0x4d, 0x18], 4, .foreign("lz4")),
    ([0xff, 0xfe], 2, .utf16(isBigEndian: false)), ([0xfe, 0xff], 2, .utf16(isBigEndian: true)),
  ]

  /// `BZh`, a level, and the mark of a block or of the end.
  private static func isBzip2(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.starts(with: [0x42, 0x5a, 0x68]), head.count >= 10 else { return false }
    let mark = head.dropFirst(4)
    return mark.starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      || mark.starts(with: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }

  // MARK: - Without a magic at the start

  /// A header of tar: its mark, or, in the oldest ones, its sum alone.
  private static func isTar(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.count >= 512, head.first != 0 else { return false }
    let header = Array(head.prefix(512))
    let mark = header[257..<265]
    if mark.elementsEqual("ustar\u{0}00".utf8) || mark.elementsEqual("ustar  \u{0}".utf8) {
      return true
    }
    // The sum is that of all bytes with blanks in place of the sum itself.
    let field = header[148..<156]
    let digits = field.drop { $0 == 0x20 }.prefix { (48...55).contains($0) }
    guard !digits.isEmpty, field[digits.endIndex...].allSatisfy({ $0 == 0 || $0 == 0x20 }) else {
      return false
    }
    let stated = digits.reduce(0) { $0 * 8 + Int($1 - 48) }
    let unsigned = header.reduce(0) { $0 + Int($1) } - field.reduce(0) { $0 + Int($1) } + 8 * 0x20
    // The name ends with a zero, which keeps a text with a lucky sum out.
    return stated == unsigned && header[..<100].contains(0)
  }

  /// UTF-16 without a mark: nearly every other byte is zero, and hardly one of the others.
  private static func utf16(_ head: ArraySlice<UInt8>) -> SourceLayer? {
    let pairs = head.count / 2
    guard pairs >= 8 else { return nil }
    var zeros = [0, 0]
    for (index, byte) in head.prefix(2 * pairs).enumerated() where byte == 0 {
      zeros[index & 1] += 1
    }
    let many = pairs * 7 / 10
    let few = pairs / 20
    if zeros[1] >= many && zeros[0] <= few { return .utf16(isBigEndian: false) }
    if zeros[0] >= many && zeros[1] <= few { return .utf16(isBigEndian: true) }
    return nil
  }
}

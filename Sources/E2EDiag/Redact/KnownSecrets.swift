/// Secrets that some line gave away, looked for where no rule would know them.
///
/// Only those that can be nothing else: a password such as `postgres` is also the name of a program,
/// and replacing that everywhere would make the log unreadable.
struct KnownSecrets {
  private let search: Prefilter?
  private let lengths: [Int]

  /// A shorter one may stand in a log by accident.
  private static let shortest = 8

  /// The secrets at `places` of the texts.
  init(_ places: [(text: LogText, ranges: [Int: [Range<Int>]])]) {
    var secrets: Set<[UInt8]> = []
    for (text, ranges) in places {
      for (line, ranges) in ranges {
        let bytes = text.bytes[text.lines[line].range]
        for range in ranges {
          let secret = bytes.dropFirst(range.lowerBound).prefix(range.count)
          if Self.isDistinctive(secret) { secrets.insert(Array(secret)) }
        }
      }
    }
    let sorted = secrets.sorted { $0.lexicographicallyPrecedes($1) }
    search = sorted.isEmpty ? nil : Prefilter(sorted)
    lengths = sorted.map(\.count)
  }

  /// Adds every place of `text` where one of the secrets stands by itself.
  func find(in text: LogText, addingTo places: inout SecretPlaces) {
    guard let search else { return }
    text.bytes.withUnsafeBytes { bytes in
      search.scan(bytes) { secret, offset in
        let line = text.index(ofByte: offset)
        let range = text.lines[line].range
        let end = offset + lengths[secret]
        // Kept lines lie side by side; both bounds are compared before the bytes beside are read.
        guard range.lowerBound <= offset, end <= range.upperBound,
          offset == range.lowerBound || !LineScan.isAlphanumeric(bytes[offset - 1]),
          end == range.upperBound || !LineScan.isAlphanumeric(bytes[end])
        else { return }
        places.add((offset - range.lowerBound)..<(end - range.lowerBound), on: line)
      }
    }
  }

  /// Letters and digits mixed, and no dashed or dotted name, path or version.
  private static func isDistinctive(_ secret: ArraySlice<UInt8>) -> Bool {
    guard secret.count >= shortest, SecretPlaces.looksRandom(secret) else { return false }
    let isName = secret.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || "-._/:".utf8.contains(byte)
    }
    return !isName || !secret.contains { "-._/:".utf8.contains($0) }
  }
}

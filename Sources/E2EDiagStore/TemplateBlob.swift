internal import E2EDiag
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension TemplateSet {
  /// Its hashes, ascending, 8 bytes each, the least significant first.
  func blob() throws -> [UInt8] {
    let hashes = try JSONDecoder().decode(Hashes.self, from: JSONEncoder().encode(self)).hashes
    return hashes.sorted().flatMap { hash in
      (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
    }
  }

  /// The set that ``blob()`` was made of.
  init(blob: [UInt8]) throws {
    let hashes = stride(from: 0, to: blob.count - 7, by: 8).map { start in
      blob[start..<(start + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    self = try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(Hashes(hashes: hashes)))
  }

  /// The set as its `Codable` conformance spells it.
  private struct Hashes: Codable {
    var hashes: [UInt64]
  }
}

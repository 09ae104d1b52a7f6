internal import E2EDiag

extension TemplateSet {
  /// Its hashes, ascending, 8 bytes each, the least significant first.
  func blob() -> [UInt8] {
    sortedHashes.flatMap { hash in
      (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
    }
  }

  /// The set that ``blob()`` was made of.
  init(blob: [UInt8]) {
    let hashes = stride(from: 0, to: blob.count - 7, by: 8).map { start in
      blob[start..<(start + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    self.init(hashes: hashes)
  }
}

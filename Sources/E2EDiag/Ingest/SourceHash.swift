internal import CNettle
internal import CPrefilter

/// SHA-256 of a stream of bytes, by nettle.
package final class SourceHash {
  private let context: UnsafeMutablePointer<sha256_ctx>
  /// What was lent and is not hashed yet.
  private var lent: e2e_alongside

  /// The hash of nothing yet.
  package init() {
    context = .allocate(capacity: 1)
    nettle_sha256_init(context)
    lent = e2e_alongside(take: nettle_sha256.update, context: context, bytes: nil, count: 0)
  }

  deinit { context.deallocate() }

  /// Adds bytes.
  package func update(_ bytes: UnsafeRawBufferPointer) { lend(bytes) {} }

  /// Adds bytes while `body` runs: a search in it takes some of them where the processor has time, and
  /// the rest is hashed when it ends.
  package func lend<Result>(_ bytes: UnsafeRawBufferPointer, during body: () -> Result) -> Result {
    lent.bytes = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    lent.count = bytes.count
    defer {
      // `bytes` and `count` move together and stay inside what was lent.
      if let rest = lent.bytes { nettle_sha256_update(context, lent.count, rest) }
      (lent.bytes, lent.count) = (nil, 0)
    }
    return body()
  }

  /// Gives `body` what is lent, to take from.
  func withLent<Result>(_ body: (UnsafeMutablePointer<e2e_alongside>) -> Result) -> Result {
    withUnsafeMutablePointer(to: &lent, body)
  }

  /// The digest in 64 hexadecimal digits; the hash begins anew.
  package func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    nettle_sha256_digest(context, digest.count, &digest)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

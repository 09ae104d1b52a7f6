/// The identity of a failure across runs: a hash of phase, operation, subject and masked message.
public struct Fingerprint: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Version of the masking and hashing; fingerprints of different versions are never compared.
  public static let version = 1

  /// 64-bit FNV-1a over the parts, separated by a zero byte.
  public let value: UInt64

  /// Hashes `parts` in their order.
  package init(_ parts: [String]) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    value = hash
  }

  /// The fingerprint that ``description`` wrote; `nil` for any other text.
  package init?(_ description: String) {
    let prefix = "v\(Self.version):"
    let digits = description.dropFirst(prefix.count)
    guard description.hasPrefix(prefix), digits.count == 16, let value = UInt64(digits, radix: 16)
    else { return nil }
    self.value = value
  }

  /// `v1:` and 16 hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return "v\(Self.version):" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Amounts as tools print them: `28G`, `1.281GiB`, `16.42MB`, `98`.
package enum SampleAmount {
  /// The amount in bytes, or the plain number times `unit`; `nil` for anything else.
  ///
  /// A letter alone and `KiB` count by 1024 as `df -h` does, `kB` by 1000 as the engines do; of
  /// `/proc/meminfo`, whose `kB` are 1024, the difference does not matter.
  package static func read(_ text: some StringProtocol, unit: Double = 1) -> Double? {
    let bytes = Array(text.utf8)
    let digits = bytes.prefix { (48...57).contains($0) || $0 == 0x2e || $0 == 0x2c }
    guard !digits.isEmpty,
      let number = Double(String(decoding: digits.map { $0 == 0x2c ? 0x2e : $0 }, as: UTF8.self))
    else { return nil }
    let letters = bytes.dropFirst(digits.count).drop { $0 == 0x20 }
    guard let first = letters.first else { return number * unit }
    if letters.elementsEqual("B".utf8) { return number }
    guard let power = "KMGTPE".utf8.firstIndex(of: first & 0xdf) else { return nil }
    let rest = String(decoding: letters.dropFirst(), as: UTF8.self)
    guard let base: Double = ["": 1024, "i": 1024, "iB": 1024, "B": 1000][rest] else { return nil }
    let exponent = "KMGTPE".utf8.distance(from: "KMGTPE".utf8.startIndex, to: power) + 1
    return (0..<exponent).reduce(number) { amount, _ in amount * base }
  }

  /// The unit of figures of memory without one, from the size of the whole: `free`, `free -m` and
  /// `free -b` print the same header.
  package static func unit(ofMemory total: Double) -> Double {
    switch total {
    case ..<256: 1_073_741_824
    case ..<1_048_576: 1_048_576
    case ..<1_073_741_824: 1024
    default: 1
    }
  }

  /// `1.2 GiB`, for a person.
  package static func words(bytes: Double) -> String {
    var amount = bytes
    var unit = "bytes"
    for next in ["KiB", "MiB", "GiB", "TiB"] where amount >= 1024 {
      amount /= 1024
      unit = next
    }
    return "\(rounded(amount)) \(unit)"
  }

  /// `98 %`, never 100 where something is left.
  package static func words(fraction: Double) -> String {
    let percent = fraction * 100
    if percent >= 99.95 { return fraction < 1 ? "99.9 %" : "100 %" }
    // Near the end every tenth counts.
    let tenth = Int((percent * 10).rounded()) % 10
    return percent > 99 && tenth > 0 ? "99.\(tenth) %" : "\(rounded(percent)) %"
  }

  /// With one digit behind the point below ten, where it is not zero.
  static func rounded(_ amount: Double) -> String {
    guard amount.isFinite, abs(amount) < 1e15 else { return "\(amount)" }
    let tenths = Int64((amount * 10).rounded())
    if tenths % 10 == 0 || abs(amount) >= 10 { return "\(Int64(amount.rounded()))" }
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}

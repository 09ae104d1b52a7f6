/// Bytes as an XML parser takes them: UTF-8 without the control codes that XML forbids, whatever
/// borders they arrive at.
struct XMLBytes {
  /// The start of a character whose rest has not arrived.
  private var rest: [UInt8] = []
  private var hasBegun = false
  /// Lines before the first sign.
  private(set) var skippedLines = 0

  /// What a parser may see of `chunk`.
  mutating func take(_ chunk: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes = rest + chunk
    let whole = bytes.count - Self.unfinished(bytes)
    rest = Array(bytes[whole...])
    bytes.removeSubrange(whole...)
    return repaired(bytes)
  }

  /// What is left at the end.
  mutating func finish() -> [UInt8] {
    defer { rest = [] }
    return repaired(rest)
  }

  private mutating func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var result = Array(String(decoding: bytes, as: UTF8.self).utf8)
    result.removeAll { $0 < 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d || $0 == 0x7f }
    guard !hasBegun else { return result }
    // A declaration must stand first; marks of byte order and blanks before it are common.
    let start = result.firstIndex(of: UInt8(ascii: "<"))
    hasBegun = start != nil
    skippedLines += result[..<(start ?? result.count)].count { $0 == 0x0a }
    return Array(result[(start ?? result.count)...])
  }

  /// How many bytes at the end begin a character without ending it.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for (back, byte) in bytes.suffix(3).reversed().enumerated() {
      switch byte {
      case 0x80...0xbf: continue
      case 0xc0...0xdf: return back < 1 ? back + 1 : 0
      case 0xe0...0xef: return back < 2 ? back + 1 : 0
      case 0xf0...0xf7: return back < 3 ? back + 1 : 0
      default: return 0
      }
    }
    return 0
  }
}

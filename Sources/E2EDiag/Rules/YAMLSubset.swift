/// What of YAML rule files may not use: anchors and aliases can blow a small file up to any size, and
/// tags can ask for types.
enum YAMLSubset {
  /// The line of the first value that begins with `&`, `*` or `!` outside quotes, comments and block
  /// texts; `nil` when there is none. A plain YAML text cannot begin with these.
  static func lineOfAnchor(in text: String) -> Int? {
    var number = 0
    var blockIndent: Int?
    var quote: UInt8?
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let bytes = Array(line)
      let indent = bytes.prefix { $0 == UInt8(ascii: " ") }.count
      if let block = blockIndent {
        if indent > block || indent == bytes.count { continue }
        blockIndent = nil
      }
      if scan(bytes, quote: &quote) { return number }
      if quote == nil, opensBlock(bytes) { blockIndent = indent }
    }
    return nil
  }

  /// Whether a value of the line begins with a forbidden sign; quotes may span lines.
  private static func scan(_ bytes: [UInt8], quote: inout UInt8?) -> Bool {
    var index = 0
    var isStart = quote == nil
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if open == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") { index += 1 }
        if byte == open {
          // A doubled single quote stands for itself.
          if open == UInt8(ascii: "'"), index + 1 < bytes.count, bytes[index + 1] == open {
            index += 1
          } else {
            quote = nil
            isStart = false
          }
        }
      } else if isStart {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "["), UInt8(ascii: "{"): break
        case UInt8(ascii: "-"), UInt8(ascii: "?"):
          isStart = index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: " ")
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
          quote = byte
          isStart = false
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"): return true
        case UInt8(ascii: "#"): return false
        default: isStart = false
        }
      } else {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: ","):
          isStart = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: " ")
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          isStart = index > 0 && bytes[index - 1] == UInt8(ascii: " ")
        case UInt8(ascii: "#") where index > 0 && bytes[index - 1] == UInt8(ascii: " "):
          return false
        default: break
        }
      }
      index += 1
    }
    return false
  }

  /// Whether the line ends in the head of a block text: `|`, `>` and their variants.
  private static func opensBlock(_ bytes: [UInt8]) -> Bool {
    let last = bytes.split(separator: UInt8(ascii: " ")).last ?? []
    guard let sign = last.first, sign == UInt8(ascii: "|") || sign == UInt8(ascii: ">") else {
      return false
    }
    return last.dropFirst().allSatisfy { "+-123456789".utf8.contains($0) }
  }
}

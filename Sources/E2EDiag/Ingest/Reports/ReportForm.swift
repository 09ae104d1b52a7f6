/// The forms of reports, told from how their text begins.
enum ReportForm {
  /// Ginkgo's JSON, and JUnit's XML.
  case ginkgo, junit

  /// The form of a source that begins with `head`, or `nil` for what is no report.
  static func recognize(_ head: UnsafeRawBufferPointer) -> ReportForm? {
    var start = head.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    while start < head.count, isBlank(head[start]) { start += 1 }
    guard start < head.count else { return nil }
    // `start` lies inside the head.
    let text = UnsafeRawBufferPointer(rebasing: head[start...])
    switch text[0] {
    case UInt8(ascii: "["): return isGinkgo(text) ? .ginkgo : nil
    case UInt8(ascii: "<"):
      return ["testsuites", "testsuite"].contains(rootElement(text)) ? .junit : nil
    default: return nil
    }
  }

  /// Ginkgo writes its suites with their path first.
  private static func isGinkgo(_ text: UnsafeRawBufferPointer) -> Bool {
    let start = text.firstIndex { !isBlank($0) && !"[{".utf8.contains($0) } ?? text.count
    // `start` is at most the count.
    return ["\"SuitePath\"", "\"SuiteDescription\""].contains {
      UnsafeRawBufferPointer(rebasing: text[start...]).starts(with: $0.utf8)
    }
  }

  /// The name of the first element behind declarations and remarks.
  private static func rootElement(_ text: UnsafeRawBufferPointer) -> String? {
    var rest = Array(text)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(open + 1)...]
      let end: [UInt8]
      switch rest.first {
      case UInt8(ascii: "?"): end = Array("?>".utf8)
      case UInt8(ascii: "!") where rest.starts(with: Array("!--".utf8)): end = Array("-->".utf8)
      case UInt8(ascii: "!"):
        // A document type may hold declarations of its own.
        let stop = rest.firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ">") }
        end = stop.map { rest[$0] } == UInt8(ascii: "[") ? Array("]>".utf8) : Array(">".utf8)
      default:
        let name = rest.prefix {
          !isBlank($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
        }
        return String(decoding: name, as: UTF8.self)
      }
      guard let stop = rest.firstRange(of: end) else { return nil }
      rest = rest[stop.upperBound...]
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }
}

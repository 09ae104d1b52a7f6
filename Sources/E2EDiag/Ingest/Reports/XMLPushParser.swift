internal import CXML2

/// What an ``XMLPushParser`` tells, in the order of the text.
protocol XMLReceiver: AnyObject {
  /// An element begins.
  func begin(_ name: String, _ attributes: [String: String], line: Int)
  /// The innermost element has ended.
  func end()
  /// Text that begins on `line`; its line feeds are lines of the source where `isRaw`.
  func text(_ piece: UnsafeRawBufferPointer, line: Int, isRaw: Bool)
}

/// Cuts XML into elements and texts as the bytes arrive, by libxml2.
///
/// It goes on behind errors, knows no entities but those of XML itself, and opens nothing.
final class XMLPushParser {
  private let receiver: any XMLReceiver
  private var context: xmlParserCtxtPtr?
  private var bytes = XMLBytes()
  /// Line of the parser at the end of the last text.
  private var lastLine = 1
  /// The first line that is no proper XML.
  private(set) var faultyLine: Int?

  /// Longer values of attributes are cut.
  private static let longestValue = 65_536

  init(telling receiver: any XMLReceiver) {
    self.receiver = receiver
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { data, name, _, _, _, _, count, _, attributes in
      XMLPushParser.of(data)?.begin(name, Int(count), attributes)
    }
    handler.endElementNs = { data, _, _, _ in XMLPushParser.of(data)?.end() }
    handler.characters = { data, text, count in
      XMLPushParser.of(data)?.characters(text, Int(count), isCData: false)
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = { data, text, count in
      XMLPushParser.of(data)?.characters(text, Int(count), isCData: true)
    }
    handler.serror = { data, _ in XMLPushParser.of(data)?.fault() }
    // The context is freed before this value is, and holds the address no longer.
    context = xmlCreatePushParserCtxt(
      &handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    let options =
      XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
      | XML_PARSE_NOWARNING.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    if let context { xmlCtxtUseOptions(context, Int32(options)) }
  }

  deinit { if let context { xmlFreeParserCtxt(context) } }

  /// Reads `chunk`.
  func take(_ chunk: UnsafeRawBufferPointer) { parse(bytes.take(chunk), isLast: false) }

  /// The bytes are over.
  func finish() {
    parse(bytes.finish(), isLast: false)
    parse([], isLast: true)
  }

  /// The line of the source that is read.
  var line: Int { bytes.skippedLines + parserLine }

  private var parserLine: Int { Int(context?.pointee.input?.pointee.line ?? 1) }

  private func parse(_ bytes: [UInt8], isLast: Bool) {
    guard let context, isLast || !bytes.isEmpty else { return }
    bytes.withUnsafeBytes { raw in
      let text = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      // The count is that of the buffer; chunks are far below the limit of the type.
      _ = xmlParseChunk(context, text, Int32(raw.count), isLast ? 1 : 0)
    }
  }

  // MARK: - What libxml2 calls

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLPushParser? {
    data.map { Unmanaged<XMLPushParser>.fromOpaque($0).takeUnretainedValue() }
  }

  private func begin(
    _ name: UnsafePointer<xmlChar>?, _ count: Int,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard let name else { return }
    var values: [String: String] = [:]
    // Five pointers each: the name, its prefix and space, and both ends of the value.
    for index in 0..<count {
      guard let key = attributes?[5 * index], let start = attributes?[5 * index + 3],
        let end = attributes?[5 * index + 4]
      else { continue }
      let length = min(end - start, Self.longestValue)
      values[String(cString: key)] = String(
        decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }
    lastLine = parserLine
    receiver.begin(String(cString: name), values, line: line)
  }

  private func end() {
    lastLine = parserLine
    receiver.end()
  }

  /// The parser stands behind a text when it tells it, and before a CDATA section; a line feed that
  /// was written as a reference is no line of the source.
  private func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int, isCData: Bool) {
    guard let text, count > 0 else { return }
    let piece = UnsafeRawBufferPointer(start: text, count: count)
    let isRaw = isCData || parserLine > lastLine
    receiver.text(piece, line: bytes.skippedLines + lastLine, isRaw: isRaw)
    lastLine = isCData ? lastLine + piece.count { $0 == 0x0a } : parserLine
  }

  private func fault() { faultyLine = faultyLine ?? line }
}

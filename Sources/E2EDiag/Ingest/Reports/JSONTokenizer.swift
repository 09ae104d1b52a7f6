/// What a ``JSONTokenizer`` tells, in the order of the text.
protocol JSONReceiver {
  /// An object or a list begins on `line`.
  mutating func begin(line: Int)
  /// The innermost object or list has ended.
  mutating func end()
  /// The next value belongs to `name`.
  mutating func key(_ name: [UInt8])
  /// A string begins on `line`; its text follows in pieces.
  mutating func beginText(line: Int)
  /// Decoded bytes of the string.
  mutating func text(_ piece: UnsafeRawBufferPointer)
  /// The string is complete.
  mutating func endText()
  /// A number, `true`, `false` or `null`.
  mutating func literal(_ bytes: [UInt8], line: Int)
}

/// Cuts JSON into its parts as the bytes arrive, at any borders; it holds no more than a key.
struct JSONTokenizer {
  /// Why reading stopped before the end.
  enum Fault { case depth, syntax }

  private enum State { case value, afterValue, key, afterKey, text, escape, unicode, literal }

  /// Deeper nesting is no report.
  static let deepest = 512
  /// Longer keys and literals are cut.
  private static let longest = 128

  private(set) var line = 1
  /// What is wrong with the text, and nothing is read any more.
  private(set) var fault: Fault?
  /// Whether a value has begun and not ended.
  var isInside: Bool { !isObject.isEmpty || state != .value }

  private var state = State.value
  /// For every container that is open, whether it is an object.
  private var isObject: [Bool] = []
  private var isKey = false
  /// The key or the literal under way.
  private var word: [UInt8] = []
  private var unicodeDigits = 0
  private var unicodeValue: UInt32 = 0
  /// The first half of a character outside the basic plane.
  private var highSurrogate: UInt32?

  /// Reads `chunk` and tells `receiver` what it says.
  mutating func take(_ chunk: UnsafeRawBufferPointer, to receiver: inout some JSONReceiver) {
    var index = 0
    // Every branch moves on by at least one byte, or changes the state without a byte of its own.
    while index < chunk.count, fault == nil {
      let byte = chunk[index]
      switch state {
      case .text:
        var end = index
        while end < chunk.count, chunk[end] != UInt8(ascii: "\""), chunk[end] != UInt8(ascii: "\\")
        {
          if chunk[end] == 0x0a { line += 1 }
          end += 1
        }
        if end > index {
          // `index` and `end` lie inside the chunk.
          emit(UnsafeRawBufferPointer(rebasing: chunk[index..<end]), to: &receiver)
        } else if byte == UInt8(ascii: "\"") {
          endText(&receiver)
          end += 1
        } else {
          state = .escape
          end += 1
        }
        index = end
        continue
      case .escape: escape(byte, to: &receiver)
      case .unicode: unicode(byte, to: &receiver)
      case .literal:
        if Self.endsLiteral(byte) {
          receiver.literal(word, line: line)
          state = .afterValue
          continue
        }
        append(byte)
      default:
        if byte == 0x0a { line += 1 } else if !Self.isBlank(byte) { sign(byte, to: &receiver) }
      }
      index += 1
    }
  }

  /// A byte between the words: what begins, ends or parts values.
  private mutating func sign(_ byte: UInt8, to receiver: inout some JSONReceiver) {
    switch (state, byte) {
    case (.value, UInt8(ascii: "{")), (.value, UInt8(ascii: "[")):
      guard isObject.count < Self.deepest else { return fault = .depth }
      receiver.begin(line: line)
      isObject.append(byte == UInt8(ascii: "{"))
      state = byte == UInt8(ascii: "{") ? .key : .value
    case (.value, UInt8(ascii: "\"")):
      isKey = false
      receiver.beginText(line: line)
      state = .text
    case (.key, UInt8(ascii: "\"")):
      isKey = true
      word.removeAll(keepingCapacity: true)
      state = .text
    case (.afterKey, UInt8(ascii: ":")): state = .value
    case (.afterValue, UInt8(ascii: ",")): state = isObject.last == true ? .key : .value
    case (.afterValue, UInt8(ascii: "}")), (.key, UInt8(ascii: "}")): close(object: true, &receiver)
    case (.afterValue, UInt8(ascii: "]")), (.value, UInt8(ascii: "]")):
      close(object: false, &receiver)
    // A mark of byte order before the text.
    case (.value, 0xef), (.value, 0xbb), (.value, 0xbf):
      if !isObject.isEmpty { fault = .syntax }
    case (.value, _) where !Self.endsLiteral(byte):
      word = [byte]
      state = .literal
    default: fault = .syntax
    }
  }

  private mutating func close(object: Bool, _ receiver: inout some JSONReceiver) {
    guard isObject.last == object else { return fault = .syntax }
    isObject.removeLast()
    receiver.end()
    state = isObject.isEmpty ? .value : .afterValue
  }

  // MARK: - Strings

  private mutating func emit(
    _ piece: UnsafeRawBufferPointer, to receiver: inout some JSONReceiver
  ) {
    if highSurrogate != nil {
      highSurrogate = nil
      emit(scalar: 0xfffd, to: &receiver)
    }
    if isKey {
      word.append(contentsOf: piece.prefix(max(0, Self.longest - word.count)))
    } else {
      receiver.text(piece)
    }
  }

  private mutating func emit(scalar: UInt32, to receiver: inout some JSONReceiver) {
    let character = Unicode.Scalar(scalar) ?? "\u{fffd}"
    Array(String(character).utf8).withUnsafeBytes { emit($0, to: &receiver) }
  }

  private mutating func endText(_ receiver: inout some JSONReceiver) {
    if highSurrogate != nil {
      highSurrogate = nil
      emit(scalar: 0xfffd, to: &receiver)
    }
    if isKey {
      receiver.key(word)
      state = .afterKey
    } else {
      receiver.endText()
      state = isObject.isEmpty ? .value : .afterValue
    }
  }

  private mutating func escape(_ byte: UInt8, to receiver: inout some JSONReceiver) {
    state = .text
    let decoded: UInt8
    switch byte {
    case UInt8(ascii: "n"): decoded = 0x0a
    case UInt8(ascii: "t"): decoded = 0x09
    case UInt8(ascii: "r"): decoded = 0x0d
    case UInt8(ascii: "b"): decoded = 0x08
    case UInt8(ascii: "f"): decoded = 0x0c
    case UInt8(ascii: "u"):
      state = .unicode
      unicodeDigits = 0
      unicodeValue = 0
      return
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded = byte
    default: return fault = .syntax
    }
    withUnsafeBytes(of: decoded) { emit($0, to: &receiver) }
  }

  private mutating func unicode(_ byte: UInt8, to receiver: inout some JSONReceiver) {
    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return fault = .syntax }
    unicodeValue = unicodeValue << 4 | UInt32(digit)
    unicodeDigits += 1
    guard unicodeDigits == 4 else { return }
    state = .text
    switch (highSurrogate, unicodeValue) {
    case (let high?, 0xdc00...0xdfff):
      highSurrogate = nil
      emit(scalar: 0x10000 + (high - 0xd800) << 10 + (unicodeValue - 0xdc00), to: &receiver)
    case (nil, 0xd800...0xdbff): highSurrogate = unicodeValue
    default: emit(scalar: unicodeValue, to: &receiver)
    }
  }

  // MARK: - Bytes

  private mutating func append(_ byte: UInt8) {
    if word.count < Self.longest { word.append(byte) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0d
  }

  private static func endsLiteral(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == 0x0a || ",]}[{:\"".utf8.contains(byte)
  }
}

/// Raw bytes of a line → the text that rules read: no control codes, no stamps of the CI, no damage.
package struct LineCleaner {
  /// A cleaned piece of a line.
  package struct Piece: Equatable {
    package var text: [UInt8]
    package var time: LogTime?
  }

  private static let escape: UInt8 = 0x1b
  private static let carriageReturn: UInt8 = 0x0d

  /// The pieces of `raw`: one, but for progress output, where texts that overwrote others are kept.
  package static func pieces(_ raw: UnsafeRawBufferPointer, isFirst: Bool) -> [Piece] {
    var bytes = ArraySlice(raw)
    if isFirst, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    while bytes.last == carriageReturn { bytes = bytes.dropLast() }
    guard bytes.contains(carriageReturn) else { return [piece(bytes)] }
    // Updates of one progress bar have the same letters; only their last is of interest.
    var kept: [(letters: [UInt8], piece: Piece)] = []
    for part in bytes.split(separator: carriageReturn) {
      let piece = piece(part)
      guard piece.text.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      let letters = piece.text.filter { (97...122).contains($0 | 0x20) }.prefix(24)
      if kept.last?.letters.elementsEqual(letters) == true { kept.removeLast() }
      kept.append((Array(letters), piece))
    }
    return kept.isEmpty ? [Piece(text: [], time: nil)] : kept.map(\.piece)
  }

  private static func piece(_ raw: ArraySlice<UInt8>) -> Piece {
    var text = withoutControls(raw)
    if text.contains(where: { $0 >= 0x80 }) {
      // Patterns and reports read UTF-8; other bytes become U+FFFD.
      if String(validating: text, as: UTF8.self) == nil {
        text = Array(String(decoding: text, as: UTF8.self).utf8)
      }
      if Mojibake.isLikely(text) { text = Mojibake.repaired(text) }
    }
    text.removeSubrange(Timestamp.composeName(text))
    let stamp = Timestamp.leadingStamp(text)
    if let stamp { text.removeSubrange(stamp.range) }
    let time = stamp?.time ?? Timestamp.time(in: text)
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return Piece(text: text, time: time)
  }

  /// Without ANSI sequences, control bytes but the tab, and emoji variation selectors.
  package static func withoutControls(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var index = raw.startIndex
    while index < raw.endIndex {
      let byte = raw[index]
      if byte == escape {
        index = endOfSequence(raw, from: index)
      } else if byte == 0xef, raw.endIndex - index >= 3, raw[index + 1] == 0xb8,
        raw[index + 2] == 0x8f
      {
        index += 3  // U+FE0F, "show as emoji": the same glyph with and without it
      } else {
        if byte >= 0x20 && byte != 0x7f || byte == 0x09 { result.append(byte) }
        index += 1
      }
    }
    return result
  }

  /// The index behind the escape sequence that begins at `start` (ECMA-48: CSI, OSC, two bytes).
  private static func endOfSequence(_ raw: ArraySlice<UInt8>, from start: Int) -> Int {
    var index = start + 1
    guard index < raw.endIndex else { return index }
    switch raw[index] {
    case UInt8(ascii: "["):
      index += 1
      while index < raw.endIndex, !(0x40...0x7e).contains(raw[index]) { index += 1 }
      return min(index + 1, raw.endIndex)
    case UInt8(ascii: "]"):
      while index < raw.endIndex, raw[index] != 0x07 {
        if raw[index] == escape, index + 1 < raw.endIndex, raw[index + 1] == UInt8(ascii: "\\") {
          return index + 2
        }
        index += 1
      }
      return min(index + 1, raw.endIndex)
    default:
      // `ESC ( B` chooses a character set: intermediate bytes, then a final one.
      while index < raw.endIndex, (0x20...0x2f).contains(raw[index]) { index += 1 }
      return min(index + 1, raw.endIndex)
    }
  }
}

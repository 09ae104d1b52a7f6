/// UTF-16 as UTF-8, whatever borders its pieces have.
package final class UTF16Stream: ByteStream {
  private let stream: any ByteStream
  private let isBigEndian: Bool
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  private var output: [UInt8] = []
  /// Bytes of `output` that were read.
  private var position = 0
  /// The first byte of a unit whose second has not arrived.
  private var half: UInt8?
  /// The first unit of a pair whose second has not arrived.
  private var high: UInt16?
  private var isAtStart = true
  private var isAtEnd = false
  private var failure: (any Error)?

  /// Decodes `stream`; a byte order mark at its start is left out.
  package init(_ stream: any ByteStream, isBigEndian: Bool) {
    self.stream = stream
    self.isBigEndian = isBigEndian
  }

  deinit { input.deallocate() }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while position == output.count {
      if let failure { throw failure }
      if isAtEnd { return 0 }
      output.removeAll(keepingCapacity: true)
      position = 0
      do {
        let count = try stream.read(into: input)
        decode(UnsafeRawBufferPointer(rebasing: input[..<count]))
        if count == 0 { end() }
      } catch {
        failure = error
        end()
      }
    }
    let count = min(buffer.count, output.count - position)
    // `count` is bounded by what is left and by the room in `buffer`.
    buffer.copyBytes(from: output[position..<(position + count)])
    position += count
    return count
  }

  private func decode(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
      if !(isAtStart && unit == 0xfeff) { take(unit) }
      isAtStart = false
    }
  }

  private func take(_ unit: UInt16) {
    if let first = high {
      high = nil
      if (0xdc00...0xdfff).contains(unit) {
        append(0x10000 + UInt32(first - 0xd800) << 10 + UInt32(unit - 0xdc00))
        return
      }
      append(0xfffd)
    }
    switch unit {
    case 0xd800...0xdbff: high = unit
    case 0xdc00...0xdfff: append(0xfffd)
    default: append(UInt32(unit))
    }
  }

  /// What is missing its second half is damaged.
  private func end() {
    isAtEnd = true
    if high != nil || half != nil { append(0xfffd) }
    high = nil
    half = nil
  }

  private func append(_ scalar: UInt32) {
    switch scalar {
    case ..<0x80: output.append(UInt8(scalar))
    case ..<0x800:
      output.append(UInt8(0xc0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3f))
    case ..<0x10000:
      output.append(UInt8(0xe0 | scalar >> 12))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3f))
      output.append(UInt8(0x80 | scalar & 0x3f))
    default:
      output.append(UInt8(0xf0 | scalar >> 18))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3f))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3f))
      output.append(UInt8(0x80 | scalar & 0x3f))
    }
  }
}

/// Bytes that arrive in pieces.
package protocol ByteStream: AnyObject {
  /// Fills the front of `buffer`; returns the count, 0 at the end. Throws ``InputError``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
  /// What a person should know of the reading, once it has ended.
  var notes: [String] { get }
}

extension ByteStream {
  /// Nothing to say.
  package var notes: [String] { [] }
}

/// Bytes in memory, handed out in pieces.
package final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private var position = 0
  private let largestPiece: Int

  /// Hands out `bytes`, at most `largestPiece` at a time.
  package init(_ bytes: [UInt8], largestPiece: Int = .max) {
    self.bytes = bytes
    self.largestPiece = largestPiece
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, bytes.count - position, largestPiece)
    // `count` is bounded by what is left and by the room in `buffer`.
    buffer.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}

/// A stream whose first bytes can be looked at before they are read, and whose pieces are never small.
///
/// When the stream fails, what came before is read first, then the failure is thrown.
package final class PeekedStream: ByteStream {
  private let stream: any ByteStream
  private var front: [UInt8] = []
  /// Bytes of `front` that were read.
  private var position = 0
  private var failure: (any Error)?

  /// Looks into `stream`, which nobody else reads.
  package init(_ stream: any ByteStream) { self.stream = stream }

  package var notes: [String] { stream.notes }

  /// The next `count` bytes, or all that come before the end or a failure.
  package func head(_ count: Int) -> ArraySlice<UInt8> {
    front.removeFirst(position)
    position = 0
    var filled = front.count
    guard filled < count, failure == nil else { return front.prefix(count) }
    front.append(contentsOf: repeatElement(0, count: count - filled))
    front.withUnsafeMutableBytes { fill($0, from: &filled) }
    front.removeLast(front.count - filled)
    return front[...]
  }

  /// Fills `room` behind its first `filled` bytes until the end or a failure, which is kept; a pipe may
  /// give a byte at a time.
  private func fill(_ room: UnsafeMutableRawBufferPointer, from filled: inout Int) {
    while filled < room.count, failure == nil {
      do {
        // `filled` is below the size of the room.
        let more = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
        if more == 0 { return }
        filled += more
      } catch {
        failure = error
      }
    }
  }

  /// Fills `buffer` as far as bytes come, however small the pieces are in which they do.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = min(buffer.count, front.count - position)
    // `filled` is bounded by what is left of the front and by the room in `buffer`.
    buffer.copyBytes(from: front[position..<(position + filled)])
    position += filled
    fill(buffer, from: &filled)
    if filled == 0, let failure { throw failure }
    return filled
  }
}

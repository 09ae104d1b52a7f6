internal import CZlib

/// The bytes behind gzip: all of its members, and everything before a damage.
///
/// By zlib itself, because libarchive drops up to 64 KiB before a damage, and a run fails at its end.
package final class GzipStream: ByteStream {
  private let name: String
  private let stream: any ByteStream
  private let zlib: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  private var isAtEnd = false
  private var failure: InputError?

  package private(set) var notes: [String] = []

  /// Unpacks `stream`, called `name` in errors.
  package init(_ stream: any ByteStream, name: String) {
    self.name = name
    self.stream = stream
    zlib = .allocate(capacity: 1)
    zlib.initialize(to: z_stream())
    // 15 bits of window, and 16 for gzip alone.
    let status = inflateInit2_(
      zlib, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { failure = damaged("out of memory") }
  }

  deinit {
    inflateEnd(zlib)
    zlib.deallocate()
    input.deallocate()
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let room = UInt32(clamping: buffer.count)
    zlib.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    zlib.pointee.avail_out = room
    // Until there is one byte: what zlib has unpacked is handed on before a failure is told.
    while zlib.pointee.avail_out == room {
      if let failure { throw failure }
      if isAtEnd || room == 0 { return 0 }
      do {
        if try zlib.pointee.avail_in > 0 || refill(keeping: 0) {
          try inflateSome()
        } else {
          failure = damaged("truncated gzip input")
        }
      } catch {
        failure = error as? InputError
      }
    }
    return Int(room - zlib.pointee.avail_out)
  }

  private func inflateSome() throws {
    switch inflate(zlib, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: return
    case Z_STREAM_END: try beginNextMember()
    default:
      failure = damaged(zlib.pointee.msg.map { String(cString: $0) } ?? "it is damaged")
    }
  }

  /// Goes on with the member behind the one that ended; as in gzip, other bytes are left out.
  private func beginNextMember() throws {
    while zlib.pointee.avail_in < 2, try refill(keeping: Int(zlib.pointee.avail_in)) {}
    guard zlib.pointee.avail_in > 0, let next = zlib.pointee.next_in else {
      isAtEnd = true
      return
    }
    // There is a second byte where `avail_in` says so.
    if next[0] == 0x1f, zlib.pointee.avail_in > 1, next[1] == 0x8b {
      inflateReset(zlib)
      return
    }
    // Zeros fill up the blocks of a tape.
    if next[0] != 0 { notes.append("the bytes behind the gzip data are left out") }
    isAtEnd = true
  }

  /// Reads behind the `kept` bytes that were not used; returns whether there were more.
  private func refill(keeping kept: Int) throws -> Bool {
    if kept > 0, let rest = zlib.pointee.next_in {
      // Both lie in `input`, and may overlap.
      input.baseAddress?.copyMemory(from: rest, byteCount: kept)
    }
    // `kept` is 0 or 1, far below the size of `input`.
    let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: input[kept...]))
    zlib.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    zlib.pointee.avail_in = UInt32(kept + count)
    return count > 0
  }

  private func damaged(_ reason: String) -> InputError {
    InputError(
      code: .readFailed, source: name, reason: "decompression failed: \(reason)",
      remedy: "fetch the file again; what could be read before the damage is analyzed")
  }
}

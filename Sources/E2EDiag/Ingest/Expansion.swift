/// How much a source has grown by being unpacked, over all its layers.
///
/// Unpacking costs time, not memory: lines are kept within a bound whatever comes. So a source may grow
/// as it likes up to ``freeSize``, which takes seconds, and beyond that to ``mostTimes`` its own size,
/// which no log of ours comes near: repetitive ones reach 200 times. Files made to exhaust a reader reach
/// 1,000 times in one layer and millions in several; they stop at ``freeSize``.
package final class Expansion {
  /// Bytes that may be unpacked from however few.
  package static let freeSize = 4 << 30
  /// Beyond ``freeSize``, at most so many bytes for each byte of the source.
  package static let mostTimes = 250

  /// Bytes of the source itself that were read.
  private var given = 0
  /// Bytes that came out of the layers, the inner ones counted as well.
  private var made = 0
  private let freeSize: Int

  /// Nothing was read yet; `freeSize` is smaller in tests.
  package init(freeSize: Int = Expansion.freeSize) { self.freeSize = freeSize }

  /// Whether the source has grown too much, and is read no further.
  package var isExceeded: Bool { made > freeSize && made / Self.mostTimes > given }

  /// `stream` with its bytes counted as those of the source itself.
  package func counting(_ stream: any ByteStream) -> any ByteStream {
    Counted(stream) { count in self.given += count }
  }

  /// `stream`, which comes out of a layer of the source `name`, as long as it does not grow too much.
  package func bounding(_ stream: any ByteStream, name: String) -> any ByteStream {
    Counted(stream) { count in
      self.made += count
      guard self.isExceeded else { return }
      throw InputError(
        code: .readFailed, source: name,
        reason: "unpacking stopped: \(self.given) bytes have become more than "
          + "\(self.made >> 20) MiB, as in files made to exhaust a reader",
        remedy: "unpack it by hand, if you trust it, and name the logs")
    }
  }

  private final class Counted: ByteStream {
    private let stream: any ByteStream
    private let count: (Int) throws -> Void

    init(_ stream: any ByteStream, count: @escaping (Int) throws -> Void) {
      self.stream = stream
      self.count = count
    }

    var notes: [String] { stream.notes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      let count = try stream.read(into: buffer)
      try self.count(count)
      return count
    }
  }
}

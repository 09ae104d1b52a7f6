internal import CArchive

/// The decompressed bytes of a stream in one of the formats that libarchive calls filters.
package final class DecompressedStream: ByteStream {
  private let name: String
  private let feed: Feed
  private let archive: OpaquePointer
  /// Whether there is nothing in it.
  private let isEmpty: Bool

  /// The formats, by the bytes they begin with.
  package static let magics: [(name: String, bytes: [UInt8])] = [
    ("gzip", [0x1f, 0x8b]), ("zstd", [0x28, 0xb5, 0x2f, 0xfd]),
    ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), ("bzip2", [0x42, 0x5a, 0x68]),
  ]

  /// Bytes that tell them apart.
  package static let longestMagic = 6

  /// The compression that `start` belongs to, or `nil` for plain bytes.
  package static func format(of start: [UInt8]) -> String? {
    magics.first { start.starts(with: $0.bytes) }?.name
  }

  /// Decompresses `stream`, whose first bytes `start` were read already.
  package init(_ stream: any ByteStream, start: [UInt8], name: String) throws {
    self.name = name
    feed = Feed(stream, start: start)
    guard let archive = archive_read_new() else {
      throw InputError(
        code: .readFailed, source: name, reason: "out of memory", remedy: "free some memory")
    }
    self.archive = archive
    archive_read_support_filter_all(archive)
    // Only raw: the other formats would take a plain log for an archive by its first words.
    archive_read_support_format_raw(archive)
    archive_read_support_format_empty(archive)
    let opened = archive_read_open(
      archive, Unmanaged.passUnretained(feed).toOpaque(), nil,
      { _, client, block in
        guard let client, let block else { return -1 }
        return Unmanaged<Feed>.fromOpaque(client).takeUnretainedValue().next(block)
      }, nil)
    var entry: OpaquePointer?
    let header = opened == ARCHIVE_OK ? archive_read_next_header(archive, &entry) : opened
    isEmpty = header == ARCHIVE_EOF
    guard header == ARCHIVE_OK || isEmpty else { throw damaged() }
  }

  deinit { archive_read_free(archive) }

  /// What libarchive has unpacked and nobody has taken; valid until its next call.
  private var block = UnsafeRawBufferPointer(start: nil, count: 0)

  // By blocks: `archive_read_data` fills the buffer from many of them and, when one is damaged,
  // gives an error instead of those before it.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while block.isEmpty && !isEmpty {
      var start: UnsafeRawPointer?
      var count = 0
      var offset: Int64 = 0
      switch archive_read_data_block(archive, &start, &count, &offset) {
      case ARCHIVE_OK, ARCHIVE_WARN: block = UnsafeRawBufferPointer(start: start, count: count)
      case ARCHIVE_EOF: return 0
      default: throw damaged()
      }
    }
    let count = min(buffer.count, block.count)
    // `count` fits both the block and the buffer.
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
    block = UnsafeRawBufferPointer(rebasing: block[count...])
    return count
  }

  private func damaged() -> InputError {
    if let error = feed.failure { return error }
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "damaged compression"
    return InputError(
      code: .readFailed, source: name, reason: "decompression failed: \(reason)",
      remedy: "fetch the file again; what could be read before the damage is analyzed")
  }

  /// What libarchive reads from: the bytes already read, then the stream.
  private final class Feed {
    private let stream: any ByteStream
    private var buffer: UnsafeMutableRawBufferPointer
    private var pending: Int
    var failure: InputError?

    init(_ stream: any ByteStream, start: [UInt8]) {
      self.stream = stream
      buffer = .allocate(byteCount: max(LogReader.chunkSize, start.count), alignment: 16)
      buffer.copyBytes(from: start)
      pending = start.count
    }

    deinit { buffer.deallocate() }

    func next(_ block: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
      block.pointee = UnsafeRawPointer(buffer.baseAddress)
      if pending > 0 {
        defer { pending = 0 }
        return pending
      }
      do {
        return try stream.read(into: buffer)
      } catch {
        failure = error as? InputError
        return -1
      }
    }
  }
}

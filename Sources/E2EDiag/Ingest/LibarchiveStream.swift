internal import CArchive

/// What libarchive unpacks of a stream: the entries of an archive one after the other, or the bytes
/// behind a compression.
package final class LibarchiveStream: ByteStream {
  /// What the stream is; libarchive is not left to guess, it would take a plain log for an archive
  /// by its first words.
  package enum Form: Equatable {
    case tar, zip
    /// A compression by its code in libarchive, such as `ARCHIVE_FILTER_XZ`.
    case compressed(Int32)
  }

  private let name: String
  private let isArchive: Bool
  private let feed: Feed
  private let archive: OpaquePointer
  /// Bytes of holes that were left out of the entry under way.
  private var holes: Int64 = 0
  /// Where the next byte of the entry under way belongs.
  private var offset: Int64 = 0
  private var failure: InputError?
  private var isAtEnd = false

  /// Unpacks `stream`, called `name` in errors; a compression is ready to be read.
  package init(_ stream: any ByteStream, form: Form, name: String) throws {
    self.name = name
    feed = Feed(stream)
    guard let archive = archive_read_new() else {
      throw InputError(
        code: .readFailed, source: name, reason: "out of memory", remedy: "free some memory")
    }
    self.archive = archive
    switch form {
    case .tar:
      isArchive = true
      archive_read_support_format_tar(archive)
    case .zip:
      isArchive = true
      archive_read_support_format_zip_streamable(archive)
    case .compressed(let filter):
      isArchive = false
      archive_read_append_filter(archive, filter)
      archive_read_support_format_raw(archive)
      archive_read_support_format_empty(archive)
    }
    let opened = archive_read_open(
      archive, Unmanaged.passUnretained(feed).toOpaque(), nil,
      { _, client, block in
        guard let client, let block else { return -1 }
        return Unmanaged<Feed>.fromOpaque(client).takeUnretainedValue().next(block)
      }, nil)
    // A compression that is damaged before its first byte is opened as an empty one.
    guard opened == ARCHIVE_OK, archive_errno(archive) == 0 else { throw damaged() }
    if !isArchive, try nextEntry() == nil { isAtEnd = true }
  }

  deinit { archive_read_free(archive) }

  // MARK: - Entries

  /// Goes to the next entry of the archive and returns it; `nil` at the end.
  package func nextEntry() throws -> ArchiveEntry? {
    block = UnsafeRawBufferPointer(start: nil, count: 0)
    holes = 0
    offset = 0
    failure = nil
    while true {
      var entry: OpaquePointer?
      switch archive_read_next_header(archive, &entry) {
      case ARCHIVE_OK, ARCHIVE_WARN:
        guard let entry else { return nil }
        return ArchiveEntry(entry)
      case ARCHIVE_EOF: return nil
      // A header that is none: the next one may be good again. Each try goes on by 512 bytes.
      case ARCHIVE_RETRY: damagedHeaders += 1
      default: throw damaged()
      }
    }
  }

  /// Headers that were passed over because they are damaged.
  package private(set) var damagedHeaders = 0

  // MARK: - Bytes

  /// What libarchive has unpacked and nobody has taken; valid until its next call.
  private var block = UnsafeRawBufferPointer(start: nil, count: 0)

  // By blocks: `archive_read_data` fills the buffer from many of them and, when one is damaged,
  // gives an error instead of those before it.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let failure { throw failure }
    while block.isEmpty {
      if isAtEnd { return 0 }
      var start: UnsafeRawPointer?
      var count = 0
      var place: Int64 = 0
      switch archive_read_data_block(archive, &start, &count, &place) {
      case ARCHIVE_OK, ARCHIVE_WARN:
        block = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
        // A hole costs an archive nothing and may be as long as it likes.
        if place > offset { holes = holes.addingReportingOverflow(place - offset).partialValue }
        offset = place.addingReportingOverflow(Int64(block.count)).partialValue
      case ARCHIVE_EOF: return 0
      default:
        let error = damaged()
        failure = error
        throw error
      }
    }
    let count = min(buffer.count, block.count)
    // `count` fits both the block and the buffer.
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
    block = UnsafeRawBufferPointer(rebasing: block[count...])
    return count
  }

  package var notes: [String] {
    holes > 0 ? ["sparse: \(holes) bytes that were never written are left out"] : []
  }

  private func damaged() -> InputError {
    if let error = feed.failure { return error }
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it is damaged"
    return InputError(
      code: .readFailed, source: name,
      reason: "\(isArchive ? "unpacking" : "decompression") failed: \(reason)",
      remedy: "fetch the file again; what could be read before the damage is analyzed")
  }

  /// What libarchive reads from.
  private final class Feed {
    private let stream: any ByteStream
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    var failure: InputError?

    init(_ stream: any ByteStream) { self.stream = stream }

    deinit { buffer.deallocate() }

    func next(_ block: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
      block.pointee = UnsafeRawPointer(buffer.baseAddress)
      do {
        return try stream.read(into: buffer)
      } catch {
        failure = error as? InputError
        return -1
      }
    }
  }
}

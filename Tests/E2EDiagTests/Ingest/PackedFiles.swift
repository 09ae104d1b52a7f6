internal import CArchive

/// Archives and compressions made in memory by libarchive's writer.
enum PackedFiles {
  /// One entry; `kind` is a type of <sys/stat.h>.
  struct Entry {
    var path: String
    var bytes: [UInt8] = []
    var kind: UInt32 = 0o100000
    var symlink: String?
    var hardlink: String?
  }

  /// Entries with the texts of files.
  static func tar(_ files: [(String, String)]) -> [UInt8] {
    pack(files.map { Entry(path: $0.0, bytes: Array($0.1.utf8)) })
  }

  /// An archive of `entries`.
  static func pack(
    _ entries: [Entry], format: Int32 = ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, options: String? = nil,
    passphrase: String? = nil
  ) -> [UInt8] {
    write(filter: ARCHIVE_FILTER_NONE, format: format, options: options, passphrase) { writer in
      for entry in entries {
        let header = archive_entry_new()
        defer { archive_entry_free(header) }
        archive_entry_set_pathname(header, entry.path)
        archive_entry_set_filetype(header, entry.kind)
        archive_entry_set_perm(header, 0o644)
        archive_entry_set_size(header, Int64(entry.bytes.count))
        if let target = entry.symlink { archive_entry_set_symlink(header, target) }
        if let target = entry.hardlink { archive_entry_set_hardlink(header, target) }
        archive_write_header(writer, header)
        _ = entry.bytes.withUnsafeBytes {
          archive_write_data(writer, $0.baseAddress, $0.count)
        }
      }
    }
  }

  /// `bytes` behind a compression of libarchive.
  static func compressed(_ bytes: [UInt8], _ filter: Int32) -> [UInt8] {
    write(filter: filter, format: ARCHIVE_FORMAT_RAW, options: nil, nil) { writer in
      let header = archive_entry_new()
      defer { archive_entry_free(header) }
      archive_entry_set_filetype(header, 0o100000)
      archive_write_header(writer, header)
      _ = bytes.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) }
    }
  }

  /// What `body` writes.
  private static func write(
    filter: Int32, format: Int32, options: String?, _ passphrase: String?,
    _ body: (OpaquePointer) -> Void
  ) -> [UInt8] {
    guard let writer = archive_write_new() else { return [] }
    defer { archive_write_free(writer) }
    archive_write_set_format(writer, format)
    archive_write_add_filter(writer, filter)
    if let options { archive_write_set_options(writer, options) }
    if let passphrase { archive_write_set_passphrase(writer, passphrase) }
    // Nothing behind a compression.
    archive_write_set_bytes_in_last_block(writer, 1)
    let sink = Sink()
    archive_write_open(
      writer, Unmanaged.passUnretained(sink).toOpaque(), nil,
      { _, client, bytes, count in
        guard let client, let bytes else { return -1 }
        Unmanaged<Sink>.fromOpaque(client).takeUnretainedValue().bytes
          .append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
      }, nil)
    body(writer)
    archive_write_close(writer)
    return sink.bytes
  }

  private final class Sink { var bytes: [UInt8] = [] }
}

internal import CArchive

/// A compression that is unpacked on the way; the raw value is its name in notes.
package enum Compression: String {
  case gzip, zstd, xz, bzip2

  /// The bytes behind it; `name` is that of the source in errors.
  package func stream(_ packed: any ByteStream, name: String) throws -> any ByteStream {
    switch self {
    case .gzip: GzipStream(packed, name: name)
    case .zstd: try LibarchiveStream(packed, form: .compressed(ARCHIVE_FILTER_ZSTD), name: name)
    case .xz: try LibarchiveStream(packed, form: .compressed(ARCHIVE_FILTER_XZ), name: name)
    case .bzip2: try LibarchiveStream(packed, form: .compressed(ARCHIVE_FILTER_BZIP2), name: name)
    }
  }
}

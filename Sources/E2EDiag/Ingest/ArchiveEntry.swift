internal import CArchive

/// What the header of one entry of an archive says; all of it is untrusted.
package struct ArchiveEntry {
  /// What an entry is; only the bytes of files are read. The raw value is its name in notes.
  package enum Kind: String {
    case file, folder, link, device, pipe, socket
    case encrypted = "encrypted file"
  }

  /// The path in the archive without leading `/` and `./`; it may hold anything else, even `..`.
  package var path: String
  /// What it is.
  package var kind: Kind

  /// Longer names are cut in front.
  private static let longestPath = 1024

  /// The entry that libarchive has read the header of.
  package init(_ entry: OpaquePointer) {
    // Both may be NULL: a name of one encoding need not exist in the other.
    let raw = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    path = Self.plain(raw.map { String(cString: $0) } ?? "")
    kind = Self.kind(entry)
  }

  private static func plain(_ path: String) -> String {
    var parts = path.split(separator: "/")[...]
    while parts.first == "." { parts.removeFirst() }
    let plain = parts.joined(separator: "/")
    guard !plain.isEmpty else { return "(no name)" }
    return plain.utf8.count <= longestPath ? plain : "…" + String(plain.suffix(longestPath / 4))
  }

  /// Whether it is a file that a folder would hide: a part of its path begins with a dot.
  package var isHidden: Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") && $0 != ".." && $0 != "." }
  }

  private static func kind(_ entry: OpaquePointer) -> Kind {
    if archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil { return .link }
    // The types of <sys/stat.h>, which libarchive defines as its own on every system.
    switch archive_entry_filetype(entry) & 0o170000 {
    case 0o040000: return .folder
    case 0o120000: return .link
    case 0o020000, 0o060000: return .device
    case 0o010000: return .pipe
    case 0o140000: return .socket
    default: return archive_entry_is_data_encrypted(entry) != 0 ? .encrypted : .file
    }
  }
}

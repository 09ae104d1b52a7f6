#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The files of a folder that a run left behind.
package struct FolderListing {
  /// More files than this are not one run.
  package static let mostFiles = 5000

  /// Whether `path` is a folder.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The regular files below the folder that are not empty, in order of their paths.
  package private(set) var files: [LogSource] = []
  /// The folders that cannot be read, and how many files of other kinds there are.
  package private(set) var notRead = NotRead()

  /// Looks for the files below `folder`.
  ///
  /// Links are not followed: their target is read where it stands, and one outside is no part of the
  /// run. Nothing is opened but folders, so that a pipe nobody writes to does no harm. A folder with
  /// too many files, or none, is not read.
  package init(of folder: String) {
    let root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    do {
      try collect(Array(root.utf8CString.dropLast()), in: folder)
      files.sort { $0.name < $1.name }
      guard files.isEmpty, notRead.first == nil else { return }
      notRead.add(
        InputError(
          code: .empty, source: folder, reason: "there is no file with content in the folder",
          remedy: "name the folder or the files that the run wrote"))
    } catch let error as InputError {
      files = []
      notRead.add(error)
    } catch {}
  }

  /// Paths are kept in the bytes of the system: a name need not be UTF-8.
  private mutating func collect(_ folder: [CChar], in root: String) throws {
    let shown = Self.name(folder)
    guard let directory = opendir(folder.isEmpty ? [0x2f, 0] : folder + [0]) else {
      throw InputError(
        code: .notReadable, source: shown, reason: String(cString: strerror(errno)).lowercased(),
        remedy: "make the folder readable: chmod u+rx '\(shown)'")
    }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        // d_name is an array of 256 bytes that ends with a zero.
        $0.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
      }
      if name == [0x2e] || name == [0x2e, 0x2e] { continue }
      let path = folder + [0x2f] + name
      var status = stat()
      guard lstat(path + [0], &status) == 0 else { continue }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if name.first == 0x2e {
        notRead.count(isFolder ? "hidden folder" : "hidden file", in: root)
      } else if isFolder {
        do {
          try collect(path, in: root)
        } catch let error as InputError where error.code == .notReadable {
          notRead.add(error)
        }
      } else if let kind = Self.kindNotRead(status) {
        notRead.count(kind, in: root)
      } else {
        files.append(LogSource(listed: path, name: Self.name(path)))
      }
      guard files.count <= Self.mostFiles else {
        throw InputError(
          code: .readFailed, source: root, reason: "it has more than \(Self.mostFiles) files",
          remedy: "name the folder of one run, not of all runs")
      }
    }
  }

  private static func kindNotRead(_ status: stat) -> String? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: status.st_size > 0 ? nil : "empty file"
    case S_IFLNK: "link"
    case S_IFIFO: "pipe"
    case S_IFSOCK: "socket"
    default: "device"
    }
  }

  private static func name(_ path: [CChar]) -> String {
    path.isEmpty ? "/" : String(decoding: path.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

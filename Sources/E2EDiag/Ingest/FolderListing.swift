#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The files of a folder that a run left behind.
package enum FolderListing {
  /// More files than this are not one run.
  package static let mostFiles = 5000

  /// Whether `path` is a folder.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The regular files below `folder` that are not empty, in order of their paths, and the folders
  /// in it that cannot be read.
  ///
  /// Links are not followed. Throws ``InputError`` when `folder` itself cannot be read or there is
  /// no file.
  package static func files(in folder: String) throws -> (paths: [String], refused: [InputError]) {
    var found: [String] = []
    var refused: [InputError] = []
    try collect(folder, into: &found, refused: &refused)
    guard !found.isEmpty else {
      if let first = refused.first { throw first }
      throw InputError(
        code: .empty, source: folder, reason: "there is no file with content in the folder",
        remedy: "name the folder or the files that the run wrote")
    }
    return (found.sorted(), refused)
  }

  private static func collect(
    _ folder: String, into found: inout [String], refused: inout [InputError]
  ) throws {
    guard let directory = opendir(folder) else {
      throw InputError(
        code: .notReadable, source: folder, reason: String(cString: strerror(errno)).lowercased(),
        remedy: "make the folder readable: chmod u+rx '\(folder)'")
    }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        // d_name is an array of 256 bytes that ends with a zero.
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        do {
          try collect(path, into: &found, refused: &refused)
        } catch let error as InputError where error.code == .notReadable {
          refused.append(error)
        }
      case S_IFREG where status.st_size > 0: found.append(path)
      default: continue
      }
      guard found.count <= mostFiles else {
        throw InputError(
          code: .readFailed, source: folder, reason: "it has more than \(mostFiles) files",
          remedy: "name the folder of one run, not of all runs")
      }
    }
  }
}

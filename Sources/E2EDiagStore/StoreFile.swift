#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file of a store, before SQLite sees it: its folder, its rights, whether it may be used.
struct StoreFile {
  let path: String

  /// The folder the file stands in.
  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes sure that the file is there and may be written; creates it when `creating`.
  ///
  /// What is created is for its owner alone: folders with mode 0700, the file with 0600. SQLite
  /// gives its companions `-wal` and `-shm` the mode of the file.
  func prepare(creating: Bool) throws {
    guard !path.isEmpty else {
      throw error(.notCreated, "its path is empty", StoreError.otherStoreRemedy)
    }
    var status = stat()
    if stat(path, &status) == 0 {
      try check(status)
      if status.st_size == 0 {
        guard creating else { throw StoreError.empty(path: path) }
        // An empty file of the user becomes a store, and a store is for its owner alone.
        chmod(path, 0o600)
      }
    } else if errno == ENOENT, lstat(path, &status) == 0 {
      // Another process may have made the file between the two looks.
      guard status.st_mode & S_IFMT == S_IFLNK else { return try check(status) }
      throw error(
        .notCreated, "it is a link to a file that is not there",
        "remove the link, or \(StoreError.otherStoreRemedy)")
    } else if creating && errno == ENOENT {
      try createFolder(folder)
      try createFile()
    } else if creating {
      throw notCreated("it", errno)
    } else {
      throw error(
        .notFound, StoreError.systemReason(errno),
        "store a run first: e2e-diag analyze run.log, or \(StoreError.otherStoreRemedy)")
    }
    guard access(path, W_OK) == 0 else {
      guard status.st_uid == geteuid() else {
        throw error(
          .readOnly, "it belongs to another user and may not be written",
          StoreError.otherStoreRemedy)
      }
      throw error(
        .readOnly, "it may not be written",
        "make it writable: chmod u+rw '\(path)', or \(StoreError.otherStoreRemedy)")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw error(
        .readOnly, "its folder may not be written, and the store keeps files beside itself",
        "make it writable: chmod u+rwx '\(folder)', or \(StoreError.otherStoreRemedy)")
    }
  }

  /// Refuses what SQLite would block on, or overwrite: it takes a file of one byte for an empty one.
  private func check(_ status: stat) throws(StoreError) {
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      throw error(.notAStore, "it is a folder", "name a file in it: --store '\(path)/runs.sqlite'")
    case S_IFREG where status.st_size == 0 || status.st_size >= Self.shortestDatabase: break
    case S_IFREG: throw .notADatabase(path: path)
    default: throw error(.notAStore, "it is not a regular file", StoreError.otherStoreRemedy)
    }
  }

  /// Bytes of the header that every database begins with.
  private static let shortestDatabase = 100

  private func createFolder(_ folder: String) throws {
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
    let reason = errno
    let parent = StoreFile(path: folder).folder
    guard reason == ENOENT, parent != folder else { throw notCreated("its folder", reason) }
    try createFolder(parent)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw notCreated("its folder", errno)
    }
  }

  /// Creates an empty file that nobody else could read at any moment.
  ///
  /// It is made under another name and closed before it gets its own: closing a descriptor of a
  /// database drops the locks that SQLite holds on it in the same process.
  private func createFile() throws {
    var draft = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&draft)
    guard descriptor >= 0 else { throw notCreated("it", errno) }
    close(descriptor)
    defer { unlink(draft) }
    if link(draft, path) == 0 || errno == EEXIST { return }
    // A file system without hard links.
    guard rename(draft, path) == 0 else { throw notCreated("it", errno) }
  }

  private func notCreated(_ what: String, _ number: Int32) -> StoreError {
    if number == ENOSPC { return .diskFull(path: path) }
    return error(
      .notCreated, "\(what) cannot be created: \(StoreError.systemReason(number))",
      "check its path and the rights of its folder, or \(StoreError.otherStoreRemedy)")
  }

  private func error(_ code: StoreError.Code, _ reason: String, _ remedy: String) -> StoreError {
    StoreError(code: code, path: path, reason: reason, remedy: remedy)
  }
}

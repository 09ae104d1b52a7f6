internal import CSQLite
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A store that could not be used, or a request that it could not answer.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure; new kinds may be added.
  public struct Code: Sendable, Equatable {
    let name: String
    /// There is no file, and none was to be created.
    public static let notFound = Code(name: "notFound")
    /// The file or its folder cannot be created.
    public static let notCreated = Code(name: "notCreated")
    /// The file is no database, or one of another program.
    public static let notAStore = Code(name: "notAStore")
    /// A newer version of the tool wrote it.
    public static let newer = Code(name: "newer")
    /// The file, its folder or its disk may not be written.
    public static let readOnly = Code(name: "readOnly")
    /// The disk is full.
    public static let diskFull = Code(name: "diskFull")
    /// Another process kept it locked for too long.
    public static let busy = Code(name: "busy")
    /// Its contents make no sense.
    public static let damaged = Code(name: "damaged")
    /// Reading or writing failed in another way.
    public static let failed = Code(name: "failed")
    /// The text that should name a run is none of the known forms.
    public static let badSelector = Code(name: "badSelector")
    /// No stored run has that name.
    public static let noSuchRun = Code(name: "noSuchRun")
    /// More than one stored run has that name.
    public static let ambiguous = Code(name: "ambiguous")
  }

  /// The kind of failure.
  public var code: Code
  /// The store as it was named.
  public var path: String
  /// What is wrong.
  public var reason: String
  /// What to do about it.
  public var remedy: String

  /// `store 'PATH': REASON`, then the remedy on a line of its own.
  public var description: String { "store '\(path)': \(reason)\n  help: \(remedy)" }
}

extension StoreError {
  static let otherStoreRemedy = "name another store with --store"
  static let replaceRemedy =
    "put a copy back in its place, or move it away and analyze the logs again"

  /// What a result code of SQLite means for the user of the store at `path`.
  init(sqlite code: Int32, message: String, path: String, waited: Int32, system: Int32 = 0) {
    if system == EFBIG {
      self.init(
        code: .diskFull, path: path,
        reason: "it may not grow beyond the limit of file sizes, nothing was stored",
        remedy: "raise the limit (ulimit -f), or \(Self.otherStoreRemedy)")
      return
    }
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED:
      let seconds = "\(waited / 1000).\(waited % 1000 / 100)"
      self.init(
        code: .busy, path: path, reason: "another process kept it locked for \(seconds) s",
        remedy: "wait until the other e2e-diag is done and try again")
    case SQLITE_FULL:
      self = .diskFull(path: path)
    case SQLITE_READONLY:
      self.init(
        code: .readOnly, path: path, reason: "it may not be written",
        remedy: "make it and its folder writable, or \(Self.otherStoreRemedy)")
    case SQLITE_NOTADB:
      self = .notADatabase(path: path)
    case SQLITE_CORRUPT:
      self.init(
        code: .damaged, path: path, reason: "it is damaged: \(message)",
        remedy: Self.replaceRemedy)
    default:
      self.init(
        code: .failed, path: path, reason: message,
        remedy: "check its disk and its rights"
          + (Self.hasFileSizeLimit ? ", and the limit of file sizes (ulimit -f)" : "")
          + ", or \(Self.otherStoreRemedy)")
    }
  }

  /// Whether files of this process are limited in size: SQLite does not always tell that it was
  /// this.
  private static var hasFileSizeLimit: Bool {
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
      let resource = RLIMIT_FSIZE
    #endif
    return getrlimit(resource, &limit) == 0 && limit.rlim_cur != rlim_t.max
      && limit.rlim_cur < rlim_t(Int64.max)
  }

  /// There was no room for what was to be written.
  static func diskFull(path: String) -> StoreError {
    StoreError(
      code: .diskFull, path: path, reason: "the disk is full, nothing was stored",
      remedy: "free some space and try again, or \(otherStoreRemedy)")
  }

  /// The file is there and holds nothing.
  static func empty(path: String) -> StoreError {
    StoreError(
      code: .notFound, path: path, reason: "it is empty",
      remedy: "store a run first: e2e-diag analyze run.log, or \(otherStoreRemedy)")
  }

  /// The file holds something else.
  static func notADatabase(path: String) -> StoreError {
    StoreError(
      code: .notAStore, path: path, reason: "it is not a database",
      remedy: "\(otherStoreRemedy), or move this file away")
  }

  /// The system's words for `number`, in lower case.
  static func systemReason(_ number: Int32) -> String {
    String(cString: strerror(number)).lowercased()
  }
}

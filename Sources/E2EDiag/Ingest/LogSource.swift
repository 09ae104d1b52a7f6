#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where the bytes of a log come from.
public struct LogSource: Sendable, Equatable {
  /// As it is shown: the path, or `-` for standard input.
  public var name: String
  /// An open descriptor to read from, or `nil` to open the file called `name`.
  package var descriptor: Int32?
  /// Bytes that are in memory already; `nil` for a file.
  package var bytes: [UInt8]?
  /// The path of a file that was found in a folder, in the bytes of the system without a zero; it is
  /// read only if it is a regular file.
  package var listed: [CChar]?

  /// A file.
  public init(path: String) {
    self.name = path
  }

  /// The open descriptor `descriptor`, shown as `name`.
  public init(descriptor: Int32, name: String) {
    self.name = name
    self.descriptor = descriptor
  }

  /// Bytes in memory, shown as `name`.
  public init(bytes: [UInt8], name: String) {
    self.name = name
    self.bytes = bytes
  }

  /// The file at `path` of a folder, shown as `name`.
  package init(listed path: [CChar], name: String) {
    self.name = name
    listed = path
  }

  /// Whether it names a file that does not exist.
  package var isMissing: Bool {
    guard bytes == nil, descriptor == nil else { return false }
    var status = stat()
    return stat(name, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)
  }
}

/// A log that could not be read, or an analysis that could not be made.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure; new kinds may be added.
  public struct Code: Sendable, Equatable {
    let name: String
    /// The file does not exist.
    public static let notFound = Code(name: "notFound")
    /// The path is a folder.
    public static let isFolder = Code(name: "isFolder")
    /// The file may not be read.
    public static let notReadable = Code(name: "notReadable")
    /// There is not one byte in it.
    public static let empty = Code(name: "empty")
    /// Reading failed midway, or the compression is damaged.
    public static let readFailed = Code(name: "readFailed")
  }

  /// The kind of failure.
  public var code: Code
  /// The source as it was named.
  public var source: String
  /// What is wrong.
  public var reason: String
  /// What to do about it.
  public var remedy: String

  /// `cannot read 'SOURCE': REASON`, then the remedy on a line of its own.
  public var description: String {
    let name = source == "-" ? "standard input" : "'\(source)'"
    return "cannot read \(name): \(reason)\n  help: \(remedy)"
  }

  /// The file called `name` does not exist.
  package static func noSuchFile(_ name: String) -> InputError {
    InputError(
      code: .notFound, source: name, reason: "no such file",
      remedy: "check the path; a log can also be piped: cat run.log | e2e-diag analyze")
  }
}

/// The bytes of an open descriptor, closed at the end if this opened it.
package final class DescriptorStream: ByteStream {
  private let name: String
  private let descriptor: Int32
  private let owned: Bool
  /// Of a regular file, when it was opened.
  private let size: Int?

  /// Opens `source`; throws ``InputError`` with what to do.
  package init(_ source: LogSource) throws {
    name = source.name
    if let given = source.descriptor {
      descriptor = given
      owned = false
    } else {
      // What was found in a folder may be a pipe or a link by now: that must not hang or lead out.
      let flags = O_RDONLY | O_CLOEXEC | (source.listed == nil ? 0 : O_NONBLOCK | O_NOFOLLOW)
      descriptor = open(source.listed.map { $0 + [0] } ?? Array(source.name.utf8CString), flags)
      owned = true
      guard descriptor >= 0 else { throw Self.error(opening: source.name, errno) }
    }
    var status = stat()
    let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
    size = kind == S_IFREG ? Int(status.st_size) : nil
    let isWrong = kind == S_IFDIR || (source.listed != nil && kind != S_IFREG)
    guard isWrong else { return }
    throw InputError(
      code: .isFolder, source: name,
      reason: kind == S_IFDIR ? "it is a folder" : "it is no file any more",
      remedy: "name the files in it: e2e-diag analyze \(name)/*.log")
  }

  package var notes: [String] {
    var status = stat()
    guard let size, fstat(descriptor, &status) == 0, status.st_size > size else { return [] }
    return ["it has grown while it was read: what writes it has not ended"]
  }

  deinit { if owned { close(descriptor) } }

  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno == EINTR { continue }
      throw InputError(
        code: .readFailed, source: name, reason: String(cString: strerror(errno)),
        remedy: "copy the file to a local disk and try again")
    }
  }

  private static func error(opening name: String, _ number: Int32) -> InputError {
    let reason = String(cString: strerror(number)).lowercased()
    switch number {
    case ENOENT, ENOTDIR:
      return .noSuchFile(name)
    case EACCES, EPERM:
      return InputError(
        code: .notReadable, source: name, reason: reason,
        remedy: "make it readable: chmod u+r '\(name)', or run as its owner")
    default:
      return InputError(
        code: .notReadable, source: name, reason: reason, remedy: "check the path")
    }
  }
}

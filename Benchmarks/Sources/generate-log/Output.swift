#if canImport(Darwin)
  private import Darwin
#elseif canImport(Glibc)
  private import Glibc
#endif

/// A file descriptor that takes bytes.
struct Output {
  private let descriptor: Int32

  static let standard = Output(descriptor: 1)

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Makes the file at `path`, or empties it.
  init(path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw Problem(text: "cannot write '\(path)': \(Self.reason)") }
  }

  func write(_ text: String) throws {
    try Array(text.utf8).withUnsafeBytes(write)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Darwin)
        let count = Darwin.write(descriptor, part.baseAddress, part.count)
      #else
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Problem(text: "cannot write: \(Self.reason)") }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes to standard error; where that is closed nobody listens.
  static func say(_ text: String) { try? Output(descriptor: 2).write(text) }

  static func exit(status: Int32) -> Never {
    #if canImport(Darwin)
      Darwin.exit(status)
    #else
      Glibc.exit(status)
    #endif
  }

  private static var reason: String { String(cString: strerror(errno)) }
}

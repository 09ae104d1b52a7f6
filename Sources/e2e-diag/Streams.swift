#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

internal import E2EDiag

/// The standard streams and files that the command writes to.
enum Streams {
  /// A reader that went away ends the output quietly, and a file that may not grow is an error
  /// like any other.
  static func ignoreSignalsOfWriting() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Writes a line of diagnostics to standard error.
  static func error(_ text: String) { _ = write(text + "\n", to: 2) }

  /// Whether `descriptor` is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal behind standard output, or `nil`.
  static var columns: Int? {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all of `text`; returns the error number, or `nil`. A broken pipe is no error.
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in write(UnsafeRawBufferPointer(bytes), to: descriptor) }
  }

  /// Writes all of `bytes`; returns the error number, or `nil`. A broken pipe is no error.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #else
        let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        return errno == EPIPE ? nil : errno
      }
      // `count` bytes of `rest` were taken, never more.
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return nil
  }

  /// Writes `text` to standard output, or to the file `path` instead.
  static func deliver(_ text: String, to path: String?) throws {
    guard let path, path != "-" else {
      if let number = write(text, to: 1) {
        throw CommandFailure(
          message: "cannot write to standard output: \(reason(number))\n"
            + "  help: check the space on the target and the limit of file sizes (ulimit -f)")
      }
      return
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CommandFailure(
        message: "cannot write '\(path)': \(reason(errno))\n"
          + "  help: name a file in a folder that exists and may be written to")
    }
    defer { close(descriptor) }
    if let number = write(text, to: descriptor) {
      throw CommandFailure(
        message: "cannot write '\(path)': \(reason(number))\n"
          + "  help: free some space, or raise the limit of file sizes (ulimit -f)")
    }
  }

  /// The whole of a small file.
  static func read(_ path: String, atMost limit: Int) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(
        message: "cannot read '\(path)': \(reason(errno))\n  help: check the path")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
      #else
        let count = Darwin.read(descriptor, &buffer, buffer.count)
      #endif
      if count < 0 {
        throw CommandFailure(
          message: "cannot read '\(path)': \(reason(errno))\n  help: name a file, not a folder")
      }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The time of the clock, in UTC.
  static var now: String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return LogTime(time).description
  }

  /// When the file at `path` was last written, or `nil`.
  static func modified(_ path: String) -> LogTime? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Glibc)
      return LogTime(status.st_mtim)
    #else
      return LogTime(status.st_mtimespec)
    #endif
  }

  private static func reason(_ number: Int32) -> String {
    String(cString: strerror(number)).lowercased()
  }
}

extension LogTime {
  /// A time of the system's clock.
  fileprivate init(_ time: timespec) {
    self.init(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000, hasDate: true,
      hasZone: true)
  }
}

internal import Foundation

/// Runs the built binary, or a shell that finds it, in surroundings that are always the same.
package enum Command {
  /// What a process left behind.
  package struct Result: Sendable, Equatable {
    /// The exit status; 128 and more for a signal, as in a shell.
    package var status: Int32
    /// Standard output, read as UTF-8.
    package var output: String
    /// Standard error, read as UTF-8.
    package var errors: String

    /// What is expected of a process.
    package init(status: Int32, output: String, errors: String) {
      self.status = status
      self.output = output
      self.errors = errors
    }
  }

  /// A binary that is not there, or a process that does not end.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String

    /// A failure in these words.
    package init(description: String) { self.description = description }
  }

  /// Runs `e2e-diag` with `arguments` in `folder`; `input` is its standard input.
  package static func run(
    _ arguments: [String], in folder: String = Fixture.repository, input: [UInt8] = []
  ) throws -> Result {
    try launch(binary(), arguments, in: folder, input: input)
  }

  /// Runs `script` in a POSIX shell that finds `e2e-diag` first on its path.
  package static func shell(
    _ script: String, in folder: String = Fixture.repository, input: [UInt8] = []
  ) throws -> Result {
    try launch("/bin/sh", ["-c", script], in: folder, input: input)
  }

  /// Nothing of the machine but the programs on its path gets in.
  private static func environment(home: String) throws -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let folder = URL(fileURLWithPath: try binary()).deletingLastPathComponent().path
    return [
      "PATH": "\(folder):\(path)", "HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home,
      "TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "80",
    ]
  }

  /// No command of the tests takes longer, however busy the machine.
  private static let patience: TimeInterval = 120

  private static func launch(
    _ program: String, _ arguments: [String], in folder: String, input: [UInt8]
  ) throws -> Result {
    // Files instead of pipes: nothing can block on a pipe that nobody reads.
    let scratch = try Scratch()
    let inputPath = try scratch.write(input, to: "stdin")
    let outputPath = try scratch.write([], to: "stdout")
    let errorPath = try scratch.write([], to: "stderr")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = try environment(home: scratch.makeFolder("home"))
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputPath))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: outputPath))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorPath))
    try process.run()
    let end = Date().addingTimeInterval(patience)
    while process.isRunning {
      guard Date() < end else {
        process.terminate()
        throw Failure(description: "'\(arguments)' did not end in \(Int(patience)) seconds")
      }
      Thread.sleep(forTimeInterval: 0.003)
    }
    process.waitUntilExit()
    let signalled = process.terminationReason == .uncaughtSignal
    return Result(
      status: process.terminationStatus + (signalled ? 128 : 0),
      output: try scratch.text(of: "stdout"), errors: try scratch.text(of: "stderr"))
  }

  /// The binary: `E2E_DIAG_BINARY`, else the one beside the tests that are running.
  package static func binary() throws -> String {
    guard let path = found else {
      throw Failure(
        description: "no built e2e-diag beside the tests; run 'swift build', or set E2E_DIAG_BINARY"
      )
    }
    return path
  }

  private static let found: String? = {
    let process = ProcessInfo.processInfo
    if let given = process.environment["E2E_DIAG_BINARY"], !given.isEmpty { return given }
    // On Linux the tests are a program in the folder of products, on macOS a bundle in it.
    var starts = process.arguments.filter { $0.contains(".xctest") }
    starts += [Bundle.main.bundlePath] + Bundle.allBundles.map(\.bundlePath)
    starts.append("\(Fixture.repository)/.build/debug/e2e-diag")
    for start in starts {
      var url = URL(fileURLWithPath: start)
      for _ in 0..<5 where url.path != "/" {
        let candidate = url.appendingPathComponent("e2e-diag").path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
          !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate)
        {
          return candidate
        }
        url.deleteLastPathComponent()
      }
    }
    return nil
  }()
}

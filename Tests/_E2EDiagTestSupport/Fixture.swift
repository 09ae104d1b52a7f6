internal import E2EDiag
internal import Foundation

/// A file or folder below `fixtures`, found from the place of this source file.
package struct Fixture: Sendable, Hashable, CustomStringConvertible {
  /// The path below `fixtures`.
  package let path: String

  /// Names a file or folder, whether it exists or not.
  package init(_ path: String) { self.path = path }

  /// The folder of the package.
  package static let repository: String = {
    // Tests/_E2EDiagTestSupport/Fixture.swift
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// The path from the root of the file system.
  package var absolutePath: String { "\(Self.repository)/fixtures/\(path)" }
  /// Whether there is such a file or folder.
  package var exists: Bool { FileManager.default.fileExists(atPath: absolutePath) }
  package var description: String { path }

  private var isFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: absolutePath, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// What stands in the file.
  package func bytes() throws -> [UInt8] { try Self.bytes(at: absolutePath) }
  /// What stands in the file, which is UTF-8.
  package func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

  /// The names in a folder, in order of their bytes; hidden ones are left out.
  package func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: absolutePath)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The files below a folder, by their paths below it, in order of their bytes.
  package func files() throws -> [String] {
    var found: [String] = []
    for name in try names() {
      let child = Fixture(path.isEmpty ? name : "\(path)/\(name)")
      found += child.isFolder ? try child.files().map { "\(name)/\($0)" } : [name]
    }
    return found.sorted()
  }

  /// SHA-256 of the file, in hexadecimal.
  package func sha256() throws -> String {
    let hash = SourceHash()
    try bytes().withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  /// The bytes of `path`, which is given from the folder `fixtures`.
  package static func bytes(_ path: String) throws -> [UInt8] { try Fixture(path).bytes() }

  /// The text of `path`, which is given from the folder `fixtures`.
  package static func text(_ path: String) throws -> String { try Fixture(path).text() }

  /// The names in `folder`, which is given from the folder of the package, in order of their bytes.
  package static func names(in folder: String) throws -> [String] {
    try Fixture("../\(folder)").names()
  }

  /// What stands in the file at `path`.
  package static func bytes(at path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

/// A run below `fixtures/runs`, with what a person says about it.
package struct RunFixture: Sendable, Hashable, CustomStringConvertible {
  /// The name of its folder.
  package let slug: String

  /// Names a run, whether it exists or not.
  package init(_ slug: String) { self.slug = slug }

  /// All runs, in order of their names.
  package static let all: [RunFixture] =
    ((try? Fixture("runs").names()) ?? []).map(RunFixture.init)

  /// Its folder.
  package var folder: Fixture { Fixture("runs/\(slug)") }
  package var description: String { slug }

  /// Its logs, by their paths below its folder.
  package func inputs() throws -> [String] {
    try Fixture("runs/\(slug)/input").files().map { "input/\($0)" }
  }

  /// What went wrong in it.
  package func truth() throws -> Truth {
    let bytes = try Fixture("runs/\(slug)/truth.json").bytes()
    return try JSONDecoder().decode(Truth.self, from: Data(bytes))
  }

  /// What a person says about a run; the fields are explained in `fixtures/README.md`.
  package struct Truth: Sendable, Decodable {
    package var failed: Bool
    package var verdict: String
    package var phase: String?
    package var step: String?
    package var subjects: [String]
    package var hypothesis: String
    package var decidable: Bool
    package var failureLines: [Int]
    package var why: String
  }
}

/// A folder of its own for one test, removed when the value goes away.
package final class Scratch: Sendable {
  /// The path of the folder.
  package let path: String

  /// Makes the folder.
  package init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("e2e-diag-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders it stands in; returns its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Makes an empty folder; returns its path.
  @discardableResult
  package func makeFolder(_ name: String) throws -> String {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }

  /// Makes a symbolic link to `target`.
  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  /// What stands in a file of the folder.
  package func text(of name: String) throws -> String {
    String(decoding: try Fixture.bytes(at: "\(path)/\(name)"), as: UTF8.self)
  }
}

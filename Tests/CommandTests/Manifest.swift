internal import Foundation
internal import _E2EDiagTestSupport

/// `fixtures/manifest.json`: where every fixture came from.
enum Manifest {
  /// A run or a file.
  struct Entry: Decodable, Sendable {
    var path: String
    var origin: String
    var from: String
    var license: String
    var captured: String
    var redacted: [String]
    var files: [String: String]

    /// Its files, by their paths below `fixtures`, with their digests.
    var digests: [(file: Fixture, digest: String)] {
      files.sorted { $0.key < $1.key }.map { name, digest in
        // A run names its files below its folder, a file names itself.
        (Fixture(isFile ? path : "\(path)/\(name)"), digest)
      }
    }

    private var isFile: Bool { files.count == 1 && path.hasSuffix("/\(files.keys.first ?? "/")") }
  }

  /// All entries, in the order of the file.
  static func entries() throws -> [Entry] {
    let bytes = try Fixture("manifest.json").bytes()
    return try JSONDecoder().decode([Entry].self, from: Data(bytes))
  }
}

internal import Foundation

/// Files of the repository, found from this source file.
package enum Fixture {
  /// The folder that holds `Package.swift`.
  package static let repository: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// The bytes of `path`, which is given from the folder `fixtures`.
  package static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: "\(repository)/fixtures/\(path)")))
  }

  /// The text of `path`, which is given from the folder `fixtures`.
  package static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// Names of the files in `folder`, which is given from the repository, in order.
  package static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(repository)/\(folder)").sorted()
  }
}

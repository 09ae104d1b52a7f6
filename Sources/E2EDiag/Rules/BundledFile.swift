internal import CRules

/// The rule files that are compiled into the library.
package enum BundledFile {
  /// Folder and name of every file, in the order of the table.
  package static var names: [String] { all.map(\.name) }

  /// The file `name`, such as `Grammars/markers.yml`; throws when the table lacks it.
  package static func read(_ name: String) throws -> RuleFile {
    guard let file = all.first(where: { $0.name == name }) else {
      throw RuleProblem(
        file: name, line: 0, message: "no such bundled file", reason: nil,
        help: "add it to Sources/CRules/rules.c")
    }
    return try RuleFile(
      name: String(name.split(separator: "/").last ?? ""), text: file.text)
  }

  /// The text of every file in `folder`, by name.
  package static func texts(in folder: String) -> [(name: String, text: String)] {
    all.filter { $0.name.hasPrefix(folder + "/") }
      .map { (String($0.name.dropFirst(folder.count + 1)), $0.text) }
  }

  private static let all: [(name: String, text: String)] =
    (0..<e2e_rule_file_count()).compactMap { index in
      guard let file = e2e_rule_file_at(index)?.pointee, let name = file.name else { return nil }
      // The table gives the count of the bytes it points to.
      let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
      return (String(cString: name), String(decoding: bytes, as: UTF8.self))
    }
}

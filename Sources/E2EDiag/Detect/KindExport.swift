/// The folders that `kind export logs` writes, told from the paths of the sources.
///
/// Each file holds what one collector printed, its errors included.
package struct KindExport {
  /// What a file of the layout is.
  package struct Part: Equatable {
    /// The node it was collected from; `nil` for what is said of the whole cluster.
    package var node: String?
    /// Format of a file that is no log of a program; `nil` for a log.
    package var format: String?
  }

  private static let nodeFiles: [String: String?] = [
    "inspect.json": "container-inspect", "kubernetes-version.txt": "kubernetes-version",
    "images.log": "node-images", "alternatives.log": "alternatives", "serial.log": nil,
    "journal.log": nil, "kubelet.log": nil, "containerd.log": nil,
  ]
  private static let clusterFiles = [
    "kind-version.txt": "kind-version", "docker-info.txt": "engine-info",
    "podman-info.txt": "engine-info",
  ]

  private let nodes: Set<String>
  private let roots: Set<String>

  /// Looks for nodes among `paths`: folders with at least two of the files that every node has.
  package init(_ paths: [String]) {
    let found = paths.map(Self.split).filter { Self.nodeFiles[$0.name] != nil }.map(\.folder)
    nodes = Set(Dictionary(grouping: found) { $0 }.filter { $0.value.count > 1 }.keys)
    roots = Set(nodes.map { Self.split($0).folder })
  }

  /// What the file at `path` is, or `nil` when it is not of such a folder.
  package func part(_ path: String) -> Part? {
    let (folder, name) = Self.split(path)
    if nodes.contains(folder) {
      return Part(node: Self.split(folder).name, format: Self.nodeFiles[name] ?? nil)
    }
    if roots.contains(folder), let format = Self.clusterFiles[name] {
      return Part(node: nil, format: format)
    }
    var above = folder
    while let slash = above.lastIndex(of: "/") {
      above = String(above[..<slash])
      if nodes.contains(above) { return Part(node: Self.split(above).name, format: nil) }
    }
    return nil
  }

  /// Whether `text` is only what a collector said when it failed.
  package static func isCollectorError(_ text: LogText) -> Bool {
    guard text.lineCount <= 4 else { return false }
    let lines = text.lines.indices.filter { !text.isBlank($0) }
    guard (1...2).contains(lines.count), let first = lines.first else { return false }
    return text.withLine(first) { failed.firstMatch(in: $0) != nil }
  }

  private static let failed = Pattern(
    #"^(?:ERROR|Error|error)(?:: | response from daemon)|^OCI runtime exec failed|^\S+: .{0,200}: No such file or directory$"#
  )

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }
}

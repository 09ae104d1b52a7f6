/// The names of this run that commands are filled in with.
package struct RunNames: Sendable, Equatable {
  /// The Kind cluster.
  package var cluster: String?
  /// A node of it, as podman or docker calls the container.
  package var node: String?
  /// The namespace the suite deploys to.
  package var namespace: String?
  /// The image of the failing step.
  package var image: String?
  /// The pod that was spoken of last.
  package var pod: String?
  /// `podman` or `docker`.
  package var runtime = "podman"

  /// Names that commands of signatures may use beside their captures.
  package static let placeholders: Set<String> = [
    "cluster", "node", "namespace", "image", "pod", "runtime", "subject",
  ]

  /// `template` with captures and names filled in; what is not known stays as `<name>`.
  package func filled(
    _ template: String, captures: [String: String] = [:], isCommand: Bool = false
  ) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      if let value = captures[name] ?? value(of: name) {
        result += isCommand ? Self.shellWord(value, name: name, after: result) : value
      } else if Self.placeholders.contains(name) {
        result += "<\(name)>"
      } else {
        result += isName ? "it" : "{\(name)}"
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private func value(of name: String) -> String? {
    switch name {
    case "cluster": cluster
    case "node": node
    case "namespace": namespace
    case "image": image
    case "pod": pod
    case "runtime": runtime
    default: nil
    }
  }

  private mutating func set(_ name: String, _ value: String?) {
    switch name {
    case "cluster": cluster = value
    case "node": node = value
    case "namespace": namespace = value
    case "image": image = value
    case "pod": pod = value
    default: break
    }
  }

  /// `value` as one word of a POSIX shell: names of a log are not trusted.
  ///
  /// Inside quotes, and for what would be read as an option, only a placeholder is safe.
  private static func shellWord(_ value: String, name: String, after command: String) -> String {
    let isPlain =
      !value.isEmpty && !value.hasPrefix("-")
      && value.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (97...122).contains(byte | 0x20)
          || "_./:@=+,-".utf8.contains(byte)
      }
    if isPlain { return value }
    let isQuoted = command.count { $0 == "'" } % 2 == 1 || command.count { $0 == "\"" } % 2 == 1
    if isQuoted || value.hasPrefix("-") { return "<\(name)>" }
    let parts = value.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }

  /// What the lines of the logs say, the failing window first.
  package static func read(_ logs: [LogText], subject: String?) -> RunNames {
    var names = RunNames()
    for log in logs {
      for index in log.lines.indices {
        log.withLine(index) { line in
          for source in sources
          where names.value(of: source.name) == nil && line.contains(source.need) {
            names.set(source.name, source.pattern.firstMatch(in: line)?.captures["name"])
          }
        }
      }
      if log.bytes.containsText(Array("docker exec".utf8)) { names.runtime = "docker" }
    }
    if let image = names.image, let subject, !Subject(image).matches(Subject(subject)) {
      names.image = nil
    }
    // Kind names its nodes after the cluster.
    if names.node == nil, let cluster = names.cluster { names.node = "\(cluster)-control-plane" }
    if names.cluster == nil, let node = names.node, node.hasSuffix("-control-plane") {
      names.cluster = String(node.dropLast("-control-plane".count))
    }
    return names
  }

  private static let sources: [(need: [UInt8], pattern: Pattern, name: String)] = [
    (Array("exec".utf8), Pattern(#"\bexec\b(?:\s+-\S+)*\s+(?<name>[\w.-]*\w)(?=\s)"#), "node"),
    (Array("cluster".utf8), Pattern(#"(?i)\bcluster "(?<name>[\w.-]+)""#), "cluster"),
    (Array("--name".utf8), Pattern(#"\bkind\b.*--name[= ](?<name>[\w.-]+)"#), "cluster"),
    (
      Array("amespace".utf8),
      Pattern(#"(?i)\bnamespaces?(?:/|: | )"?(?<name>[a-z][a-z0-9]*-[a-z0-9-]*[a-z0-9])"#),
      "namespace"
    ),
    (Array("pods/".utf8), Pattern(#"\bpods/(?<name>[\w.-]+)"#), "pod"),
    (Array("image".utf8), Pattern(#"\bimage "?(?<name>[\w./-]+:[\w.-]*\w)"#), "image"),
  ]
}

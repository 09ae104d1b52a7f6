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
  /// The context that the run's own kubectl commands name.
  package var context: String?
  /// The host that a network error speaks of.
  package var host: String?
  /// Whether kind was told to use podman.
  package var isPodmanProvider = false
  /// From when on events of the run are to be looked for, as `--since` takes it.
  package var since = "24h"
  /// Whether the logs speak of a cluster at all.
  package var knowsCluster = false

  /// Names that commands of signatures may use beside their captures.
  package static let placeholders: Set<String> = [
    "cluster", "node", "namespace", "image", "pod", "runtime", "since", "subject", "host",
  ]

  /// `template` with captures and names filled in.
  ///
  /// Of `[[a||b]]` the first part stands whose names are all known, else the last. What is still not
  /// known is asked for in capitals, which no shell takes for a redirection; the node is asked of
  /// kind.
  package func filled(
    _ template: String, captures: [String: String] = [:], isCommand: Bool = false
  ) -> String {
    var result = ""
    let chosen = chosen(template, captures: captures)
    var rest = chosen[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      if let value = captures[name] ?? value(of: name) {
        result += isCommand ? Self.shellWord(value, name: name, after: result) : value
      } else if Self.placeholders.contains(name) {
        result += isCommand ? Self.asked[name] ?? name.uppercased() : "<\(name)>"
      } else {
        result += isName ? "it" : "{\(name)}"
      }
      rest = rest[rest.index(after: close)...]
    }
    return isCommand ? placed(result + rest) : result + rest
  }

  /// `command` at the cluster and with the provider of the run: another one may be the default.
  private func placed(_ command: String) -> String {
    var command = command
    if let context, !command.contains("--context") {
      command = Self.words("kubectl", in: command, become: "kubectl --context \(context)")
    }
    if isPodmanProvider {
      for verb in ["create", "load", "get", "delete", "export"] {
        command = Self.words(
          "kind \(verb)", in: command,
          become: "KIND_EXPERIMENTAL_PROVIDER=podman kind \(verb)")
      }
    }
    return command
  }

  /// `words` replaced where a command begins with them: at the start, and behind `&&`, `;`, `|`, `(`.
  private static func words(_ words: String, in command: String, become new: String) -> String {
    var result = ""
    var rest = command[...]
    while let found = rest.firstRange(of: words + " ") {
      let before = rest[..<found.lowerBound]
      let last = (result + before).last { $0 != " " }
      let isStart =
        last == nil || "&;|(".contains(last ?? " ") || (result + before).hasSuffix("do ")
      result += before + (isStart ? new : words) + " "
      rest = rest[found.upperBound...]
    }
    return result + rest
  }

  /// How a command finds out itself what the log does not say.
  private static let asked = ["node": "$(kind get nodes -A | head -n 1)"]

  private func chosen(_ template: String, captures: [String: String]) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstRange(of: "[["), let close = rest.firstRange(of: "]]"),
      open.upperBound <= close.lowerBound
    {
      let parts = rest[open.upperBound..<close.lowerBound].split(
        separator: "||", omittingEmptySubsequences: false)
      let isKnown = { (part: Substring) in
        part.split(separator: "{").dropFirst().allSatisfy { piece in
          let name = String(piece.prefix { $0 != "}" })
          return captures[name] != nil || value(of: name) != nil
        }
      }
      result += rest[..<open.lowerBound] + (parts.first(where: isKnown) ?? parts.last ?? "")
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  /// Whether the command `template` looks at the cluster of the run.
  package static func needsCluster(_ template: String) -> Bool {
    template.contains("{node}") || template.contains("{cluster}") || template.contains("kubectl ")
  }

  /// What a reader must know before they call `filled`, in brackets behind what it is for.
  package static func remark(on template: String, filled: String, isGone: Bool) -> String {
    if isGone && needsCluster(template) { return " (next time)" }
    let open = placeholders.map { $0.uppercased() }.filter { name in
      filled.split { !$0.isLetter && $0 != "_" }.contains { $0 == name }
    }.sorted()
    return open.isEmpty ? "" : " (put in \(open.joined(separator: " and ")))"
  }

  private func value(of name: String) -> String? {
    switch name {
    case "cluster": cluster
    case "node": node
    case "namespace": namespace
    case "image": image
    case "pod": pod
    case "context": context
    case "runtime": runtime
    case "since": since
    case "host": host
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
    case "context": context = value
    case "host": host = value
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
    if isQuoted || value.hasPrefix("-") { return name.uppercased() }
    let parts = value.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }

  /// What the lines of the logs say; of the images the one of `subject`.
  package static func read(_ logs: [LogText], subject: String?) -> RunNames {
    var names = RunNames()
    let wanted = subject.map(Subject.init)
    for log in logs {
      for index in log.lines.indices {
        log.withLine(index) { line in
          for source in sources
          where names.value(of: source.name) == nil && line.contains(source.need) {
            names.set(source.name, source.pattern.firstMatch(in: line)?.captures["name"])
          }
          if names.image == nil, let image = image(in: line),
            wanted.map({ Subject(image).matches($0) }) ?? true
          {
            names.image = image
          }
        }
      }
      if names.isDockerOnly(log) { names.runtime = "docker" }
      if log.bytes.containsText(Array("KIND_EXPERIMENTAL_PROVIDER=podman".utf8))
        || log.bytes.containsText(Array("using podman due to KIND_EXPERIMENTAL_PROVIDER".utf8))
      {
        names.isPodmanProvider = true
      }
      if log.bytes.containsText(Array("kubectl ".utf8)) { names.knowsCluster = true }
      if names.since == "24h", let start = log.lines.lazy.compactMap(\.time).first,
        start.hasDate, start.hasZone
      {
        names.since = start.description
      }
    }
    // Kind names its nodes after the cluster.
    if names.node == nil, let cluster = names.cluster { names.node = "\(cluster)-control-plane" }
    if names.cluster == nil, let node = names.node, node.hasSuffix("-control-plane") {
      names.cluster = String(node.dropLast("-control-plane".count))
    }
    if names.cluster != nil || names.node != nil || names.namespace != nil || names.pod != nil {
      names.knowsCluster = true
    }
    return names
  }

  /// Whether docker is spoken of as a program, and podman is not at all.
  private func isDockerOnly(_ log: LogText) -> Bool {
    guard !log.bytes.containsText(Array("podman".utf8)) else { return false }
    return [
      "docker exec", "docker build", "docker run", "docker ps", "docker load", "docker save",
      "docker pull", "docker push", "docker network", "docker compose", "docker-compose",
      "docker-image", "Docker version", "docker daemon", "Docker daemon",
    ].contains { log.bytes.containsText(Array($0.utf8)) }
  }

  private static func image(in line: UnsafeRawBufferPointer) -> String? {
    guard imageWords.contains(where: line.contains) else { return nil }
    return imageName.firstMatch(in: line)?.captures["name"]
  }

  private static let imageWords = ["image", "tagged ", "COMMIT ", " save ", " -t "].map {
    Array($0.utf8)
  }
  private static let imageName = Pattern(
    #"(?:\b[Ii]mages?:? "?|\btagged |^COMMIT | -t | save (?:-o \S+ )?|docker-image )(?<name>[\w.-]+(?:[/:][\w.-]+){0,8}:[\w.-]*\w)"#
  )

  private static let sources: [(need: [UInt8], pattern: Pattern, name: String)] = [
    (
      Array("exec".utf8),
      Pattern(
        #"\bexec\b(?:\s+-\S+)*\s+(?!(?:sessions?|in|of)\b|[0-9a-f]{12,}\b)(?<name>[\w.-]*\w)(?=\s)"#
      ), "node"
    ),
    (Array("cluster".utf8), Pattern(#"(?i)\bcluster "(?<name>[\w.-]+)""#), "cluster"),
    (Array("--name".utf8), Pattern(#"\bkind\b.*--name[= ](?<name>[\w.-]+)"#), "cluster"),
    (
      Array("amespace".utf8),
      Pattern(#"(?i)\bnamespaces?(?:/|: | )"?(?<name>[a-z][a-z0-9]*-[a-z0-9-]*[a-z0-9])"#),
      "namespace"
    ),
    (
      Array(" -n ".utf8),
      Pattern(#"\b(?:kubectl|oc|helm)\b.* -n (?<name>[a-z][a-z0-9-]*[a-z0-9])(?=\s|$)"#),
      "namespace"
    ),
    (Array("pods/".utf8), Pattern(#"\bpods/(?<name>[\w.-]+)"#), "pod"),
    (
      Array("--context".utf8),
      Pattern(#"\bkubectl\b.*\s--context[= ](?<name>[\w.:@/-]+)(?=\s|$)"#), "context"
    ),
    (
      Array("lookup ".utf8), Pattern(#"\blookup (?<name>[A-Za-z][\w.-]*\.[A-Za-z]\w*)"#), "host"
    ),
    (
      Array("://".utf8),
      Pattern(
        #"://(?<name>[A-Za-z][\w.-]*\.[A-Za-z]\w*)(?::\d+)?[/"].*(?:refused|timeout|x509|no such host|unreachable|reset|EOF|TLS|certificate|toomanyrequests)"#
      ), "host"
    ),
  ]
}

/// What a recorded input says of a run: which inputs must be equal for two runs to be repetitions.
///
/// The split follows statistics.md, section 2; the key alone decides.
public enum InputRole: String, Sendable, Codable {
  /// What is tested: commit, state of the tree, digests of images, and every key of no other role.
  case code
  /// How it is tested: node image, number of processes, options of the suite.
  case configuration
  /// Where it is tested: host and versions of the tools.
  case environment
  /// What differs in every run: seed, tags and ids of freshly built images, state of the host.
  case incidental

  /// The role of an input such as `git.commit`.
  public init(key: String) {
    let words = key.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    func has(_ list: Set<String>) -> Bool { words.contains(where: list.contains) }
    let isDigest = has(["digest", "sha256", "hash", "commit"])
    if has(["seed", "tag", "tags", "id", "state", "uptime", "free", "time", "date"]) && !isDigest {
      self = .incidental
    } else if has(["node"]) && has(["image"]) || has(Self.options) {
      self = .configuration
    } else if let first = words.first, Self.places.contains(first) || Self.tools.contains(first) {
      self = .environment
    } else {
      self = .code
    }
  }

  private static let options: Set<String> = [
    "command", "config", "configuration", "flags", "focus", "label", "labels", "parallel",
    "processes", "procs", "profile", "skip", "specs", "suite", "timeout",
  ]
  private static let places: Set<String> = [
    "arch", "cgroup", "cpu", "env", "environment", "host", "kernel", "machine", "memory", "os",
    "runner", "tool", "tools", "vm",
  ]
  private static let tools: Set<String> = [
    "buildah", "containerd", "crun", "ctr", "docker", "ginkgo", "go", "helm", "kind", "kubectl",
    "make", "nerdctl", "node", "podman", "runc",
  ]

  /// Whether a run tells the input only when it comes far enough: the digest of an image is printed
  /// when the image is imported, and belongs to the commit.
  static func isToldOnTheWay(_ key: String) -> Bool {
    key.hasPrefix("image.") && key.hasSuffix(".digest")
  }

  /// Whether inputs of a cohort are equal as far as both runs come: what only one records parts them,
  /// but for what a run of the same commit tells on its way.
  static func areRepetitions(_ a: [String: String], _ b: [String: String]) -> Bool {
    let isSameCommit = a["git.commit"] != nil && a["git.commit"] == b["git.commit"]
    return Set(a.keys).union(b.keys).allSatisfy { key in
      guard let first = a[key], let second = b[key] else {
        return isSameCommit && isToldOnTheWay(key)
      }
      return first == second
    }
  }

  /// Whether it must be equal for two runs to be of one cohort.
  var isOfCohort: Bool { self == .code || self == .configuration }
}

extension [String: String] {
  /// The inputs whose role `isWanted`.
  func inputs(where isWanted: (InputRole) -> Bool) -> [String: String] {
    filter { isWanted(InputRole(key: $0.key)) }
  }

  /// The inputs worth recording that are missing here, each as a key or a few words.
  var unrecordedInputs: [String] {
    func has(_ word: String) -> Bool { keys.contains { $0.lowercased().contains(word) } }
    let wanted: [(name: String, isThere: Bool)] = [
      ("git.commit", has("commit") || has("revision")), ("git.dirty", has("dirty")),
      ("image digests", has("digest")), ("node image", has("node")),
      ("tool versions", has("version")), ("state of the host", has("host") || has("state")),
    ]
    return wanted.filter { !$0.isThere }.map(\.name)
  }
}

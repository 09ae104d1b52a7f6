/// JSON documents that CI and engines leave beside a run, and which of their values are of interest.
///
/// The names are those of the tools that write them: Prow's `started.json`, `podman inspect`.
package struct JSONForm: Sendable {
  /// Name of the format.
  package let format: String
  /// Paths that all must be there.
  private let needs: [[String]]
  /// The only keys it may have, for a document of few that others have too; `nil` for any.
  private let keys: Set<String>?
  /// Paths that become lines; `*` stands for one key or position, `**` at the end for any rest.
  private let keeps: [[String]]

  private init(
    _ format: String, needs: [String], keys: Set<String>? = nil, keeps: [String]
  ) {
    func paths(_ texts: [String]) -> [[String]] {
      texts.map { $0.split(separator: "/").map(String.init) }
    }
    self.format = format
    self.needs = paths(needs)
    self.keys = keys
    self.keeps = paths(keeps)
  }

  /// All forms that are known.
  package static let all = [
    JSONForm(
      "prow-job", needs: ["spec/job", "metadata/**"],
      keeps: [
        "spec/job", "spec/type", "spec/refs/org", "spec/refs/repo", "spec/refs/base_ref",
        "spec/refs/base_sha", "spec/refs/pulls/*/number", "spec/refs/pulls/*/sha",
        "status/state", "status/description", "status/startTime", "status/completionTime",
        "status/build_id",
      ]),
    JSONForm("prow-finished", needs: ["passed"], keys: finishedKeys, keeps: finished),
    JSONForm("prow-finished", needs: ["result"], keys: finishedKeys, keeps: finished),
    JSONForm("prow-started", needs: ["timestamp", "repos/**"], keeps: started),
    JSONForm("prow-started", needs: ["timestamp", "repo-commit"], keeps: started),
    JSONForm("prow-started", needs: ["timestamp", "node"], keeps: started),
    JSONForm("prow-started", needs: ["timestamp", "pull"], keeps: started),
    JSONForm(
      "prow-clone", needs: ["*/refs/org", "*/refs/repo"],
      keeps: [
        "*/refs/org", "*/refs/repo", "*/refs/base_ref", "*/failed", "*/final_sha",
        "*/commands/*/error",
      ]),
    JSONForm(
      "prow-pod", needs: ["pod/metadata/**"],
      keeps: [
        "pod/metadata/name", "pod/spec/nodeName", "pod/status/phase", "pod/status/reason",
        "pod/status/message", "pod/status/containerStatuses/*/name",
        "pod/status/containerStatuses/*/state/terminated/reason",
        "pod/status/containerStatuses/*/state/terminated/exitCode", "events/*/type",
        "events/*/reason", "events/*/message",
      ]),
    JSONForm(
      "container-inspect", needs: ["*/State/Status", "*/Id"],
      keeps: [
        "*/Name", "*/Image", "*/State/Status", "*/State/OOMKilled", "*/State/ExitCode",
        "*/State/Error", "*/State/StartedAt", "*/State/FinishedAt", "*/RestartCount",
      ]),
  ]

  /// The names of the formats.
  package static let formats = Set(all.map(\.format))

  private static let finished = ["timestamp", "passed", "result"]
  private static let finishedKeys: Set = [
    "timestamp", "passed", "result", "metadata", "revision", "repo-version", "job-version",
  ]
  private static let started = ["timestamp", "node", "pull", "repo-commit", "repos/*"]

  /// The form of the document with these leaves.
  package static func form(of leaves: [JSONLeaves.Leaf]) -> JSONForm? {
    all.first { form in
      form.needs.allSatisfy { has(leaves, $0) }
        && form.keys.map { keys in leaves.allSatisfy { keys.contains($0.path.first ?? "") } }
          ?? true
    }
  }

  /// Whether the form keeps the value at `path`.
  package func keeps(_ path: [String]) -> Bool {
    keeps.contains { Self.matches($0, path) }
  }

  private static func has(_ leaves: [JSONLeaves.Leaf], _ pattern: [String]) -> Bool {
    leaves.contains { matches(pattern, $0.path) }
  }

  private static func matches(_ pattern: [String], _ path: [String]) -> Bool {
    if pattern.last == "**" {
      let fixed = pattern.dropLast()
      return path.count > fixed.count && zip(fixed, path).allSatisfy { $0 == "*" || $0 == $1 }
    }
    return pattern.count == path.count && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
  }
}

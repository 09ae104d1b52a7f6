internal import E2EDiag

/// What makes two runs the same, or alike.
enum RunIdentity {
  /// SHA-256 over the contents of all sources in any order; ``Run/id`` is its beginning.
  static func contentHash(of run: Run) -> String {
    // Without a source there is nothing to hash, and only the id tells runs apart.
    run.sources.isEmpty ? run.id : hash(run.sources.map(\.sha256).sorted())
  }

  /// Equal for runs of one suite with equal recorded inputs; `nil` where none are recorded.
  static func cohort(of run: Run) -> String? {
    if run.inputs.isEmpty { return nil }
    // Zero bytes part the texts: no key or value can imitate another pair.
    let pairs = run.inputs.sorted { $0.key < $1.key }.map { "\0\($0.key)\0\($0.value)" }
    return String(hash([run.suite ?? ""] + pairs).prefix(16))
  }

  private static func hash(_ texts: [String]) -> String {
    var hash = SourceHash()
    for text in texts { Array(text.utf8).withUnsafeBytes { hash.update($0) } }
    return hash.finish()
  }
}

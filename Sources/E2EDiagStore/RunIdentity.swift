internal import E2EDiag

/// What makes two runs the same, or alike.
enum RunIdentity {
  /// SHA-256 over the contents of all sources in any order; ``Run/id`` is its beginning.
  static func contentHash(of run: Run) -> String {
    // Without a source there is nothing to hash, and only the id tells runs apart.
    run.sources.isEmpty ? run.id : hash(run.sources.map(\.sha256).sorted())
  }

  /// Equal for runs of one suite that are repetitions as far as their inputs are recorded.
  ///
  /// `nil` where what was tested is not recorded. What differs in every run, such as a seed, does
  /// not count; see `InputRole`.
  static func cohort(of run: Run) -> String? {
    let telling = run.inputs.filter { InputRole(key: $0.key) != .incidental }
    guard telling.contains(where: { InputRole(key: $0.key) == .code }) else { return nil }
    // Zero bytes part the texts: no key or value can imitate another pair.
    let pairs = telling.sorted { $0.key < $1.key }.map { "\0\($0.key)\0\($0.value)" }
    return String(hash([run.suite ?? ""] + pairs).prefix(16))
  }

  private static func hash(_ texts: [String]) -> String {
    let hash = SourceHash()
    for text in texts { Array(text.utf8).withUnsafeBytes { hash.update($0) } }
    return hash.finish()
  }
}

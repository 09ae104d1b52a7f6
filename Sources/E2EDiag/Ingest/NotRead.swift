/// What of the sources of a run was not read, told in few notes however much it is.
package struct NotRead {
  /// Failures that are told one by one.
  private static let mostTold = 5

  /// A source, or the rest of it.
  private var failures: [(error: InputError, isRest: Bool)] = []
  /// By folder or archive, then by what it is.
  private var counts: [String: [String: Int]] = [:]

  /// Everything was read so far.
  package init() {}

  /// The first failure that was met.
  package var first: InputError? { failures.first?.error }

  /// Adds a source that could not be read, or only in part.
  package mutating func add(_ error: InputError, isRest: Bool = false) {
    failures.append((error, isRest))
  }

  /// Adds something that is not read by intent, such as a `link`, in `container`.
  package mutating func count(_ what: String, in container: String, times: Int = 1) {
    if times > 0 { counts[container, default: [:]][what, default: 0] += times }
  }

  /// Adds all of `other`.
  package mutating func add(_ other: NotRead) {
    failures += other.failures
    for (container, kinds) in other.counts {
      for (what, times) in kinds { count(what, in: container, times: times) }
    }
  }

  /// A note for each of the first failures, one for the others, and one for each container.
  package var notes: [String] {
    let told = failures.map { failure in
      let source = "'\(failure.error.source)': \(failure.error.reason)"
      return failure.isRest ? "not read: the rest of \(source)" : "not read: \(source)"
    }.sorted()
    var notes = Array(told.prefix(Self.mostTold))
    if told.count > notes.count { notes.append("not read: \(told.count - notes.count) more files") }
    return notes
      + counts.keys.sorted().prefix(Self.mostTold).map { container in
        let kinds = (counts[container] ?? [:]).sorted { $0.key < $1.key }
        let list = kinds.map { "\($0.value) \($0.key)\($0.value == 1 ? "" : "s")" }
        return "not read in '\(container)': \(list.joined(separator: ", "))"
      }
  }
}

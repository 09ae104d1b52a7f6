/// Tells the containers of the run from others on the same machine: the logs of the run name them.
package struct NamedContainers {
  private let logs: [Log]
  /// The container the failing step works in, where its command names one.
  private let place: String?

  /// The containers that `logs` name, and the one that `failure` happened in.
  package init(_ logs: [Log], _ failure: FoundFailure?) {
    // Logs of programs on the machine name containers of other runs too.
    let suites = logs.filter(\.isSuite)
    self.logs =
      suites.isEmpty
      ? logs.filter { $0.role == .log && $0.format != LogFormat.engineEvents } : suites
    place = failure.flatMap { failure in
      failure.step.flatMap { logs[failure.log].track.steps[$0].place }
    }
  }

  /// Whether the container of `event` belongs to the run.
  package func isNamed(_ event: LogEvent) -> Bool {
    guard let name = event.subject, !logs.isEmpty else { return true }
    if name == place || isWord(name) { return true }
    if let id = event.captures["id"], isText(String(id.prefix(12))) { return true }
    return event.captures["cluster"].map { isText("cluster \"\($0)\"") } ?? false
  }

  /// Whether it is a node of the run's cluster.
  package func isNode(_ event: LogEvent) -> Bool {
    let name = event.subject ?? ""
    return isNamed(event)
      && (event.captures["role"] != nil || name == place
        || Self.nodeName.firstMatch(in: name) != nil)
  }

  /// Whether `event` is of the container that the failing step works in: that of its command, else
  /// any node of the run.
  package func isWorkedIn(_ event: LogEvent) -> Bool {
    place.map { event.subject == $0 || event.captures["id"]?.hasPrefix($0) == true }
      ?? isNode(event)
  }

  private static let nodeName = Pattern(#"-(?:control-plane|worker)\d*$"#)

  private func isText(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return logs.contains { $0.text.bytes.containsText(bytes) }
  }

  /// Whether the name stands somewhere as a word of its own: `e2e-node-1` is not in `e2e-node-18`.
  private func isWord(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return logs.contains { log in
      log.text.bytes.withUnsafeBytes { all in
        var rest = all[...]
        while let start = UnsafeRawBufferPointer(rebasing: rest).firstIndex(of: bytes) {
          // `firstIndex` leaves room for the whole name in `rest`.
          let first = rest.startIndex + start
          let end = first + bytes.count
          if (first == 0 || !LineScan.isNameByte(all[first - 1]))
            && (end == all.count || !LineScan.isNameByte(all[end]))
          {
            return true
          }
          rest = all[end...]
        }
        return false
      }
    }
  }
}

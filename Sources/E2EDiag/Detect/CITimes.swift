/// When CI says that the run began and ended.
package struct CITimes {
  /// The beginning; `nil` where CI does not say.
  package private(set) var start: LogTime?
  /// The end.
  package private(set) var end: LogTime?

  /// What the documents of CI among `logs` say.
  package init(_ logs: [Log]) {
    for log in logs where log.role == .fact {
      guard let facts = StatedFacts(log.text, format: log.format) else { continue }
      switch log.format {
      case "prow-started": start = facts.time("timestamp") ?? start
      case "prow-finished": end = facts.time("timestamp") ?? end
      case "prow-job":
        start = start ?? facts.time("status/startTime")
        end = end ?? facts.time("status/completionTime")
      default: continue
      }
    }
  }
}

/// Names of formats that code speaks of.
package enum LogFormat {
  /// Anything else.
  package static let plain = "plain"
  /// What `podman events` and `docker events` print.
  package static let engineEvents = "engine-events"
  /// Ginkgo's `--json-report`.
  package static let ginkgoReport = "ginkgo-json"
  /// JUnit's XML, of any runner.
  package static let junit = "junit"
  /// The formats of reports.
  package static let reports: Set<String> = [ginkgoReport, junit]
}

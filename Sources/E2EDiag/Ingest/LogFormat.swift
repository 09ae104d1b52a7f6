/// Names of formats that are not found by a rule.
package enum LogFormat {
  /// Anything else.
  package static let plain = "plain"
  /// Ginkgo's `--json-report`.
  package static let ginkgoReport = "ginkgo-json"
  /// JUnit's XML, of any runner.
  package static let junit = "junit"
  /// The formats of reports.
  package static let reports: Set<String> = [ginkgoReport, junit]
}

/// Names of formats that are not found by a rule.
package enum LogFormat {
  /// Anything else.
  package static let plain = "plain"
}

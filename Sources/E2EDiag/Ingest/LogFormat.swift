/// Names of formats that code speaks of.
package enum LogFormat {
  /// Anything else.
  package static let plain = "plain"
  /// What `podman events` and `docker events` print.
  package static let engineEvents = "engine-events"
}

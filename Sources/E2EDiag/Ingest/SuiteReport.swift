/// What a test runner reports of one suite, apart from what it printed: Ginkgo's JSON, JUnit.
package struct SuiteReport: Sendable, Equatable {
  /// The suite's name.
  package var suite: String

  /// A report of `suite`.
  package init(suite: String) { self.suite = suite }
}

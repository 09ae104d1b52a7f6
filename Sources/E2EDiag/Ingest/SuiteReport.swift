/// What a test runner reports of one suite, apart from what it printed: Ginkgo's JSON, JUnit.
///
/// Its words are held as indices: of ``names``, or of the lines of the source, so that a secret
/// that is replaced there is gone here as well.
package struct SuiteReport: Sendable, Equatable {
  /// The names the report gives, one a line: first of the suite, then of its specs.
  package var names = LogText()
  /// The number its order was drawn with: of two reports of one run it is the same.
  package var seed: String?
  /// When the suite began and ended.
  package var start: LogTime?
  package var end: LogTime?
  /// Specs there are, and those that were to run.
  package var total: Int?
  package var planned: Int?
  /// Whether the runner says that the suite succeeded; `nil` where the report ends before.
  package var succeeded: Bool?
  /// What the runner says beside its specs of why the suite failed, in ``names``.
  package var reasons: [Int] = []
  package var specs: [Spec] = []
  /// Whether the report ends before the suite does.
  package var isCut = false
  /// Lines of the text that tell of this suite, and the last of them that tell how it ended.
  package var lines = 0..<0
  package var closing = 0..<0
  /// Position of the source among those of the run.
  package var source = 0

  /// One spec, or a node of the suite around them.
  package struct Spec: Sendable, Equatable {
    /// The kind of node: `It`, `BeforeSuite`.
    package var node: String
    /// The text of the spec with those of its containers, in ``SuiteReport/names``.
    package var name: Int
    package var state: State
    /// How often it was tried.
    package var attempts: Int
    package var start: LogTime?
    package var end: LogTime?
    /// Number of the line of the source where the report of it begins.
    package var line: Int
    /// Lines of the text that name it, and those that state its failure.
    package var head = 0..<0
    package var failure = 0..<0
  }

  /// How a spec ended, in the words of Ginkgo.
  package enum State: String, Sendable {
    case pending, skipped, passed, failed, aborted, panicked, interrupted, timedout

    /// Whether it makes the suite fail.
    package var isFailure: Bool {
      switch self {
      case .pending, .skipped, .passed: false
      case .failed, .aborted, .panicked, .interrupted, .timedout: true
      }
    }
    /// Whether it ran at all.
    package var hasRun: Bool { self != .pending && self != .skipped }
  }
}

extension SuiteReport {
  /// The name of the suite.
  package var suiteName: String { names.text(0) }

  /// Whether a spec or a node of the suite failed.
  package var hasFailed: Bool { specs.contains { $0.state.isFailure } }

  /// The specs proper, without the nodes around them.
  package var ownSpecs: [Spec] { specs.filter { $0.node == Self.spec } }

  /// The kind of node a spec is.
  package static let spec = "It"

  /// How many specs ended how; `nil` where the report does not tell how many there were.
  package var counts: SpecCounts? {
    let own = ownSpecs
    guard let total = total ?? (own.isEmpty ? nil : own.count) else { return nil }
    let ran = own.count { $0.state.hasRun }
    let isMasked = specs.contains {
      $0.node.contains("BeforeSuite") && $0.state.isFailure || $0.state == .interrupted
    }
    let unwanted = planned.map { total - $0 } ?? own.count { !$0.state.hasRun }
    return SpecCounts(
      total: total, ran: isCut ? nil : ran, passed: own.count { $0.state == .passed },
      failed: own.count { $0.state.isFailure },
      masked: isMasked && !isCut ? max(0, total - ran - unwanted) : 0)
  }
}

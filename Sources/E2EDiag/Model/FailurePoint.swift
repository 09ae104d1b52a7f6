/// The step and the line where the run went wrong.
public struct FailurePoint: Sendable, Equatable {
  /// The phase of the failing step.
  public var phase: Phase
  /// The operation that failed.
  public var operation: String
  /// What it failed on; `nil` where the log names nothing.
  public var subject: String?
  /// Which try of the operation on this subject in this phase of the run; 2 for a second load.
  public var attempt: Int
  /// The innermost error, in one line.
  public var message: String
  /// The line that states it.
  public var line: QuotedLine
  /// When the log says that it failed; `nil` where no line that states it has a time.
  public var time: LogTime?
  /// The node of Ginkgo it happened in, such as `SynchronizedBeforeSuite`.
  public var node: GinkgoNode?
  /// The place in the code, as the log gives it: `/home/ci/e2e/suite_test.go:119`.
  public var code: String?
  /// The error chain, outermost frame first; empty when the line is not a chain.
  public var chain: [String]
  /// Every exit status on the way, outermost layer first.
  public var exitStatuses: [ExitStatus]
  /// Lines around the failing one that matter, in order.
  public var context: [QuotedLine]
  /// The signature that explains the line, such as `linux/no-space`.
  public var signature: String?
  /// Identity of the failure across runs.
  public var fingerprint: Fingerprint

  /// All fields, in their order.
  package init(
    phase: Phase, operation: String, subject: String?, attempt: Int, message: String,
    line: QuotedLine, time: LogTime? = nil, node: GinkgoNode? = nil, code: String? = nil,
    chain: [String], exitStatuses: [ExitStatus], context: [QuotedLine], signature: String?,
    fingerprint: Fingerprint
  ) {
    self.phase = phase
    self.operation = operation
    self.subject = subject
    self.attempt = attempt
    self.message = message
    self.line = line
    self.time = time
    self.node = node
    self.code = code
    self.chain = chain
    self.exitStatuses = exitStatuses
    self.context = context
    self.signature = signature
    self.fingerprint = fingerprint
  }
}

/// A node of Ginkgo that failed.
public struct GinkgoNode: Sendable, Equatable {
  /// Its kind, as the log names it: `SynchronizedBeforeSuite`, `It`.
  public var name: String
  /// How long it ran, where the log says so.
  public var milliseconds: Int?

  /// All fields, in their order.
  package init(name: String, milliseconds: Int?) {
    self.name = name
    self.milliseconds = milliseconds
  }
}

/// An exit status together with the program it came from.
public struct ExitStatus: Sendable, Equatable {
  /// The layer that ended with it: `kind`, `podman exec`, `make`.
  public var layer: String
  /// The code.
  public var code: Int
  /// What it was to make, where the layer is `make` and names it.
  public var target: String?

  /// All fields, in their order.
  package init(layer: String, code: Int, target: String? = nil) {
    self.layer = layer
    self.code = code
    self.target = target
  }
}

/// A line that may state the failure.
public struct Candidate: Sendable, Equatable {
  /// The line.
  public var line: QuotedLine
  /// 0 to 1; comparable within one run only.
  public var score: Double
  /// What raised or lowered it, by name.
  public var reasons: [String]

  /// All fields, in their order.
  package init(line: QuotedLine, score: Double, reasons: [String]) {
    self.line = line
    self.score = score
    self.reasons = reasons
  }
}

/// A step while the timeline is built: with what only the analysis needs.
package struct TrackedStep: Sendable {
  package var step: Step
  /// Comparable form of the subject.
  package var subject: Subject?
  /// The command that does the work, where the log prints it.
  package var command: String?
  /// The container a command works in, where it names one.
  package var place: String? { command.flatMap { Self.exec.firstMatch(in: $0)?.captures["place"] } }
  /// How the step came into the timeline.
  package var origin: Origin
  /// Whether it has not ended yet.
  package var isOpen = true
  /// Index of the kept line that began it.
  package var startIndex: Int
  /// Index of the last kept line that belongs to it.
  package var endIndex: Int

  /// The kinds of marker a step can come from.
  package enum Origin: Sendable, Equatable {
    /// A heading that may have steps of its own below it.
    case heading
    /// One of a sequence: the next one ends it.
    case sequence
    /// One that a sign ends, maybe among parallel ones.
    case sign
    /// A command of a transcript, ended by its exit status.
    case command
    /// A command inside a step of a sequence.
    case subcommand
    /// A spec.
    case spec
  }

  private static let exec = Pattern(
    #"\b(?:podman|docker|nerdctl)\b.*?\sexec(?:\s+-\S+)*\s+(?<place>[A-Za-z0-9][\w.-]*)(?=\s)"#)

  /// What two tries have in common for certain: without a thing they work on, the whole command.
  struct Repeated: Hashable {
    let operation: String
    let command: String?
  }

  var repeated: Repeated {
    Repeated(operation: step.operation, command: subject == nil ? command : nil)
  }

  /// Whether both do the same to the same thing in the same place.
  package func isSame(as other: TrackedStep) -> Bool {
    step.operation == other.step.operation && hasSameSubject(as: other)
      && (place == nil || other.place == nil || place == other.place)
  }

  /// Whether both work on the same thing; unnamed things are the same only among themselves.
  package func hasSameSubject(as other: TrackedStep) -> Bool {
    switch (subject, other.subject) {
    case (let a?, let b?): a.matches(b)
    case (nil, nil): command == other.command
    default: false
    }
  }

  /// Whether it takes away the cluster, or the container that is its node.
  var removesCluster: Bool {
    if step.operation == "delete cluster" { return true }
    return step.operation == "remove container"
      && ["control-plane", "worker", "node"].contains { subject?.name.contains($0) == true }
  }

  /// Whether the two were under way at the same time.
  package func overlaps(_ other: TrackedStep) -> Bool {
    startIndex < other.endIndex && other.startIndex < endIndex
  }
}

/// What the markers of one source tell, before anything is concluded.
package struct Track: Sendable {
  package var steps: [TrackedStep] = []
  /// For the position of each step that failed and passed on a later try, that of the try.
  package var recoveries: [Int: Int] = [:]
  /// Failure messages of Ginkgo, in order.
  package var failures: [GinkgoFailure] = []
  /// Markers of failures that belong to no known step.
  package var looseErrors: [Marker] = []
  package var suite: String?
  package var plannedSpecs: Int?
  package var ran: (count: Int, total: Int, index: Int)?
  package var tally: (passed: Bool, text: String, index: Int)?
  /// The last line that says that the whole run passed, or failed.
  package var passedAt: Int?
  package var failedAt: Int?
  package var failedPhase: Phase?
  package var interruptedAt: Int?
  package var claims: [Marker] = []
  package var destroyedAt: Int?
  package var teardownAt: Int?
  package var processes = 1
  package var announcedPhases: [Phase] = []
  package var testsFailed: [Marker] = []
  /// Index of the last line that says that a test, or a package of them, passed.
  package var testPassedAt: Int?
  package var setupFailed = false
  package var hasTranscript = false
  /// Statuses of commands that reported one; the last decides a transcript.
  package var exits: [(code: Int, index: Int)] = []
  /// Lines that say that something failed and is tried again.
  package var retries: Set<Int> = []
  /// How long the node of Ginkgo ran whose failures follow.
  package var nodeMilliseconds: Int?
  /// The counts, the beginning and the end of the suite, where a report tells them.
  package var reportedSpecs: SpecCounts?
  package var reportedTimes: (start: LogTime, end: LogTime?)?

  /// Whether a transcript ends inside a command, before its status.
  package var endsInsideCommand: Bool {
    hasTranscript && steps.contains { $0.origin == .command && $0.isOpen }
  }

  /// Puts `new` in the place of the steps; `position` tells where each old one stands now, because
  /// failures hold theirs by it.
  mutating func replaceSteps(with new: [TrackedStep], at position: [Int: Int]) {
    steps = new
    for failure in failures.indices {
      failures[failure].step = failures[failure].step.flatMap { position[$0] }
    }
    findRecoveries()
  }

  /// So many of the last steps of a kind are looked at for a later try.
  private static let reach = 1000

  /// Finds out which steps that failed passed on a later try.
  package mutating func findRecoveries() {
    recoveries = [:]
    let passed = Dictionary(
      grouping: steps.indices.filter { steps[$0].step.status == .passed },
      by: { steps[$0].repeated })
    for failed in steps.indices where steps[failed].step.status == .failed {
      recoveries[failed] = passed[steps[failed].repeated]?.suffix(Self.reach).last {
        steps[$0].startIndex > steps[failed].endIndex && steps[$0].isSame(as: steps[failed])
      }
    }
  }

  /// Index of the line that tells that the cluster or its node was removed after `failure`; kind
  /// removes the nodes of a cluster that does not come up before it says why.
  package func clusterRemoval(after failure: FoundFailure) -> Int? {
    let index = min(failure.statedAt, failure.step.map { steps[$0].endIndex } ?? .max)
    let removal = steps.first {
      $0.startIndex > index && $0.step.status != .failed && $0.removesCluster
    }
    return [destroyedAt.flatMap { $0 > index ? $0 : nil }, removal?.startIndex]
      .compactMap { $0 }.min()
  }

  /// Whether the last word of the log is that everything passed.
  package var saysThatItPassed: Bool { passedAt.map { $0 > failedAt ?? -1 } ?? false }

  /// Whether anything but an error line says that the run failed.
  package var saysThatItFailed: Bool {
    failedAt != nil || setupFailed || exits.contains { $0.code != 0 }
  }

  /// Whether something began that neither ended nor said how.
  package var isCut: Bool {
    if endsInsideCommand { return true }
    let began = suite != nil || plannedSpecs != nil || hasTranscript
    return began && passedAt == nil && failedAt == nil && ran == nil
  }

  /// Whether it ends what it did not begin: the second part of a log that was taken apart.
  package var startsInside: Bool {
    guard suite == nil, plannedSpecs == nil else { return false }
    if ran != nil || tally != nil { return true }
    let firstCommand = steps.first { $0.origin == .command }?.startIndex
    return exits.first.map { $0.index < firstCommand ?? .max } ?? false
  }
}

/// A failure as Ginkgo states it: the message between `[FAILED]` and `In [node] at:`.
package struct GinkgoFailure: Sendable {
  /// Index of the kept line with `[FAILED]`.
  package var index: Int
  /// Index of the last kept line of the message.
  package var endIndex: Int
  /// The node it happened in: `SynchronizedBeforeSuite`, `It`.
  package var node: String
  /// The spec, for failures inside one.
  package var spec: String?
  /// The lines of the message, without the dump of Go values.
  package var message: [(index: Int, text: String)]
  /// The place in the code, as `In [node] at:` gives it.
  package var code: String?
  /// How long the node ran.
  package var milliseconds: Int?
  /// Whether it only repeats that another process failed.
  package var isCopy: Bool
  /// Position of the step that was under way.
  package var step: Int?

  /// Whether it stopped the run before its specs.
  package var isSetup: Bool { node.contains("BeforeSuite") }
  /// Whether it happened while tearing down.
  package var isTeardown: Bool { node.contains("After") || node.contains("DeferCleanup") }
}

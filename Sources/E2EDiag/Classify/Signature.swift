/// A rule that recognizes one known error text, and says what it is evidence for.
package struct Signature: Sendable {
  /// How the line is recognized, with examples.
  package let line: LineRule
  /// The heading in reports.
  package let title: String
  /// How far the rule can be relied on.
  package let status: Status
  /// The cause it usually means; `nil` when the text alone says nothing.
  package let cause: HypothesisID?
  /// The finer cause, such as `disk-full`.
  package let finer: String
  /// The author's prior.
  package let confidence: Confidence
  /// What must hold around the line for the rule to count at all.
  package let when: Context
  /// What a match speaks for and against.
  package let claims: [Claim]
  /// Why this happens; `{capture}` is filled in.
  package let explain: String
  /// What to do, most useful first.
  package let next: [String]
  /// Upstream threads.
  package let links: [String]
  /// Signatures that give way when both match one line.
  package let outranks: [String]
  /// Names it had in earlier versions.
  package let formerly: [String]

  /// `family/id`.
  package var name: String { line.name }

  /// The largest weight any of its claims has, in any context.
  package var strength: Double { claims.map(\.weight).max() ?? 0 }

  /// How far a rule has proved itself.
  package enum Status: String, CaseIterable, Sendable { case experimental, stable, deprecated }

  /// The author's prior.
  package enum Confidence: String, CaseIterable, Sendable { case low, medium, high }

  /// One thing a match speaks for or against.
  package struct Claim: Sendable {
    package let hypothesis: HypothesisID
    package let isFor: Bool
    /// Log-odds, positive.
    package let weight: Double
    /// Claims of one group count once.
    package let group: String
    /// When the claim counts.
    package let when: Context
  }

  /// Conditions on what stands around a line; all that are given must hold.
  package struct Context: Sendable {
    package var phases: [Phase] = []
    package var sources: [String] = []
    package var earlier: Pattern?
    package var later: Pattern?
    package var near: (match: Pattern, lines: Int)?
    package var absent: Pattern?
    package var structure: [Requirement] = []
    package var sample: SampleCondition?

    package static let fields = [
      "phase", "source", "earlier", "later", "near", "absent", "structure", "sample",
    ]
  }

  /// A fact of the timeline that must hold, or must not.
  package struct Requirement: Sendable {
    package let fact: StructuralFact
    package let isNegated: Bool
  }
}

/// A fact about a step and its surroundings that the timeline tells.
package enum StructuralFact: String, CaseIterable, Sendable {
  /// Another subject passed the same operation before.
  case othersPassed = "others-passed"
  /// The step ran while another step of its kind ran.
  case overlapped
  /// As ``overlapped``, with the same subject.
  case sameSubjectOverlapped = "same-subject-overlapped"
  /// A try that began after it, of the same operation on the same subject, passed.
  case retriedPassed = "retried-passed"
  /// The subject was loaded or ran well before.
  case subjectPassedBefore = "subject-passed-before"
  /// The same operation passed on the same subject before.
  case sameStepPassedBefore = "same-step-passed-before"
  /// A command on the node or runtime passed before.
  case nodeWorkedBefore = "node-worked-before"
  /// Nothing used the node or runtime before.
  case firstUse = "first-use"
  /// Everything of its kind that came later failed too; unknown when nothing came later.
  case persists
  /// The line stands behind the beginning of the teardown.
  case inCleanup = "in-cleanup"
  /// Several processes or commands create the same thing.
  case severalCreators = "several-creators"
  /// Something removed the subject, its node or its images before or meanwhile.
  case removedMeanwhile = "removed-meanwhile"
}

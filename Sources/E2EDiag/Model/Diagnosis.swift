/// Everything that is said of one run.
public struct Diagnosis: Sendable, Equatable {
  /// The run and how it ended.
  public var run: Run
  /// The steps in the order in which they began, those of one log in that of its lines; steps that were
  /// not reached stand last.
  public var timeline: [Step]
  /// What other sources than the suite's own log tell with a time, oldest first.
  public var events: [RunEvent]
  /// Where it went wrong; `nil` when no failure was found.
  public var failure: FailurePoint?
  /// Lines that may state the failure, best first, at most 10.
  public var candidates: [Candidate]
  /// Causes, best first.
  public var hypotheses: [Hypothesis]
  /// What the evidence supports.
  public var conclusion: Conclusion
  /// Pairs of statements that cannot both be true.
  public var contradictions: [Contradiction]
  /// Facts that a reader must not miss.
  public var observations: [Observation]
  /// What to do about it, most useful first.
  public var actions: [Action]
  /// What to look at next, in the order in which it tells most.
  public var nextChecks: [EvidenceGap]

  /// All fields, in their order.
  package init(
    run: Run, timeline: [Step], events: [RunEvent] = [], failure: FailurePoint?,
    candidates: [Candidate],
    hypotheses: [Hypothesis], conclusion: Conclusion, contradictions: [Contradiction],
    observations: [Observation], actions: [Action], nextChecks: [EvidenceGap]
  ) {
    self.run = run
    self.timeline = timeline
    self.events = events
    self.failure = failure
    self.candidates = candidates
    self.hypotheses = hypotheses
    self.conclusion = conclusion
    self.contradictions = contradictions
    self.observations = observations
    self.actions = actions
    self.nextChecks = nextChecks
  }
}

/// Two statements of one log that cannot both be true.
public struct Contradiction: Sendable, Equatable {
  /// The statement that is false.
  public var claim: QuotedLine
  /// The statement that shows it.
  public var against: QuotedLine
  /// One sentence for a person.
  public var sentence: String

  /// All fields, in their order.
  package init(claim: QuotedLine, against: QuotedLine, sentence: String) {
    self.claim = claim
    self.against = against
    self.sentence = sentence
  }
}

extension Diagnosis {
  /// Whether an exit code or CI says that the run failed, and nothing else does.
  public var isStatedFailure: Bool { observations.contains { $0.kind == .statedFailure } }
}

/// A fact of the run that changes how the rest is to be read.
public struct Observation: Sendable, Equatable {
  /// What kind of fact.
  public var kind: Kind
  /// One sentence for a person.
  public var sentence: String
  /// Where it shows.
  public var line: QuotedLine?

  /// All fields, in their order.
  package init(kind: Kind, sentence: String, line: QuotedLine?) {
    self.kind = kind
    self.sentence = sentence
    self.line = line
  }

  /// The kinds of facts.
  public enum Kind: String, Codable, Sendable {
    /// The cluster, or another thing to look at, was removed after the failure.
    case evidenceDestroyed = "evidence-destroyed"
    /// The output of a failed command is not in the log.
    case outputMissing = "output-missing"
    /// A step failed and a later try passed.
    case retriedThenPassed = "retried-then-passed"
    /// A failure before the specs kept them from running.
    case specsMasked = "specs-masked"
    /// An image was loaded more than once.
    case loadedTwice = "loaded-twice"
    /// Later errors that are only the consequence of the failure.
    case cascade
    /// The log holds no figure of the node's disk, memory or processes.
    case noResourceData = "no-resource-data"
    /// The log ends before the suite that it is of.
    case logCut = "log-cut"
    /// An exit code or CI says that the run failed, and nothing else does.
    case statedFailure = "stated-failure"
    /// Nothing was printed for a long time before the run was stopped.
    case silence
  }
}

/// Something to do.
public struct Action: Sendable, Equatable {
  /// When: at once, this sprint, or in the long run.
  public var term: Term
  /// What to do, in the imperative.
  public var text: String
  /// The command that does it, with the names of this run filled in; `nil` when it takes a person.
  public var command: String?
  /// Why, with the rule it rests on.
  public var why: String

  /// All fields, in their order.
  package init(term: Term, text: String, command: String?, why: String) {
    self.term = term
    self.text = text
    self.command = command
    self.why = why
  }

  /// When an action is due.
  public enum Term: String, Codable, Sendable {
    case immediate, medium, long
  }
}

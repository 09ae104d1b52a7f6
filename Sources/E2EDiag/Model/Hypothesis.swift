/// One of the causes a failed run can have.
public enum HypothesisID: String, Codable, Sendable, CaseIterable {
  /// What an earlier run or crash left behind: damaged stores, dead daemons, stale names.
  case stateCorruption = "state-corruption"
  /// Disk, memory, descriptors, processes or time of the processor ran out.
  case resourceExhaustion = "resource-exhaustion"
  /// This image, and no other: damaged, for another platform, of another format.
  case imageSpecific = "image-specific"
  /// Two things happened in an order nobody ensured.
  case race
  /// Names, tags, flags, manifests, rights or versions do not fit together.
  case configuration
  /// The code under test, or the test, is wrong.
  case application
  /// Names do not resolve, packets do not arrive, a registry refuses.
  case network

  /// Whether the hypothesis is listed even without evidence.
  public var isAlwaysListed: Bool {
    switch self {
    case .stateCorruption, .resourceExhaustion, .imageSpecific, .race: true
    case .configuration, .application, .network: false
    }
  }
}

/// How much evidence stands behind a hypothesis or a conclusion, in words.
public enum Support: String, Codable, Sendable {
  /// One decisive text, or several pieces that agree.
  case strong
  /// Enough to act on, not enough to be sure.
  case moderate
  /// A hint.
  case weak
  /// Nothing speaks for it.
  case none

  /// The word for a score in log-odds.
  package init(score: Double) {
    self =
      switch score {
      case 3.0...: .strong
      case 2.0..<3.0: .moderate
      case 0.25..<2.0: .weak
      default: .none
      }
  }
}

/// A cause, with what speaks for it, what against, and what nobody collected.
public struct Hypothesis: Sendable, Equatable {
  /// Which cause.
  public var id: HypothesisID
  /// The finer cause of the strongest evidence, such as `disk-full`.
  public var finer: String?
  /// Log-odds over the prior of the phase, capped at ±6.
  public var score: Double
  /// What speaks for it, strongest first.
  public var evidenceFor: [Evidence]
  /// What speaks against it, strongest first.
  public var evidenceAgainst: [Evidence]
  /// What would tell, and how to collect it.
  public var missing: [EvidenceGap]

  /// All fields, in their order.
  package init(
    id: HypothesisID, finer: String?, score: Double, evidenceFor: [Evidence],
    evidenceAgainst: [Evidence], missing: [EvidenceGap]
  ) {
    self.id = id
    self.finer = finer
    self.score = score
    self.evidenceFor = evidenceFor
    self.evidenceAgainst = evidenceAgainst
    self.missing = missing
  }

  /// The score as a word.
  public var support: Support { Support(score: score) }
}

/// A line or a fact of the timeline that speaks for or against a hypothesis.
public struct Evidence: Sendable, Equatable {
  /// The signature or structural rule that says so, such as `linux/no-space`.
  public var rule: String
  /// Log-odds, positive; the sign is told by the list it stands in.
  public var weight: Double
  /// Pieces of one group count once, by their strongest.
  public var group: String
  /// The quoted line.
  public var line: QuotedLine
  /// Why it counts, for a person.
  public var why: String

  /// All fields, in their order.
  package init(rule: String, weight: Double, group: String, line: QuotedLine, why: String) {
    self.rule = rule
    self.weight = weight
    self.group = group
    self.line = line
    self.why = why
  }
}

/// Something that was not collected, and the command that collects it.
public struct EvidenceGap: Sendable, Equatable {
  /// What is missing.
  public var what: String
  /// One shell command, with the names of this run filled in.
  public var command: String

  /// All fields, in their order.
  package init(what: String, command: String) {
    self.what = what
    self.command = command
  }
}

/// What the evidence as a whole supports.
public struct Conclusion: Sendable, Equatable {
  /// The cause, or `nil` when it cannot be told.
  public var cause: HypothesisID?
  /// The finer cause, such as `disk-full`.
  public var finer: String?
  /// How sure.
  public var confidence: Support
  /// One sentence for a person, with the reason.
  public var sentence: String

  /// All fields, in their order.
  package init(cause: HypothesisID?, finer: String?, confidence: Support, sentence: String) {
    self.cause = cause
    self.finer = finer
    self.confidence = confidence
    self.sentence = sentence
  }
}

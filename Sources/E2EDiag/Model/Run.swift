/// One execution of a suite, as its logs show it.
public struct Run: Sendable, Equatable {
  /// 12 hexadecimal digits from the contents of all sources: the same logs are the same run.
  public var id: String
  /// The suite's name: given, else as the log says it, else `nil`.
  public var suite: String?
  /// How it ended.
  public var verdict: Verdict
  /// The first time in the logs.
  public var startedAt: LogTime?
  /// The last time in the logs.
  public var endedAt: LogTime?
  /// What is known of its specs; `nil` where the logs speak of none.
  public var specs: SpecCounts?
  /// What should make two runs alike: commit, digests, versions.
  public var inputs: [String: String]
  /// The logs, in their given order.
  public var sources: [SourceSummary]

  /// All fields, in their order.
  package init(
    id: String, suite: String?, verdict: Verdict, startedAt: LogTime?, endedAt: LogTime?,
    specs: SpecCounts?, inputs: [String: String], sources: [SourceSummary]
  ) {
    self.id = id
    self.suite = suite
    self.verdict = verdict
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.specs = specs
    self.inputs = inputs
    self.sources = sources
  }
}

/// How many specs there were and what became of them.
public struct SpecCounts: Sendable, Equatable {
  /// Specs of the suite that should have run.
  public var total: Int
  /// Specs that ran; `nil` where the log ends before it says.
  public var ran: Int?
  /// Specs that passed, where the log counts them.
  public var passed: Int?
  /// Specs that failed, where the log counts them.
  public var failed: Int?
  /// Specs that a setup failure or an interruption kept from running.
  public var masked: Int

  /// All fields, in their order.
  package init(total: Int, ran: Int?, passed: Int?, failed: Int?, masked: Int) {
    self.total = total
    self.ran = ran
    self.passed = passed
    self.failed = failed
    self.masked = masked
  }
}

/// What was read from one source.
public struct SourceSummary: Sendable, Equatable {
  /// The path as given, or `-` for standard input.
  public var path: String
  /// The recognized format, in kebab-case: `ginkgo-console`.
  public var format: String
  /// Number of lines.
  public var lines: Int
  /// Number of bytes, after decompression.
  public var bytes: Int
  /// SHA-256 of the bytes as they were read, in hexadecimal.
  public var sha256: String
  /// What the reader wants the person to know of this source.
  public var notes: [String]

  /// All fields, in their order.
  package init(
    path: String, format: String, lines: Int, bytes: Int, sha256: String, notes: [String]
  ) {
    self.path = path
    self.format = format
    self.lines = lines
    self.bytes = bytes
    self.sha256 = sha256
    self.notes = notes
  }
}

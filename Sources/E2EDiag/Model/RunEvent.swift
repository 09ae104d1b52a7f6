/// Something that happened beside the steps: a container died, the kernel killed a process, a disk was full.
public struct RunEvent: Sendable, Equatable {
  /// What kind of thing happened.
  public var kind: Kind
  /// When, on the clock of the run; `nil` where the source has no time.
  public var time: LogTime?
  /// Where the time comes from.
  public var quality: TimeQuality
  /// What it happened to: a container, a node, a file system.
  public var subject: String?
  /// One sentence for a person.
  public var sentence: String
  /// The line that tells it.
  public var line: QuotedLine

  /// All fields, in their order.
  package init(
    kind: Kind, time: LogTime?, quality: TimeQuality, subject: String?, sentence: String,
    line: QuotedLine
  ) {
    self.kind = kind
    self.time = time
    self.quality = quality
    self.subject = subject
    self.sentence = sentence
    self.line = line
  }

  /// The kinds of things that happen.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A container began, died or was removed, as the engine tells it.
    case container
    /// The kernel killed a process, or a device failed.
    case kernel
    /// The cluster tells it of its objects.
    case cluster
    /// A figure of disk, memory or processes that is remarkable.
    case resource
    /// What CI itself says of the run.
    case ci
  }
}

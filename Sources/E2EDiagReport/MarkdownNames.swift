internal import E2EDiag

/// The names of this run that commands and code are filled in with.
///
/// They come from the timeline and from the commands of the diagnosis. Only a plain word is taken:
/// what a log says is not trusted inside a shell or a string of Go.
struct PostMortemNames: Equatable {
  var cluster: String?
  var node: String?
  var namespace: String?
  var subject: String?
  /// The whole name of the image of the failing step.
  var image: String?
  /// `podman` or `docker`; `nil` where the run shows neither.
  var runtime: String?
  /// The target of make that failed.
  var makeTarget: String?

  init(_ diagnosis: Diagnosis) {
    let words = (diagnosis.nextChecks + diagnosis.hypotheses.flatMap(\.missing)).map {
      $0.command.split(separator: " ").map(String.init)
    }
    cluster =
      diagnosis.timeline.lazy.filter { $0.operation.hasSuffix(" cluster") }
      .compactMap(\.subject).first.flatMap(Self.plain)
      .map { $0.hasSuffix(Self.suffix) ? String($0.dropLast(Self.suffix.count)) : $0 }
    cluster = cluster ?? Self.word(after: "--name", in: words, except: "probe")
    node = Self.word(after: "exec", in: words) ?? cluster.map { $0 + Self.suffix }
    namespace = Self.word(after: "-n", in: words.filter { $0.first == "kubectl" })
    image = Self.word(after: "inspect", in: words)
    makeTarget = diagnosis.failure?.exitStatuses.lazy.compactMap(\.target).first
      .flatMap(Self.plain)
    subject = diagnosis.failure?.subject.flatMap(Self.plain)
    let layers = diagnosis.failure?.exitStatuses.map(\.layer) ?? []
    runtime = ["podman", "docker"].first { name in
      layers.contains { $0.hasPrefix(name) } || words.contains { $0.first == name }
    }
  }

  /// Kind names its nodes after the cluster.
  private static let suffix = "-control-plane"

  /// `template` with the names in braces filled in; what is not known is asked for in
  /// capitals, which no shell takes for a redirection.
  func filled(_ template: String) -> String {
    let values = [
      ("{cluster}", cluster ?? "CLUSTER"), ("{node}", node ?? "NODE"),
      ("{namespace}", namespace ?? "NAMESPACE"), ("{subject}", subject ?? "SUBJECT"),
      ("{image}", image ?? "IMAGE"),
      ("{runtime}", runtime ?? "podman"),
    ]
    return values.reduce(template) { $0.replacing($1.0, with: $1.1) }
  }

  private static func word(
    after key: String, in commands: [[String]], except other: String? = nil
  ) -> String? {
    commands.lazy.compactMap { words in
      zip(words, words.dropFirst()).first { $0 == key && $1 != other }.flatMap { plain($0.1) }
    }.first
  }

  private static func plain(_ word: String) -> String? {
    let isPlain =
      !word.isEmpty && word.utf8.count <= 100 && !word.hasPrefix("-")
      && word.utf8.allSatisfy {
        (48...57).contains($0) || (97...122).contains($0 | 0x20) || "_./:-".utf8.contains($0)
      }
    return isPlain ? word : nil
  }
}

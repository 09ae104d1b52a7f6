/// The name of what a step works on, made comparable over its many spellings.
///
/// `localhost/lab/webhook:e2e`, `/srv/ar/webhook.tar` and `webhook` are one subject; so are
/// `Data Storage Service`, `DataStorage` and `datastorage`.
package struct Subject: Sendable, Hashable {
  /// For people: lower case, without registry, folder, tag, digest and archive ending.
  package let name: String
  /// The words of the name, without those that say what kind of thing it is.
  private let words: [String]
  /// For comparison: letters and digits only, without words that say what kind of thing it is.
  package let key: String

  /// Words that tell the kind and not the name.
  private static let kinds: Set<String> = [
    "image", "images", "controller", "service", "services", "pod", "pods", "container",
    "deployment", "deployments", "statefulset", "daemonset", "job", "infrastructure", "the",
  ]

  /// The subject that `spelling` names.
  package init(_ spelling: String) {
    var text = Substring(spelling)
    if let at = text.range(of: "@sha256:") { text = text[..<at.lowerBound] }
    if let slash = text.lastIndex(of: "/"), slash != text.index(before: text.endIndex) {
      text = text[text.index(after: slash)...]
    }
    // A tag stands behind the last colon; a port has nothing but digits behind it, but then the
    // text has no name of an image before it either.
    if let colon = text.lastIndex(of: ":"), colon != text.startIndex { text = text[..<colon] }
    for ending in [".tar.gz", ".tar.xz", ".tar", ".tgz", ".yaml", ".yml"]
    where text.hasSuffix(ending) && text.count > ending.count {
      text = text.dropLast(ending.count)
    }
    let spoken = text.lowercased().split { $0 == " " || $0 == "_" }
    let naming = spoken.filter { !Self.kinds.contains(String($0)) }
    name = (naming.isEmpty ? spoken : naming).joined(separator: "-")
    let dashed = name.split(separator: "-").filter { !Self.kinds.contains(String($0)) }
    words = (dashed.isEmpty ? name.split(separator: "-") : dashed).map(String.init)
    key = words.joined().filter { $0.isLetter || $0.isNumber }
  }

  /// Whether both name the same thing: equal, or the words of one begin or end the other's
  /// (`kubernaut-aianalysis`).
  package func matches(_ other: Subject) -> Bool {
    if key == other.key { return true }
    let (short, long) = key.count < other.key.count ? (self, other) : (other, self)
    // Shorter names stand in many others by accident: `app`, `db`, `web`.
    guard short.key.count >= 5 else { return false }
    return long.words.starts(with: short.words)
      || long.words.suffix(short.words.count) == short.words[...]
  }
}

extension Substring {
  /// The first place where `text` stands, or `nil`.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

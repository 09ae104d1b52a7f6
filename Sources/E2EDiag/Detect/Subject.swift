/// The name of what a step works on, made comparable over its many spellings.
///
/// `localhost/lab/webhook:e2e`, `/srv/ar/webhook.tar` and `webhook` are one subject; so are
/// `Data Storage Service`, `DataStorage` and `datastorage`.
package struct Subject: Sendable, Hashable {
  /// For people: lower case, without registry, folder, tag, digest and archive ending.
  package let name: String
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
    let words = text.lowercased().split { $0 == " " || $0 == "_" }
    let naming = words.filter { !Self.kinds.contains(String($0)) }
    name = (naming.isEmpty ? words : naming).joined(separator: "-")
    let dashed = name.split(separator: "-").filter { !Self.kinds.contains(String($0)) }
    let keyed = dashed.isEmpty ? name.split(separator: "-") : dashed
    key = keyed.joined().filter { $0.isLetter || $0.isNumber }
  }

  /// Whether both name the same thing: equal, or one name holds the other (`kubernaut-aianalysis`).
  package func matches(_ other: Subject) -> Bool {
    if key == other.key { return true }
    let (short, long) = key.count < other.key.count ? (key, other.key) : (other.key, key)
    // Shorter names stand in many others by accident: `app`, `db`, `web`.
    return short.count >= 5 && (long.hasSuffix(short) || long.hasPrefix(short))
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

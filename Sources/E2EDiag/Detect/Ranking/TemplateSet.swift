/// The templates of the lines that passing runs printed; a line of another template is new.
package struct TemplateSet: Sendable, Equatable {
  private var hashes: Set<UInt64>

  /// Nothing seen.
  package init() { hashes = [] }

  /// The templates of all lines of `text`.
  package init(_ text: LogText) {
    hashes = []
    var masked: [UInt8] = []
    for index in text.lines.indices {
      hashes.insert(text.withLine(index) { MessageTemplate.hash(of: $0, using: &masked) })
    }
  }

  /// A set of hashes that ``sortedHashes`` gave.
  package init(hashes: [UInt64]) { self.hashes = Set(hashes) }

  /// The hashes in ascending order, for keeping them.
  package var sortedHashes: [UInt64] { hashes.sorted() }

  /// Adds what `other` has seen.
  package mutating func formUnion(_ other: TemplateSet) { hashes.formUnion(other.hashes) }

  /// Whether a passing run printed a line with this template.
  package func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }

  /// Number of distinct templates.
  package var count: Int { hashes.count }

  /// Whether nothing was seen.
  package var isEmpty: Bool { hashes.isEmpty }
}

/// The values of a YAML text, in the order in which they stand in it.
///
/// A mapping holds its keys and values in turn, a list its values; what a value holds follows it.
final class YAMLTree: Sendable {
  /// What a value is.
  enum Kind: Sendable { case text, list, mapping }

  /// One value.
  struct Node: Sendable {
    var kind: Kind
    /// 1-based line on which it begins.
    var line: Int
    /// Of a text, its bytes in ``YAMLTree/bytes``.
    var range = 0..<0
    /// The position behind the last value in it.
    var next = 0
  }

  /// The source, and behind it the texts that it spells otherwise.
  let bytes: [UInt8]
  let nodes: [Node]

  init(bytes: [UInt8], nodes: [Node]) {
    self.bytes = bytes
    self.nodes = nodes
  }

  /// The text at `position`.
  func text(_ position: Int) -> String {
    String(decoding: bytes[nodes[position].range], as: UTF8.self)
  }

  /// Whether the text at `position` is `text`.
  func isText(_ position: Int, _ text: String) -> Bool {
    let range = nodes[position].range
    return range.count == text.utf8.count && bytes[range].elementsEqual(text.utf8)
  }

  /// Positions of the values of a list; none for anything else.
  func items(of position: Int) -> [Int] {
    guard nodes[position].kind == .list else { return [] }
    var items: [Int] = []
    var item = position + 1
    while item < nodes[position].next {
      items.append(item)
      item = nodes[item].next
    }
    return items
  }

  /// Positions of the keys and values of a mapping; none for anything else.
  func pairs(of position: Int) -> Pairs {
    let node = nodes[position]
    return Pairs(tree: self, position: position + 1, end: node.kind == .mapping ? node.next : 0)
  }

  /// Steps from a key to the one behind its value.
  struct Pairs: Sequence, IteratorProtocol {
    fileprivate let tree: YAMLTree
    fileprivate var position: Int
    fileprivate let end: Int

    mutating func next() -> (key: Int, value: Int)? {
      guard position < end else { return nil }
      let key = position
      let value = tree.nodes[key].next
      position = tree.nodes[value].next
      return (key, value)
    }
  }
}

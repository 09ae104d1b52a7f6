/// Reads the part of YAML that files of rules are written in: block and flow mappings and lists, all five
/// kinds of texts, comments.
///
/// Refused are anchors and aliases, which can blow a small file up to any size, tags, which can ask
/// for types, keys that are no texts, directives, and a second document. Keys stand once. Whatever is
/// read is read as libyaml reads it; a test compares the two.
struct YAMLReader {
  typealias Node = YAMLTree.Node

  /// The source with line feeds alone, a zero at ``end``, then the texts that are spelled otherwise.
  var bytes: [UInt8]
  let end: Int
  var position = 0
  var line = 1
  var lineStart = 0
  var nodes: [Node] = []
  private var depth = 0
  /// Brackets and braces that are open.
  var flowDepth = 0

  var isInFlow: Bool { flowDepth > 0 }

  /// Lists and mappings inside each other; a rule needs six.
  private static let deepest = 64

  /// What is wrong, with the place.
  struct Mistake: Error, Equatable {
    var line: Int
    var reason: String
    /// What to write instead of something that is YAML, but not for files of rules.
    var help: String?
  }

  /// The values of `text`, the first of which holds the others; `nil` when there is none.
  static func read(_ text: String) throws(Mistake) -> YAMLTree? {
    var reader = YAMLReader(text)
    try reader.refuseControlBytes()
    guard try reader.document() else { return nil }
    return YAMLTree(bytes: reader.bytes, nodes: reader.nodes)
  }

  private init(_ text: String) {
    var source = Array(text.utf8)
    if source.starts(with: [0xef, 0xbb, 0xbf]) { source.removeFirst(3) }
    if source.contains(0x0d) {
      source = source.indices.compactMap { index in
        guard source[index] == 0x0d else { return source[index] }
        return index + 1 < source.count && source[index + 1] == 0x0a ? nil : 0x0a
      }
    }
    end = source.count
    bytes = source + [0]
  }

  /// After this a zero is the end, and nothing else.
  private func refuseControlBytes() throws(Mistake) {
    var line = 1
    for byte in bytes[..<end] where byte < 0x20 || byte == 0x7f {
      if byte == 0x0a { line += 1 }
      guard byte == 0x0a || byte == 0x09 else {
        throw Mistake(line: line, reason: "control characters are not allowed")
      }
    }
  }

  private mutating func document() throws(Mistake) -> Bool {
    try skipToToken()
    if bytes[position] == UInt8(ascii: "%") {
      throw mistake("directives are not allowed", help: "leave the line out")
    }
    if isMarker(UInt8(ascii: "-")) {
      position += 3
      try skipToToken()
    }
    guard position < end else { return false }
    try block(inside: -1, mayBeMapping: true)
    try skipToToken()
    guard position < end else { return true }
    if isMarker(UInt8(ascii: "-")) { throw secondDocument }
    guard isMarker(UInt8(ascii: ".")) else { throw mistake("did not find expected key") }
    position += 3
    try skipToToken()
    guard position == end else { throw secondDocument }
    return true
  }

  private var secondDocument: Mistake {
    mistake("a second document is not allowed", help: "give it a file of its own")
  }

  // MARK: - Blocks

  /// A value that stands at the position, in a mapping or list that begins at column `outer`.
  private mutating func block(inside outer: Int, mayBeMapping: Bool) throws(Mistake) {
    switch bytes[position] {
    case UInt8(ascii: "-") where isBlank(position + 1):
      guard mayBeMapping else {
        throw mistake("block sequence entries are not allowed in this context")
      }
      return try list()
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow()
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return add(try blockText(inside: outer))
    default: break
    }
    let column = column
    let first = try text(inside: outer)
    guard isAtColon() else { return add(first) }
    guard mayBeMapping, first.line == line else {
      throw mistake("mapping values are not allowed in this context")
    }
    try mapping(first: first, column: column)
  }

  private mutating func mapping(first: Node, column: Int) throws(Mistake) {
    let mapping = try open(.mapping, line: first.line)
    var key = first
    while true {
      add(key)
      try value(inMappingAt: column)
      try skipToToken()
      guard position < end, self.column >= column, !isMarker else { break }
      guard self.column == column, !(bytes[position] == UInt8(ascii: "-") && isBlank(position + 1))
      else { throw mistake("did not find expected key") }
      key = try self.key()
    }
    try close(mapping)
  }

  private mutating func key() throws(Mistake) -> Node {
    let start = line
    try refuseKeyThatIsNoText()
    let key = try text(inside: column)
    guard isAtColon(), key.line == line else {
      throw Mistake(line: start, reason: "could not find expected ':'")
    }
    return key
  }

  func refuseKeyThatIsNoText() throws(Mistake) {
    let byte = bytes[position]
    guard byte != UInt8(ascii: "["), byte != UInt8(ascii: "{"),
      byte != UInt8(ascii: "?") || !isBlank(position + 1)
    else { throw mistake("keys must be texts", help: "write 'KEY: VALUE'") }
  }

  /// The value behind a colon.
  private mutating func value(inMappingAt column: Int) throws(Mistake) {
    position += 1
    let start = line
    try skipToToken()
    if line == start, position < end {
      try block(inside: column, mayBeMapping: false)
    } else if position < end, self.column > column {
      try block(inside: column, mayBeMapping: true)
    } else if self.column == column, bytes[position] == UInt8(ascii: "-"), isBlank(position + 1) {
      // A list may stand as far left as its key.
      try list()
    } else {
      addEmpty(on: start)
    }
  }

  private mutating func list() throws(Mistake) {
    let column = column
    let list = try open(.list, line: line)
    while self.column == column, bytes[position] == UInt8(ascii: "-"), isBlank(position + 1) {
      position += 1
      let start = line
      try skipToToken()
      if position < end, line == start || self.column > column {
        try block(inside: column, mayBeMapping: true)
      } else {
        addEmpty(on: start)
      }
      try skipToToken()
    }
    try close(list)
  }

  // MARK: - Nodes

  mutating func open(_ kind: YAMLTree.Kind, line: Int) throws(Mistake) -> Int {
    depth += 1
    guard depth <= Self.deepest else { throw mistake("more than \(Self.deepest) levels") }
    nodes.append(Node(kind: kind, line: line))
    return nodes.count - 1
  }

  mutating func close(_ position: Int) throws(Mistake) {
    depth -= 1
    nodes[position].next = nodes.count
    if nodes[position].kind == .mapping { try refuseDuplicates(of: position) }
  }

  mutating func add(_ text: Node) {
    nodes.append(text)
    nodes[nodes.count - 1].next = nodes.count
  }

  mutating func addEmpty(on line: Int) { add(Node(kind: .text, line: line)) }

  private func refuseDuplicates(of mapping: Int) throws(Mistake) {
    var keys: [Range<Int>] = []
    var key = mapping + 1
    // Keys and values in turn, each behind the last of the one before.
    while key < nodes[mapping].next {
      keys.append(nodes[key].range)
      key = nodes[nodes[key].next].next
    }
    // Few keys are compared faster than they are hashed.
    if keys.count <= 32 {
      for (index, range) in keys.enumerated()
      where keys[..<index].contains(where: {
        $0.count == range.count && bytes[$0].elementsEqual(bytes[range])
      }) {
        throw duplicate(range, in: mapping)
      }
    } else {
      var seen: Set<ArraySlice<UInt8>> = []
      for range in keys where !seen.insert(bytes[range]).inserted {
        throw duplicate(range, in: mapping)
      }
    }
  }

  private func duplicate(_ range: Range<Int>, in mapping: Int) -> Mistake {
    let key = nodes[mapping...].first { $0.range == range }
    return Mistake(
      line: key?.line ?? 0,
      reason: "duplicate key '\(String(decoding: bytes[range], as: UTF8.self))'")
  }
}

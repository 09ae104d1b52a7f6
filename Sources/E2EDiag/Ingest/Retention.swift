/// Keeps the lines of a large source that matter, in bounded memory.
///
/// What is rare matters: of every text that rules need, the first lines that hold it are kept with
/// what stands around them, and the last ones alone. So a retry that is logged a million times leaves
/// room for the one line that says why the run failed, wherever it stands.
package struct Retention {
  /// A cleaned line or piece.
  package struct Kept {
    package var number: Int
    package var text: [UInt8]
    package var time: LogTime?
  }

  /// So many lines with a text are kept with their neighbours while a third of the budget is left.
  private static let frequent = 40
  /// So many while anything of it is left.
  private static let rare = 4
  /// So many last lines with a text are kept.
  private static let last = 8
  /// Bytes kept of each of these last lines.
  private static let longestLast = 1024

  /// Bytes of lines that are kept with their neighbours.
  private let budget: Int
  private var bytes = 0
  private var kept: [Kept] = []
  /// For each text, how many lines held it.
  private var seen: [Int] = []
  /// For each text its last lines, in no order.
  private var lastLines: [[LastLine]] = []

  /// A line as it was read, of which a part is kept.
  private struct LastLine {
    var number: Int
    var raw: [UInt8]
  }

  /// Nothing kept; `budget` is in bytes.
  package init(budget: Int) { self.budget = budget }

  /// Counts a line that holds `texts`, each named once or more; tells whether it is to be kept with what
  /// stands around it.
  package mutating func wants(_ texts: some Sequence<Int>) -> Bool {
    var isWanted = false
    for text in texts {
      if text >= seen.count {
        seen.append(contentsOf: repeatElement(0, count: text + 1 - seen.count))
      }
      seen[text] += 1
      isWanted =
        isWanted || seen[text] <= Self.rare && bytes < budget
        || seen[text] <= Self.frequent && bytes < budget / 3 * 2
    }
    return isWanted
  }

  /// Keeps a cleaned line; lines come in order.
  package mutating func keep(_ line: Kept) {
    kept.append(line)
    // An empty line takes room too.
    bytes += line.text.count + 32
  }

  /// Keeps a line as one of the last with `text`.
  package mutating func keepLast(_ raw: UnsafeRawBufferPointer, number: Int, of text: Int) {
    let raw = raw.prefix(Self.longestLast)
    while lastLines.count <= text { lastLines.append([]) }
    let count = lastLines[text].count
    guard count == Self.last else {
      lastLines[text].append(LastLine(number: number, raw: Array(raw)))
      return
    }
    // As many lines as were seen, less those kept with their neighbours, in turn; the place's own
    // memory takes the new bytes.
    let place = seen[text] % Self.last
    lastLines[text][place].number = number
    lastLines[text][place].raw.removeAll(keepingCapacity: true)
    lastLines[text][place].raw.append(contentsOf: raw)
  }

  /// What was kept, in order of the lines, each once.
  package var all: [Kept] {
    var seen = Set(kept.map(\.number))
    var all = kept
    for line in lastLines.joined() where seen.insert(line.number).inserted {
      line.raw.withUnsafeBytes { raw in
        for piece in LineCleaner.pieces(raw, isFirst: false) {
          all.append(Kept(number: line.number, text: piece.text, time: piece.time))
        }
      }
    }
    // Stable: pieces of one line stay in their order.
    return all.enumerated().sorted {
      ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
    }.map(\.element)
  }
}

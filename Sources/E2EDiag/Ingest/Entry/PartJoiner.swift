/// Joins the parts that a runtime has cut long lines into, for each stream of the program.
///
/// A joined line stands where its first part stood. Each further part leaves an empty line, so that
/// lines keep their numbers. What stands behind a line under way waits for its end.
package struct PartJoiner {
  /// Bytes and lines that wait at most: a line without an end is handed on as far as it goes.
  package static let mostBytes = 1_048_576
  package static let mostLines = 4096

  private var waiting: [(line: [UInt8], isOpen: Bool)] = []
  /// How many lines have gone before those that wait.
  private var gone = 0
  private var waitingBytes = 0
  /// Where the line under way of each stream stands, counted from the first of all.
  private var open: [UInt8: Int] = [:]

  /// Takes a line that is no entry.
  package mutating func take(line: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    add(Array(line), isOpen: false, into: &output)
  }

  /// Takes the next entry; lines that are complete go to `output`, each with its line feed.
  package mutating func take(_ entry: LogEntry, into output: inout [UInt8]) {
    guard let position = open[entry.stream] else {
      if entry.isPartial { open[entry.stream] = gone + waiting.count }
      return add(entry.line, isOpen: entry.isPartial, into: &output)
    }
    // `position` is that of a line that waits: those that went are not open.
    waiting[position - gone].line.append(contentsOf: entry.text)
    waitingBytes += entry.text.count
    if !entry.isPartial {
      waiting[position - gone].isOpen = false
      open[entry.stream] = nil
    }
    add([], isOpen: false, into: &output)
  }

  /// Ends all lines.
  package mutating func finish(into output: inout [UInt8]) {
    for position in waiting.indices { waiting[position].isOpen = false }
    open = [:]
    release(into: &output)
  }

  private mutating func add(_ line: [UInt8], isOpen: Bool, into output: inout [UInt8]) {
    if waiting.isEmpty, !isOpen {
      gone += 1
      output.append(contentsOf: line)
      output.append(0x0a)
      return
    }
    waiting.append((line, isOpen))
    waitingBytes += line.count
    if waitingBytes > Self.mostBytes || waiting.count > Self.mostLines { endFirst() }
    release(into: &output)
  }

  private mutating func endFirst() {
    waiting[0].isOpen = false
    open = open.filter { $0.value != gone }
  }

  private mutating func release(into output: inout [UInt8]) {
    let count = waiting.firstIndex { $0.isOpen } ?? waiting.count
    guard count > 0 else { return }
    for (line, _) in waiting[..<count] {
      output.append(contentsOf: line)
      output.append(0x0a)
      waitingBytes -= line.count
    }
    waiting.removeFirst(count)
    gone += count
  }
}

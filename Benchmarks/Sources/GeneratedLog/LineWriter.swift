/// Fills templates and hands the bytes on in large pieces.
///
/// The bytes that a template may need are made sure of once for each; below that nothing is checked.
final class LineWriter {
  /// Takes the bytes of the log, in order.
  typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  /// Lines begun so far, and so the number of the last one.
  private(set) var lines = 0
  /// Bytes handed on before those in the buffer.
  private var flushed = 0
  private var used = 0
  private let buffer: UnsafeMutablePointer<UInt8>
  private var random: SeededRandom
  private var clock: LogClock
  private let table: TemplateTable
  private let hexadecimal: [UInt8]
  private let decimal: [UInt8]
  private let sink: Sink

  private static let capacity = 1 << 20
  private static let digitsKept = 1 << 16

  init(_ table: TemplateTable, random: SeededRandom, clock: LogClock, sink: @escaping Sink) {
    var random = random
    let kept = Self.digitsKept + Template.longestDigits
    let digits = Array("0123456789abcdef".utf8)
    hexadecimal = (0..<kept).map { _ in digits[random.below(16)] }
    decimal = (0..<kept).map { _ in digits[random.below(10)] }
    self.table = table
    self.random = random
    self.clock = clock
    self.sink = sink
    buffer = .allocate(capacity: Self.capacity)
    precondition(table.templates.allSatisfy { $0.longest <= Self.capacity })
  }

  deinit { buffer.deallocate() }

  /// Bytes written so far.
  var bytes: Int { flushed + used }

  /// Writes templates that `mix` draws, until the log has `end` bytes.
  func fill(_ mix: LineMix, until end: Int) throws {
    while bytes < end {
      try write(mix.slots[random.below(mix.slots.count)])
    }
  }

  /// Writes the lines of one template.
  func write(_ number: Int) throws {
    let template = table.templates[number]
    if Self.capacity - used < template.longest { try flush() }
    clock.tick(random.next())
    table.pieces.withUnsafeBufferPointer { pieces in
      for piece in pieces[template.first..<template.first + template.count] { append(piece) }
    }
    lines += template.lines
  }

  /// Takes back the end of the last line.
  func dropLastByte() { used -= min(used, 1) }

  /// Hands on what is in the buffer.
  func flush() throws {
    try sink(UnsafeRawBufferPointer(start: buffer, count: used))
    flushed += used
    used = 0
  }

  /// `write` has seen to the room.
  @inline(__always)
  private func append(_ piece: Piece) {
    switch piece {
    case .text(let offset, let count):
      append(table.text, offset, count)
    case .name(let first, let count):
      let name = table.names[first + random.below(count)]
      append(table.text, name.offset, name.count)
    case .hex(let count):
      append(hexadecimal, random.below(Self.digitsKept), count)
    case .digits(let count):
      append(decimal, random.below(Self.digitsKept), count)
    case .number(let low, let span):
      append(number: low + random.below(span))
    case .clock:
      UnsafeMutableRawPointer(buffer + used).storeBytes(
        of: clock.clock.littleEndian, as: UInt64.self)
      used += 8
    case .fraction(let count):
      var rest = clock.fraction
      for _ in count..<9 { rest /= 10 }
      for place in stride(from: count - 1, through: 0, by: -1) {
        buffer[used + place] = 48 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      used += count
    }
  }

  @inline(__always)
  private func append(_ source: [UInt8], _ offset: Int, _ count: Int) {
    source.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      (buffer + used).update(from: base + offset, count: count)
    }
    used += count
  }

  @inline(__always)
  private func append(number: Int) {
    var digits = 1
    var power = 10
    while number >= power, digits < 18 {
      digits += 1
      power *= 10
    }
    var rest = number
    for place in stride(from: digits - 1, through: 0, by: -1) {
      buffer[used + place] = 48 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    used += digits
  }
}

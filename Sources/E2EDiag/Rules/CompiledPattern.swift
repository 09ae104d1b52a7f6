internal import CPCRE2

/// An expression as PCRE2 keeps it, with room for its matches; used by one thread at a time.
final class CompiledPattern {
  private let code: OpaquePointer
  private let room: OpaquePointer
  /// Named groups with their numbers, in the order of these.
  let names: [(String, Int)]
  private var hasMachineCode = false
  /// Bytes that the interpreter has looked at.
  private var looked = 0

  /// Machine code takes as long to make as the interpreter needs for about so many bytes; of the
  /// patterns that a log of 100 kB uses, most see less.
  private static let worthMachineCode = 4096

  /// Compiles `source`; throws a ``PatternError`` with the offset when the expression is wrong.
  init(_ source: String) throws {
    var error: Int32 = 0
    var offset = 0
    var text = source
    let code = text.withUTF8 {
      pcre2_compile_8(
        $0.baseAddress, $0.count, UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C),
        &error, &offset, nil)
    }
    guard let code else {
      var message = [UInt8](repeating: 0, count: 256)
      pcre2_get_error_message_8(error, &message, message.count)
      let reason = String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
      throw PatternError(pattern: source, offset: offset, reason: reason)
    }
    guard let room = pcre2_match_data_create_from_pattern_8(code, nil) else {
      pcre2_code_free_8(code)
      throw PatternError(pattern: source, offset: 0, reason: "out of memory")
    }
    self.code = code
    self.room = room
    names = Self.names(of: code)
  }

  deinit {
    pcre2_match_data_free_8(room)
    pcre2_code_free_8(code)
  }

  /// The first match in `subject`, or `nil`.
  func firstMatch(in subject: UnsafeRawBufferPointer, from start: Int) -> PatternMatch? {
    looked += subject.count - start
    if looked >= Self.worthMachineCode { makeMachineCode() }
    // PCRE2 looks at every byte of the subject to see that it is UTF-8; ASCII always is.
    let options = Self.isASCII(subject) ? UInt32(PCRE2_NO_UTF_CHECK) : 0
    var found = match(subject, from: start, options)
    // So that how often a pattern was used before decides nothing.
    if found < PCRE2_ERROR_NOMATCH, !hasMachineCode {
      makeMachineCode()
      found = match(subject, from: start, options)
    }
    guard found > 0, let offsets = pcre2_get_ovector_pointer_8(room) else { return nil }
    let groups = Int(pcre2_get_ovector_count_8(room))
    func range(_ group: Int) -> Range<Int>? {
      // `groups` is the bound of the vector, two entries a group.
      guard group < groups else { return nil }
      let (start, end) = (offsets[2 * group], offsets[2 * group + 1])
      // PCRE2_UNSET, all bits set, arrives as -1; `\K` can put the start behind the end.
      guard 0 <= start, start <= end, end <= subject.count else { return nil }
      return start..<end
    }
    var captures: [String: String] = [:]
    var ranges: [String: Range<Int>] = [:]
    for (name, number) in names {
      guard captures[name] == nil, let range = range(number) else { continue }
      captures[name] = String(decoding: subject[range], as: UTF8.self)
      ranges[name] = range
    }
    return PatternMatch(range: range(0) ?? 0..<0, captures: captures, ranges: ranges)
  }

  private func match(_ subject: UnsafeRawBufferPointer, from start: Int, _ options: UInt32)
    -> Int32
  {
    // An empty buffer may have no address; PCRE2 wants one.
    let empty: UInt8 = 0
    return withUnsafePointer(to: empty) { fallback in
      pcre2_match_8(
        code, subject.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? fallback, subject.count,
        start, options, room, (hasMachineCode ? Limits.full : Limits.trial).context)
    }
  }

  private func makeMachineCode() {
    guard !hasMachineCode else { return }
    // Where the processor has no JIT the interpreter does the same, slower.
    pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    hasMachineCode = true
  }

  /// Whether no byte has its highest bit set, eight bytes at a time.
  private static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    var bits: UInt64 = 0
    // The last word lies wholly inside.
    while position + 8 <= text.count {
      bits |= text.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      position += 8
    }
    return bits & 0x8080_8080_8080_8080 == 0 && text[position...].allSatisfy { $0 < 0x80 }
  }

  private static func names(of code: OpaquePointer) -> [(String, Int)] {
    var count: UInt32 = 0
    var size: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [] }
    // An entry is the group's number in two bytes, then the name, then zeros up to `size`.
    let bytes = UnsafeBufferPointer(start: table, count: Int(count) * Int(size))
    let entries = (0..<Int(count)).map { entry in
      let row = bytes[(entry * Int(size))..<((entry + 1) * Int(size))]
      let number = Int(row[row.startIndex]) << 8 | Int(row[row.startIndex + 1])
      return (String(decoding: row.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self), number)
    }
    return entries.sorted { $0.1 < $1.1 }
  }

  private struct Limits: @unchecked Sendable {
    let context: OpaquePointer?

    init(steps: UInt32, depth: UInt32) {
      context = pcre2_match_context_create_8(nil)
      if let context {
        pcre2_set_match_limit_8(context, steps)
        pcre2_set_depth_limit_8(context, depth)
      }
    }

    static let full = Limits(steps: 200_000, depth: 2_000)
    /// A line that takes the interpreter longer is worth machine code.
    static let trial = Limits(steps: 5_000, depth: 500)
  }
}

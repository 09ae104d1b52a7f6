internal import CPCRE2
internal import Synchronization

/// A regular expression of a rule: PCRE2, compiled at first use, bounded in time and depth.
///
/// Subjects are UTF-8; one that is not matches nothing. ``LineCleaner`` makes every line valid.
/// (PCRE2_MATCH_INVALID_UTF would take any bytes, but in 10.42 it loses matches: `^\W*PHASE` does not
/// find `📦 PHASE`.)
package final class Pattern: Sendable {
  /// The text of the expression.
  package let source: String

  /// The most bytes of a line that are looked at; an endless line must not cost more.
  package static let longestSubject = 16_384

  private let compiled = Mutex<Compiled>(.pending)

  private enum Compiled: @unchecked Sendable {
    case pending
    case ready(Code)
    case broken(PatternError)
  }

  /// What is used under the lock.
  private struct Code {
    let pattern: OpaquePointer
    let names: [(String, Int)]
    /// The room for a match.
    let data: OpaquePointer
    /// Bytes that the interpreter has looked at.
    var looked = 0
    var isMachineCode = false
  }

  /// Machine code takes as long to make as the interpreter needs for about so many bytes; of the
  /// patterns that a log of 100 kB uses, most see less.
  private static let worthMachineCode = 4096

  /// Keeps `source`; nothing is compiled yet.
  package init(_ source: String) { self.source = source }

  deinit {
    compiled.withLock { state in
      guard case .ready(let code) = state else { return }
      pcre2_match_data_free_8(code.data)
      pcre2_code_free_8(code.pattern)
    }
  }

  /// Compiles now; throws a ``PatternError`` with the offset when the expression is wrong.
  package func check() throws { _ = try groupNames() }

  /// The names of the groups, in the order of their numbers.
  package func groupNames() throws -> [String] {
    try compiled.withLock { state in
      switch compile(&state) {
      case .ready(let code): return code.names.map(\.0)
      case .broken(let error): throw error
      case .pending: throw PatternError(pattern: source, offset: 0, reason: "not compiled")
      }
    }
  }

  /// The first match in `subject`, or `nil`; an expression that exceeds its limits matches nothing.
  package func firstMatch(in subject: UnsafeRawBufferPointer, from start: Int = 0) -> PatternMatch?
  {
    var length = min(subject.count, Self.longestSubject)
    // Not through the middle of a character: its later bytes are 10xxxxxx.
    while length < subject.count, length > 0, subject[length] & 0xc0 == 0x80 { length -= 1 }
    guard start <= length else { return nil }
    return compiled.withLock { state in
      guard case .ready(var code) = compile(&state) else { return nil }
      let found = Self.run(&code, on: subject, from: start, length: length)
      state = .ready(code)
      return found > 0 ? Self.match(code, in: subject, length: length) : nil
    }
  }

  /// The interpreter until it has looked at enough, or comes to its limits, then machine code.
  private static func run(
    _ code: inout Code, on subject: UnsafeRawBufferPointer, from start: Int, length: Int
  ) -> Int32 {
    // PCRE2 looks at every byte of the subject to see that it is UTF-8; ASCII always is.
    let options = isASCII(subject[..<length]) ? UInt32(PCRE2_NO_UTF_CHECK) : 0
    // An empty buffer may have no address; PCRE2 wants one.
    let empty: UInt8 = 0
    func run(_ limits: Limits) -> Int32 {
      withUnsafePointer(to: empty) { fallback in
        pcre2_match_8(
          code.pattern, subject.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? fallback,
          length, start, options, code.data, limits.context)
      }
    }
    code.looked += length - start
    if !code.isMachineCode, code.looked < worthMachineCode {
      let found = run(.trial)
      guard found < PCRE2_ERROR_NOMATCH else { return found }
      // So that it does not matter how often the pattern was used before.
    }
    if !code.isMachineCode {
      code.isMachineCode = true
      // Where the processor has no JIT the interpreter does the same, slower.
      pcre2_jit_compile_8(code.pattern, UInt32(PCRE2_JIT_COMPLETE))
    }
    return run(.full)
  }

  /// What the last run found.
  private static func match(
    _ code: Code, in subject: UnsafeRawBufferPointer, length: Int
  ) -> PatternMatch? {
    guard let offsets = pcre2_get_ovector_pointer_8(code.data) else { return nil }
    let groups = Int(pcre2_get_ovector_count_8(code.data))
    func range(_ group: Int) -> Range<Int>? {
      // `groups` is the bound of the vector, two entries a group.
      guard group < groups else { return nil }
      let (start, end) = (offsets[2 * group], offsets[2 * group + 1])
      // PCRE2_UNSET, all bits set, arrives as -1; `\K` can put the start behind the end.
      guard 0 <= start, start <= end, end <= length else { return nil }
      return start..<end
    }
    var captures: [String: String] = [:]
    var ranges: [String: Range<Int>] = [:]
    for (name, number) in code.names {
      guard captures[name] == nil, let range = range(number) else { continue }
      captures[name] = String(decoding: subject[range], as: UTF8.self)
      ranges[name] = range
    }
    return PatternMatch(range: range(0) ?? 0..<0, captures: captures, ranges: ranges)
  }

  /// The first match in `text`, or `nil`.
  package func firstMatch(in text: String, from start: Int = 0) -> PatternMatch? {
    var text = text
    return text.withUTF8 { firstMatch(in: UnsafeRawBufferPointer($0), from: start) }
  }

  /// Whether no byte has its highest bit set, eight bytes at a time.
  private static func isASCII(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    let text = UnsafeRawBufferPointer(rebasing: text)
    var position = 0
    var bits: UInt64 = 0
    // The last word lies wholly inside.
    while position + 8 <= text.count {
      bits |= text.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      position += 8
    }
    return bits & 0x8080_8080_8080_8080 == 0 && text[position...].allSatisfy { $0 < 0x80 }
  }

  /// The state, compiled if it was not.
  private func compile(_ state: inout Compiled) -> Compiled {
    if case .pending = state { state = Self.compile(source) }
    return state
  }

  private static func compile(_ source: String) -> Compiled {
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
      return .broken(PatternError(pattern: source, offset: offset, reason: reason))
    }
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else {
      pcre2_code_free_8(code)
      return .broken(PatternError(pattern: source, offset: 0, reason: "out of memory"))
    }
    return .ready(Code(pattern: code, names: names(of: code), data: data))
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

/// Where a pattern matched, and what its named groups took.
package struct PatternMatch: Sendable, Equatable {
  /// Byte offsets in the subject.
  package var range: Range<Int>
  /// Named groups that took part.
  package var captures: [String: String]
  /// Where the named groups stand, in bytes.
  package var ranges: [String: Range<Int>]
}

/// A regular expression that PCRE2 refuses.
package struct PatternError: Error, Sendable, Equatable {
  /// The expression.
  package var pattern: String
  /// Byte offset of the mistake.
  package var offset: Int
  /// PCRE2's own words.
  package var reason: String
}

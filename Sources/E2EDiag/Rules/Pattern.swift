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

  private struct Code: @unchecked Sendable {
    let interpreted: OpaquePointer
    /// The same with machine code, made when ``interpreted`` has looked at enough or came to its limits.
    var machine: OpaquePointer?
    let names: [(String, Int)]
    /// Bytes that ``interpreted`` has looked at.
    var looked = 0
  }

  /// Machine code takes as long to make as the interpreter needs for about so many bytes; of the
  /// patterns that a log of 100 kB uses, most see less.
  private static let worthMachineCode = 4096

  /// Keeps `source`; nothing is compiled yet.
  package init(_ source: String) { self.source = source }

  deinit {
    guard case .ready(let code) = compiled.withLock({ $0 }) else { return }
    pcre2_code_free_8(code.interpreted)
    if let machine = code.machine { pcre2_code_free_8(machine) }
  }

  /// Compiles now; throws a ``PatternError`` with the offset when the expression is wrong.
  package func check() throws { _ = try ready(for: 0) }

  /// The names of the groups, in the order of their numbers.
  package func groupNames() throws -> [String] { try ready(for: 0).names.map(\.0) }

  /// The first match in `subject`, or `nil`; an expression that exceeds its limits matches nothing.
  package func firstMatch(in subject: UnsafeRawBufferPointer, from start: Int = 0) -> PatternMatch?
  {
    var length = min(subject.count, Self.longestSubject)
    // Not through the middle of a character: its later bytes are 10xxxxxx.
    while length < subject.count, length > 0, subject[length] & 0xc0 == 0x80 { length -= 1 }
    guard start <= length, let code = try? ready(for: length - start) else { return nil }
    guard let data = pcre2_match_data_create_from_pattern_8(code.interpreted, nil) else {
      return nil
    }
    defer { pcre2_match_data_free_8(data) }
    // An empty buffer may have no address; PCRE2 wants one.
    let empty: UInt8 = 0
    func match(_ code: OpaquePointer, _ limits: Limits) -> Int32 {
      withUnsafePointer(to: empty) { fallback in
        pcre2_match_8(
          code, subject.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? fallback, length,
          start, 0, data, limits.context)
      }
    }
    var found: Int32
    if let machine = code.machine {
      found = match(machine, .full)
    } else {
      found = match(code.interpreted, .trial)
      // So that how often a pattern was used before decides nothing.
      if found < PCRE2_ERROR_NOMATCH, let machine = try? ready(for: Self.worthMachineCode).machine {
        found = match(machine, .full)
      }
    }
    guard found > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { return nil }
    let groups = Int(pcre2_get_ovector_count_8(data))
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

  /// The code, with the count of the `bytes` that it will look at.
  private func ready(for bytes: Int) throws -> Code {
    try compiled.withLock { state in
      if case .pending = state { state = Self.compile(source) }
      switch state {
      case .ready(var code):
        guard code.machine == nil else { return code }
        code.looked += bytes
        if code.looked >= Self.worthMachineCode {
          // A copy, because another thread may be using the code itself.
          code.machine = pcre2_code_copy_8(code.interpreted)
          // Where the processor has no JIT the interpreter does the same, slower.
          pcre2_jit_compile_8(code.machine, UInt32(PCRE2_JIT_COMPLETE))
        }
        state = .ready(code)
        return code
      case .broken(let error): throw error
      case .pending: throw PatternError(pattern: source, offset: 0, reason: "not compiled")
      }
    }
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
    return .ready(Code(interpreted: code, names: names(of: code)))
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

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
    /// Used under the lock only.
    case ready(CompiledPattern)
    case broken(PatternError)
  }

  /// Keeps `source`; nothing is compiled yet.
  package init(_ source: String) { self.source = source }

  /// Compiles now; throws a ``PatternError`` with the offset when the expression is wrong.
  package func check() throws { _ = try groupNames() }

  /// The names of the groups, in the order of their numbers.
  package func groupNames() throws -> [String] {
    try compiled.withLock { state in try compile(&state).names.map(\.0) }
  }

  /// The first match in `subject`, or `nil`; an expression that exceeds its limits matches nothing.
  package func firstMatch(in subject: UnsafeRawBufferPointer, from start: Int = 0) -> PatternMatch?
  {
    var length = min(subject.count, Self.longestSubject)
    // Not through the middle of a character: its later bytes are 10xxxxxx.
    while length < subject.count, length > 0, subject[length] & 0xc0 == 0x80 { length -= 1 }
    guard start <= length else { return nil }
    // `length` is at most the count.
    let subject = UnsafeRawBufferPointer(rebasing: subject[..<length])
    return compiled.withLock { state in try? compile(&state).firstMatch(in: subject, from: start) }
  }

  /// The first match in `text`, or `nil`.
  package func firstMatch(in text: String, from start: Int = 0) -> PatternMatch? {
    var text = text
    return text.withUTF8 { firstMatch(in: UnsafeRawBufferPointer($0), from: start) }
  }

  private func compile(_ state: inout Compiled) throws -> CompiledPattern {
    switch state {
    case .ready(let pattern): return pattern
    case .broken(let error): throw error
    case .pending:
      do {
        let pattern = try CompiledPattern(source)
        state = .ready(pattern)
        return pattern
      } catch let error as PatternError {
        state = .broken(error)
        throw error
      }
    }
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

/// Everything that can be wrong with a signature beyond its form: patterns, examples, neighbours.
package struct SignatureCheck {
  /// All problems of the signatures of `file`; empty when there are none.
  package static func problems(of signatures: [Signature], file: String) -> [RuleProblem] {
    var problems: [RuleProblem] = []
    var seen: Set<String> = []
    for signature in signatures {
      func report(_ line: Int, _ message: String, reason: String? = nil, help: String? = nil) {
        problems.append(
          RuleProblem(file: file, line: line, message: message, reason: reason, help: help))
      }
      let place = signature.line.fires.first?.place ?? 0
      if !seen.insert(signature.name).inserted {
        report(place, "\(signature.name) is defined twice", help: "give one of them another id")
      }
      for need in signature.line.needs where need.count < Prefilter.shortestText {
        report(
          place, "'needs' of \(signature.name) holds a text of \(need.count) bytes",
          help:
            "use at least \(Prefilter.shortestText); \(Prefilter.longText) or more keep the search fast"
        )
      }
      let broken = patterns(of: signature).compactMap { pattern -> RuleProblem? in
        problem(with: pattern, of: signature, file: file, line: place)
      }
      problems += broken
      guard broken.isEmpty else { continue }
      problems += captureProblems(of: signature, file: file)
      problems += exampleProblems(of: signature, file: file)
    }
    return problems
  }

  private static func patterns(of signature: Signature) -> [Pattern] {
    let contexts = [signature.when] + signature.claims.map(\.when)
    return signature.line.match + signature.line.unless
      + contexts.flatMap { [$0.earlier, $0.later, $0.absent, $0.near?.match].compactMap { $0 } }
  }

  private static func problem(
    with pattern: Pattern, of signature: Signature, file: String, line: Int
  ) -> RuleProblem? {
    if hasNestedQuantifier(pattern.source) {
      return RuleProblem(
        file: file, line: line,
        message: "\(signature.name) has a repeated group that repeats inside",
        reason: "such a pattern can take exponential time: \(pattern.source)",
        help: "bound the inner repetition: {0,80} instead of * or +")
    }
    do {
      try pattern.check()
      return nil
    } catch let error as PatternError {
      return RuleProblem(
        file: file, line: line, message: "\(signature.name) has a pattern that does not compile",
        reason: "\(error.reason) at offset \(error.offset) of \(pattern.source)",
        help: "the dialect is PCRE2; in single quotes a backslash stands for itself")
    } catch {
      return nil
    }
  }

  /// Whether a group that ends in an unbounded quantifier holds another one, as in `(a+)+`.
  package static func hasNestedQuantifier(_ pattern: String) -> Bool {
    var stack: [Bool] = []
    var inClass = false
    let bytes = Array(pattern.utf8)
    var index = 0
    func isUnbounded(_ at: Int) -> Bool {
      guard at < bytes.count else { return false }
      if bytes[at] == UInt8(ascii: "*") || bytes[at] == UInt8(ascii: "+") { return true }
      guard bytes[at] == UInt8(ascii: "{") else { return false }
      let body = bytes[(at + 1)...].prefix { $0 != UInt8(ascii: "}") }
      return body.last == UInt8(ascii: ",")
    }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        // The escaped byte is an atom of its own, also when it is a parenthesis.
        index += 1
        if !inClass, isUnbounded(index + 1), let last = stack.indices.last { stack[last] = true }
      case UInt8(ascii: "[") where !inClass: inClass = true
      case UInt8(ascii: "]") where inClass: inClass = false
      case UInt8(ascii: "(") where !inClass: stack.append(false)
      case UInt8(ascii: ")") where !inClass:
        let inner = stack.popLast() ?? false
        if isUnbounded(index + 1) {
          if inner { return true }
          if let last = stack.indices.last { stack[last] = true }
        } else if inner, let last = stack.indices.last {
          stack[last] = true
        }
      default:
        // A quantifier at the start of a group belongs to `(?` or `(*`, not to a repetition.
        if !inClass, isUnbounded(index), let last = stack.indices.last,
          index > 0, bytes[index - 1] != UInt8(ascii: "("), bytes[index - 1] != UInt8(ascii: ")")
        {
          stack[last] = true
        }
      }
      index += 1
    }
    return false
  }

  private static func captureProblems(of signature: Signature, file: String) -> [RuleProblem] {
    var names: Set<String>?
    for pattern in signature.line.match {
      let groups = Set((try? pattern.groupNames()) ?? [])
      names = names.map { $0.union(groups) } ?? groups
    }
    let known = (names ?? []).union(RunNames.placeholders)
    let line = signature.line.fires.first?.place ?? 0
    let texts = [signature.explain] + signature.next
    return texts.flatMap(placeholders).filter { !known.contains($0) }.map { name in
      RuleProblem(
        file: file, line: line,
        message: "\(signature.name) fills in '{\(name)}', which is no capture",
        help: nearest(to: name, among: known.sorted()).map { "did you mean '{\($0)}'?" }
          ?? "known are \(known.sorted().joined(separator: ", "))")
    }
  }

  private static func placeholders(_ text: String) -> [String] {
    var names: [String] = []
    for part in text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1) {
      guard let close = part.firstIndex(of: "}") else { continue }
      let name = part[..<close]
      if !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
        names.append(String(name))
      }
    }
    return names
  }

  private static func exampleProblems(of signature: Signature, file: String) -> [RuleProblem] {
    var problems: [RuleProblem] = []
    for (number, example) in signature.line.fires.enumerated() {
      let line = example.line
      guard let captures = signature.line.captures(in: line) else {
        let lacks = !signature.line.needs.contains { Array(line.utf8).containsText($0) }
        problems.append(
          RuleProblem(
            file: file, line: example.place,
            message: "'fires' line \(number + 1) of \(signature.name) does not match",
            reason: lacks
              ? "the line holds none of 'needs'"
              : "no pattern in 'match' matched the text, or 'unless' vetoed it",
            help: "the line must hold one of 'needs' and match one of 'match'"))
        continue
      }
      for (name, value) in example.gives.sorted(by: { $0.key < $1.key })
      where captures[name] != value {
        problems.append(
          RuleProblem(
            file: file, line: example.place,
            message: "'fires' line \(number + 1) of \(signature.name) gives another '\(name)'",
            reason: "got '\(captures[name] ?? "nothing")', expected '\(value)'"))
      }
    }
    for (number, example) in signature.line.spares.enumerated()
    where signature.line.captures(in: example.line) != nil {
      problems.append(
        RuleProblem(
          file: file, line: example.place,
          message: "'spares' line \(number + 1) of \(signature.name) matches",
          reason: example.why.isEmpty ? nil : "it must not: \(example.why)",
          help: "narrow 'match', or add an 'unless'"))
    }
    return problems
  }
}

extension [UInt8] {
  /// Whether `text` stands anywhere in the bytes.
  package func containsText(_ text: [UInt8]) -> Bool { withUnsafeBytes { $0.contains(text) } }
}

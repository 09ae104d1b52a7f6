/// YAML → signatures, with the place of everything that is wrong.
package struct SignatureFile {
  private static let fields =
    LineRule.fields + [
      "title", "status", "cause", "confidence", "when", "evidence", "explain", "next", "links",
      "outranks", "formerly",
    ]

  /// The signatures of `file`; throws ``RuleProblems`` with all that are wrong.
  package static func read(_ file: RuleFile) throws -> [Signature] {
    var problems: [RuleProblem] = []
    var signatures: [Signature] = []
    func attempt<T>(_ work: () throws -> T) -> T? {
      do {
        return try work()
      } catch let problem as RuleProblem {
        problems.append(problem)
      } catch {
        problems.append(file.root.problem("\(error)"))
      }
      return nil
    }
    let root = file.root
    _ = attempt { try root.refuseUnknown(["format", "family", "about", "signatures"]) }
    _ = attempt {
      guard try root.text("format") == "1" else {
        throw (root["format"] ?? root).problem(
          "format is not 1", help: "this version reads 'format: 1'")
      }
      _ = try root.text("about")
    }
    let family = attempt { try root.text("family") } ?? "unnamed"
    for node in attempt({ try root.list("signatures") }) ?? [] {
      if let signature = attempt({ try Self.signature(node, family: family) }) {
        signatures.append(signature)
      }
    }
    if signatures.isEmpty && problems.isEmpty {
      problems.append(root.problem("no signatures in the file"))
    }
    guard problems.isEmpty else { throw RuleProblems(problems: problems) }
    return signatures
  }

  private static func signature(_ node: RuleNode, family: String) throws -> Signature {
    try node.refuseUnknown(fields)
    let line = try LineRule(node, family: family)
    guard !line.needs.isEmpty else {
      throw node.problem(
        "\(line.name) has no 'needs'",
        help: "name a plain text of at least \(Prefilter.shortestText) bytes that every match holds"
      )
    }
    let (cause, finer) = try cause(node)
    return Signature(
      line: line, title: try node.text("title"),
      status: try node.choice("status", Signature.Status.self), cause: cause, finer: finer,
      confidence: try node.choice("confidence", Signature.Confidence.self),
      when: try context(node["when"]), claims: try node.list("evidence").map(claim),
      explain: try node.text("explain"), next: try node.texts("next"),
      links: try node.texts("links"), outranks: try node.texts("outranks"),
      formerly: try node.texts("formerly"))
  }

  private static func cause(_ node: RuleNode) throws -> (HypothesisID?, String) {
    let text = try node.text("cause")
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    let known = HypothesisID.allCases.map(\.rawValue) + ["undetermined"]
    guard let first = parts.first, known.contains(first) else {
      let near = nearest(to: parts.first ?? "", among: known)
      throw (node["cause"] ?? node).problem(
        "'\(text)' is no cause",
        help: near.map { "did you mean '\($0)'?" }
          ?? "write HYPOTHESIS/FINER with one of \(known.joined(separator: ", "))")
    }
    return (HypothesisID(rawValue: first), parts.count > 1 ? parts[1] : "")
  }

  private static func claim(_ node: RuleNode) throws -> Signature.Claim {
    try node.refuseUnknown(["for", "against", "weight", "group", "when"])
    let isFor = node["for"] != nil
    guard isFor != (node["against"] != nil) else {
      throw node.problem("evidence needs 'for' or 'against', one of them")
    }
    let weight = try node.number("weight")
    guard weight > 0, weight <= 6 else {
      throw (node["weight"] ?? node).problem(
        "weight \(weight) is out of range", help: "log-odds over 0 and up to 6; see the article")
    }
    return Signature.Claim(
      hypothesis: try node.choice(isFor ? "for" : "against", HypothesisID.self), isFor: isFor,
      weight: weight, group: try node.text("group"), when: try context(node["when"]))
  }

  private static func context(_ node: RuleNode?) throws -> Signature.Context {
    var context = Signature.Context()
    guard let node else { return context }
    try node.refuseUnknown(Signature.Context.fields)
    context.phases = try node.texts("phase").map { text in
      guard let phase = Phase(rawValue: text) else {
        throw node.problem(
          "'\(text)' is no phase",
          help: "one of \(Phase.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return phase
    }
    context.sources = try node.texts("source")
    context.earlier = try node.optionalText("earlier").map(Pattern.init)
    context.later = try node.optionalText("later").map(Pattern.init)
    context.absent = try node.optionalText("absent").map(Pattern.init)
    if let near = node["near"] {
      try near.refuseUnknown(["match", "lines"])
      guard let lines = Int(try near.text("lines")), (1...1000).contains(lines) else {
        throw (near["lines"] ?? near).problem(
          "'lines' must be a whole number from 1 to 1000", help: "8 is usual")
      }
      context.near = (Pattern(try near.text("match")), lines)
    }
    context.sample = try node["sample"].map(SampleCondition.init)
    context.structure = try node.texts("structure").map { text in
      let isNegated = text.hasPrefix("not-")
      let name = isNegated ? String(text.dropFirst(4)) : text
      guard let fact = StructuralFact(rawValue: name) else {
        let known = StructuralFact.allCases.map(\.rawValue)
        throw node.problem(
          "'\(text)' is no fact of the timeline",
          help: nearest(to: name, among: known).map { "did you mean '\($0)'?" }
            ?? "one of \(known.joined(separator: ", ")), or 'not-' before it")
      }
      return Signature.Requirement(fact: fact, isNegated: isNegated)
    }
    return context
  }
}

/// The rules of the ranking: which texts raise or lower a line, and how a log is divided.
package struct RankingRules: Sendable {
  /// What a rule speaks about; a line takes the largest weight of every family.
  package enum Family: String, Sendable, CaseIterable {
    /// One failing test, as runners print it.
    case runner
    /// A diagnostic of a compiler or a build tool.
    case compiler
    /// A finding of a linter or checker.
    case lint
    /// An exception or a crash.
    case exception
    /// Shell, package manager, network, operating system.
    case system
    /// Words that often stand in a failure, and often elsewhere.
    case word
    /// What follows from a failure, or counts failures; negative.
    case consequence
    /// What is no failure at all; negative.
    case noise
    /// How a log is divided; no weight, but a ``Role``.
    case structure
  }

  /// What a line of family ``Family/structure`` is.
  package enum Role: String, Sendable, CaseIterable {
    /// Announces a block that states failures.
    case heading
    /// A level or a task name before the text proper, which is matched without it too.
    case levelPrefix = "level-prefix"
    /// A command ends, with success.
    case exitPassed = "exit-passed"
    /// A command ends, with failure.
    case exitFailed = "exit-failed"
    /// A command ends because a time or memory limit stopped it.
    case exitKilled = "exit-killed"
    /// The log says that all went well.
    case allPassed = "all-passed"
    /// A command or a step begins.
    case start
    /// A command line, where nothing else marks the start.
    case command
    /// The fold of a step that prepares the machine begins.
    case setupFold = "setup-fold"
    /// The fold of a step that runs after the work begins.
    case afterFold = "after-fold"
    /// Another fold begins.
    case fold
    /// A fold ends.
    case foldEnd = "fold-end"
    /// What a CI system prints after the work.
    case closing
    /// Trailers of tools, which do not count when the end of a section is measured.
    case hollow
  }

  /// How a noise rule acts; the others act always, in full.
  package enum Waiver: String, Sendable, CaseIterable {
    /// Dropped where a strong marker of a test or a compiler stands in the line.
    case strongMarker = "strong-marker"
    /// Counts 0.6 where a linter's finding stands in a failing section.
    case lintFinding = "lint-finding"
  }

  /// One rule.
  package struct Rule: Sendable {
    package let rule: LineRule
    package let family: Family
    /// Added to the score; 0 for a rule with a role.
    package let weight: Double
    package let role: Role?
    package let waiver: Waiver?
  }

  /// In the order of the files.
  package let rules: [Rule]

  /// Reads `files`, pairs of name and text; throws ``RuleProblems`` with all that is wrong.
  package init(files: [(name: String, text: String)]) throws {
    var rules: [Rule] = []
    var problems: [RuleProblem] = []
    var names: Set<String> = []
    for (name, text) in files {
      do {
        let root = try RuleFile(name: name, text: text).root
        try root.refuseUnknown(["format", "family", "about", "rules"])
        guard try root.text("format") == "1" else {
          throw (root["format"] ?? root).problem(
            "format \(try root.text("format")) is not known", help: "write 'format: 1'")
        }
        _ = try root.text("about")
        let family = try root.choice("family", Family.self)
        for node in try root.list("rules") {
          do {
            let rule = try Self.rule(node, family: family)
            guard names.insert(rule.rule.name).inserted else {
              throw node.problem("'\(rule.rule.name)' stands here a second time")
            }
            rules.append(rule)
          } catch let problem as RuleProblem {
            problems.append(problem)
          }
        }
      } catch let problem as RuleProblem {
        problems.append(problem)
      } catch let found as RuleProblems {
        problems += found.problems
      }
    }
    guard problems.isEmpty else { throw RuleProblems(problems: problems) }
    self.rules = rules
  }

  private static func rule(_ node: RuleNode, family: Family) throws -> Rule {
    let own =
      switch family {
      case .structure: ["role"]
      case .noise: ["weight", "waiver"]
      default: ["weight"]
      }
    try node.refuseUnknown(LineRule.fields + own)
    let rule = try LineRule(node, family: family.rawValue)
    let role = family == .structure ? try node.choice("role", Role.self) : nil
    let weight = family == .structure ? 0 : try node.number("weight")
    let isNegative = family == .consequence || family == .noise
    guard family == .structure || (isNegative ? weight < 0 : weight > 0) else {
      throw (node["weight"] ?? node).problem(
        "weight \(weight) of \(rule.name) has the wrong sign",
        help: isNegative ? "these rules lower a line" : "these rules raise a line")
    }
    let waiver = node["waiver"] == nil ? nil : try node.choice("waiver", Waiver.self)
    return Rule(rule: rule, family: family, weight: weight, role: role, waiver: waiver)
  }

  /// Texts that lines of a large source are kept for: those of strong rules and of exit lines.
  ///
  /// Shorter ones than eight bytes, such as `error`, stand in too many lines.
  package var anchors: [[UInt8]] {
    anchored.flatMap(\.needs).filter { $0.count >= 8 }
  }

  /// The rules whose texts are ``anchors``.
  package var anchored: [LineRule] {
    rules.filter { $0.weight >= 8 || $0.role == .exitFailed || $0.role == .exitKilled }
      .map(\.rule).filter { $0.needs.contains { $0.count >= 8 } }
  }

  /// The rules that came with the program; throws ``RuleProblems`` only if they were built wrong.
  package static func bundled() throws -> RankingRules {
    try RankingRules(files: bundledFiles)
  }

  /// The bundled files, as they were written: `Grammars/ranking.yml` and `ranking-FAMILY.yml`.
  package static var bundledFiles: [(name: String, text: String)] {
    BundledFile.texts(in: "Grammars").filter { $0.name.hasPrefix("ranking") }
  }
}

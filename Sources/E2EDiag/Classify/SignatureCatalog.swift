/// The bundled signatures and the user's, merged: a user's one replaces the bundled of its name.
package struct SignatureCatalog: Sendable {
  /// In order of their names.
  package let all: [Signature]
  /// Names of the bundled signatures that one of the user takes the place of, in order.
  package let replaced: [String]

  /// Reads the files; the user's are checked with their examples, the bundled ones by the tests.
  ///
  /// Throws ``RuleProblems`` with everything that is wrong in the user's files.
  package init(bundled: [(name: String, text: String)], user: [(name: String, text: String)])
    throws
  {
    var bundledNames: Set<String> = []
    var byName: [String: Signature] = [:]
    var fileOf: [String: String] = [:]
    var problems: [RuleProblem] = []
    for (name, text) in bundled {
      for signature in try SignatureFile.read(RuleFile(name: name, text: text)) {
        byName[signature.name] = signature
        bundledNames.insert(signature.name)
      }
    }
    for (name, text) in user {
      do {
        let signatures = try SignatureFile.read(RuleFile(name: name, text: text))
        problems += SignatureCheck.problems(of: signatures, file: name)
        for signature in signatures {
          if let other = fileOf[signature.name], other != name {
            problems.append(
              RuleProblem(
                file: name, line: signature.line.fires.first?.place ?? 0,
                message: "\(signature.name) is defined in \(other) too",
                help: "give one of them another id or family"))
          }
          byName[signature.name] = signature
          fileOf[signature.name] = name
        }
      } catch let refused as RuleProblems {
        problems += refused.problems
      }
    }
    guard problems.isEmpty else { throw RuleProblems(problems: problems) }
    all = byName.values.sorted { $0.name < $1.name }
    replaced = bundledNames.intersection(fileOf.keys).sorted()
  }
}

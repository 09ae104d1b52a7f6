/// The bundled signatures and the user's, merged: a user's one replaces the bundled of its name.
package struct SignatureCatalog: Sendable {
  /// In order of their names.
  package let all: [Signature]

  /// Reads the files; the user's are checked with their examples, the bundled ones by the tests.
  ///
  /// Throws ``RuleProblems`` with everything that is wrong in the user's files.
  package init(bundled: [(name: String, text: String)], user: [(name: String, text: String)])
    throws
  {
    var byName: [String: Signature] = [:]
    var problems: [RuleProblem] = []
    for (name, text) in bundled {
      for signature in try SignatureFile.read(RuleFile(name: name, text: text)) {
        byName[signature.name] = signature
      }
    }
    for (name, text) in user {
      do {
        let signatures = try SignatureFile.read(RuleFile(name: name, text: text))
        problems += SignatureCheck.problems(of: signatures, file: name)
        for signature in signatures { byName[signature.name] = signature }
      } catch let refused as RuleProblems {
        problems += refused.problems
      }
    }
    guard problems.isEmpty else { throw RuleProblems(problems: problems) }
    all = byName.values.sorted { $0.name < $1.name }
  }
}

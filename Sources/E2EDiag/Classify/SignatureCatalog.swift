/// The bundled signatures and the user's, merged: a user's one replaces the bundled of its name.
package struct SignatureCatalog: Sendable {
  /// In order of their names.
  package let all: [Signature]

  /// One line for every file in `Signatures/`; a test names the missing one.
  package static func bundledFiles() -> [(name: String, bytes: [UInt8])] {
    [
      ("application.yml", PackageResources.application_yml),
      ("build.yml", PackageResources.build_yml),
      ("containerd.yml", PackageResources.containerd_yml),
      ("database.yml", PackageResources.database_yml),
      ("images.yml", PackageResources.images_yml),
      ("kind.yml", PackageResources.kind_yml),
      ("kubernetes.yml", PackageResources.kubernetes_yml),
      ("linux.yml", PackageResources.linux_yml),
      ("network.yml", PackageResources.network_yml),
      ("podman.yml", PackageResources.podman_yml),
    ]
  }

  /// Reads the files; the user's are checked with their examples, the bundled ones by the tests.
  ///
  /// Throws ``RuleProblems`` with everything that is wrong in the user's files.
  package init(bundled: [(name: String, bytes: [UInt8])], user: [(name: String, text: String)])
    throws
  {
    var byName: [String: Signature] = [:]
    var problems: [RuleProblem] = []
    for (name, bytes) in bundled {
      for signature in try SignatureFile.read(Catalog.bundled(name, bytes)) {
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

package import E2EDiag

/// The bundled rules, read once for all tests, and the stages of an analysis with them.
package enum Bundled {
  private static let result = Result { try Rules() }

  /// The rules; throws what reading them threw.
  package static func rules() throws -> Rules { try result.get() }

  /// The diagnosis of `logs`, the sources of one run.
  package static func diagnosis(of logs: String...) throws -> Diagnosis {
    let sources = logs.enumerated().map { index, text in
      LogSource(bytes: Array(text.utf8), name: "log\(index)")
    }
    return try diagnose(sources, using: rules())
  }

  /// One source, read and searched for markers and signatures.
  package static func log(of text: String) throws -> Log {
    let catalog = try rules().catalog
    let source = LogSource(bytes: Array(text.utf8), name: "log")
    return LogParts(matching: SignatureMatching(catalog), catalog: catalog)
      .detect(try LogReader.read(source, keeping: catalog.prefilter)[0].text)
  }

  /// The steps of `text` as `operation subject: status`, in their order.
  package static func steps(of text: String) throws -> [String] {
    try log(of: text).track.steps.map { tracked in
      let step = tracked.step
      let name = step.subject.map { "\(step.operation) \($0)" } ?? step.operation
      return "\(step.phase.rawValue): \(name): \(step.status.rawValue)"
    }
  }
}

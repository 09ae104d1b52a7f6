/// What an analysis is asked to do beside reading the sources.
public struct DiagnosisOptions: Sendable {
  /// The suite's name, where the caller knows better than the log.
  public var suite: String?
  /// What should make two runs alike, given by the caller.
  public var inputs: [String: String]
  /// When the run started, for logs without a date.
  public var started: LogTime?

  /// Nothing known beforehand.
  public init(suite: String? = nil, inputs: [String: String] = [:], started: LogTime? = nil) {
    self.suite = suite
    self.inputs = inputs
    self.started = started
  }
}

/// The rules of an analysis, read once and used for any number of runs.
public struct Rules: Sendable {
  package let catalog: Catalog

  /// The bundled rules, and the user's signature files by name and text.
  ///
  /// Throws ``RuleProblems`` with file, line, reason and help when a user's file is wrong.
  public init(signatures: [(name: String, text: String)] = []) throws {
    catalog = try Catalog(userSignatures: signatures)
  }

  /// Names of the bundled signatures that a user's file takes the place of, in order.
  public var replacedSignatures: [String] { catalog.signatures.replaced }

  /// Patterns for `rg -f` that together match every line, without its stamp and colours, that a
  /// signature, a marker, an input or a strong rule of the ranking is found on, each once.
  public var patterns: [String] {
    var seen: Set<String> = []
    return catalog.searchedRules.flatMap(RipgrepPattern.texts).filter { seen.insert($0).inserted }
  }

  /// Name, cause and title of every signature, in order of their names.
  public var signatures: [(name: String, cause: String, title: String)] {
    catalog.signatures.all.map { signature in
      let cause = signature.cause?.rawValue ?? "undetermined"
      return (
        signature.name, signature.finer.isEmpty ? cause : "\(cause)/\(signature.finer)",
        signature.title
      )
    }
  }
}

/// Limits of rule files.
public enum RuleLimits {
  /// Bytes of the largest file of rules that is read.
  public static let largestFile = RuleFile.largestFile
}

/// Says what `sources`, which are the logs of one run, tell about it.
///
/// The same bytes give the same diagnosis. Throws ``InputError`` when a source cannot be read.
public func diagnose(
  _ sources: [LogSource], using rules: Rules, options: DiagnosisOptions = DiagnosisOptions()
) throws -> Diagnosis {
  try analyze(sources, using: rules, options: options, baseline: { _ in nil }).diagnosis
}

/// As ``diagnose(_:using:options:)``, held against what passing runs printed.
///
/// `baseline` is asked once, with the name of the suite as far as it is known. The second part of
/// the result is the set of templates of the run's own lines, for later baselines.
package func analyze(
  _ sources: [LogSource], using rules: Rules, options: DiagnosisOptions,
  baseline: (_ suite: String?) throws -> TemplateSet?
) throws -> (diagnosis: Diagnosis, templates: TemplateSet) {
  let catalog = rules.catalog

  // Ingest: bytes → cleaned lines.
  let read = try LogReader.readAll(sources, keeping: catalog.prefilter, samples: catalog.samples)

  // Redact: no later stage sees a secret, whatever it makes of the lines.
  let redactor = Redactor(catalog.redaction)
  let redacted = redactor.redacted(read)

  // One clock: what the stamps leave open is told by other lines and sources.
  let readings = RunClock.set(redacted, started: options.started)

  // Detect: lines → markers, steps, the failing one.
  let matching = SignatureMatching(catalog)
  let logs = LogParts.logs(of: readings, matching: matching, catalog: catalog)
  let suite = options.suite ?? logs.lazy.compactMap(\.track.suite).first
  let detection = Detection.detect(
    logs, of: LogParts.summaries(of: readings, in: logs), catalog: catalog,
    baseline: try baseline(suite))

  // Classify: signatures and structure → evidence → hypotheses → conclusion.
  let classification = Classification.classify(detection, catalog: catalog)

  // Assemble.
  let diagnosis = Assembly(
    detection: detection, classification: classification, options: options
  ).diagnosis(redactor: redactor)
  var templates = TemplateSet()
  for log in logs { templates.formUnion(TemplateSet(log.text)) }
  return (diagnosis, templates)
}

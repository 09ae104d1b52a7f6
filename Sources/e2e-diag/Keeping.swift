internal import E2EDiag
internal import E2EDiagReport
internal import E2EDiagStore

/// Keeps the runs of one `analyze`; what goes wrong there never costs a report.
final class Keeping {
  /// The store, or `nil` when none is wanted or none can be had.
  let store: RunStore?
  private let started: LogTime?
  private let isChosen: Bool
  private var problem: String?

  /// Opens the store of `storing` when `isWanted`.
  init(storing: StoreOptions, isWanted: Bool, started: LogTime?) {
    self.started = started
    isChosen = storing.path?.isChosen ?? false
    guard isWanted, storing.path != nil else {
      store = nil
      if isWanted {
        problem = "neither HOME nor XDG_DATA_HOME is set; name a file with --store"
      }
      return
    }
    do {
      store = try storing.open(creating: true)
    } catch {
      store = nil
      problem = "\(error)"
    }
  }

  /// What the last passing runs of `suite` printed; `nil` when that cannot be had.
  func baseline(suite: String) -> TemplateSet? {
    do {
      return try store?.baseline(suite: suite)
    } catch {
      problem = problem ?? "\(error)"
      return nil
    }
  }

  /// Keeps the run, whole or not at all, and holds it against the others of its suite.
  ///
  /// A run that is known gets the suite and the inputs that it is stored with. `nil` when there is
  /// no other run.
  func keep(
    _ diagnosis: inout Diagnosis, _ templates: TemplateSet, given: GivenFacts
  ) -> Comparison? {
    guard let store else { return nil }
    // A start that is given wins over that of the log, here as in the report.
    let order = RunOrder(
      log: started == nil ? diagnosis.run.startedAt : nil, given: started,
      file: diagnosis.run.sources.lazy.compactMap { Streams.modified($0.path) }.first)
    let now = Streams.now
    do {
      let outcome = try store.save(
        diagnosis, order: order, ingestedAt: now, templates: templates, given: given)
      if case .known(let earlier, let changes) = outcome {
        if let stored = try store.timeline(diagnosis.run.id) {
          diagnosis.run.suite = stored.run.suite
          diagnosis.run.startedAt = stored.run.startedAt
          diagnosis.run.inputs.merge(stored.inputs) { $1 }
        }
        let changed =
          changes.isEmpty ? "" : "; changed: " + changes.map(terminalText).joined(separator: ", ")
        Streams.error(
          "e2e-diag: note: run \(diagnosis.run.id) is known, stored \(earlier.prefix(19))\(changed)"
        )
      }
    } catch {
      problem = "\(error)"
    }
    do {
      return try StoredRun.comparison(of: diagnosis, order: order, now: now, in: store)
    } catch {
      problem = problem ?? "\(error)"
      return nil
    }
  }

  /// Says what went wrong: a failure where a person chose the store, else a note.
  func finish() throws {
    guard let problem else { return }
    let lines = problem.split(separator: "\n").map { terminalText(String($0)) }
    let message = "the run was not kept: \(lines.joined(separator: "\n"))"
    if isChosen { throw CommandFailure(message: message) }
    Streams.error("e2e-diag: note: \(message)")
  }
}

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

  /// Keeps the run, whole or not at all, and holds it against earlier ones of its suite.
  ///
  /// `nil` when there are none.
  func keep(
    _ diagnosis: Diagnosis, _ templates: TemplateSet, given: GivenFacts, file: String?
  ) -> Comparison? {
    guard let store else { return nil }
    let order = RunOrder(
      log: diagnosis.run.startedAt, given: started, file: file.flatMap(Streams.modified))
    let now = Streams.now
    do {
      let outcome = try store.save(
        diagnosis, order: order, ingestedAt: now, templates: templates, given: given)
      if case .known(let earlier, let changes) = outcome {
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

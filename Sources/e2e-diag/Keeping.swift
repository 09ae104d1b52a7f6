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
      return
    }
    do {
      store = try storing.open(creating: true)
    } catch {
      store = nil
      problem = "\(error)"
    }
  }

  /// The run held against earlier ones of its suite; `nil` when there are none.
  func comparison(of diagnosis: Diagnosis) -> Comparison? {
    guard let store else { return nil }
    do {
      return try StoredRun.comparison(of: diagnosis, suite: diagnosis.run.suite, in: store)
    } catch {
      problem = "\(error)"
      return nil
    }
  }

  /// Keeps the run, whole or not at all.
  func keep(_ diagnosis: Diagnosis, _ templates: TemplateSet, file: String?) {
    guard let store else { return }
    do {
      let order = RunOrder(
        log: diagnosis.run.startedAt, given: started, file: file.flatMap(Streams.modified))
      let outcome = try store.save(
        diagnosis, order: order, ingestedAt: Streams.now, templates: templates)
      if case .known(let earlier) = outcome {
        Streams.error(
          "e2e-diag: note: run \(diagnosis.run.id) is known, stored \(earlier.prefix(19)); "
            + "it keeps the suite and inputs it was stored with")
      }
    } catch {
      problem = "\(error)"
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

/// A table that keeps a list of a run: one row an element, in the order of `position`.
struct RunTable {
  let insert: String
  let select: String

  private init(_ name: String, _ columns: String) {
    let places = columns.split(separator: ",").map { _ in ", ?" }.joined()
    insert = "INSERT INTO \(name) (run, position, \(columns)) VALUES (?, ?\(places))"
    select = "SELECT \(columns) FROM \(name) WHERE run = ? ORDER BY position"
  }

  static let sources = RunTable("sources", "path, format, lines, bytes, sha256")
  static let sourceNotes = RunTable("source_notes", "source, note")
  static let steps = RunTable(
    "steps",
    "phase, step, subject, attempt, status, known, started_at, ended_at, time, source, line,"
      + " end_line, exit_status")
  static let events = RunTable(
    "run_event", "kind, happened_at, time, subject, sentence, source, line, text")
  static let failureChain = RunTable("failure_chain", "text")
  static let failureContext = RunTable("failure_context", "source, line, text")
  static let exitStatuses = RunTable("exit_statuses", "layer, code, target")
  static let candidates = RunTable("candidates", "source, line, text, score")
  static let candidateReasons = RunTable("candidate_reasons", "candidate, reason")
  static let hypotheses = RunTable("hypotheses", "cause, finer, score, support")
  static let evidence = RunTable(
    "evidence", "hypothesis, side, rule, weight, counts_with, source, line, text, why")
  static let evidenceGaps = RunTable("evidence_gaps", "hypothesis, what, command")
  static let contradictions = RunTable(
    "contradictions",
    "claim_source, claim_line, claim_text, against_source, against_line, against_text, sentence")
  static let observations = RunTable("observations", "kind, sentence, source, line, text")
  static let actions = RunTable("actions", "term, text, command, why")
  static let nextChecks = RunTable("next_checks", "what, command")
}

extension Database {
  /// Writes the list of a run; an element is its values in the order of the table's columns.
  func insert(_ elements: [[any ColumnValue]], into table: RunTable, run: Int) throws {
    for (position, element) in elements.enumerated() {
      try self.run(table.insert, [run, position] + element)
    }
  }

  /// Reads the list of a run.
  func list<Element>(
    _ table: RunTable, run: Int, read: (inout Row) throws -> Element
  ) throws -> [Element] {
    try rows(table.select, run, read: read)
  }
}

internal import CSQLite

/// A prepared statement; it is used by one caller at a time.
final class Statement {
  let handle: OpaquePointer

  /// Compiles `sql`, which is one statement.
  init(_ sql: String, in database: Database) throws {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v2(database.handle, sql, -1, &handle, nil)
    guard code == SQLITE_OK, let handle else { throw database.error(code) }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  /// Puts `values` in place of the question marks, in their order.
  func bind(_ values: [any ColumnValue], in database: Database) throws {
    for (index, value) in values.enumerated() {
      let code = value.bind(to: handle, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw database.error(code) }
    }
  }

  /// Whether there is another row.
  func step(in database: Database) throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case let code: throw database.error(code)
    }
  }

  /// Makes the statement ready to be run again and lets go of its values.
  func reset() {
    // The code of a reset repeats that of the step before it, which was thrown already.
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }
}

/// The current row of a statement, read column by column from the left.
struct Row {
  private let statement: Statement
  private let database: Database
  private var column: Int32 = 0

  init(_ statement: Statement, in database: Database) {
    self.statement = statement
    self.database = database
  }

  /// The next column as a `Value`; throws when it holds something else.
  mutating func next<Value: ColumnValue>() throws -> Value {
    defer { column += 1 }
    guard let value = Value.column(column, of: statement.handle) else {
      let name = sqlite3_column_name(statement.handle, column).map { String(cString: $0) } ?? "?"
      let text = sqlite3_column_text(statement.handle, column).map { String(cString: $0) }
      throw StoreError(
        code: .damaged, path: database.path,
        reason: "its column '\(name)' holds '\(text ?? "NULL")', which is no \(Value.self)",
        remedy: StoreError.replaceRemedy)
    }
    return value
  }
}

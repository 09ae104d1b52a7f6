internal import CSQLite
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A connection to one SQLite file; used by one thread at a time.
final class Database {
  let handle: OpaquePointer
  let path: String
  private let busyMilliseconds: Int32
  /// Compiled statements that nobody uses at the moment.
  private var idle: [String: Statement] = [:]

  /// Opens the existing file `path`; waits `busyMilliseconds` for locks of other connections.
  init(path: String, busyMilliseconds: Int32) throws {
    var handle: OpaquePointer?
    // A name such as ':memory:' or 'file:x' is a file like any other here.
    let name = path.hasPrefix("/") ? path : "./" + path
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(name, &handle, flags, nil)
    guard let handle else {
      throw StoreError(sqlite: code, message: "out of memory", path: path, waited: 0)
    }
    self.handle = handle
    self.path = path
    self.busyMilliseconds = busyMilliseconds
    guard code == SQLITE_OK else { throw error(code) }
    sqlite3_busy_timeout(handle, busyMilliseconds)
  }

  // Statements that still live keep the connection open until they are gone.
  deinit { sqlite3_close_v2(handle) }

  /// Whether the file was opened for reading alone.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// Runs SQL text of any number of statements.
  func execute(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  /// Runs one statement to its end.
  func run(_ sql: String, _ values: any ColumnValue...) throws {
    try run(sql, values)
  }

  /// Runs one statement to its end.
  func run(_ sql: String, _ values: [any ColumnValue]) throws {
    try with(sql, values) { while try $0.step(in: self) {} }
  }

  /// What `read` makes of every row that `sql` gives.
  func rows<Value>(
    _ sql: String, _ values: any ColumnValue..., read: (inout Row) throws -> Value
  ) throws -> [Value] {
    try rows(sql, values, read: read)
  }

  /// What `read` makes of every row that `sql` gives.
  func rows<Value>(
    _ sql: String, _ values: [any ColumnValue], read: (inout Row) throws -> Value
  ) throws -> [Value] {
    try with(sql, values) { statement in
      var result: [Value] = []
      while try statement.step(in: self) {
        var row = Row(statement, in: self)
        result.append(try read(&row))
      }
      return result
    }
  }

  /// The one value that `sql` gives.
  func value<Value: ColumnValue>(_ sql: String, _ values: any ColumnValue...) throws -> Value? {
    try with(sql, values) { statement in
      guard try statement.step(in: self) else { return nil }
      var row = Row(statement, in: self)
      return try row.next()
    }
  }

  /// The row number that the last `INSERT` gave.
  var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  /// When a transaction takes the lock for writing.
  enum Locking: String {
    /// At once: taking it later could fail without waiting.
    case immediate = "IMMEDIATE"
    /// Never, when it only reads.
    case deferred = "DEFERRED"
  }

  /// All that `work` writes, or nothing; what it reads is of one moment.
  func transaction<Value>(
    _ locking: Locking = .immediate, _ work: () throws -> Value
  ) throws -> Value {
    try execute("BEGIN \(locking.rawValue)")
    do {
      let value = try work()
      try execute("COMMIT")
      return value
    } catch {
      // A full disk has ended the transaction by itself; a roll-back that fails is made up for by
      // the next one who opens the file, and the first error is the one to tell.
      if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
      throw error
    }
  }

  /// Does `work` again while another connection is in the way, for as long as locks are waited for.
  ///
  /// SQLite itself waits for most locks, but not for that to turn on the write-ahead log.
  func insisting<Value>(_ work: () throws -> Value) throws -> Value {
    sqlite3_busy_timeout(handle, 0)
    defer { sqlite3_busy_timeout(handle, busyMilliseconds) }
    let pause: Int32 = 10
    for _ in 0..<(busyMilliseconds / pause) {
      do { return try work() } catch let error as StoreError where error.code == .busy {
        usleep(UInt32(pause) * 1000)
      }
    }
    return try work()
  }

  /// The error for a code that a call on this connection just gave.
  func error(_ code: Int32) -> StoreError {
    StoreError(
      sqlite: code, message: String(cString: sqlite3_errmsg(handle)), path: path,
      waited: busyMilliseconds,
      system: code & 0xff == SQLITE_IOERR ? sqlite3_system_errno(handle) : 0)
  }

  private func with<Value>(
    _ sql: String, _ values: [any ColumnValue], do work: (Statement) throws -> Value
  ) throws -> Value {
    // Taken out while in use, so that a nested use of the same text compiles its own.
    let statement = try idle.removeValue(forKey: sql) ?? Statement(sql, in: self)
    defer {
      statement.reset()
      idle[sql] = statement
    }
    try statement.bind(values, in: self)
    return try work(statement)
  }
}

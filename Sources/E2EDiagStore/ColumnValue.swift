internal import CSQLite

/// A value that a column can hold, written and read in the same way.
protocol ColumnValue {
  /// Hands the value to a parameter of a prepared statement; the result is SQLite's code.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
  /// The value of a column of the current row, or `nil` when the column holds another kind.
  static func column(_ index: Int32, of statement: OpaquePointer) -> Self?
}

/// Tells SQLite to copy what it is given before the call returns.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

extension String: ColumnValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // A null pointer would be stored as NULL, whatever the length.
        guard let base = characters.baseAddress else {
          return sqlite3_bind_text(statement, index, "", 0, copied)
        }
        return sqlite3_bind_text64(
          statement, index, base, UInt64(characters.count), copied, UInt8(SQLITE_UTF8))
      }
    }
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> String? {
    guard sqlite3_column_type(statement, index) == SQLITE_TEXT,
      let start = sqlite3_column_text(statement, index)
    else { return nil }
    let count = Int(sqlite3_column_bytes(statement, index))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}

extension Int: ColumnValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> Int? {
    guard sqlite3_column_type(statement, index) == SQLITE_INTEGER else { return nil }
    return Int(sqlite3_column_int64(statement, index))
  }
}

extension Double: ColumnValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_double(statement, index, self)
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> Double? {
    guard sqlite3_column_type(statement, index) == SQLITE_FLOAT else { return nil }
    return sqlite3_column_double(statement, index)
  }
}

extension [UInt8]: ColumnValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return sqlite3_bind_zeroblob(statement, index, 0) }
      return sqlite3_bind_blob64(statement, index, base, UInt64(bytes.count), copied)
    }
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> [UInt8]? {
    guard sqlite3_column_type(statement, index) == SQLITE_BLOB else { return nil }
    let count = Int(sqlite3_column_bytes(statement, index))
    guard let start = sqlite3_column_blob(statement, index) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    self?.bind(to: statement, at: index) ?? sqlite3_bind_null(statement, index)
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> Wrapped?? {
    if sqlite3_column_type(statement, index) == SQLITE_NULL { return .some(nil) }
    return Wrapped.column(index, of: statement).map { .some($0) }
  }
}

/// The words of a closed list are stored as they are spelled in reports.
extension ColumnValue where Self: RawRepresentable, RawValue == String {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    rawValue.bind(to: statement, at: index)
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> Self? {
    String.column(index, of: statement).flatMap(Self.init(rawValue:))
  }
}

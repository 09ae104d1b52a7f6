internal import E2EDiag

extension Phase: ColumnValue {}
extension StepStatus: ColumnValue {}
extension Knowledge: ColumnValue {}
extension TimeQuality: ColumnValue {}
extension Verdict: ColumnValue {}
extension HypothesisID: ColumnValue {}
extension Support: ColumnValue {}
extension Observation.Kind: ColumnValue {}
extension RunEvent.Kind: ColumnValue {}
extension Action.Term: ColumnValue {}

/// Whether a piece of evidence stands in the list for or in the list against a hypothesis.
enum EvidenceSide: String, ColumnValue {
  case speaksFor = "for"
  case speaksAgainst = "against"
}

extension Fingerprint: ColumnValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    description.bind(to: statement, at: index)
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> Fingerprint? {
    String.column(index, of: statement).flatMap { Fingerprint($0) }
  }
}

extension LogTime: ColumnValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    storedText.bind(to: statement, at: index)
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> LogTime? {
    String.column(index, of: statement).flatMap { LogTime(storedText: $0) }
  }
}

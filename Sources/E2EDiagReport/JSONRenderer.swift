public import E2EDiag

/// The report for programs; its fields are promised by `schemaVersion`.
public struct JSONRenderer: Renderer {
  /// A renderer without state.
  public init() {}

  /// The diagnosis as one JSON object; the options change nothing in it.
  public func render(_ diagnosis: Diagnosis, comparison: Comparison?, options: ReportOptions)
    -> String
  {
    EncodedDiagnosis(diagnosis, comparison: comparison).json.text + "\n"
  }
}

public import E2EDiag

/// The report for programs; its fields are promised by `schemaVersion`.
public struct JSONRenderer: Renderer {
  /// A renderer without state.
  public init() {}

  /// The diagnosis as one JSON object; the options change nothing in it.
  public func render(_ diagnosis: Diagnosis, comparison: Comparison?, options: ReportOptions)
    -> String
  {
    EncodedDiagnosis(diagnosis, comparison: comparison, options: options).json.text + "\n"
  }

  /// Reports of several runs as one JSON array.
  public static func array(of reports: [String]) -> String {
    let elements = reports.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
    return elements.isEmpty ? "[]\n" : "[\n" + elements.joined(separator: ",\n") + "\n]\n"
  }

  /// The signatures in use, as an object with `schemaVersion` and the list `signatures`.
  public static func signatures(_ all: [(name: String, cause: String, title: String)]) -> String {
    let list = all.map { signature in
      JSONValue.object([
        "name": .string(signature.name), "cause": .string(signature.cause),
        "title": .string(signature.title),
      ])
    }
    return JSONValue.object([
      "schemaVersion": .integer(EncodedDiagnosis.schemaVersion), "signatures": .array(list),
    ]).text + "\n"
  }
}

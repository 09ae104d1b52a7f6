internal import Foundation
internal import _E2EDiagTestSupport

/// The fields of a JSON report that tests look at.
struct JSONReport: Decodable, Equatable {
  var schemaVersion: Int
  var run: Run
  var timeline: [Step]
  var failure: Failure?
  var hypotheses: [Hypothesis]
  var conclusion: Conclusion
  var contradictions: [Contradiction]
  var observations: [Observation]

  struct Run: Decodable, Equatable {
    var id: String
    var suite: String?
    var verdict: String
    var startedAt: String?
    var specs: Specs?
    var inputs: [String: String]
    var sources: [Source]
  }

  struct Specs: Decodable, Equatable {
    var total: Int
    var ran: Int?
    var masked: Int
  }

  struct Source: Decodable, Equatable {
    var path: String
    var format: String
    var lines: Int
    var bytes: Int
    var sha256: String
    var notes: [String]
  }

  struct Step: Decodable, Equatable {
    var phase: String
    var step: String
    var subject: String?
    var attempt: Int
    var status: String
  }

  struct Failure: Decodable, Equatable {
    var phase: String
    var step: String
    var subject: String?
    var attempt: Int
    var source: Int
    var line: Int
    var chain: [String]
    var context: [Line]
    var signature: String?
  }

  struct Line: Decodable, Equatable {
    var line: Int
  }

  struct Hypothesis: Decodable, Equatable {
    var id: String
    var support: String
    var score: Double
  }

  struct Conclusion: Decodable, Equatable {
    var cause: String
    var confidence: String
    var sentence: String
  }

  struct Contradiction: Decodable, Equatable {
    var claim: Line
    var against: Line
    var sentence: String
  }

  struct Observation: Decodable, Equatable {
    var kind: String
    var line: Int?
  }
}

extension JSONReport {
  /// The report in `text`.
  init(_ text: String) throws {
    self = try JSONDecoder().decode(JSONReport.self, from: Data(text.utf8))
  }

  /// The report of `e2e-diag analyze` with `arguments`; throws unless the status is 0.
  static func of(
    _ arguments: [String], in folder: String = Fixture.repository, input: [UInt8] = []
  ) throws -> JSONReport {
    let result = try Command.run(
      ["analyze", "--format", "json"] + arguments, in: folder, input: input)
    guard result.status == 0 else {
      throw Command.Failure(description: "status \(result.status): \(result.errors)")
    }
    return try JSONReport(result.output)
  }
}

extension RunFixture {
  /// The folder that commands over this run work in, so that a report has no path of the machine.
  var workingFolder: String { folder.absolutePath }

  /// A run of one log is named by it, a run of many by their folder.
  func arguments() throws -> [String] {
    let inputs = try inputs()
    return inputs.count == 1 ? inputs : ["input"]
  }
}

extension JSONReport.Step: CustomStringConvertible {
  /// Short, because a whole timeline is shown where two of them differ.
  var description: String { "\(phase)/\(step)/\(subject ?? "-")#\(attempt): \(status)" }
}

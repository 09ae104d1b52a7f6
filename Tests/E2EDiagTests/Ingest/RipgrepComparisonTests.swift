import Foundation
import _E2EDiagTestSupport
import Testing

@testable import E2EDiag

/// The search for the texts of all signatures beside that of another program.
@Suite struct RipgrepComparisonTests {
  private static let isInstalled = (try? Command.shell("rg --version").status) == 0

  /// All fixtures, one after the other, or the log that `E2E_DIAG_GENERATED_LOG` names.
  private func log() throws -> [UInt8] {
    if let path = ProcessInfo.processInfo.environment["E2E_DIAG_GENERATED_LOG"] {
      return try Fixture.bytes(at: path)
    }
    return try ["runs", "formats"].flatMap { folder in
      try Fixture(folder).files().flatMap { try Fixture.bytes("\(folder)/\($0)") }
    }
  }

  @Test(.enabled(if: isInstalled))
  func prefilterFindsTheLinesThatRipgrepFinds() throws {
    let log = try log()
    let needs = try Set(Bundled.rules().catalog.signatures.all.flatMap(\.line.needs))
    let texts = needs.filter { $0.count >= Prefilter.shortestText }
      .sorted { $0.lexicographicallyPrecedes($1) }

    var offsets: Set<Int> = []
    log.withUnsafeBytes { raw in Prefilter(texts).scan(raw) { offsets.insert($1) } }
    var found: [Int] = []
    var line = 1
    for (offset, byte) in log.enumerated() {
      if offsets.contains(offset), found.last != line { found.append(line) }
      if byte == UInt8(ascii: "\n") { line += 1 }
    }

    let scratch = try Scratch()
    try scratch.write(log, to: "log")
    try scratch.write(texts.joined(separator: [UInt8(ascii: "\n")]), to: "texts")
    let result = try Command.shell(
      "rg --no-config -j1 -a -n -F -f texts log | cut -d : -f 1", in: scratch.path)
    let expected = result.output.split(separator: "\n").compactMap { Int($0) }

    #expect(expected.count > 100)
    #expect(found == expected)
  }
}

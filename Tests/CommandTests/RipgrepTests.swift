import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// ripgrep itself, where it is installed, takes `signatures list --patterns` and misses no line.
@Suite(.enabled(if: isRipgrepInstalled, "ripgrep is not installed"))
struct RipgrepTests {
  private func found(by patterns: String, in lines: [String]) throws -> Set<Int> {
    let scratch = try Scratch()
    try scratch.write(Array(patterns.utf8), to: "patterns")
    try scratch.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: "lines")
    let result = try Command.shell("rg --no-config -n -f patterns lines", in: scratch.path)
    #expect(result.errors == "")
    return Set(result.output.split(separator: "\n").compactMap { Int($0.prefix { $0 != ":" }) })
  }

  @Test func ripgrepFindsEveryLineThatARuleFindsInTheFixtures() throws {
    let patterns = try Command.run(["signatures", "list", "--patterns"]).output
    let rules = try Bundled.rules().catalog.searchedRules
    var log = rules.flatMap { $0.fires.map(\.line) }.joined(separator: "\n")
    for run in RunFixture.all {
      for input in try run.inputs() { log += try "\n" + Fixture("\(run.folder)/\(input)").text() }
    }
    // Rules see lines without stamps and colours.
    let text = LogText(log)
    let found = try found(by: patterns, in: text.lines.indices.map { text.text($0) })
    RuleSearch(rules).forEachLine(of: text) { index, line, candidates in
      for rule in candidates where !found.contains(index + 1) {
        #expect(
          rules[rule].captures(in: line) == nil,
          "\(rules[rule].name) finds '\(text.text(index))', ripgrep does not")
      }
    }
    #expect(!found.isEmpty && found.count < text.lines.count)
  }
}

private let isRipgrepInstalled = (try? Command.shell("command -v rg").status) == 0

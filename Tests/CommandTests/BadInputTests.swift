internal import Foundation
internal import Testing
internal import _E2EDiagTestSupport

/// What cannot be read is said in one line with a remedy; what can be read is never lost.
@Suite struct BadInputTests {
  private let run = RunFixture("seed-run-2")
  private func log() throws -> [UInt8] { try Fixture("\(run.folder)/input/e2e.log").bytes() }

  /// Status 2, nothing on standard output, and these words.
  private func expectRefusal(
    _ arguments: [String], in scratch: Scratch, input: [UInt8] = [], _ message: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let result = try Command.run(arguments, in: scratch.path, input: input)
    #expect(result.status == 2, sourceLocation: sourceLocation)
    #expect(result.output == "", sourceLocation: sourceLocation)
    #expect(result.errors == message + "\n", sourceLocation: sourceLocation)
  }

  @Test func noSuchFileIsSaid() throws {
    try expectRefusal(
      ["analyze", "nope.log"], in: Scratch(),
      """
      e2e-diag: cannot read 'nope.log': no such file
        help: check the path; a log can also be piped: cat run.log | e2e-diag analyze
      """)
  }

  @Test func folderWithoutFilesIsSaid() throws {
    let scratch = try Scratch()
    try scratch.makeFolder("artifacts")
    try scratch.write([], to: "artifacts/deep/empty.log")
    try expectRefusal(
      ["analyze", "artifacts"], in: scratch,
      """
      e2e-diag: cannot read 'artifacts': there is no file with content in the folder
        help: name the folder or the files that the run wrote
      """)
  }

  @Test(arguments: [["analyze", "empty.log"], ["analyze", "-"], ["analyze"]])
  func emptyInputIsSaid(_ arguments: [String]) throws {
    let scratch = try Scratch()
    try scratch.write([], to: "empty.log")
    let name = arguments.last == "empty.log" ? "'empty.log'" : "standard input"
    try expectRefusal(
      arguments, in: scratch,
      """
      e2e-diag: cannot read \(name): it is empty
        help: check that the run wrote its output there; in a pipe, join the error stream too: \
      COMMAND 2>&1 | e2e-diag analyze
      """)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func unreadableFileIsSaid() throws {
    let scratch = try Scratch()
    let path = try scratch.write(log(), to: "secret.log")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    try expectRefusal(
      ["analyze", "secret.log"], in: scratch,
      """
      e2e-diag: cannot read 'secret.log': permission denied
        help: make it readable: chmod u+r 'secret.log', or run as its owner
      """)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func unreadableFileAmongGoodOnesIsANote() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "artifacts/e2e.log")
    let path = try scratch.write(log(), to: "artifacts/other.log")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    let report = try JSONReport.of(["artifacts"], in: scratch.path)
    #expect(
      report.run.sources.map(\.notes) == [["not read: 'artifacts/other.log': permission denied"]])
    #expect(report.failure?.subject == "aianalysis")
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func unreadableFolderAmongGoodFilesIsANote() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "artifacts/e2e.log")
    let path = try scratch.makeFolder("artifacts/private")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    defer {
      // Nothing can be removed from a folder that may not be read.
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }
    let report = try JSONReport.of(["artifacts"], in: scratch.path)
    #expect(
      report.run.sources.map(\.notes) == [["not read: 'artifacts/private': permission denied"]])
  }

  @Test func missingFileAmongGoodOnesEndsItAndKeepsNothing() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "e2e.log")
    try expectRefusal(
      ["analyze", "e2e.log", "kubelt.log"], in: scratch,
      """
      e2e-diag: cannot read 'kubelt.log': no such file
        help: check the path; a log can also be piped: cat run.log | e2e-diag analyze
      """)
  }

  @Test func emptyOrDamagedFileAmongNamedOnesIsSaidInReportAndErrors() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "e2e.log")
    try scratch.write([], to: "empty.log")
    let result = try Command.run(
      ["analyze", "--no-store", "--format", "json", "empty.log", "e2e.log"], in: scratch.path)
    #expect(result.status == 0)
    #expect(result.errors == "e2e-diag: note: not read: 'empty.log': it is empty\n")
    let report = try JSONReport(result.output)
    #expect(report.run.sources.map(\.notes) == [["not read: 'empty.log': it is empty"]])
    #expect(report.failure?.subject == "aianalysis")
  }

  @Test func archiveIsTheRunOfItsFolder() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "artifacts/e2e.log")
    try scratch.write(Array("other\n".utf8), to: "artifacts/node/kubelet.log")
    let folder = try JSONReport.of(["artifacts"], in: scratch.path)
    let result = try Command.shell(
      "tar -czf a.tgz artifacts && e2e-diag analyze --no-store --format json a.tgz",
      in: scratch.path)
    #expect(result.errors == "")
    let report = try JSONReport(result.output)
    #expect(report.run.id == folder.run.id)
    #expect(
      report.run.sources.map(\.path)
        == ["a.tgz!/artifacts/e2e.log", "a.tgz!/artifacts/node/kubelet.log"])
    let piped = try Command.shell(
      "e2e-diag analyze --no-store --format json <a.tgz", in: scratch.path)
    #expect(
      try JSONReport(piped.output).run.sources.first?.path == "stdin!/artifacts/e2e.log")
  }

  @Test(arguments: ["text", "markdown", "json"])
  func nameInAnArchiveSteersNoTerminal(format: String) throws {
    let scratch = try Scratch()
    let name = "e2e\u{1b}]0;x\u{7}\u{202e}.log"
    try scratch.write(log(), to: "artifacts/\(name)")
    let result = try Command.shell(
      "tar -cf a.tar artifacts && e2e-diag analyze --no-store -v --format \(format) a.tar",
      in: scratch.path)
    #expect(result.status == 0)
    for output in [result.output, result.errors] {
      #expect(!output.unicodeScalars.contains { ["\u{1b}", "\u{7}", "\u{202e}"].contains($0) })
    }
  }

  @Test func damagedFileAmongGoodOnesIsANote() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "artifacts/e2e.log")
    // The first bytes of xz, and nothing that could be unpacked.
    try scratch.write(
      [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] + Array("no xz at all".utf8),
      to: "artifacts/kubelet.log.xz")
    let report = try JSONReport.of(["artifacts"], in: scratch.path)
    let notes = report.run.sources.flatMap(\.notes)
    #expect(notes.contains { $0.hasPrefix("not read: 'artifacts/kubelet.log.xz': ") })
    #expect(report.failure?.subject == "aianalysis")
  }

  @Test func compressedLogIsReadAsItIs() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "e2e.log")
    let result = try Command.shell(
      "gzip -c e2e.log >e2e.log.gz && e2e-diag analyze --format json e2e.log.gz", in: scratch.path)
    let report = try JSONReport(result.output)
    #expect(report.run.sources.map(\.notes) == [["decompressed from gzip"]])
    #expect(report.run.id == (try JSONReport.of(["e2e.log"], in: scratch.path)).run.id)
  }

  @Test func damagedCompressionLosesLittleBeforeTheDamage() throws {
    let scratch = try Scratch()
    let log = try log()
    try scratch.write(log, to: "e2e.log")
    let result = try Command.shell(
      """
      gzip e2e.log && size=$(wc -c <e2e.log.gz)
      head -c $((size * 9 / 10)) e2e.log.gz >cut.gz
      e2e-diag analyze --format json cut.gz
      """, in: scratch.path)
    #expect(result.status == 0)
    #expect(result.errors == "")
    let source = try #require(try JSONReport(result.output).run.sources.first)
    // One log sixty times over: its times go back too.
    #expect(
      source.notes.prefix(2) == [
        "decompressed from gzip", "decompression failed: truncated gzip input",
      ])
    #expect(source.bytes > log.count * 7 / 10)
  }

  @Test func bytesThatMeanNothingAreNoFailedRun() throws {
    // What begins like gzip and is none is read as it is.
    let report = try JSONReport.of([], input: [0x1f, 0x8b, 0x08, 0x00, 0xff, 0xff])
    #expect(report.run.verdict == "unknown")
    #expect(report.failure == nil)
  }

  @Test func binaryIsReadAsFarAsItGoes() throws {
    let report = try JSONReport.of([Fixture("formats/binary.bin").absolutePath])
    #expect(report.run.sources.first?.notes.contains { $0.hasPrefix("binary: ") } == true)
  }

  @Test func binaryBeforeAndBehindALogHidesNothing() throws {
    let noise = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }
    let input = noise + [0x0a] + (try log()) + [0x0a] + noise
    let report = try JSONReport.of([], input: input)
    #expect(report.failure?.phase == "deploy")
    #expect(report.failure?.subject == "aianalysis")
  }

  @Test func endlessLineIsReadInPieces() throws {
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: 3_000_000)
    let report = try JSONReport.of([], input: line)
    #expect(report.run.sources.first?.lines == 1)
    #expect(report.run.sources.first?.bytes == 3_000_000)
    #expect(
      report.run.sources.first?.notes
        == ["1 line is longer than 16384 bytes and read in pieces"])
    #expect(report.run.verdict == "unknown")
  }

  @Test func failureBehindAnEndlessLineIsFound() throws {
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: 3_000_000) + [0x0a]
    let alone = try JSONReport.of([], input: log())
    let report = try JSONReport.of([], input: line + (try log()))
    #expect(report.failure?.line == alone.failure.map { $0.line + 1 })
    #expect(report.failure?.subject == "aianalysis")
  }

  @Test func errorInsideAnEndlessLineIsFound() throws {
    let noise = [UInt8](repeating: UInt8(ascii: "x"), count: 1_500_000)
    let error = Array(" write /var/lib/containerd/data: no space left on device ".utf8)
    let report = try JSONReport.of([], input: noise + error + noise)
    #expect(report.hypotheses.first?.id == "resource-exhaustion")
  }

  @Test func pipeWithANameIsReadLikeAFile() throws {
    let scratch = try Scratch()
    try scratch.write(log(), to: "e2e.log")
    let result = try Command.shell(
      "mkfifo pipe && { cat e2e.log > pipe & } && e2e-diag analyze pipe --format json",
      in: scratch.path)
    #expect(result.errors == "")
    let report = try JSONReport(result.output)
    #expect(report.failure?.subject == "aianalysis")
    #expect(report.run.id == (try JSONReport.of(["e2e.log"], in: scratch.path)).run.id)
  }

  @Test func signaturesThatAreNoYAMLAreRefusedWithTheirPlace() throws {
    let scratch = try Scratch()
    try scratch.write(
      Array("format: 1\nfamily: own\nabout: mine\nsignature: []\n".utf8), to: "own.yml")
    let message = """
      e2e-diag: own.yml:4: error: unknown field 'signature'
        help: did you mean 'signatures'?
      """
    try expectRefusal(["signatures", "check", "own.yml"], in: scratch, message)
    try expectRefusal(
      ["analyze", "--signatures", "own.yml"], in: scratch, input: log(), message)
  }
}

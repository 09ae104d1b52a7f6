import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct RedactorTests {
  private let rules: Redaction

  init() throws { rules = try Bundled.rules().catalog.redaction }

  /// The lines of `logs`, the sources of one run, after redaction.
  private func redacted(_ logs: String...) -> [[String]] {
    let readings = logs.map { log in
      LogReader.read(MemoryStream(Array(log.utf8)), name: "log", keeping: nil).reading
    }
    return Redactor(rules).redacted(readings).map { reading in
      reading.text.lines.indices.map { reading.text.text($0) }
    }
  }

  @Test func secretOfOneSourceIsReplacedInTheOthers() {
    #expect(
      redacted("open hunter2xx99 now\n", "DB_PASSWORD=hunter2xx99\nAPI_TOKEN=Zq8Kd03L\n") == [
        ["open [redacted-1] now"], ["DB_PASSWORD=[redacted-1]", "API_TOKEN=[redacted-2]"],
      ])
  }

  /// A password that is the name of a program would make the log unreadable.
  @Test func wordAndNameAreNotReplacedElsewhere() {
    #expect(
      redacted("DB_PASSWORD=postgres\npostgres is up\nSECRET=web-tls-1\nweb-tls-1 xhunter2x\n") == [
        [
          "DB_PASSWORD=[redacted-1]", "postgres is up", "SECRET=[redacted-2]",
          "web-tls-1 xhunter2x",
        ]
      ])
  }

  @Test func tokenThatATerminalHasBrokenIsReplacedOnBothLines() {
    let line = "the registry at registry.example.com:5000 refused ghp_0123456789abcdefAB"
    #expect(
      redacted("\(line)\nCDEF0123456789abcd of the user\n") == [
        [
          "the registry at registry.example.com:5000 refused [redacted-1]",
          "[redacted-2] of the user",
        ]
      ])
  }

  @Test func lineAfterASecretThatDoesNotGoOnStays() {
    let line = "export OF_A_RATHER_LONG_NAME_THAT_FILLS_THE_LINE_PASSWORD=hunter2xx99hunter2xx99"
    for next in ["done with it", "  e2e4 of", "[exit 1]", "time=12"] {
      #expect(redacted("\(line)\n\(next)\n")[0].last == next)
    }
  }

  /// Pieces of a long line share bytes, so that one of them begins in the middle of the secret.
  @Test(arguments: [0, 4, 500, 510, 516, 520, 530])
  func secretAtTheBorderOfTwoPiecesIsReplacedInBoth(_ offset: Int) {
    let secret = "Zq8Kd03LxWv72PbTnM4yRs61"
    let filling = (0..<3000).map { "f\($0 * 7) " }.joined()
    let start = LineKeeper.pieceSize - offset - "API_TOKEN=".count - 8
    let log = filling.prefix(start) + " API_TOKEN=\(secret) " + filling.prefix(9000) + "\n"
    let lines = redacted(String(log))[0]
    #expect(lines.count == 2)
    for length in 5...secret.count {
      for line in lines {
        #expect(!line.hasPrefix(secret.suffix(length)) && !line.hasSuffix(secret.prefix(length)))
        #expect(!line.contains(secret))
      }
    }
  }

  @Test func ordinaryLineInsideAKeyStays() {
    let key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKB"
    #expect(
      redacted("-----BEGIN PRIVATE KEY-----\n\(key)\nexit status 1\nmake\n") == [
        ["-----BEGIN PRIVATE KEY-----", "[redacted-1]", "exit status 1", "make"]
      ])
  }

  @Test func certificateStays() {
    let line = "    -----BEGIN CERTIFICATE-----\n    MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQ"
    #expect(redacted("\(line)\n")[0].joined(separator: "\n") == line)
  }

  @Test func secretOfTheCallerIsReplacedInKeyAndValue() {
    let token = "ghp_0123456789abcdefABCDEF0123456789abcd"
    #expect(
      Redactor(rules).redactedInputs([token: "x", "note": "first\nPGPASSWORD=hunter2xx99"]) == [
        "[redacted-1]": "x", "note": "first\nPGPASSWORD=[redacted-2]",
      ])
  }
}

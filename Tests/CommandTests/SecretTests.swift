internal import Testing
internal import _E2EDiagTestSupport

/// No secret of a log comes out of the tool, in any format and on any stream.
@Suite struct SecretTests {
  /// A line of a log, and the part of it that nobody may see.
  struct Leak: Sendable, CustomStringConvertible {
    var line: String
    var secret: String
    var description: String { line }

    static let all = [
      Leak(line: "export DB_PASSWORD=hunter2-prod", secret: "hunter2-prod"),
      Leak(
        line: "dial postgresql://app:s3cr3tpw@db:5432/app failed: connection refused",
        secret: "s3cr3tpw"),
      Leak(line: "Authorization: Bearer abcdef.ghijkl.mnopqr", secret: "abcdef.ghijkl.mnopqr"),
      Leak(line: "key AKIAIOSFODNN7EXAMPLE was refused", secret: "AKIAIOSFODNN7EXAMPLE"),
      Leak(
        line:
          #"{"level":"error","msg":"login failed","token":"ghs_0123456789abcdefABCDEF0123456789abcd"}"#,
        secret: "ghs_0123456789abcdefABCDEF0123456789abcd"),
      Leak(
        line: "podman login -u ci --password tr0ub4dor registry:5000: unauthorized",
        secret: "tr0ub4dor"),
    ]
  }

  @Test(arguments: Leak.all, ["text", "json"])
  func secretIsInNoOutput(_ leak: Leak, format: String) throws {
    // Once as the failing line itself, and once beside it.
    let log = """
      $ kind load docker-image app --name e2e
      \(leak.line)
      ERROR: failed to load image: \(leak.line)
      [exit 1]

      """
    let result = try Command.run(["analyze", "-v", "--format", format], input: Array(log.utf8))
    #expect(result.status == 0)
    #expect(!result.output.contains(leak.secret))
    #expect(!result.errors.contains(leak.secret))
  }

  @Test func sameSecretIsTheSameToken() throws {
    let log = """
      $ kind load docker-image app
      ERROR: failed to load image: DB_PASSWORD=hunter2-prod refused
      ERROR: failed to load image: PGPASSWORD=hunter2-prod refused
      [exit 1]

      """
    let result = try Command.run(["analyze", "-v"], input: Array(log.utf8))
    let tokens = result.output.matches(of: /\[redacted[^\]]*\]/).map { String($0.output) }
    #expect(!tokens.isEmpty)
    #expect(Set(tokens).count == 1)
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct RedactionTests {
  private let rules: Redaction

  init() throws { rules = try Bundled.rules().catalog.redaction }

  private func redacted(_ text: String) -> String { Redactor(rules).redacted(text) }

  /// The secret stands between `«` and `»`.
  private static let secrets = [
    "postgresql://slm_user:«hunter2»@postgres:5432/db?sslmode=disable",
    "pull https://ci:«pa55»@registry.example.com/v2/",
    "Authorization: Bearer «abcdef.ghijkl.mnopqr»",
    "authorization: Basic «dXNlcjpwYXNz»",
    #"{"authorization":"token «abcdef0123456789»"}"#,
    "curl -H 'x: bearer «abcdefghijklmnop1234»'",
    "got «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3In0.dozjgNryP4J3jVmNHl0w» back",
    "DB_PASSWORD=«hunter22»", #"  "client_secret": "«s3cr3t-value»","#, "api_key: «0123abcd»",
    "password='«correct horse»'", "env: [REDIS_PASSWD=«hunter22», A=b]",
    "curl --token «abcd1234efgh» https://x", "mysql --password=«hunter22» -u root",
    "export AWS_SECRET_ACCESS_KEY=«wJalrXUtnFEMI/K7MDENG»", "PGPASSWORD=«pg» psql",
    "key «AKIAIOSFODNN7EXAMPLE» in use", "push with «ghp_0123456789012345678901234567890123ab»",
    "«glpat-0123456789abcdefghij» expired", "«xoxb-0123456789-abcdef» posted",
    "login «dckr_pat_0123456789abcdefghijk» ok", "«sk-0123456789abcdefghijklmn» used",
    "«npm_012345678901234567890123456789abcd» published",
    #"{"auths":{"r":{"auth":"«dXNlcjpwYXNz»"}}}"#, "{'auth': '«dXNlcjpwYXNz»'}",
    "client-key-data: «LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ»",
    "-----BEGIN RSA PRIVATE KEY-----«\\nMIIEpAIBAAKCAQEA»",
    "«MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKB»",
  ]

  @Test(arguments: secrets)
  func everyKindOfSecretIsReplaced(_ marked: String) {
    let clear = marked.filter { $0 != "«" && $0 != "»" }
    let start = marked.firstIndex(of: "«") ?? marked.startIndex
    let end = marked.firstIndex(of: "»") ?? marked.startIndex
    let expected = marked[..<start] + "[redacted-1]" + marked[marked.index(after: end)...]
    #expect(redacted(clear) == expected)
  }

  @Test(arguments: [
    // Digests, ids, ports, names, settings and sentences.
    "e0970b8672516bf32ae90a72141f6e08d73115f23725bd53225dff6d1d235566",
    "redis@sha256:5b25a69904940e26da006459acb5717bd092753bee378d97d8cd685b988f68e8",
    "https://registry.example.com:5000/v2/", "dial tcp 10.96.0.1:443: connect: connection refused",
    "redis://redis.default.svc:6379/0", "git@github.com:example/repo.git",
    #"MountVolume.SetUp failed for volume "token" : secret "db-secrets" not found"#,
    #"secret "db-secrets" not found"#, "secret/db-secrets created",
    #"password authentication failed for user "kubernaut""#, "authorization: required",
    "token: missing", "password: <unset>", "DB_PASSWORD=$DB_PASSWORD", "token=${TOKEN}",
    "imagePullSecrets: []", "automountServiceAccountToken: false", "sk-short", "tokens: 1500",
    "time=\"2026-11-24T06:01:48Z\" level=info msg=\"shim disconnected\" id=payload",
    "the prefix eyJ marks a token", "Secret::new()", "secret: the name is not valid",
    "--> bf62785a1cfc76e3ef56786a139a2ebc6b9f47d730d093eafba5902040543659", "",
    "running: \"podman exec e2e-control-plane ctr version\"", "secrets \"webhook-tls\" not found",
  ])
  func whatIsNoSecretIsSpared(_ text: String) {
    #expect(redacted(text) == text)
  }

  @Test func sameSecretHasTheSameTokenThroughoutARun() {
    let redactor = Redactor(rules)
    #expect(redactor.redacted("DB_PASSWORD=hunter22") == "DB_PASSWORD=[redacted-1]")
    #expect(redactor.redacted("API_TOKEN=other-secret") == "API_TOKEN=[redacted-2]")
    #expect(redactor.redacted("postgres://u:hunter22@db/x") == "postgres://u:[redacted-1]@db/x")
  }

  @Test func severalSecretsOfOneLineAreReplaced() {
    #expect(
      redacted("DB_PASSWORD=hunter22 API_TOKEN=abcdef99 url=redis://:hunter22@r:6379 ok")
        == "DB_PASSWORD=[redacted-1] API_TOKEN=[redacted-2] url=redis://:[redacted-1]@r:6379 ok")
  }

  @Test func sentenceBesideASecretDoesNotSaveTheSecret() {
    #expect(
      redacted("invalid password: please try again (DB_PASSWORD=hunter22)")
        == "invalid password: please try again (DB_PASSWORD=[redacted-1])")
  }

  @Test func secretBehindTheLimitOfPatternsIsReplaced() {
    let filling = String(repeating: "x ", count: Pattern.longestSubject / 2)
    #expect(redacted(filling + "DB_PASSWORD=hunter22").hasSuffix("=[redacted-1]"))
  }

  @Test(arguments: secrets)
  func redactingTwiceChangesNothing(_ marked: String) {
    let once = redacted(marked.filter { $0 != "«" && $0 != "»" })
    #expect(redacted(once) == once)
    let redactor = Redactor(rules)
    let first = redactor.redacted(marked.filter { $0 != "«" && $0 != "»" })
    #expect(redactor.redacted(first) == first)
  }

  @Test func placesDoNotOverlapAndStandInOrder() {
    let text = "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3In0.dozjgNryP4J3 x"
    #expect(redacted(text) == "Authorization: Bearer [redacted-1] x")
    let places = SecretPlaces(in: LogText("DB_PASSWORD=hunter22 API_TOKEN=abcdef99"), rules: rules)
    #expect(places.ranges == [0: [12..<20, 31..<39]])
  }

  @Test func everyExampleOfEveryRuleHolds() throws {
    for rule in rules.lineRules {
      for example in rule.fires {
        let secret = example.gives["secret"] ?? example.line
        #expect(!redacted(example.line).contains(secret), "\(rule.name): '\(example.line)'")
        // The rule itself finds it, and finds the line.
        let captures = rule.match.compactMap { $0.firstMatch(in: example.line)?.captures["secret"] }
        #expect(
          example.gives.isEmpty ? !captures.isEmpty : captures.contains(secret),
          "\(rule.name): '\(example.line)' gives \(captures)")
        let line = example.line.lowercased()
        #expect(
          rule.needs.isEmpty
            || rule.needs.contains { line.contains(String(decoding: $0, as: UTF8.self)) },
          "\(rule.name) needs no text of '\(example.line)'")
      }
      for example in rule.spares {
        #expect(redacted(example.line) == example.line, "\(rule.name): \(example.why)")
      }
    }
  }

  @Test func neededTextsAreLongEnoughForTheSearchAndInLowerCase() {
    for rule in rules.lineRules {
      for need in rule.needs {
        #expect(need.count >= 3 && !need.contains { (65...90).contains($0) }, "\(rule.name)")
      }
    }
  }

  @Test func diagnosisHoldsNoSecret() throws {
    let secret = "hunter2-hunter2"
    let diagnosis = try Bundled.diagnosis(
      of: """
        $ podman run --name app -e DB_PASSWORD=\(secret) localhost/app:e2e
        Error: dial tcp: connect to postgres://app:\(secret)@db:5432/app: connection refused
        [exit 1]
        """)
    #expect(diagnosis.failure != nil)
    #expect(!String(describing: diagnosis).contains(secret))
  }

  /// `--input password=…` was stored and printed in clear: only the value was looked at.
  @Test func inputIsReadWithItsKey() {
    let clear = [
      "api_token": "Zq9x76", "git.commit": "4f1c2a9d", "image.web.tag": "e2e",
      "note": "--token Zq9x77", "password": #"correct "horse" battery"#,
    ]
    #expect(
      Redactor(rules).redactedInputs(clear) == [
        "api_token": "[redacted-1]", "git.commit": "4f1c2a9d", "image.web.tag": "e2e",
        "note": "--token [redacted-2]", "password": "[redacted-3]",
      ])
  }
}

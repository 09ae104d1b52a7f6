/// Forms that a secret takes in a log, and places where a line may stand.
///
/// The secret stands between `«` and `»`; a form may have several lines and several secrets.
enum SecretForms {
  static let all =
    commands + addresses + headers + assignments + structures + sentences + keys

  private static let commands = [
    "mysql -u root -p«hunter2xx99» -h db", "mysqldump --all -uroot -p«hunter2xx99» app",
    "mysql -u root -p «S3cr3t!x» app", "redis-cli -h r -a «hunter2xx99» ping",
    "mongosh -u root -p «hunter2xx99» --eval x", "podman login -u ci -p «hunter2xx99» registry",
    "curl -u admin:«hunter2xx99» https://x", "sshpass -p «hunter2xx99» ssh host",
    "tool --password «hunter2xx99» run", "tool --db-password=«hunter2xx99» run",
    "helm upgrade x charts/x --set auth.dbpass=«hunter2xx99» --wait",
    "helm upgrade x charts/x --set auth.password=«hunter2xx99»,b.c=d",
    "kubectl create secret generic db --from-literal=key=«hunter2xx99»",
    "kubectl create secret generic db --from-literal 'key=«hunter2xx99»'",
    "kubeadm join 10.0.0.1:6443 --certificate-key «f8902e114ef118304e561c3ecd4d0b543adc226b»",
    "kubeadm join 10.0.0.1:6443 --token «abcdef.0123456789abcdef»",
    "oc login --token «sha256~Zq8Kd03LxWv72PbTnM4yRs61abcdefghijk012345678»",
  ]

  private static let addresses = [
    "dial postgres://app:«hunter2xx99»@db:5432/x refused",
    "dial postgres://app:«p@ssword9»@db/x refused", "parse postgres://app:«pa/ss9word»@db/x",
    "redis://:«hunter2xx99»@redis:6379/0", "open root:«hunter2xx99»@tcp(db:3306)/app",
    "git clone https://«Zq8Kd03LxWv72PbTnM4yRs61»@git.example.com/x",
    "GET https://api.example.com/v1?access_token=«Zq8Kd03LxWv72PbTnM4yRs61»&page=2",
    "https://a.blob.core.windows.net/c/b?sv=2020&sig=«Zq8Kd03LxWv72Pb%2FTnM4yRs61»",
    "https://hooks.slack.com/services/«T01ABCDEF/B02GHIJKL/Zq8Kd03LxWv72PbTnM4yRs61»",
    "https://discord.com/api/webhooks/«123456789012345678/Zq8Kd03LxWv72PbTnM4yRs61»",
    "https://acme.webhook.office.com/webhookb2/«Zq8Kd03L@0123/IncomingWebhook/abcdef0123/99»",
    "Server=db;User Id=sa;Password=«hunter2xx99»;Database=app",
    "AccountName=x;AccountKey=«Zq8Kd03LxWv72PbTnM4yRs61==»;EndpointSuffix=core",
  ]

  private static let headers = [
    "Cookie: «session=Zq8Kd03LxWv72Pb; csrf=abc123def»",
    "Set-Cookie: «sid=Zq8Kd03LxWv72Pb»; Path=/; HttpOnly", "X-Api-Key: «Zq8Kd03LxWv72Pb»",
    "X-Api-Key: «hunter2xx99»", "x-auth-token: «Zq8Kd03LxWv72Pb»",
    "Proxy-Authorization: Basic «dXNlcjpodW50ZXIyeHg5OQ==»",
    "sent Basic «dXNlcjpodW50ZXIyeHg5OQ==»", "Authorization: Bearer «Zq8Kd03LxWv72PbTnM4yRs61»",
    "Authorization: token «Zq8Kd03LxWv72PbTnM4yRs61»",
    "map[Authorization:[Bearer «Zq8Kd03LxWv72PbTnM4yRs61»] Accept:[*/*]]",
    "AWS4-HMAC-SHA256 Credential=«AKIAIOSFODNN7EXAMPLE»/s3, Signature=«fe5f80f77d5fa3beca038a24»",
  ]

  private static let assignments =
    [
      "REDIS_AUTH", "PGPASS", "ENCRYPTION_KEY", "LLM_KEY", "OPENAIKEY", "PAT", "GITHUB_PAT",
      "DB_PASS", "DB_PWD", "APP_SECRET", "DB_PASSWORD", "PASSWORD_PROD",
    ].map { "\($0)=«hunter2xx99»" } + [
      #"DB_PASSWORD="«correct horse9 battery»""#, "bad env: DB_PASSWORD: «hunter2xx99»",
      "      DB_PASSWORD:  «hunter2xx99»", "map[DB_PASSWORD:«hunter2xx99» LOG:debug]",
      #""secretAccessKey" : "«Zq8Kd03LxWv72PbTnM4yRs61»""#,
      #"{"auths":{"r":{"identitytoken":"«Zq8Kd03LxWv72PbTnM4yRs61»"}}}"#,
      #"{"auths":{"r":{"auth":"«dXNlcjpodW50ZXIyeHg5OQ==»"}}}"#,
      #"{\"password\":\"«hunter2xx99»\"}"#, #"{\\\"password\\\":\\\"«hunter2xx99»\\\"}"#,
      #"{"user":"a","password":"«correct horse9 battery»"}"#,
      #"{"user":"a","password":"«corr\"horse9»"}"#,
      "client-key-data: «LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlF»",
    ]

  private static let structures = [
    "{Name:DB_PASSWORD Value:«hunter2xx99» ValueFrom:nil}",
    "EnvVar{Name:DB_PASSWORD,Value:«hunter2xx99»,ValueFrom:nil,}",
    #"{"name":"DB_PASSWORD","value":"«hunter2xx99»"}"#,
    #"{"value":"«hunter2xx99»","name":"DB_PASSWORD"}"#,
    #"Password:(string) (len=11) "«hunter2xx99»""#,
    #"Password: (string) (len=11) "«hunter2xx99»","#,
    "- name: DB_PASSWORD\n  value: «hunter2xx99»",
    "        - name: DB_PASSWORD\n          value: \"«hunter2xx99»\"",
    "- value: «hunter2xx99»\n  name: DB_PASSWORD",
    "  {\n    \"name\": \"DB_PASSWORD\",\n    \"value\": \"«hunter2xx99»\"\n  }",
    "data:\n  conf: «aHVudGVyMnh4OTk=»\n  user: «YWRtaW5hZG1pbg==»\nkind: Secret",
    #"{"data":{"user":"«YWRtaW5hZG1pbg==»"},"kind":"Secret"}"#,
  ]

  private static let sentences = [
    "the password is «hunter2xx99»", "Password is: «hunter2xx99»",
    "login with password: «hunter2xx99»", "token «Zq8Kd03LxWv72PbTnM4yRs61» was refused",
    "[bootstrap-token] Using token: «abcdef.0123456789abcdef»",
    "push as «ghp_0123456789abcdefABCDEF0123456789abcd»", "expired: «glpat-aBcDeF0123456789xyz1»",
    "got «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3In0.dozjgNryP4J3jVmNHl0w» back",
    "the registry at registry.example.com:5000 refused «ghp_0123456789abcdef\n"
      + "ABCDEF0123456789abcd» of the user",
  ]

  private static let line1 = "«MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKB»"
  private static let line2 = "«xq7nLhdn3DpwMPyuTd0XNH5lQ2wVq2m9Ta0uQ0y8kz7fZr3TtP5YbYg2Wj4xqP1a»"
  private static let short = "«Gg3kQwPz»"

  private static let keys = [
    #"KEY=-----BEGIN RSA PRIVATE KEY-----\n«MIIEpAIBAAKCAQEAx7\nabcd»\n-----END RSA PRIVATE KEY-----"#,
    "-----BEGIN PRIVATE KEY-----\n\(line1)\n\(line2)\n\(short)\n-----END PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\n\(line1)\n\(line2)\n\(short)",
    "    -----BEGIN EC PRIVATE KEY-----\n    \(line1)\n    \(short)",
    "stdout F -----BEGIN RSA PRIVATE KEY-----\nstdout F \(line1)\nstdout F \(short)",
    "app  | -----BEGIN RSA PRIVATE KEY-----\napp  | \(line1)\napp  | \(short)",
  ]

  /// A form without its marks.
  static func clear(_ form: String) -> String { form.filter { $0 != "«" && $0 != "»" } }

  /// What nobody may see of a form, by lines.
  static func secrets(of form: String) -> [String] {
    form.split(separator: "«").dropFirst().flatMap { part in
      part.prefix { $0 != "»" }.split(separator: "\n").map(String.init)
    }
  }

  /// Names of the places, and a log with the form in it.
  static let places: [(name: String, log: @Sendable (String) -> String)] = [
    (
      "line",
      {
        "$ kind load docker-image app --name e2e\n\($0)\nERROR: failed to load image: \($0)\n[exit 1]\n"
      }
    ),
    (
      "chain",
      {
        """
          [FAILED] Unexpected error:
          bad env: \($0): exit status 1
          In [BeforeSuite] at: /src/suite_test.go:12 @ 11/24/26 06:01:48

        """
      }
    ),
    ("command", { "$ \($0)\nError: it failed\n[exit 1]\n" }),
    (
      "environment", { "$ env\nHOME=/root\n\($0)\nLANG=C\nError: no such host\n[exit 1]\n" }
    ),
    (
      "ginkgo",
      { form in
        let lines = form.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        return """
          Running Suite: E2E Suite - /src
          [BeforeSuite]
            STEP: deploy app @ 11/24/26 06:01:40
          \(lines)
            [FAILED] in [BeforeSuite] - /src/suite_test.go:30 @ 11/24/26 06:01:48
          [BeforeSuite] [FAILED] [8.1 seconds]
            [FAILED] could not deploy: \(form)
            In [BeforeSuite] at: /src/suite_test.go:30
          Ran 0 of 12 Specs in 8.2 seconds

          """
      }
    ),
    (
      "progress",
      { "$ kind load docker-image app\npull 10%\rpull 20%\r\($0)\n[exit 1]\n" }
    ),
    (
      "colours",
      { form in
        let lines = form.split(separator: "\n").map { (line: Substring) -> String in
          let half = line.index(line.startIndex, offsetBy: line.count / 2)
          return "\u{1b}[31m\(line[..<half])\u{1b}[1m\(line[half...])\u{1b}[0m"
        }
        return "$ kind load docker-image app\n\(lines.joined(separator: "\n"))\n[exit 1]\n"
      }
    ),
    (
      "json",
      { form in
        form.split(separator: "\n").map { line in
          let text = line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
          return #"{"level":"error","ts":"2026-11-24T06:01:48Z","msg":"failed","error":"\#(text)"}"#
        }.joined(separator: "\n") + "\n"
      }
    ),
  ]
}

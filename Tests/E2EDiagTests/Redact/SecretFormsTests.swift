import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// No secret of a log is in the lines that any later stage sees, whatever its form and wherever it
/// stands.
@Suite struct SecretFormsTests {
  @Test(arguments: SecretForms.all)
  func linesHoldNoSecretOfThisForm(_ form: String) throws {
    let rules = try Bundled.rules().catalog.redaction
    for place in SecretForms.places {
      // Who writes JSON does not break a text over several lines.
      if place.name == "json", form.contains("\n") { continue }
      let log = place.log(SecretForms.clear(form))
      let read = LogReader.read(MemoryStream(Array(log.utf8)), name: "log", keeping: nil)
      let redacted = Redactor(rules).redacted([read.reading])[0].text
      for secret in SecretForms.secrets(of: form) {
        let forms = [secret, secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")]
        // The secret was in the log, and is in no line now.
        #expect(
          read.reading.text.lines.indices.contains { line in
            forms.contains { read.reading.text.text(line).contains($0) }
          }, "\(place.name)")
        for line in redacted.lines.indices {
          #expect(!forms.contains { redacted.text(line).contains($0) }, "\(place.name)")
        }
      }
    }
  }

  @Test(arguments: SecretForms.places.map(\.name))
  func diagnosisHoldsNoSecret(_ place: String) throws {
    let log = try #require(SecretForms.places.first { $0.name == place }?.log)
    for form in SecretForms.all.enumerated().filter({ $0.offset % 12 == 0 }).map(\.element) {
      // Names are written in lower case.
      let said = String(reflecting: try Bundled.diagnosis(of: log(SecretForms.clear(form))))
        .lowercased()
      for secret in SecretForms.secrets(of: form) {
        #expect(!said.contains(secret.lowercased()), "\(form)")
      }
    }
  }

  @Test func stepsAreFoundWhereASecretWasReplaced() throws {
    let steps = try Bundled.diagnosis(
      of: """
        $ helm upgrade --install web charts/web --set auth.dbpass=hunter2xx99 --wait
        Error: postgres://app:hunter2xx99@db/x: connection refused
        [exit 1]
        """
    ).timeline.map { "\($0.operation) \($0.subject ?? ""): \($0.status.rawValue)" }
    #expect(steps == ["helm install web: failed"])
  }

  @Test func linesAndDigestAreThoseOfTheSource() throws {
    let log = "one\n-----BEGIN PRIVATE KEY-----\nDB_PASSWORD=hunter2xx99\n$ false\n[exit 1]\n"
    let diagnosis = try Bundled.diagnosis(of: log)
    let source = try #require(diagnosis.run.sources.first)
    let hash = SourceHash()
    Array(log.utf8).withUnsafeBytes { hash.update($0) }
    #expect(source.sha256 == hash.finish())
    #expect(source.bytes == log.utf8.count && source.lines == 5)
    #expect(diagnosis.timeline.first?.location.line == 4)
  }
}

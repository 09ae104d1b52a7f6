import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// What a log says of itself is recorded, also where the value stands on the line below.
@Suite struct InputRecognitionTests {
  private static let commit = "4f1c2a9d8e7b4f1c2a9d8e7b4f1c2a9d8e7b4f1c"
  private static let digest =
    "sha256:5b25a69904940e26da006459acb5717bd092753bee378d97d8cd685b988f68e8"

  @Test(arguments: [
    ("$ git rev-parse HEAD\n\(commit)\n[exit 0]", "git.commit", commit),
    ("+ git rev-parse --short HEAD\n4f1c2a9\n", "git.commit", "4f1c2a9"),
    ("$ git log -1 --format=%H\n\n\(commit)\n", "git.commit", commit),
    ("commit \(commit)\nAuthor: A <a@example.org>", "git.commit", commit),
    ("GIT_COMMIT=\(commit)", "git.commit", commit),
    ("Checking out \(commit) as detached HEAD (ref is main)...", "git.commit", commit),
    (
      "$ podman version\nClient:       Podman Engine\nVersion:      4.3.1\n", "podman.version",
      "4.3.1"
    ),
    ("unpacking localhost/db:v1 (\(digest))...done", "image.db.digest", digest),
    ("$ podman pull quay.io/a/b@\(digest)", "image.b.digest", digest),
    (
      "Successfully tagged localhost/web:e2e\n\(String(repeating: "5a", count: 32))\n",
      "image.web.id",
      String(repeating: "5a", count: 32)
    ),
  ])
  func inputIsRead(_ row: (log: String, key: String, value: String)) throws {
    #expect(try Bundled.log(of: row.log).inputs[row.key] == row.value)
  }

  @Test(arguments: [
    "$ git rev-parse HEAD\nfatal: not a git repository\n",
    "$ git rev-parse --show-toplevel\n/src\n",
    "Successfully tagged localhost/web:e2e\n✅ built\n",
    "unpacking overlay (import-2026-11-24@\(digest))...",
  ])
  func whatIsNoValueIsNotRead(_ log: String) throws {
    let inputs = try Bundled.log(of: log).inputs
    #expect(inputs.keys.allSatisfy { $0.hasSuffix(".tag") })
  }

  @Test func idOfAFreshlyBuiltImageDoesNotPartRuns() {
    #expect(InputRole(key: "image.web.id") == .incidental)
    #expect(InputRole(key: "image.web.digest") == .code)
  }

  @Test func patternsOfTheLinesBelowCompile() throws {
    let patterns = try Bundled.rules().catalog.inputs.nextPatterns
    #expect(patterns.count >= 3)
    for pattern in patterns { #expect(throws: Never.self) { try pattern.check() } }
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// The same text leads to another conclusion where something else stands around it.
@Suite struct ContextTests {
  private func cause(_ log: String) throws -> HypothesisID? {
    try Bundled.diagnosis(of: log).conclusion.cause
  }

  private static let nameInUse =
    #"Error: creating container storage: the container name "e2e-node-50" is already in use by "#
    + "de8f100ca5100902ca93c7911fc663f614cc4cf58649c544cb80c5705d542b27. You have to remove that "
    + "container to be able to reuse that name: that name is already in use"
  private static let create =
    "$ podman run -d --name e2e-node-50 --privileged --tmpfs /run localhost/lab/node:v1"

  @Test func nameInUseDecidesNothingAloneAndIsARaceOfTwoCreators() throws {
    #expect(
      try cause(
        """
        \(Self.create)
        \(Self.nameInUse)
        [exit 125]
        """) == nil)
    #expect(
      try cause(
        """
        \(Self.create)
        \(Self.create)
        \(Self.nameInUse)
        [exit 125]
        de8f100ca5100902ca93c7911fc663f614cc4cf58649c544cb80c5705d542b27
        [exit 0]
        """) == .race)
  }

  private static let refused =
    #"ctr: failed to dial "/run/containerd/containerd.sock": connection error: desc = "#
    + #""transport: error while dialing: dial unix /run/containerd/containerd.sock: "#
    + #"connect: connection refused""#

  private static let running =
    "$ podman exec --privileged e2e-node-7 ctr --namespace=k8s.io run --rm "
    + "localhost/lab/webhook:e2e t1"

  private static func importing(_ image: String) -> String {
    "$ podman exec --privileged -i e2e-node-7 ctr --namespace=k8s.io images import - < \(image).tar"
  }

  @Test func refusedSocketIsDamageOnlyWhereTheNodeWorkedBefore() throws {
    #expect(
      try cause(
        """
        \(Self.importing("webhook"))
        \(Self.refused)
        [exit 1]
        """) == nil)
    #expect(
      try cause(
        """
        \(Self.importing("sidecar"))
        unpacking localhost/lab/sidecar:e2e (sha256:18b571)...done
        [exit 0]
        \(Self.importing("webhook"))
        \(Self.refused)
        [exit 1]
        """) == .stateCorruption)
  }

  private static let noDigest =
    "ctr: content digest sha256:5b25a69904940e26da006459acb5717bd092753bee378d97d8cd685b988f68e8: "
    + "not found"

  @Test func missingContentIsOfTheImageAtImportAndOfTheStoreAtCreation() throws {
    let atImport = try cause(
      """
      \(Self.importing("sidecar"))
      unpacking localhost/lab/sidecar:e2e (sha256:18b571)...done
      [exit 0]
      \(Self.importing("webhook"))
      \(Self.noDigest)
      [exit 1]
      """)
    let atCreation = try cause(
      """
      \(Self.importing("webhook"))
      unpacking localhost/lab/webhook:e2e (sha256:5b25a6)...done
      [exit 0]
      \(Self.running)
      \(Self.noDigest)
      [exit 1]
      """)
    #expect(atImport == .imageSpecific)
    #expect(atCreation == .stateCorruption)
  }

  @Test func webhookThatRefusesIsAnotherThingThanOneThatDoesNotAnswer() throws {
    func applied(_ reason: String) -> String {
      """
      $ kubectl apply -f pod.yml
      Error from server (InternalError): error when creating "pod.yml": Internal error occurred: \
      failed calling webhook "mutate.example.com": failed to call webhook: Post \
      "https://webhook.e2e.svc:443/mutate?timeout=10s": dial tcp 10.96.12.7:443: \(reason)
      [exit 1]
      """
    }
    let refused = try cause(applied("connect: connection refused"))
    let silent = try cause(applied("i/o timeout"))
    #expect(refused == .race)
    #expect(silent != .race)
  }

  @Test func programOfAnotherPlatformIsAFaultOfTheImage() throws {
    #expect(
      try cause(
        """
        \(Self.running)
        ctr: failed to create shim task: OCI runtime create failed: runc create failed: \
        unable to start container process: exec: "/app": exec format error: unknown
        [exit 1]
        """) == .imageSpecific)
  }

  @Test func fullDiskIsExhaustionWhereverItShows() throws {
    for command in [
      Self.importing("webhook"), "$ podman build -t a:1 .", "$ kubectl apply -f x.yml",
    ] {
      #expect(
        try cause(
          """
          \(command)
          Error: write /var/lib/containers/x: no space left on device
          [exit 1]
          """) == .resourceExhaustion)
    }
  }

  @Test(arguments: [
    "[exit 255]",
    "ERROR: failed to load image: command \"podman exec\" failed with error: exit status 255\n"
      + "[exit 1]",
    "[exit 137]",
  ])
  func bareStatusDecidesNothing(_ ending: String) throws {
    #expect(try cause("\(Self.importing("webhook"))\n\(ending)\n") == nil)
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// The folders of `kind export logs`.
@Suite struct KindExportTests {
  private static let paths = [
    "logs/kind-version.txt", "logs/podman-info.txt", "logs/e2e-control-plane/inspect.json",
    "logs/e2e-control-plane/kubelet.log", "logs/e2e-control-plane/images.log",
    "logs/e2e-control-plane/pods/default_webhook_1/webhook/0.log", "logs/e2e-worker/kubelet.log",
    "logs/e2e-worker/journal.log", "e2e.log", "kubelet.log",
  ]

  private static func diagnosis(_ files: [(path: String, text: String)]) throws -> Diagnosis {
    try diagnose(
      files.map { LogSource(bytes: Array($0.text.utf8), name: $0.path) }, using: Bundled.rules())
  }

  @Test func partsAreToldFromTheirPlaces() {
    let export = KindExport(Self.paths)
    func part(_ path: String) -> KindExport.Part? { export.part(path) }
    #expect(part("logs/kind-version.txt") == KindExport.Part(node: nil, format: "kind-version"))
    #expect(
      part("logs/e2e-control-plane/images.log")
        == KindExport.Part(node: "e2e-control-plane", format: "node-images"))
    #expect(
      part("logs/e2e-control-plane/pods/default_webhook_1/webhook/0.log")
        == KindExport.Part(node: "e2e-control-plane", format: nil))
    #expect(part("logs/e2e-worker/journal.log") == KindExport.Part(node: "e2e-worker", format: nil))
    #expect(part("e2e.log") == nil)
    #expect(part("kubelet.log") == nil)
  }

  private static let console = """
    $ podman exec --privileged -i e2e-control-plane ctr --namespace=k8s.io images import - < database.tar
    [exit 137]

    """
  private static let refused =
    "E1124 06:17:02.900000     214 kubelet.go:2409] failed: dial unix "
    + "/run/containerd/containerd.sock: connect: connection refused\n"

  @Test func logsOfNodesNeverStateTheFailureBesideAConsole() throws {
    let files = [
      ("logs/e2e-control-plane/containerd.log", Self.refused),
      ("logs/e2e-control-plane/kubelet.log", Self.refused),
    ]
    #expect(try Self.diagnosis(files + [("logs/e2e.log", "just some words\n")]).failure == nil)
    let with = try Self.diagnosis(files + [("logs/e2e.log", Self.console)])
    #expect(with.failure?.line.location.source == 2)
    let alone = try Self.diagnosis(files)
    #expect(alone.failure?.line.text.contains("connection refused") == true)
  }

  @Test func whatACollectorSaidWhenItFailedIsANoteAndNoEvidence() throws {
    let error =
      "Error: can only create exec sessions on running containers: container state improper\n"
    let diagnosis = try Self.diagnosis([
      ("logs/e2e-control-plane/kubelet.log", error),
      ("logs/e2e-control-plane/journal.log", "Nov 24 06:17:02 lab systemd[1]: Started kubelet.\n"),
      ("logs/e2e.log", Self.console),
    ])
    #expect(
      diagnosis.run.sources[0].notes
        == ["collection: the collector failed, and this is what it said"])
    #expect(
      !diagnosis.hypotheses.contains {
        ($0.evidenceFor + $0.evidenceAgainst).contains { $0.line.location.source == 0 }
      })
    #expect(!diagnosis.candidates.contains { $0.line.location.source == 0 })
  }

  @Test func theInspectedNodeTellsThatItsMemoryRanOut() throws {
    let diagnosis = try Self.diagnosis([
      (
        "logs/e2e-control-plane/inspect.json",
        #"[{"Id":"0a8ebd15e108","Image":"5b25a69904940e26da006459acb5717bd092753bee378d97d8cd685b988f68e8","Name":"/e2e-control-plane","State":{"Status":"exited","OOMKilled":true,"ExitCode":137,"FinishedAt":"2026-11-24T06:17:02.9Z"}}]"#
      ),
      ("logs/e2e-control-plane/serial.log", "systemd 254 running in system mode\n"),
      ("logs/kind-version.txt", "kind v0.27.0 go1.23.6 linux/amd64\n"),
      ("logs/e2e-control-plane/kubernetes-version.txt", "v1.34.0\n"),
      ("logs/e2e.log", Self.console),
    ])
    #expect(
      diagnosis.events.map(\.sentence) == [
        "The kernel killed the container 'e2e-control-plane' because its memory ran out."
      ])
    #expect(diagnosis.events.first?.time == LogTime(iso: "2026-11-24T06:17:02.9Z"))
    #expect(diagnosis.hypotheses.first?.id == .resourceExhaustion)
    #expect(diagnosis.run.inputs["kind.version"] == "0.27.0")
    #expect(diagnosis.run.inputs["kubernetes.version"] == "v1.34.0")
    #expect(diagnosis.run.inputs["kind.node-image.digest"]?.hasPrefix("5b25a699") == true)
  }

  @Test func hundredsOfFilesOfTwoNodesAreRead() throws {
    let pods = (0..<150).flatMap { pod in
      ["e2e-control-plane", "e2e-worker"].map {
        (
          "logs/\($0)/pods/default_p\(pod)_\(pod)/app/0.log",
          "2026-11-24T06:17:02Z stdout F hello\n"
        )
      }
    }
    let nodes = ["e2e-control-plane", "e2e-worker"].flatMap { node in
      ["kubelet.log", "containerd.log", "journal.log"].map { ("logs/\(node)/\($0)", "started\n") }
    }
    let diagnosis = try Self.diagnosis(nodes + pods + [("logs/e2e.log", Self.console)])
    #expect(diagnosis.run.sources.count == 307)
    #expect(diagnosis.failure?.line.location.source == 306)
  }
}

import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct RunNamesTests {
  private func filled(_ template: String, _ captures: [String: String] = [:]) -> String {
    var names = RunNames()
    names.node = "e2e-control-plane"
    return names.filled(template, captures: captures, isCommand: true)
  }

  @Test(arguments: [
    ("{runtime} exec {node} df -h", "podman exec e2e-control-plane df -h"),
    ("kind delete cluster --name {cluster}", "kind delete cluster --name CLUSTER"),
    ("kubectl get pods[[ -n {namespace}|| -A]]", "kubectl get pods -A"),
    ("{runtime} exec {node} ls[[ {node}||]]", "podman exec e2e-control-plane ls e2e-control-plane"),
    ("{what} and {node}", "it and e2e-control-plane"), ("{{.Os}}", "{{.Os}}"),
    ("{}", "{}"), ("{ node }", "{ node }"), ("", ""), ("plain", "plain"),
    ("--format \"{{.Os}}/{{.Architecture}}\"", "--format \"{{.Os}}/{{.Architecture}}\""),
  ])
  func knownNamesAreFilledInAndUnknownOnesStay(_ row: (template: String, text: String)) {
    #expect(filled(row.template) == row.text)
  }

  @Test func nodeThatTheLogDoesNotNameIsAskedOfKind() {
    #expect(
      RunNames().filled("{runtime} exec {node} df", isCommand: true)
        == "podman exec $(kind get nodes -A | head -n 1) df")
  }

  /// `<node>` in a command that is pasted reads a file of that name.
  @Test func noBundledCommandIsARedirectionWhateverIsUnknown() throws {
    let catalog = try Bundled.rules().catalog
    for step in catalog.signatures.all.flatMap(\.next) {
      #expect(!RunNames().filled(step, isCommand: true).contains(#/<[a-z]+>/#), "\(step)")
    }
  }

  @Test func imageIsTheOneOfTheSubjectAndNotTheFirst() throws {
    let log = try Bundled.log(
      of:
        """
        Exporting image localhost/datastorage:e2e
        Exporting image localhost/lab/webhook:e2e
        """)
    #expect(RunNames.read([log.text], subject: "webhook").image == "localhost/lab/webhook:e2e")
    #expect(RunNames.read([log.text], subject: "redis").image == nil)
  }

  @Test func namespaceOfACommandIsKnown() throws {
    let log = try Bundled.log(of: "$ helm install backend charts/backend -n app --wait")
    #expect(RunNames.read([log.text], subject: nil).namespace == "app")
  }

  @Test(arguments: ["open {", "open {node", "awk '{"])
  func braceThatIsNeverClosedStays(_ template: String) {
    #expect(filled(template) == template)
  }

  @Test(arguments: [
    ("webhook", "webhook"),
    ("localhost/lab/webhook:e2e@sha256:ab", "localhost/lab/webhook:e2e@sha256:ab"),
    ("a b", "'a b'"), ("$(rm -rf ~)", "'$(rm -rf ~)'"), ("`id`", "'`id`'"), ("a;b", "'a;b'"),
    ("it's", #"'it'\''s'"#), ("", "''"), ("a\nb", "'a\nb'"), ("a\"b", "'a\"b'"),
    ("{node}", "'{node}'"),
    ("*", "'*'"), ("~", "'~'"), ("ü", "'ü'"), ("a\\b", #"'a\b'"#), ("!x", "'!x'"), ("#x", "'#x'"),
  ])
  func hostileNameIsOneWordOfTheShell(_ row: (name: String, word: String)) {
    #expect(filled("rm {x}", ["x": row.name]) == "rm \(row.word)")
  }

  @Test func captureIsNotFilledInItself() {
    #expect(filled("{x}", ["x": "{node}"]) == "'{node}'")
  }

  @Test func sentenceIsFilledWithoutQuotes() {
    #expect(RunNames().filled("held by {x}", captures: ["x": "it's"]) == "held by it's")
  }

  @Test func nameThatLooksLikeAnOptionIsNotTakenForOne() {
    #expect(filled("podman rmi {x}", ["x": "--all"]) != "podman rmi --all")
  }

  /// Inside quotes of the template the quotes around a name would end them; the names that are
  /// read by ``RunNames`` hold nothing that needs quotes.
  @Test func capturesInBundledCommandsStandOutsideOfQuotes() throws {
    let signatures = try Bundled.rules().catalog.signatures.all
    let quoted = signatures.flatMap { signature in
      signature.next.flatMap { step in
        Self.quotedPlaceholders(step).filter { !RunNames.placeholders.contains($0) }
          .map { "\(signature.name) {\($0)}: \(step)" }
      }
    }
    #expect(quoted == [])
  }

  @Test func captureInsideQuotesOfACommandStaysOneWord() {
    #expect(!filled(#"sh -c "ls {x}""#, ["x": "$(id)"]).contains("$(id)"))
  }

  /// Names in braces between quotes; `{{` belongs to a template of Go.
  private static func quotedPlaceholders(_ step: String) -> [String] {
    var found: [String] = []
    var quote: Character?
    var rest = step[...]
    while let character = rest.popFirst() {
      if character == "{", rest.first == "{" {
        rest.removeFirst()
      } else if character == "{", quote != nil {
        found.append(String(rest.prefix { $0 != "}" }))
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
    }
    return found.filter { $0.allSatisfy(\.isLetter) }
  }

  // MARK: - Names of the run

  private func read(_ text: String, subject: String? = nil) -> RunNames {
    RunNames.read([LogText(text)], subject: subject)
  }

  @Test func namesAreReadFromTheLog() {
    let names = read(
      """
      Creating cluster "shop-e2e" ...
      running: "podman exec --privileged -i shop-e2e-worker ctr images import -"
      kubectl -n shop-system get namespaces/shop-system
      failed to load image localhost/lab/webhook:e2e
      pods/webhook-5775485c84-hv9cq
      """, subject: "webhook")
    #expect(names.cluster == "shop-e2e")
    #expect(names.node == "shop-e2e-worker")
    #expect(names.namespace == "shop-system")
    #expect(names.image == "localhost/lab/webhook:e2e")
    #expect(names.pod == "webhook-5775485c84-hv9cq")
    #expect(names.runtime == "podman")
  }

  @Test func clusterFollowsFromItsNode() {
    #expect(read("podman exec -i e2e-control-plane ctr version").cluster == "e2e")
    #expect(read("podman exec -i e2e-node-7 ctr version").cluster == nil)
  }

  @Test func dockerIsNamedWhereItIsUsed() {
    #expect(read("docker exec -i n ctr version").runtime == "docker")
  }

  @Test func imageOfAnotherStepIsNotNamed() {
    #expect(read("loaded image localhost/lab/sidecar:e2e", subject: "webhook").image == nil)
  }
}

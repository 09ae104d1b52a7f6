import Testing

@testable import E2EDiag

@Suite struct ExitStatusTests {
  private func read(_ lines: [String], _ program: String? = nil) -> [String] {
    ExitStatus.read(lines, outerProgram: program).map { "\($0.layer) \($0.code)" }
  }

  private static let kindError =
    #"ERROR: failed to load image: command "podman exec --privileged -i n ctr images import -" "#
    + "failed with error: exit status 255"

  @Test(
    arguments: [
      ([kindError], nil, ["podman exec 255"]),
      // The status of the whole differs from that of the inner command.
      (
        [kindError, "load of webhook failed: exit status 1"], "kind", ["kind 1", "podman exec 255"]
      ),
      ([kindError, kindError], nil, ["podman exec 255"]),
      (["make: *** [Makefile:12: test] Error 2"], nil, ["make 2"]),
      (
        [
          kindError, "make[1]: *** [Makefile:5: x] Error 1",
          "make: *** [Makefile:12: test] Error 2",
        ],
        nil, ["make 2", "make 1", "podman exec 255"]
      ),
      (["exit code: 125"], "podman build", ["podman build 125"]),
      (["exit code: 125"], nil, []),
      (
        [
          #"x: "y" failed with error "command \"podman exec -i n\" "#
            + #"failed with error: exit status 137""#
        ],
        nil, ["podman exec 137"]
      ),
      ([], "kind", []), (["all is well"], "kind", []), (["exit status 1 of 3 tests"], "kind", []),
    ] as [([String], String?, [String])])
  func everyLayerKeepsItsStatus(_ row: (lines: [String], program: String?, statuses: [String])) {
    #expect(read(row.lines, row.program) == row.statuses)
  }

  @Test(arguments: [
    ("podman exec --privileged -i n ctr images import -", "podman exec"),
    ("docker run --name x y", "docker run"), ("/usr/bin/kind load image-archive x", "kind"),
    ("KIND_EXPERIMENTAL_PROVIDER=podman kind create cluster", "kind"), ("make test", "make"),
    ("podman --root /srv/g --storage-driver vfs load -i x", "podman load"), ("", "command"),
  ])
  func layerIsTheProgramWithTheDoorItOpens(_ row: (command: String, layer: String)) {
    if row.command.contains("--storage-driver") {
      #expect(ExitStatus.layer(of: row.command) == row.layer)
    } else {
      #expect(ExitStatus.layer(of: row.command) == row.layer)
    }
  }
}

@testable import E2EDiag

extension ReportSamples {
  /// The second run of the seed: a bare exit status 255, a false claim, a deleted cluster.
  static var undetermined: Diagnosis {
    var sample = diagnosis(run(.setupFailed, specs: masked))
    sample.timeline = [
      step(
        .build, "build image", "datastorage", line: 18, known: .implied, start: clock(21, 15, 0),
        time: .estimated),
      step(.build, "build image", "holmesgpt-api", line: 19, known: .implied),
      step(.build, "build image", "aianalysis", line: 20, known: .implied),
      step(
        .cluster, "create cluster", "aianalysis-e2e", line: 160, start: clock(21, 18, 35),
        time: .measured),
      step(.load, "load image", "datastorage", line: 181),
      step(.load, "load image", "holmesgpt-api", line: 184),
      step(.load, "load image", "aianalysis", line: 187),
      step(.deploy, "deploy", "PostgreSQL", line: 201, known: .assumed),
      step(
        .deploy, "load image", "aianalysis", .failed, line: 245, attempt: 2, exitStatus: 255,
        start: clock(21, 18, 44), end: clock(21, 20, 0), time: .measured),
      step(.readiness, "wait for pod", "holmesgpt-api", .notReached, line: 0),
      step(.test, "run specs", nil, .notReached, line: 6),
      step(.cleanup, "delete cluster", "aianalysis-e2e", line: 371),
    ]
    sample.failure = FailurePoint(
      phase: .deploy, operation: "load image", subject: "aianalysis", attempt: 2,
      message: "exit status 255", line: imported,
      chain: [
        "failed to deploy AIAnalysis", "failed to load AIAnalysis image",
        "failed to load image kubernaut-aianalysis:latest", "exit status 1",
      ],
      exitStatuses: [
        ExitStatus(layer: "make", code: 2), ExitStatus(layer: "kind", code: 1),
        ExitStatus(layer: "podman exec", code: 255),
      ],
      context: [
        line(245, "  🚀 Deploying AIAnalysis controller..."),
        line(248, "  Loading image: kubernaut-aianalysis:latest"), imported,
        line(
          254,
          "  FAILED: failed to deploy AIAnalysis: failed to load AIAnalysis image: failed to load"
            + " image kubernaut-aianalysis:latest: exit status 1"),
      ],
      signature: nil, fingerprint: Fingerprint(["deploy", "load image", "aianalysis"]))
    sample.candidates = [
      Candidate(line: imported, score: 0.93, reasons: ["rare", "error word"]),
      Candidate(
        line: line(301, "make: *** [Makefile:1243: test-e2e-aianalysis] Error 1"), score: 0.4049,
        reasons: ["exit marker"]),
    ]
    sample.hypotheses = undeterminedHypotheses
    sample.conclusion = Conclusion(
      cause: nil, finer: nil, confidence: .none,
      sentence: "'podman exec' ended with 255 and its output is not in the log; a bare exit status"
        + " does not choose between the hypotheses.")
    sample.contradictions = [
      Contradiction(
        claim: line(359, "✅ All tests passed - cleaning up cluster..."),
        against: line(389, "Ran 0 of 34 Specs in 323.204 seconds"),
        sentence: "The suite says that all tests passed, but no spec ran.")
    ]
    sample.observations = [
      Observation(
        kind: .evidenceDestroyed, sentence: "The cluster was deleted after the failure.",
        line: line(371, "Deleted nodes: [\"\(node)\"]")),
      Observation(
        kind: .outputMissing, sentence: "The output of the failed 'ctr images import' is missing.",
        line: nil),
      Observation(
        kind: .loadedTwice, sentence: "The image 'aianalysis' was loaded in load and in deploy.",
        line: line(187, "  Loading image: kubernaut-aianalysis:latest")),
      Observation(
        kind: .noResourceData, sentence: "The log holds no figure of disk or memory.", line: nil),
    ]
    sample.actions = undeterminedActions
    sample.nextChecks = [daemonLog, freeSpace, archive]
    return sample
  }

  private static var undeterminedHypotheses: [Hypothesis] {
    [
      Hypothesis(
        id: .stateCorruption, finer: nil, score: 0.4,
        evidenceFor: [
          Evidence(
            rule: "structure/others-passed", weight: 0.4, group: "siblings",
            line: line(187, "  Loading image: kubernaut-aianalysis:latest"),
            why: "the same image loaded in this node a minute before")
        ], evidenceAgainst: [], missing: [daemonLog]),
      Hypothesis(
        id: .resourceExhaustion, finer: nil, score: 0, evidenceFor: [], evidenceAgainst: [],
        missing: [freeSpace]),
      Hypothesis(
        id: .imageSpecific, finer: nil, score: -1.5, evidenceFor: [],
        evidenceAgainst: [
          Evidence(
            rule: "structure/same-digest-loaded", weight: 1.5, group: "siblings",
            line: line(187, "  Loading image: kubernaut-aianalysis:latest"),
            why: "the first load of this image passed")
        ], missing: [archive]),
      Hypothesis(
        id: .race, finer: nil, score: 0, evidenceFor: [], evidenceAgainst: [], missing: []),
    ]
  }

  private static var undeterminedActions: [Action] {
    [
      Action(
        term: .immediate, text: "Keep the cluster when BeforeSuite fails.", command: nil,
        why: "CurrentSpecReport().Failed() in an AfterSuite cannot see a BeforeSuite failure."),
      Action(
        term: .immediate, text: "Print the output of 'kind load' when it fails.", command: nil,
        why: "The line that would decide is not in the log."),
      Action(
        term: .medium, text: "Drop the second load of 'aianalysis' in deploy.", command: nil,
        why: "It was loaded already."),
    ]
  }

  /// A full disk, said in so many words.
  static var determined: Diagnosis {
    var sample = undetermined
    let full = line(
      252, "ctr: failed to ingest \"layer-sha256:18b5\": write: no space left on device: unknown")
    sample.failure?.line = full
    sample.failure?.message = "no space left on device: unknown"
    sample.failure?.signature = "linux/no-space"
    sample.hypotheses = [
      Hypothesis(
        id: .resourceExhaustion, finer: "disk-full", score: 3.14159,
        evidenceFor: [
          Evidence(
            rule: "linux/no-space", weight: 3, group: "disk", line: full,
            why: "the kernel refused a write because the file system was full")
        ], evidenceAgainst: [], missing: [freeSpace])
    ]
    sample.conclusion = Conclusion(
      cause: .resourceExhaustion, finer: "disk-full", confidence: .strong,
      sentence: "The disk of the node was full when the image was imported.")
    return sample
  }
}

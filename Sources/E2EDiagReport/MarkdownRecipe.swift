internal import E2EDiag

/// Code that answers something the diagnosis shows, with the condition under which it is given.
struct MarkdownRecipe: Sendable {
  let term: Action.Term
  /// What to do, in the imperative; said when no action of the diagnosis begins with ``under``.
  let title: String
  /// The beginning of the action that the code belongs to.
  var under: String?
  /// Whether the diagnosis asks for it.
  let holds: @Sendable (PostMortem) -> Bool
  /// What it rests on.
  let why: @Sendable (PostMortem) -> Phrase
  /// Said below the code.
  var notes: [String] = []
  let language: String
  /// Names in braces are filled in; Go stands as gofmt writes it.
  let code: String

  /// All recipes, in the order in which they are given.
  static let all = [
    commandOutput, podStatus, clusterKept, secondLoad, serialLoads, nodeAwaited, nodeAwaitedInShell,
    retry,
  ]
}

extension MarkdownRecipe {
  private static let commandOutput = MarkdownRecipe(
    term: .immediate, title: "Return the output of a failed command in its error.",
    under: "Keep the whole output",
    holds: { $0.isGinkgo && $0.observed(.outputMissing) != nil },
    why: { post in
      post.observed(.outputMissing).map { Phrase($0.sentence) + post.place($0.line) } ?? Phrase("")
    },
    language: "go", code: MarkdownCode.commandOutput)

  private static let podStatus = MarkdownRecipe(
    term: .immediate, title: "Let the wait say why the pod is not ready.",
    holds: {
      $0.isGinkgo && $0.failure?.phase == .readiness && $0.diagnosis.conclusion.cause == nil
    },
    why: { post in
      Phrase(post.diagnosis.conclusion.sentence) + post.place(post.failure?.line)
    },
    notes: ["It waits for a condition, not for a length of time: no sleep before it is needed."],
    language: "go", code: MarkdownCode.podStatus)

  private static let clusterKept = MarkdownRecipe(
    term: .medium, title: "Keep the cluster when the setup or a spec failed.",
    under: "Keep the cluster",
    holds: { post in
      post.isGinkgo && post.run.verdict.isFailure
        && (post.observed(.evidenceDestroyed) != nil || !post.diagnosis.contradictions.isEmpty)
    },
    why: { post in
      let claim = post.diagnosis.contradictions.first
      return (claim.map { Phrase("\($0.sentence)") + post.place($0.claim) + " " } ?? Phrase(""))
        + (post.observed(.evidenceDestroyed).map { Phrase($0.sentence) + post.place($0.line) }
          ?? Phrase(""))
    },
    notes: [
      "`CurrentSpecReport().Failed()` in an AfterSuite is no substitute: there it is the report of "
        + "AfterSuite itself, and when BeforeSuite fails no spec has a report at all.",
      "The marker is a file because Ginkgo processes share no variables.",
    ],
    language: "go", code: MarkdownCode.clusterKept)

  private static let secondLoad = MarkdownRecipe(
    term: .medium, title: "Drop the second load of the image.", under: "Drop the second load",
    holds: { $0.observed(.loadedTwice) != nil },
    why: { post in
      post.observed(.loadedTwice).map { Phrase($0.sentence) + post.place($0.line) } ?? Phrase("")
    },
    language: "", code: "")

  private static let serialLoads = MarkdownRecipe(
    term: .medium, title: "Load images one after the other, as a test of the race hypothesis.",
    holds: { $0.isGinkgo && $0.overlap != nil },
    why: { post in
      post.overlap.map { Phrase($0.why) + post.place($0.line) } ?? Phrase("")
    },
    notes: [
      "If it still fails alone, a race between loads is refuted; if it passes, that proves nothing."
    ],
    language: "go", code: MarkdownCode.serialLoads)

  private static let nodeAwaited = MarkdownRecipe(
    term: .medium, title: "Wait until the node answers, instead of sleeping.",
    under: "Wait for what the step needs",
    holds: { $0.isGinkgo && $0.needsNode }, why: { $0.retryWhy }, language: "go",
    code: MarkdownCode.nodeAwaited)

  private static let nodeAwaitedInShell = MarkdownRecipe(
    term: .medium, title: "Wait until the node answers, instead of sleeping.",
    under: "Wait for what the step needs",
    holds: { !$0.isGinkgo && $0.needsNode }, why: { $0.retryWhy }, language: "sh",
    code: MarkdownCode.nodeAwaitedInShell)

  private static let retry = MarkdownRecipe(
    term: .medium, title: "Until the order is ensured, try again with a growing pause.",
    holds: { $0.isGinkgo && $0.hasRetryHelped }, why: { $0.retryWhy }, language: "go",
    code: MarkdownCode.retry)
}

extension PostMortem {
  /// The evidence that loads ran beside each other.
  fileprivate var overlap: Evidence? {
    guard let failure, ["load image", "import image", "kind load"].contains(failure.operation)
    else { return nil }
    return hypothesis(.race)?.evidenceFor.first {
      $0.rule.hasPrefix("structure/") && $0.rule.contains("beside")
    }
  }

  /// Whether a step that uses the node passed on a later try.
  fileprivate var needsNode: Bool {
    observed(.retriedThenPassed) != nil && names.node != nil
      && diagnosis.timeline.contains {
        $0.status == .failed && ($0.phase == .load || $0.operation.contains("image"))
      }
  }

  /// Whether a later try has passed in this run or in a stored one.
  var hasRetryHelped: Bool { observed(.retriedThenPassed) != nil || retriedStep != nil }

  /// A step of a compared run that passed after a failed try, with the id of that run.
  fileprivate var retriedStep: (step: StepOutcome, run: String)? {
    for run in comparison?.runs ?? [] {
      if let step = run.steps.first(where: { $0.outcome == .passedOnRetry }) {
        return (step, run.id)
      }
    }
    return nil
  }

  fileprivate var retryWhy: Phrase {
    if let seen = observed(.retriedThenPassed) { return Phrase(seen.sentence) + place(seen.line) }
    guard let retried = retriedStep else { return Phrase("") }
    return Phrase("\(retried.step.key)", .name) + " passed on a later try in run "
      + Phrase(retried.run, .name)
  }
}

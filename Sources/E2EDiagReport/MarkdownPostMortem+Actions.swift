internal import E2EDiag

// What to do about it, and what to look at before and during the next run.
extension PostMortem {
  var recommendations: MarkdownSection? {
    let recipes = MarkdownRecipe.all.filter { $0.holds(self) }
    let terms: [Action.Term] = [.immediate, .medium, .long]
    var blocks = terms.flatMap { actions(due: $0, recipes: recipes) }
    if isCalm && blocks.isEmpty { return nil }
    if !hasRetryHelped && failure != nil {
      blocks.append(.heading(Phrase("Not recommended on this evidence")))
      let runs = comparison == nil ? "in this run" : "in this run or in the compared ones"
      blocks.append(
        .item(
          Phrase("Retries, and pauses between steps: no step \(runs) failed and passed on a later ")
            + "try, so nothing shows that they would help, and they would hide the fault."))
    }
    if blocks.isEmpty {
      blocks.append(.prose(Phrase("The evidence supports no particular action.")))
    }
    return MarkdownSection(heading: "Recommended actions", blocks: blocks)
  }

  private func actions(due term: Action.Term, recipes: [MarkdownRecipe]) -> [MarkdownBlock] {
    let due = diagnosis.actions.filter { $0.term == term }
    var items: [MarkdownBlock] = []
    var used: Set<Int> = []
    for action in due {
      var inner: [MarkdownBlock] = []
      if let command = action.command { inner.append(.code(language: "sh", [command])) }
      if !action.why.isEmpty { inner.append(.item(Phrase("Why: \(action.why)"))) }
      for (index, recipe) in recipes.enumerated() {
        if let under = recipe.under, action.text.hasPrefix(under), used.insert(index).inserted {
          inner += [.item(Phrase("Evidence: ") + recipe.why(self))] + code(of: recipe)
        }
      }
      items += [.item(Phrase(action.text), inner + [owner])]
    }
    for (index, recipe) in recipes.enumerated()
    where recipe.term == term && !used.contains(index) && !isUnderAnAction(recipe) {
      let why = MarkdownBlock.item(Phrase("Why: ") + recipe.why(self))
      items.append(.item(Phrase(recipe.title), [why] + code(of: recipe) + [owner]))
    }
    if term == .long {
      items += longTerm.map { .item($0.0, [.item(Phrase("Why: ") + $0.1), owner]) }
    }
    guard !items.isEmpty else { return [] }
    return [.heading(Phrase(term.words))] + items
  }

  /// What the page asks for beside the actions of the diagnosis: they go into every format.
  var addedActions: [Action] {
    let terms: [Action.Term] = [.immediate, .medium, .long]
    let recipes = MarkdownRecipe.all.filter { $0.holds(self) && !isUnderAnAction($0) }
    return terms.flatMap { term in
      recipes.filter { $0.term == term }.map { recipe in
        Action(
          term: term, text: recipe.title,
          command: recipe.language == "sh" ? names.filled(recipe.code) : nil,
          why: recipe.why(self).text)
      }
    } + longTerm.map { Action(term: .long, text: $0.0.text, command: nil, why: $0.1.text) }
  }

  private func isUnderAnAction(_ recipe: MarkdownRecipe) -> Bool {
    recipe.under.map { under in diagnosis.actions.contains { $0.text.hasPrefix(under) } } ?? false
  }

  private func code(of recipe: MarkdownRecipe) -> [MarkdownBlock] {
    guard !recipe.code.isEmpty else { return [] }
    let lines = names.filled(recipe.code).split(separator: "\n", omittingEmptySubsequences: false)
    return [.code(language: recipe.language, lines.map(String.init))]
      + recipe.notes.map { .item(Phrase($0)) }
  }

  private var owner: MarkdownBlock {
    .item(
      Phrase("Owner: ") + Phrase(Self.blank, .name) + ", due: " + Phrase(Self.blank, .name))
  }

  /// What pays off over many runs, with what it rests on.
  private var longTerm: [(Phrase, Phrase)] {
    guard failure != nil else { return [] }
    var result: [(Phrase, Phrase)] = []
    let keys = run.inputs.keys.map { $0.lowercased() }
    let lacking = [
      ("commit", "git.commit"), ("digest", "image digests"), ("version", "tool versions"),
    ]
    .filter { word, _ in !keys.contains { $0.contains(word) } }.map(\.1)
    if !lacking.isEmpty {
      result.append(
        (
          Phrase("Record with every run: \(lacking.joined(separator: ", "))."),
          Phrase("this run does not have them, and only runs with the same recorded inputs tell ")
            + "chance from change"
        ))
    }
    if let step = failingStep, let more = step.verdict.moreRuns, more > 0 {
      result.append(
        (
          Phrase("Run the suite again with the same inputs, at least \(counted(more, "time"))."),
          Phrase("\(step.key)", .name) + ": " + step.verdict.sentence
        ))
    } else if comparison == nil {
      result.append(
        (
          Phrase("Run the suite again with the same inputs, and keep the runs."),
          Phrase("one run alone tells nothing of the repeatability of a step")
        ))
    }
    return result
  }

  /// The failing step over all compared runs.
  var failingStep: StepComparison? {
    guard let comparison, let fault = comparison.focused?.fault else { return nil }
    return comparison.steps.first { $0.key == fault.step }
  }

  // MARK: - Checks

  var checks: MarkdownSection? {
    var seen: Set<String> = []
    let gaps = (diagnosis.nextChecks + diagnosis.hypotheses.flatMap(\.missing)).filter {
      seen.insert($0.command).inserted
    }
    var blocks: [MarkdownBlock] =
      gaps.isEmpty ? [] : [.prose(Phrase("In the order in which they tell most:"))]
    for gap in gaps {
      blocks.append(.item(Phrase(gap.what), [.code(language: "sh", [gap.command])]))
    }
    blocks += nextRun
    if blocks.isEmpty {
      blocks.append(.prose(Phrase("No check is known that the evidence asks for.")))
    }
    return MarkdownSection(heading: "Next checks", blocks: blocks)
  }

  /// Commands that go with the next run, each under its condition.
  private var nextRun: [MarkdownBlock] {
    guard failure != nil, names.runtime != nil || names.cluster != nil else { return [] }
    var blocks: [MarkdownBlock] = []
    func add(_ text: Phrase, _ lines: [String]) {
      blocks.append(.item(text, [.code(language: "sh", lines.map(names.filled))]))
    }
    if names.cluster != nil {
      add(
        Phrase("Before it: remove what is left of this run, if anything is."),
        ["kind get clusters", "kind delete cluster --name {cluster}"])
    }
    if names.runtime != nil, hypothesis(.resourceExhaustion)?.missing.isEmpty == false {
      add(
        Phrase("During it, in a second shell: watch the resources of host and node."),
        [
          "while date -u +%FT%TZ; do",
          "  df -h; free -m; {runtime} ps --all; {runtime} stats --no-stream",
          "  {runtime} exec {node} df -h /var",
          "  sleep 5",
          "done 2>&1 | tee resources.log",
        ])
    }
    if let target = names.makeTarget {
      add(
        Phrase("The run itself, so that its whole output is kept and diagnosed at once:"),
        ["make \(target) 2>&1 | tee e2e.log | e2e-diag analyze"])
    }
    if isOnPodman {
      add(
        Phrase("As a differential check: the same commit under Docker. The run is recorded with ")
          + Phrase("kind.provider", .name) + " = " + Phrase("podman", .name)
          + ", and kind calls its Podman provider experimental. The same failure under Docker speaks "
          + "against Podman as the cause; a pass there proves nothing by itself.",
        [
          "KIND_EXPERIMENTAL_PROVIDER=docker \(names.makeTarget.map { "make \($0)" } ?? "SUITE") 2>&1 \\",
          "  | tee e2e-docker.log | e2e-diag analyze --input kind.provider=docker",
        ])
    }
    if names.cluster != nil {
      let gone = observed(.evidenceDestroyed)
      add(
        Phrase("After a failure and before anything deletes the cluster: keep its logs")
          + place(gone?.line) + ".", ["kind export logs ./e2e-logs --name {cluster}"])
    }
    if names.runtime == "podman", let missing = observed(.outputMissing),
      failure?.operation == "load image"
    {
      add(
        Phrase("In a kept cluster: repeat the failing import by hand, with what Podman does")
          + place(missing.line)
          + ". It is `--log-level=debug`; `PODMAN_DEBUG=1` is no switch of Podman.",
        [
          "podman save -o {subject}.tar {image}",
          "podman --log-level=debug exec -i {node} ctr --namespace=k8s.io images import - \\",
          "  < {subject}.tar 2>&1 | tee podman-debug.log",
        ])
    }
    return blocks.isEmpty ? [] : [.heading(Phrase("With the next run"))] + blocks
  }

  /// What the next log must hold so that the next failure can be told.
  var keeping: MarkdownSection? {
    guard failure != nil || run.verdict.isFailure else { return nil }
    var items: [Phrase] = []
    if let missing = observed(.outputMissing) {
      items.append(Phrase("the output of every command that fails") + place(missing.line))
    }
    if let gone = observed(.evidenceDestroyed) {
      items.append(Phrase("the cluster, or `kind export logs`, after a failure") + place(gone.line))
    }
    if !diagnosis.timeline.isEmpty, diagnosis.timeline.allSatisfy({ $0.start == nil }) {
      items.append(
        Phrase(
          "a time on every line, such as `| ts '%FT%T%z'` gives: no line that begins a step of ")
          + "this log has one")
    }
    if hypothesis(.resourceExhaustion)?.missing.isEmpty == false {
      items.append(
        Phrase(
          "figures of disk and memory while the step runs: without them resource exhaustion is ")
          + "neither shown nor refuted")
    }
    if failure?.phase == .readiness {
      items.append(
        Phrase("`kubectl describe` and the events of a pod that does not become ready")
          + place(failure?.line))
    }
    if items.isEmpty { return nil }
    return MarkdownSection(heading: "What to keep next time", blocks: items.map { .item($0) })
  }
}

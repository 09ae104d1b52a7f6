/// The parts of a run, in their order.
enum Stage: String, CaseIterable {
  case build, cluster, load, deploy, readiness, test, collect

  /// How much of the log it has, beside the others that happen.
  var share: Int {
    switch self {
    case .build: 14
    case .cluster, .load: 2
    case .deploy: 6
    case .readiness: 6
    case .test: 45
    case .collect: 25
    }
  }

  /// What is printed meanwhile in a run that ends in `failure`.
  func families(_ failure: Failure) -> [(share: Int, family: LineFamily)] {
    switch self {
    case .build: [(1, .build)]
    case .cluster: [(2, .kubelet), (1, .containerd)]
    case .load: [(1, .kubelet), (3, .containerd)]
    case .deploy: [(2, .kubelet), (2, .containerd), (1, .services), (1, .controllers)]
    case .readiness: [(2, .kubelet), (1, .containerd), (2, .waits), (2, .controllers)]
    case .test:
      [
        (20, .specs), (30, .controllers), (25, .services), (10, .kubelet), (10, .pods),
        (2, .traces),
      ]
    case .collect:
      [(30, .kubelet), (25, .containerd), (25, .pods)]
        // What was never deployed has no logs.
        + (failure == .loadNoSpace ? [] : [(15, .controllers)])
    }
  }

  /// What it consists of; each step has its part of what is printed meanwhile.
  var steps: [Step] {
    switch self {
    case .build: Names.images.map { Step(beginning: .building($0), end: .built($0)) }
    case .cluster: [Step(beginning: .creatingCluster, end: .clusterReady)]
    case .load: Names.images.map { Step(beginning: .loading($0), end: .nothing) }
    case .deploy: [Step(beginning: .deploying, end: .nothing)]
    case .readiness: [Step(beginning: .waiting, end: .available + .setUp)]
    case .test:
      (0..<Spec.count).map(Spec.init).map { spec in
        Step(
          beginning: spec.beginning, end: spec.end, hasFilling: !spec.isSkipped)
      }
    case .collect: [Step(beginning: .collecting, end: .cleaningUp)]
    }
  }

  /// The step that fails where a step of this stage does.
  var failing: Int { self == .test ? Spec.failing.number : steps.count - 1 }

  /// Those that happen when `failure` does; without a cluster there is nothing to collect.
  static func all(until failure: Failure) -> [Stage] {
    guard let last = failure.stage, let end = allCases.firstIndex(of: last) else { return allCases }
    return Array(allCases[...end]) + ([.build, .cluster].contains(last) ? [] : [.collect])
  }
}

/// One operation of a stage.
struct Step {
  var beginning: Scene
  var end: Scene
  var hasFilling = true
}

/// A stage of an end-to-end run; the cases stand in the order in which a run goes through them.
public enum Phase: String, CaseIterable, Codable, Sendable {
  /// Images and binaries are built.
  case build
  /// The Kind cluster or its nodes are created.
  case cluster
  /// Images are saved and brought into the nodes.
  case load
  /// Manifests, charts and containers are applied or started.
  case deploy
  /// The suite waits for what it deployed.
  case readiness
  /// Specs run.
  case test
  /// The run tears down what it made.
  case cleanup
  /// Work that belongs to none of the other phases.
  case other
}

extension Phase: Comparable {
  /// Position in the order of a run, from 0.
  package var order: Int {
    switch self {
    case .build: 0
    case .cluster: 1
    case .load: 2
    case .deploy: 3
    case .readiness: 4
    case .test: 5
    case .cleanup: 6
    case .other: 7
    }
  }

  /// Whether `lhs` comes earlier in a run than `rhs`.
  public static func < (lhs: Phase, rhs: Phase) -> Bool { lhs.order < rhs.order }
}

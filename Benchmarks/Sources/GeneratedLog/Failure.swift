/// What goes wrong in a log, and where.
public enum Failure: String, CaseIterable, Sendable {
  /// Nothing: the suite passes.
  case none
  /// A program does not compile inside of its image's build.
  case buildCompile = "build-compile"
  /// The kubelet of the new cluster does not start.
  case clusterKubelet = "cluster-kubelet"
  /// The node has no room for an image.
  case loadNoSpace = "load-no-space"
  /// The tag that is deployed was never pushed.
  case readinessNoImage = "readiness-no-image"
  /// A container is killed for want of memory, and a spec waits for it in vain.
  case testOutOfMemory = "test-out-of-memory"
  /// A spec finds another value than it expects.
  case testAssertion = "test-assertion"

  /// The part of the run that it ends.
  var stage: Stage? {
    switch self {
    case .none: nil
    case .buildCompile: .build
    case .clusterKubelet: .cluster
    case .loadNoSpace: .load
    case .readinessNoImage: .readiness
    case .testOutOfMemory, .testAssertion: .test
    }
  }
}

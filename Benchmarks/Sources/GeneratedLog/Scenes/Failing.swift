/// What is printed where a run fails, and after that.
extension Scene {
  /// The lines that tell of `failure`, while its part of the run still goes on.
  static func trouble(_ failure: Failure) -> Scene {
    switch failure {
    case .none, .loadNoSpace, .testAssertion: .nothing
    case .buildCompile:
      Scene(
        """
        # shop.example/internal/lease
        ▶internal/lease/renew.go:118:23: undefined: newClockSource
        """)
    case .clusterKubelet:
      Scene(
        #"""
        ▶Nov 24 ‹clock› shop-control-plane kubelet[203]: E‹klog›     203 run.go:74] "command failed" err="failed to run Kubelet: running with swap on is not supported, please disable swap or set --fail-swap-on flag to false"
        """#)
    case .readinessNoImage:
      Scene(
        #"""
        ▶Nov 24 ‹clock› shop-worker containerd[198]: time="‹nanos›" level=error msg="PullImage \"localhost/shop/planner:e3e\" failed" error="failed to pull and unpack image \"localhost/shop/planner:e3e\": failed to resolve reference \"localhost/shop/planner:e3e\": localhost/shop/planner:e3e: not found"
        ▶Nov 24 ‹clock› shop-worker kubelet[741]: E‹klog›     741 pod_workers.go:1324] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"planner\" with ErrImagePull: \"failed to pull and unpack image \\\"localhost/shop/planner:e3e\\\": not found\"" pod="shop-system/planner-5d8f7c9b64-x2v8k"
        """#)
    case .testOutOfMemory:
      Scene(
        #"""
        ▶Nov 24 ‹clock› shop-worker kernel: Memory cgroup out of memory: Killed process 48213 (ledger) total-vm:1894312kB, anon-rss:261984kB, file-rss:14220kB, shmem-rss:0kB, UID:65532 pgtables:804kB oom_score_adj:985
        Nov 24 ‹clock› shop-worker kubelet[741]: I‹klog›     741 kubelet.go:2537] "SyncLoop (PLEG): event for pod" pod="shop-system/ledger-7f6c5d4b98-q9z4t" event={"ID":"‹uuid›","Type":"ContainerDied","Data":"‹hex 64›"}
        ▶ledger-7f6c5d4b98-q9z4t   0/1     OOMKilled           1          9m41s
        """#)
    }
  }

  /// The lines in which the command or the spec ends that failed.
  static func end(of failure: Failure) -> Scene {
    switch failure {
    case .none: .nothing
    case .buildCompile:
      Scene(
        #"""
        ▶Error: building at STEP "RUN make tools build NAME=archiver": while running runtime: exit status 2
        """#) + setupFailed("failed to build the archiver image: exit status 1")
    case .clusterKubelet:
      Scene(
        #"""
         ✗ Starting control-plane 🕹️
        ▶ERROR: failed to create cluster: failed to init node with kubeadm: command "podman exec --privileged shop-control-plane kubeadm init --config=/kind/kubeadm.conf --skip-token-print --v=6" failed with error: exit status 1

        Command Output: I‹klog›     152 initconfiguration.go:261] loading configuration from "/kind/kubeadm.conf"
        [kubelet-check] The kubelet is not healthy after 4m0.‹digits 6›s
        error execution phase wait-control-plane: failed while waiting for the kubelet to start
        """#) + setupFailed("failed to create the cluster: exit status 1")
    case .loadNoSpace:
      Scene(
        #"""
        ▶  ERROR: failed to load image: command "podman exec --privileged -i shop-worker2 ctr --namespace=k8s.io images import --all-platforms --digests --snapshotter=overlayfs -" failed with error: exit status 1

        ▶  Command Output: ctr: failed to ingest "blobs/sha256/‹hex 64›": failed to copy: failed to send write: write /var/lib/containerd/io.containerd.content.v1.content/ingest/‹hex 64›/data: no space left on device: unknown
        """#) + setupFailed("failed to load the archiver image: exit status 1")
    case .readinessNoImage:
      Scene(
        """
        ▶  error: timed out waiting for the condition on deployments/planner
        """) + setupFailed("deployment planner is not available: exit status 1")
    case .testOutOfMemory:
      specFailed(
        "Timed out after 300.001s.", "Expected", "    <int>: 2", "to equal", "    <int>: 3")
    case .testAssertion:
      specFailed("Expected", "    <string>: pending", "to equal", "    <string>: settled")
    }
  }

  private static func setupFailed(_ message: String) -> Scene {
    Scene(
      """
        ␛[38;5;9m[FAILED]␛[0m in [SynchronizedBeforeSuite] - /src/test/e2e/suite_test.go:94 ␛[38;5;243m@ ‹ginkgo›␛[0m
      ␛[38;5;9m[SynchronizedBeforeSuite] [FAILED] [‹number 100 900›.‹digits 3› seconds]␛[0m
      ␛[38;5;9m␛[1m[SynchronizedBeforeSuite] ␛[0m
      ␛[38;5;243m/src/test/e2e/suite_test.go:61␛[0m

        ▶␛[38;5;9m[FAILED] \(message)␛[0m
        ␛[38;5;9mIn ␛[1m[SynchronizedBeforeSuite]␛[0m␛[38;5;9m at: ␛[1m/src/test/e2e/suite_test.go:94␛[0m ␛[38;5;243m@ ‹ginkgo›␛[0m
      ␛[38;5;243m------------------------------␛[0m
      """)
  }

  private static func specFailed(_ lines: String...) -> Scene {
    let spec = Spec.failing
    return Scene(
      """
        ␛[38;5;9m[FAILED]␛[0m in [It] - \(spec.file):\(spec.line + 5) ␛[38;5;243m@ ‹ginkgo›␛[0m
      ␛[38;5;9m• [FAILED] [‹number 1 400›.‹digits 3› seconds]␛[0m
      ␛[0m\(spec.subject) ␛[38;5;9m␛[1m[It] \(spec.claim)␛[0m
      ␛[38;5;243m\(spec.file):\(spec.line)␛[0m

      ▶  ␛[38;5;9m[FAILED] \(lines[0])␛[0m
      \(lines.dropFirst().map { "  ␛[38;5;9m\($0)␛[0m" }.joined(separator: "\n"))
        ␛[38;5;9mIn ␛[1m[It]␛[0m␛[38;5;9m at: ␛[1m\(spec.file):\(spec.line + 5)␛[0m ␛[38;5;243m@ ‹ginkgo›␛[0m
      """)
  }

  /// The last lines of a run that failed.
  static func summary(of failure: Failure) -> Scene {
    let isSpec = failure.stage == .test
    let place =
      isSpec
      ? "\(Spec.failing.subject) ␛[38;5;9m␛[1m[It] \(Spec.failing.claim)␛[0m"
      : "␛[38;5;9m␛[1m[SynchronizedBeforeSuite]␛[0m"
    let result =
      isSpec
      ? """
      ␛[38;5;9m␛[1mRan 48 of 52 Specs in ‹number 1800 2900›.‹digits 3› seconds␛[0m
      ␛[38;5;9m␛[1mFAIL!␛[0m -- ␛[38;5;10m␛[1m47 Passed␛[0m | ␛[38;5;9m␛[1m1 Failed␛[0m | ␛[38;5;11m␛[1m0 Pending␛[0m | ␛[38;5;14m␛[1m4 Skipped␛[0m
      """
      : """
      ␛[38;5;9m␛[1mRan 0 of 52 Specs in ‹number 1800 2900›.‹digits 3› seconds␛[0m
      ␛[38;5;9m␛[1mFAIL!␛[0m -- ␛[38;5;14m␛[1mA BeforeSuite node failed so all tests were skipped.␛[0m
      """
    return Scene(
      """

      ␛[38;5;9m␛[1mSummarizing 1 Failure:␛[0m
        ␛[38;5;9m[FAIL]␛[0m \(place)
        ␛[38;5;243m\(isSpec ? "\(Spec.failing.file):\(Spec.failing.line + 5)" : "/src/test/e2e/suite_test.go:94")␛[0m

      \(result)
      --- FAIL: TestE2E (‹number 1800 2900›.‹digits 2›s)
      FAIL

      Ginkgo ran 1 suite in 48m‹number 1 59›.‹digits 9›s

      Test Suite Failed
      make: *** [Makefile:74: test-e2e] Error 1
      """)
  }
}

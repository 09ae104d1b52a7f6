/// Small logs of whole runs; the line that states the failure is marked with `▶`.
enum DetectionSamples {
  static let noSpace =
    #"ctr: failed to ingest "layer.tar": failed to copy: write /var/lib/containerd/x/data: "#
    + "no space left on device"

  /// A setup that fails on process 1 of `processes`, as Ginkgo prints it for all of them.
  static func failedSetup(processes: Int = 1, specs: Int = 34, teardown: String = "") -> String {
    var text = """
      Running Suite: e2e suite - /home/ci/lab/e2e
      Will run \(specs) of \(specs) specs
      Running in parallel across \(processes) processes
      ------------------------------
      [SynchronizedBeforeSuite] 
      /home/ci/lab/e2e/e2e_suite_test.go:82
        STEP: creating the Kind cluster @ 11/24/26 06:01:39.747
        running: "podman run -d --name e2e-control-plane --privileged localhost/lab/node:v1"
        STEP: loading the controller image on Kind @ 11/24/26 06:01:40.211
        STEP: loading the webhook image on Kind @ 11/24/26 06:01:42.093
        running: "/usr/bin/kind load image-archive /srv/ar/webhook.tar --name e2e"
      ▶  \(noSpace)
        [FAILED] in [SynchronizedBeforeSuite] - /x.go:584 @ 11/24/26 06:01:44
      [SynchronizedBeforeSuite] [FAILED] [3.024 seconds]
      [SynchronizedBeforeSuite] 
      /home/ci/lab/e2e/e2e_suite_test.go:82

        [FAILED] Failed to load the webhook image into Kind
        Unexpected error:
            <*fmt.wrapError | 0xc0006b4f20>: 
            exit status 1
        occurred
        In [SynchronizedBeforeSuite] at: /x.go:584 @ 11/24/26 06:01:44

      """
    for _ in 1..<max(2, processes) where processes > 1 {
      text += """
        ------------------------------
        [SynchronizedBeforeSuite] [FAILED] [3.030 seconds]
        [SynchronizedBeforeSuite] 
        /home/ci/lab/e2e/e2e_suite_test.go:82

          [FAILED] SynchronizedBeforeSuite failed on Ginkgo parallel process #1
            The first SynchronizedBeforeSuite function running on Ginkgo parallel process
            #1 failed.  This suite will now abort.

          In [SynchronizedBeforeSuite] at: /x.go:82 @ 11/24/26 06:01:44

        """
    }
    return text + teardown + """
      ------------------------------

      Summarizing \(processes) Failure\(processes == 1 ? "" : "s"):
        [FAIL] [SynchronizedBeforeSuite] 
        /x.go:584

      Ran 0 of \(specs) Specs in 4.087 seconds
      FAIL! -- A BeforeSuite node failed so all tests were skipped.

      Test Suite Failed

      """
  }

  static let teardown = """
    ------------------------------
    [SynchronizedAfterSuite] 
    /home/ci/lab/e2e/e2e_suite_test.go:134
      2025-12-26T21:20:00.442-0500	INFO	x.go:259	✅ All tests passed - cleaning up cluster...
      Deleting cluster "e2e" ...
      Deleted nodes: ["e2e-control-plane"]
    [SynchronizedAfterSuite] PASSED [0.586 seconds]

    """

  static let passed = """
    Running Suite: e2e suite - /home/ci/lab/e2e
    Will run 1 of 1 specs
    ------------------------------
    [SynchronizedBeforeSuite] 
      STEP: loading the webhook image on Kind @ 11/24/26 06:01:42.093
    [SynchronizedBeforeSuite] PASSED [11.993 seconds]
    ------------------------------
    Webhook should answer
    /home/ci/lab/e2e/e2e_test.go:56
    • [0.525 seconds]
    ------------------------------
    Ran 1 of 1 Specs in 4.087 seconds
    SUCCESS! -- 1 Passed | 0 Failed | 0 Pending | 0 Skipped

    Test Suite Passed

    """

  static let failedSpec = """
    Running Suite: e2e suite - /home/ci/lab/e2e
    Will run 2 of 2 specs
    ------------------------------
    [SynchronizedBeforeSuite] 
      STEP: loading the webhook image on Kind @ 11/24/26 06:01:42.093
    [SynchronizedBeforeSuite] PASSED [11.993 seconds]
    ------------------------------
    Manager should run
    /home/ci/lab/e2e/e2e_test.go:38
    • [0.525 seconds]
    ------------------------------
    Webhook should answer
    /home/ci/lab/e2e/e2e_test.go:56
      [FAILED] in [It] - /home/ci/lab/e2e/e2e_test.go:59 @ 11/24/26 06:01:48.412
    • [FAILED] [1.204 seconds]
    Webhook [It] should answer
    /home/ci/lab/e2e/e2e_test.go:56

    ▶  [FAILED] Timed out after 1.001s.
      Expected
          <string>: 
      to equal
          <string>: webhook
      In [It] at: /home/ci/lab/e2e/e2e_test.go:59 @ 11/24/26 06:01:48.412
    ------------------------------

    Summarizing 1 Failure:
      [FAIL] Webhook [It] should answer
      /home/ci/lab/e2e/e2e_test.go:59

    Ran 2 of 2 Specs in 1.902 seconds
    FAIL! -- 1 Passed | 1 Failed | 0 Pending | 0 Skipped

    Test Suite Failed

    """

  static let retried = """
    $ podman exec --privileged -i e2e-node-7 ctr --namespace=k8s.io images import - < controller.tar
    ctr: failed to dial "/run/containerd/containerd.sock": context deadline exceeded
    [exit 1]
    $ podman exec --privileged -i e2e-node-7 ctr --namespace=k8s.io images import - < controller.tar
    unpacking localhost/lab/controller:e2e (sha256:18b571)...done
    [exit 0]

    """
}

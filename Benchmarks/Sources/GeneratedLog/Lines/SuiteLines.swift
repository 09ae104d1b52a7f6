extension LineFamily {
  /// The console of Ginkgo while specs run, with its colours.
  static let specs = LineFamily(
    #"""
    20   running: "kubectl --context kind-shop -n ‹ns› get ‹word›s ‹object› -o yaml"
    20   ‹zone›␉INFO␉e2e/‹word›_test.go:‹number 20 400›␉📦 ‹word› ‹object› is at generation ‹number 1 9›
    20   ‹word›.shop.example/‹object› configured
    10   ✅ ‹number 1 5› of 5 ‹word›s ready
    10   ␛[38;5;243m‹kind› ‹object›␛[0m is ␛[1msettled␛[0m after ‹number 1 90›.‹digits 3›s 🎉
    1   summary of ‹word›s: 0 errors, ‹number 0 3› warnings
    1   Error from server (NotFound): ‹word›s.shop.example "‹object›" not found, as expected
    1   ⚠️  attempt 1 of 5 failed for ‹word› ‹object›, trying again
    """#)

  /// Waits for deployments.
  static let waits = LineFamily(
    #"""
    30 Waiting for deployment "‹image›" rollout to finish: ‹number 0 2› of 3 updated replicas are available...
    10 ‹pod›   0/1     ContainerCreating   0          ‹number 1 59›s
    30 ‹pod›   1/1     Running             0          ‹number 1 59›s
    10 ⏳ ‹clock› still waiting for ‹number 1 4› pods in ‹ns›
    """#)

  /// Lines of which each one tells of an error: for the worst case, not for a likely log.
  static let errors = LineFamily(
    #"""
    10 time=‹nanos› level=error msg="write failed" path=/data/‹word›/‹hex 16› err="no space left on device"
    10 {"level":"error","ts":"‹iso›","logger":"shop.‹word›","msg":"Reconciler error","name":"‹object›","error":"Post \"https://‹image›.‹ns›.svc:443/check\": dial tcp 10.96.0.‹number 2 250›:443: connect: connection refused"}
    10 Nov 24 ‹clock› ‹node› kubelet[741]: E‹klog›     741 pod_workers.go:1324] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"‹image›\" with CrashLoopBackOff: \"back-off 10s restarting failed container=‹image› pod=‹pod›\"" pod="‹ns›/‹pod›"
    10 ‹nanos› stderr F panic: runtime error: index out of range [‹number 5 90›] with length 4
    10 Error: copying system image from manifest list: reading blob sha256:‹hex 64›: unexpected EOF
    """#)
}

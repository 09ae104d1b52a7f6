extension LineFamily {
  /// The journal of the kubelet.
  static let kubelet = LineFamily(
    #"""
    60 Nov 24 ‹clock› ‹node› kubelet[741]: I‹klog›     741 kubelet.go:2537] "SyncLoop (PLEG): event for pod" pod="‹ns›/‹pod›" event={"ID":"‹uuid›","Type":"ContainerStarted","Data":"‹hex 64›"}
    60 Nov 24 ‹clock› ‹node› kubelet[741]: I‹klog›     741 operation_generator.go:637] "MountVolume.SetUp succeeded for volume \"settings\" (UniqueName: \"kubernetes.io/configmap/‹uuid›-settings\") pod \"‹pod›\" (UID: \"‹uuid›\") " pod="‹ns›/‹pod›"
    40 Nov 24 ‹clock› ‹node› kubelet[741]: I‹klog›     741 kubelet_pods.go:1082] "Pod status updated" pod="‹ns›/‹pod›" phase="Running" containers=‹number 1 4›
    40 Nov 24 ‹clock› ‹node› kubelet[741]: I‹klog›     741 scope.go:117] "RemoveContainer" containerID="‹hex 64›"
    30 Nov 24 ‹clock› ‹node› kubelet[741]: I‹klog›     741 pod_startup_latency_tracker.go:102] "Observed pod startup duration" pod="‹ns›/‹pod›" podStartSLOduration=‹number 0 9›.‹digits 9›
    20 Nov 24 ‹clock› ‹node› kubelet[741]: I‹klog›     741 kubelet.go:2421] "SyncLoop UPDATE" source="api" pods=["‹ns›/‹pod›"]
    2 Nov 24 ‹clock› ‹node› kubelet[741]: I‹klog›     741 prober.go:120] "Probe failed" probeType="Readiness" pod="‹ns›/‹pod›" containerName="‹image›" probeResult="failure" output="HTTP probe failed with statuscode: 503"
    1 Nov 24 ‹clock› ‹node› kubelet[741]: E‹klog›     741 pod_workers.go:1324] "Error syncing pod, skipping" err="failed to sync configmap cache: timed out waiting for the condition" pod="‹ns›/‹pod›"
    """#)

  /// What containerd writes to the journal.
  static let containerd = LineFamily(
    #"""
    40 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=info msg="CreateContainer within sandbox \"‹hex 64›\" for container &ContainerMetadata{Name:‹image›,Attempt:0,}"
    40 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=info msg="StartContainer for \"‹hex 64›\" returns successfully"
    30 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:‹pod›,Uid:‹uuid›,Namespace:‹ns›,Attempt:0,} returns sandbox id \"‹hex 64›\""
    30 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=info msg="StopPodSandbox for \"‹hex 64›\""
    20 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=info msg="TearDown network for sandbox \"‹hex 64›\" successfully"
    20 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=info msg="shim disconnected" id=‹hex 64› namespace=k8s.io
    10 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=info msg="loading plugin \"io.containerd.event.v1.publisher\"..." runtime=io.containerd.runc.v2 type=io.containerd.event.v1
    2 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=warning msg="cleanup warnings time=\"‹nanos›\" level=info msg=\"starting signal loop\" namespace=k8s.io pid=‹number 1000 9000›"
    1 Nov 24 ‹clock› ‹node› containerd[198]: time="‹nanos›" level=error msg="ContainerStatus for \"‹hex 64›\" failed" error="rpc error: code = NotFound desc = an error occurred when try to find container \"‹hex 64›\": not found"
    """#)

  /// Lines of containers as the CRI keeps them.
  static let pods = LineFamily(
    #"""
    40 ‹nanos› stdout F 10.244.‹number 0 3›.‹number 2 250› - - "‹verb› /v1/‹word›s/‹number 1 90000› HTTP/1.1" 200 ‹number 80 9000› "-" "shop-client/‹version›"
    20 ‹nanos› stderr F I‹klog›       1 httplog.go:132] "HTTP" verb="‹verb›" URI="/api/v1/namespaces/‹ns›/pods/‹pod›" latency="‹number 1 90›.‹digits 6›ms" audit-ID="‹uuid›" srcIP="10.244.0.‹number 2 250›:‹number 30000 60000›" resp=200
    20 ‹nanos› stderr F {"level":"info","ts":"‹iso›","caller":"mvcc/index.go:214","msg":"compact tree index","revision":‹number 1000 90000›}
    10 ‹nanos› stdout P ‹word› ‹word› ‹word› ‹hex 64›‹hex 64›‹hex 64›
    10 ‹nanos› stdout F [INFO] 10.244.0.‹number 2 250›:‹number 30000 60000› - ‹number 1 60000› "AAAA IN ‹image›.‹ns›.svc.cluster.local. udp 61 false 1232" NOERROR qr,aa,rd 154 0.000‹digits 6›s
    1 ‹nanos› stderr F W‹klog›       1 lease.go:‹number 20 300›] lease of ‹object› was not renewed in time; failed once, will try again
    """#)
}

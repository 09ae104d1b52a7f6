/// The code of the recipes; gofmt leaves it as it is.
///
/// `go vet` accepts it, with Ginkgo and Gomega reduced to the signatures that are used.
enum MarkdownCode {
  static let commandOutput = #"""
    // run puts the output of a failed command into its error: a status alone decides nothing.
    func run(ctx context.Context, name string, args ...string) ([]byte, error) {
    	cmd := exec.CommandContext(ctx, name, args...)
    	output, err := cmd.CombinedOutput()
    	if err != nil {
    		return output, fmt.Errorf("%s: %w\n%s", cmd, err, bytes.TrimSpace(output))
    	}
    	return output, nil
    }
    """#

  static let podStatus = #"""
    // waitReady waits for the pods of a selector; when the time is up, it says what they lack.
    func waitReady(ctx context.Context, selector string, timeout time.Duration) error {
    	kubectl := func(args ...string) ([]byte, error) {
    		args = append([]string{"--namespace", "{namespace}"}, args...)
    		return exec.CommandContext(ctx, "kubectl", args...).CombinedOutput()
    	}
    	output, err := kubectl("wait", "pod", "--for=condition=Ready",
    		"--selector", selector, "--timeout", timeout.String())
    	if err == nil {
    		return nil
    	}
    	for _, args := range [][]string{
    		{"describe", "pods", "--selector", selector},
    		{"get", "events", "--sort-by=.lastTimestamp"},
    		{"logs", "--selector", selector, "--all-containers", "--prefix", "--tail=100"},
    	} {
    		more, _ := kubectl(args...) // its output says what went wrong, too
    		output = append(append(output, '\n'), more...)
    	}
    	return fmt.Errorf("pods %s are not ready: %w\n%s", selector, err, output)
    }
    """#

  static let clusterKept = #"""
    var (
    	// Of this Ginkgo process.
    	setupSucceeded bool
    	// Of all of them.
    	failedMarker = filepath.Join(os.TempDir(), "{cluster}.failed")
    )

    func markFailed() {
    	if err := os.WriteFile(failedMarker, nil, 0o600); err != nil {
    		fmt.Printf("cannot write %s: %v\n", failedMarker, err)
    	}
    }

    var _ = SynchronizedBeforeSuite(func() []byte {
    	Expect(os.RemoveAll(failedMarker)).To(Succeed())
    	createClusterAndDeploy() // what stands here today
    	return nil
    }, func(_ []byte) {
    	connectToCluster()    // what stands here today
    	setupSucceeded = true // the very last statement: a failed Expect never gets here
    })

    var _ = ReportAfterEach(func(report SpecReport) {
    	if report.Failed() {
    		markFailed()
    	}
    })

    var _ = SynchronizedAfterSuite(func() {
    	if !setupSucceeded {
    		markFailed()
    	}
    }, func() {
    	if _, err := os.Stat(failedMarker); !errors.Is(err, os.ErrNotExist) {
    		fmt.Println("something failed, cluster {cluster} is kept for inspection")
    		return
    	}
    	deleteCluster() // what stands here today
    })
    """#

  static let serialLoads = #"""
    var loading sync.Mutex

    // loadImage keeps the loads of one process apart.
    func loadImage(ctx context.Context, archive string) error {
    	loading.Lock()
    	defer loading.Unlock()
    	args := []string{"load", "image-archive", archive, "--name", "{cluster}"}
    	cmd := exec.CommandContext(ctx, "kind", args...)
    	if output, err := cmd.CombinedOutput(); err != nil {
    		return fmt.Errorf("%s: %w\n%s", cmd, err, output)
    	}
    	return nil
    }
    """#

  static let nodeAwaited = #"""
    // waitForNode returns as soon as containerd of the node answers; ctx ends the wait.
    func waitForNode(ctx context.Context) error {
    	for {
    		cmd := exec.CommandContext(ctx, "{runtime}", "exec", "{node}", "ctr", "version")
    		output, err := cmd.CombinedOutput()
    		if err == nil {
    			return nil
    		}
    		select {
    		case <-ctx.Done():
    			return fmt.Errorf("%s: %w\n%s", cmd, err, output)
    		case <-time.After(time.Second):
    		}
    	}
    }
    """#

  static let retry = #"""
    // retry tries work three times and prints every failure: hidden, they would hide the fault.
    func retry(ctx context.Context, work func(context.Context) error) error {
    	pause := 2 * time.Second
    	for try := 1; ; try++ {
    		err := work(ctx)
    		if err == nil {
    			return nil
    		}
    		fmt.Printf("try %d of 3 failed: %v\n", try, err)
    		if try == 3 {
    			return err
    		}
    		select {
    		case <-ctx.Done():
    			return err
    		case <-time.After(pause):
    			pause *= 2
    		}
    	}
    }
    """#

  static let nodeAwaitedInShell = #"""
    timeout 60 sh -c 'until {runtime} exec {node} ctr version >/dev/null 2>&1; do sleep 1; done'
    """#
}

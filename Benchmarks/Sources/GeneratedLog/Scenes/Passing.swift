/// What is printed where the parts of a run begin and end well.
extension Scene {
  static let start = Scene(
    """
    $ make test-e2e
    ginkgo -v --timeout=60m ./test/e2e/...
    Running Suite: Shop E2E Suite - /src/test/e2e
    =============================================
    Random Seed: ␛[1m17955‹digits 5›␛[0m

    Will run ␛[1m48␛[0m of ␛[1m52␛[0m specs
    ␛[38;5;243m------------------------------␛[0m
    ␛[1m[SynchronizedBeforeSuite] ␛[0m
    ␛[38;5;243m/src/test/e2e/suite_test.go:61␛[0m
    """)

  static let passed = Scene(
    """

    ␛[38;5;10m␛[1mRan 48 of 52 Specs in ‹number 1800 2900›.‹digits 3› seconds␛[0m
    ␛[38;5;10m␛[1mSUCCESS!␛[0m -- ␛[38;5;10m␛[1m48 Passed␛[0m | ␛[38;5;9m␛[1m0 Failed␛[0m | ␛[38;5;11m␛[1m0 Pending␛[0m | ␛[38;5;14m␛[1m4 Skipped␛[0m
    PASS

    Ginkgo ran 1 suite in 48m‹number 1 59›.‹digits 9›s
    Test Suite Passed
    """)

  static func building(_ image: String) -> Scene {
    step("building the \(image) image")
      + Scene(
        """
          running: "podman build -t localhost/shop/\(image):e2e -f build/\(image)/Containerfile ."
          STEP 1/6: FROM docker.io/library/golang:1.24 AS build
          --> ‹hex 12›
          STEP 2/6: WORKDIR /src
          --> Using cache ‹hex 64›
          --> ‹hex 12›
          STEP 3/6: COPY . .
          --> ‹hex 12›
          STEP 4/6: RUN make tools build NAME=\(image)
        """)
  }

  static func built(_ image: String) -> Scene {
    Scene(
      """
        --> ‹hex 12›
        STEP 5/6: USER 65532:65532
        --> ‹hex 12›
        STEP 6/6: ENTRYPOINT ["/out/\(image)"]
        COMMIT localhost/shop/\(image):e2e
        --> ‹hex 12›
        Successfully tagged localhost/shop/\(image):e2e
        ‹hex 64›
      """)
  }

  static let creatingCluster =
    step("creating the Kind cluster")
    + Scene(
      """
        running: "kind create cluster --name shop --config test/e2e/kind.yaml"
      using podman due to KIND_EXPERIMENTAL_PROVIDER
      enabling experimental podman provider
      Creating cluster "shop" ...
       ✓ Ensuring node image (kindest/node:v1.34.0) 🖼
       ✓ Preparing nodes 📦 📦 📦
       ✓ Writing configuration 📜
      """)

  static let clusterReady = Scene(
    """
     ✓ Starting control-plane 🕹️
     ✓ Installing CNI 🔌
     ✓ Installing StorageClass 💾
     ✓ Joining worker nodes 🚜
    Set kubectl context to "kind-shop"
    You can now use your cluster with:

    kubectl cluster-info --context kind-shop

    Have a nice day! 👋
    """)

  static func loading(_ image: String) -> Scene {
    step("loading the \(image) image on Kind")
      + Scene(
        """
          running: "kind load docker-image localhost/shop/\(image):e2e --name shop"
          using podman due to KIND_EXPERIMENTAL_PROVIDER
          enabling experimental podman provider
        """)
  }

  static let deploying =
    step("deploying the shop")
    + Scene(
      """
        running: "kubectl apply -k config/e2e"
        namespace/shop-system created
        customresourcedefinition.apiextensions.k8s.io/orders.shop.example created
        serviceaccount/shop created
        clusterrole.rbac.authorization.k8s.io/shop created
      """)
    + forEveryImage { Scene("  deployment.apps/\($0) created") }

  static let waiting =
    step("waiting for the deployments")
    + Scene(
      """
        running: "kubectl -n shop-system wait --for=condition=Available --timeout=300s deployments --all"
      """)

  static let available = forEveryImage { Scene("  deployment.apps/\($0) condition met") }

  static let setUp = Scene(
    """
    ␛[38;5;10m[SynchronizedBeforeSuite] PASSED [‹number 400 900›.‹digits 3› seconds]␛[0m
    """)

  static let collecting =
    step("exporting the logs of the cluster")
    + Scene(
      """
        running: "kind export logs --name shop /src/artifacts"
      """)

  static let cleaningUp =
    step("deleting the Kind cluster")
    + Scene(
      """
        running: "kind delete cluster --name shop"
      Deleting cluster "shop" ...
      Deleted nodes: ["shop-control-plane" "shop-worker" "shop-worker2"]
      ␛[38;5;10m[SynchronizedAfterSuite] PASSED [‹number 40 90›.‹digits 3› seconds]␛[0m
      ␛[38;5;243m------------------------------␛[0m
      """)

  private static func step(_ what: String) -> Scene {
    Scene("  ␛[1mSTEP:␛[0m \(what) ␛[38;5;243m@ ‹ginkgo›␛[0m")
  }

  private static func forEveryImage(_ scene: (String) -> Scene) -> Scene {
    Names.images.map(scene).reduce(.nothing, +)
  }
}

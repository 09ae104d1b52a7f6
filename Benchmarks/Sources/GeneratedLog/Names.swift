/// The names that occur in one log; those with random parts differ from seed to seed.
struct Names {
  /// The images that are built, loaded and deployed.
  static let images = ["gateway", "ledger", "mailer", "planner", "archiver"]

  /// Makes every `‹name›` of the templates known to `table`.
  static func add(to table: inout TemplateTable, random: inout SeededRandom) {
    func hex(_ count: Int) -> String {
      String((0..<count).map { _ in Array("0123456789abcdef")[random.below(16)] })
    }
    func safe(_ count: Int) -> String {
      String((0..<count).map { _ in Array("bcdfghjklmnpqrstvwxz2456789")[random.below(27)] })
    }
    let pods = (0..<60).map { "\(images[$0 % images.count])-\(hex(10))-\(safe(5))" }
    let uuids = (0..<2000).map { _ in "\(hex(8))-\(hex(4))-4\(hex(3))-a\(hex(3))-\(hex(12))" }
    table.addPool("image", images)
    table.addPool("pod", pods)
    table.addPool("uuid", uuids)
    table.addPool("ns", (0..<12).map { _ in "shop-\(safe(5))" })
    table.addPool("object", (0..<200).map { "\(words[$0 % words.count])-\(safe(4))" })
    table.addPool("word", words)
    table.addPool("kind", kinds)
    table.addPool("file", files)
    table.addPool("package", packages)
    table.addPool("module", modules)
    table.addPool("node", ["shop-control-plane", "shop-worker", "shop-worker2"])
    table.addPool("version", (0..<40).map { "\($0 % 5).\($0 * 7 % 23).\($0 * 3 % 11)" })
    table.addPool("verb", ["GET", "GET", "GET", "PATCH", "PUT", "POST", "WATCH", "LIST"])
    table.addPool("action", actions)
  }

  private static let words = """
    order invoice parcel customer basket voucher refund price stock supplier route depot
    shipment label return carrier tariff window slot batch ticket session profile address
    payment receipt balance period closing audit export import report digest mailing template
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  private static let kinds = "Order Invoice Parcel Basket Voucher Depot Carrier Tariff Closing"
    .split(separator: " ").map(String.init)

  private static let files = """
    order_controller.go invoice_sync.go parcel_queue.go store.go lease.go handler.go router.go
    retry.go watch.go patch.go health.go conditions.go
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  private static let packages = """
    libzstd1 liblz4-1 libexpat1 libsqlite3-0 libgnutls30 libnettle8 iproute2 iptables tini jq
    file less make patch tar xz-utils netbase openssl
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  private static let modules = """
    k8s.io/apimachinery k8s.io/utils sigs.k8s.io/yaml github.com/google/uuid golang.org/x/text
    github.com/prometheus/client_golang go.uber.org/zap github.com/spf13/pflag gopkg.in/inf.v0
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  private static let actions = [
    "placing an", "cancelling the", "paying for the", "shipping the", "looking at the",
    "scaling the", "draining the", "restoring the",
  ]
}

/// A spec of the suite, by its place in it.
struct Spec {
  /// Counted from 0.
  let number: Int

  static let count = 52
  /// The one that fails where a spec does.
  static let failing = Spec(number: 31)

  private static let subjects = [
    "Orders", "Invoices", "Parcels", "Baskets", "Vouchers", "Closings",
  ]
  private static let claims = [
    "should be found by their customers", "should settle the period", "should keep the price",
    "should be counted once", "should go to the next depot", "should be refused without stock",
    "should return an error when the ledger is closed", "should outlive a restart",
    "should be archived",
  ]

  var isSkipped: Bool { number % 13 == 5 }
  var subject: String { Self.subjects[number % Self.subjects.count] }
  var claim: String { Self.claims[number / Self.subjects.count % Self.claims.count] }
  var file: String { "/src/test/e2e/\(subject.lowercased())_test.go" }
  var line: Int { 20 + 9 * number }

  /// What Ginkgo prints before it.
  var beginning: Scene {
    let head = Scene(
      """
      ␛[38;5;243m------------------------------␛[0m
      ␛[0m\(subject) ␛[0m␛[1m\(claim)␛[0m
      ␛[38;5;243m\(file):\(line)␛[0m
      """)
    guard !isSkipped else { return head }
    return head
      + Scene(
        """
          ␛[1mSTEP:␛[0m ‹action› ‹word› ‹object› ␛[38;5;243m@ ‹ginkgo›␛[0m
          running: "kubectl --context kind-shop -n ‹ns› apply -f -"
          ␛[1mSTEP:␛[0m ‹action› ‹word› ‹object› ␛[38;5;243m@ ‹ginkgo›␛[0m
        """)
  }

  /// What Ginkgo prints after it.
  var end: Scene {
    isSkipped
      ? Scene("␛[38;5;14mS [SKIPPED] [0.‹digits 3› seconds]␛[0m")
      : Scene("␛[38;5;10m•␛[0m [‹number 1 400›.‹digits 3› seconds]")
  }
}

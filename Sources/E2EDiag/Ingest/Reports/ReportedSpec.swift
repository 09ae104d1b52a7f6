/// What a report says of one spec, while it is read.
struct ReportedSpec {
  /// A failure, the first or one that came of it.
  struct Failure {
    var state = SuiteReport.State.failed
    var message = ReportedText.message
    /// The value of a panic.
    var panic = ReportedText.short
    var file = ""
    var fileLine = ""
    var time: LogTime?
    /// The kind of node it happened in.
    var node = ""

    /// The place in the code.
    var place: String { fileLine.isEmpty ? file : "\(file):\(fileLine)" }
    func node(in spec: ReportedSpec) -> String { node.isEmpty ? spec.node : node }
    /// Number of the line of the source that states it.
    func line(in spec: ReportedSpec) -> Int { message.first?.number ?? spec.line }
  }

  /// What the spec announced with `By`.
  struct Announcement {
    var text = ""
    var number: Int
    var time: LogTime?
    /// Bytes of the output before it.
    var offset = 0
    var isBy = false
  }

  /// Number of the line of the source where it begins.
  var line: Int
  var node = SuiteReport.spec
  /// The texts of the containers and its own.
  var containers: [String] = []
  var text = ""
  var state = SuiteReport.State.passed
  var attempts = 1
  var start: LogTime?
  var end: LogTime?
  var milliseconds: Int?
  var file = ""
  var fileLine = ""
  var failures: [Failure] = []
  var announcements: [Announcement] = []
  /// What Ginkgo's writer got, and what was printed beside it.
  var output = ReportedText.output
  var printed = ReportedText.output

  /// More is no list of steps for a person.
  static let mostAnnouncements = 1000
  static let mostFailures = 100

  /// The name as Ginkgo prints it.
  var name: String { (containers + [text]).filter { !$0.isEmpty }.joined(separator: " ") }

  /// The place in the code.
  var place: String { fileLine.isEmpty ? file : "\(file):\(fileLine)" }

  /// Whether it is a node around the specs, such as `BeforeSuite`.
  var isSuiteNode: Bool { node.contains("Suite") }
}

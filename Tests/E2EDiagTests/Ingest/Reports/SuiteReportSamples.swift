import _E2EDiagTestSupport

@testable import E2EDiag

/// Reports of test runners, and how they are read.
enum SuiteReportSamples {
  /// What `bytes` say, handed on in pieces of at most `pieces` bytes.
  static func read(_ bytes: [UInt8], pieces: Int = .max) -> LogReader.Reading {
    LogReader.read(MemoryStream(bytes, largestPiece: pieces), name: "report", keeping: nil).reading
  }

  static func read(_ text: String, pieces: Int = .max) -> LogReader.Reading {
    read(Array(text.utf8), pieces: pieces)
  }

  /// The specs of the reports as `node name: state`.
  static func specs(_ reading: LogReader.Reading) -> [String] {
    reading.reports.flatMap { report in
      report.specs.map { "\($0.node) \(report.names.text($0.name)): \($0.state.rawValue)" }
    }
  }

  /// The lines with their numbers.
  static func lines(_ reading: LogReader.Reading) -> [String] {
    reading.text.lines.indices.map { "\(reading.text.lines[$0].number): \(reading.text.text($0))" }
  }

  static let ginkgo = fixture("lab-image-wrong-arch-reports-ginkgo/input/report.json")
  static let ginkgoSetup = fixture("lab-load-no-space-reports-ginkgo/input/report.json")
  static let junit = fixture("lab-image-wrong-arch-reports-ginkgo/input/junit.xml")

  private static func fixture(_ path: String) -> [UInt8] {
    (try? Fixture.bytes("runs/\(path)")) ?? []
  }

  /// A report of `specs`, each a state and a text, with the rest of the suite's fields in `more`.
  static func suite(
    _ specs: [(state: String, text: String)], name: String = "e2e suite", seed: Int = 7,
    succeeded: Bool, planned: Int? = nil, reasons: String = "null"
  ) -> String {
    let told = specs.map { state, text in
      let failure =
        ["passed", "skipped", "pending"].contains(state)
        ? ""
        : #""Failure": {"Message": "boom in \#(text)", "Location": {"FileName": "/x_test.go", "#
          + #""LineNumber": 9}, "FailureNodeType": "It"},"#
      return """
            {"LeafNodeType": "It", "LeafNodeText": "\(text)", "State": "\(state)",
             "StartTime": "2026-11-24T06:00:01Z", "EndTime": "2026-11-24T06:00:03.5Z",
             "RunTime": 2500000000, "ParallelProcess": 1, \(failure) "NumAttempts": 1}
        """
    }
    let count = planned ?? specs.count
    return """
      [{"SuitePath": "/home/ci/e2e", "SuiteDescription": "\(name)", "SuiteSucceeded": \(succeeded),
        "SpecialSuiteFailureReasons": \(reasons),
        "PreRunStats": {"TotalSpecs": \(count), "SpecsThatWillRun": \(count)},
        "StartTime": "2026-11-24T06:00:00Z", "EndTime": "2026-11-24T06:00:10Z",
        "RunTime": 10000000000, "SuiteConfig": {"RandomSeed": \(seed), "ParallelTotal": 1},
        "SpecReports": [
      \(told.joined(separator: ",\n"))
        ]}]

      """
  }

  static let pytest = """
    <?xml version="1.0" encoding="utf-8"?>
    <testsuites><testsuite name="pytest" errors="0" failures="1" skipped="1" tests="3" time="0.131" \
    timestamp="2026-11-24T06:00:00.500000+00:00" hostname="ci">
    <testcase classname="tests.test_load" name="test_saves" time="0.001" />
    <testcase classname="tests.test_load" name="test_loads[webhook]" time="0.101">\
    <failure message="AssertionError: assert 1 == 2">def test_loads():
    &gt;       assert 1 == 2
    E       AssertionError: assert 1 == 2

    tests/test_load.py:12: AssertionError</failure></testcase>
    <testcase classname="tests.test_load" name="test_later" time="0.000">\
    <skipped type="pytest.skip" message="not now">x</skipped></testcase>
    </testsuite></testsuites>

    """

  static let gotestsum = """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="2" failures="1" errors="0" time="1.2">
      <testsuite tests="1" failures="0" time="0.2" name="example.com/x/a" timestamp="2026-11-24T06:00:00Z">
        <properties><property name="go.version" value="go1.24"></property></properties>
        <testcase classname="example.com/x/a" name="TestA" time="0.1"></testcase>
      </testsuite>
      <testsuite tests="0" failures="0" time="0" name="example.com/x/none"></testsuite>
      <testsuite tests="1" failures="1" time="1.0" name="example.com/x/b" timestamp="2026-11-24T06:00:01Z">
        <testcase classname="example.com/x/b" name="TestB/deep" time="0.9">
          <failure message="Failed" type="">=== RUN   TestB/deep
        b_test.go:7: dial tcp 10.0.0.1:5432: connect: connection refused
    --- FAIL: TestB/deep (0.90s)
    </failure>
        </testcase>
      </testsuite>
    </testsuites>

    """

  static let surefire = """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="org.acme.OrderIT" time="1,204.5" \
    tests="3" errors="1" skipped="0" failures="0">
      <properties><property name="java.version" value="21"/></properties>
      <testcase name="creates" classname="org.acme.OrderIT" time="0.2">
        <flakyFailure message="first" type="java.lang.AssertionError"><stackTrace>at A</stackTrace>\
    <system-out>once</system-out></flakyFailure>
      </testcase>
      <testcase name="pays" classname="org.acme.OrderIT" time="0.4">
        <error message="Connection refused" type="java.net.ConnectException">\
    <![CDATA[java.net.ConnectException: Connection refused
    	at org.acme.OrderIT.pays(OrderIT.java:31)]]></error>
        <rerunError message="again" type="java.net.ConnectException"/>
        <system-out><![CDATA[connecting to db:5432
    giving up]]></system-out>
      </testcase>
      <testsuite name="Inner"><testcase name="ships" classname="Inner" time="0.1"/></testsuite>
    </testsuite>

    """
}

import Testing

@testable import E2EDiag

@Suite struct TimestampTests {
  @Test(arguments: [
    // GitHub Actions, CRI, zap with an offset, a comma before the fraction.
    ("2026-02-04T16:38:35.8487870Z ##[group]Run", "2026-02-04T16:38:35.848Z", "##[group]Run"),
    ("2026-02-04T16:38:35Z stdout F ok", "2026-02-04T16:38:35.000Z", "ok"),
    ("2026-02-04T16:38:35Z stderr P ok", "2026-02-04T16:38:35.000Z", "ok"),
    ("2026-02-04T16:38:35Z stdout of it", "2026-02-04T16:38:35.000Z", "stdout of it"),
    // Python's logging and others: no zone.
    ("2025-12-26 21:14:37,412 ERROR x", "2025-12-26T21:14:37.412", "ERROR x"),
    ("[2025-12-26 21:14:37] x", "2025-12-26T21:14:37.000", "x"),
    // What Go prints of a time, as podman does in its events.
    (
      "2026-11-24 05:55:54.352491962 +0000 UTC container died", "2026-11-24T05:55:54.352Z",
      "container died"
    ),
    (
      "2026-11-24 06:55:54.3 +0100 CET m=+0.012 image pull", "2026-11-24T05:55:54.300Z",
      "image pull"
    ),
    ("2026-11-24 05:55:54 -0300 -03 x", "2026-11-24T08:55:54.000Z", "x"),
    ("2026-11-24 05:55:54 UTC x", "2026-11-24T05:55:54.000Z", "x"),
    ("2025-12-26T21:14:37.412-0500\tINFO\tx", "2025-12-27T02:14:37.412Z", "INFO\tx"),
    ("2025-12-26T21:14:37.4+01:00 x", "2025-12-26T20:14:37.400Z", "x"),
    ("2025-12-26 21:14:37,412Z x", "2025-12-26T21:14:37.412Z", "x"),
    ("2024-02-29T00:00:60Z x", "2024-02-29T00:01:00.000Z", "x"),
    // The clock of a driver.
    ("[06:20:14.749] load sidecar exit=0", "06:20:14.749", "load sidecar exit=0"),
    ("[06:20:14] x", "06:20:14.000", "x"),
    // Jenkins, GitLab with the number of a stream.
    ("[2025-12-01T10:00:00.123Z] + make e2e", "2025-12-01T10:00:00.123Z", "+ make e2e"),
    ("2025-12-01T10:00:00.123456Z 00O STEP: x", "2025-12-01T10:00:00.123Z", "STEP: x"),
    ("2025-12-01T10:00:00.123456Z 01E+more", "2025-12-01T10:00:00.123Z", "more"),
    ("2025-12-01T10:00:00Z 00OK it is", "2025-12-01T10:00:00.000Z", "00OK it is"),
    // Ginkgo indents what a suite prints; the indent stays.
    ("    2025-12-26T21:14:37.412-0500\tINFO", "2025-12-27T02:14:37.412Z", "    INFO"),
    // The stamp fills the line.
    ("2026-02-04T16:38:35Z", "2026-02-04T16:38:35.000Z", ""),
    // A blank belongs to the stamp, a second one to the line.
    ("[06:20:14.749]   indented", "06:20:14.749", "  indented"),
    // `gh run view --log`, with and without the byte order mark.
    ("build\tRun make\t2026-02-04T16:38:35.1Z make: ok", "2026-02-04T16:38:35.100Z", "make: ok"),
    ("e2e (1, 2)\tSet up\t\u{feff}2026-02-04T16:38:35Z x", "2026-02-04T16:38:35.000Z", "x"),
  ])
  func stampBeforeALineIsTakenOff(_ row: (line: String, time: String, rest: String)) {
    #expect(Lead(row.line) == Lead(time: row.time, rest: row.rest))
  }

  @Test(arguments: [
    "", "2026", "plain text", "2026-13-04T16:38:35Z month 13",
    "2026-02-32T16:38:35Z day 32", "2026-02-29T16:38:35Z no leap year",
    "2026-02-04T16:38:61Z second 61", "2026-02-04T16:38:35+25:00 no zone",
    "2026-02-04T16:38:35+01: half a zone", "2026-02-04T24:00:00Z hour 24",
    "2026-02-04T16:60:00Z minute 60",
    "2026-02-04T16:38:35Z-suffix", "[FAILED] x", "[1/2] STEP 1/7", "[06:20] no seconds",
    "E0702 14:44:35.994664       1 manager.go:294] klog", "15:04:05 a bare clock",
    "NAME\tREADY\tSTATUS", "a\tb\tc 2026-02-04T16:38:35Z", "id 2026-02-04T16:38:35Z inside",
  ])
  func textWithoutAStampIsLeftAlone(_ line: String) {
    #expect(Lead(line) == nil)
  }

  @Test(arguments: [
    ("e2e-1  | make: ok", "make: ok"), ("my_app_12 | x", "x"), ("db-1 |", ""),
    (" id | name", " id | name"), ("NAME-1|x", "NAME-1|x"), ("| 1 | 2 |", "| 1 | 2 |"),
    ("step 1 | step 2", "step 1 | step 2"), ("total 12 | 3", "total 12 | 3"), ("42 | x", "42 | x"),
  ])
  func nameOfAContainerOfComposeIsTakenOff(_ row: (line: String, rest: String)) {
    var bytes = Array(row.line.utf8)
    bytes.removeSubrange(Timestamp.composeName(bytes))
    #expect(String(decoding: bytes, as: UTF8.self) == row.rest)
  }

  @Test func wideTableIsNotTheOutputOfGh() {
    let wide = String(repeating: "x", count: 200) + "\tstep\t2026-02-04T16:38:35Z x"
    #expect(Lead(wide) == nil)
  }

  @Test(arguments: [
    (#"time="2026-11-24T06:10:12Z" level=warning msg="x""#, "2026-11-24T06:10:12.000Z"),
    (#"  time="2026-11-24T06:10:10.507741110+02:00" level=info"#, "2026-11-24T04:10:10.507Z"),
    ("STEP: loading the image @ 11/24/26 06:01:42.093", "2026-11-24T06:01:42.093"),
    (
      "In [It] at: /home/ci/lab/e2e/e2e_test.go:66 @ 11/24/26 06:12:22.81",
      "2026-11-24T06:12:22.810"
    ),
  ])
  func timeInsideALineIsRead(_ row: (line: String, time: String)) {
    #expect(Timestamp.time(in: Array(row.line.utf8))?.description == row.time)
  }

  @Test(arguments: [
    "", "mail to someone@example.com about it", "image@sha256:5b25a69904940e26da006459acb5717bd09",
    "STEP: something happened @ 24/11/26 06:01:42", "STEP: something happened @ 11/24/26",
    #"time="yesterday" level=info msg="some text""#,
  ])
  func timeThatIsNoneIsNotRead(_ line: String) {
    #expect(Timestamp.time(in: Array(line.utf8)) == nil)
  }

  @Test func dayOfGinkgoIsCheckedToo() {
    #expect(Timestamp.time(in: Array("STEP: something @ 11/45/26 06:01:42.093".utf8)) == nil)
  }

  @Test(arguments: [
    ("2026-01-31T21:14:37Z", "2026-01-31T21:14:37.000Z"),
    ("2026-01-31T21:14:37", "2026-01-31T21:14:37.000"),
    ("2026-01-31 21:14:37.5+05:30", "2026-01-31T15:44:37.500Z"),
  ])
  func optionGivesAnISOTime(_ row: (text: String, time: String)) {
    #expect(Timestamp.parse(row.text)?.description == row.time)
  }

  @Test(arguments: ["2026-01-31", "2026-01-31T21:14", "2026-01-31T21:14:37Z ", "now", ""])
  func optionThatIsNoTimeIsRefused(_ text: String) {
    #expect(Timestamp.parse(text) == nil)
  }
}

import Testing

@testable import E2EDiag

/// Times that stay in their lines: other rules read what stands around them.
@Suite struct InnerTimeTests {
  private func time(_ line: String) -> LogTime? { Timestamp.time(in: Array(line.utf8)) }

  @Test(arguments: [
    (#"{"level":"error","ts":"2026-11-24T05:55:55.123Z","msg":"x"}"#, "2026-11-24T05:55:55.123Z"),
    (#"{"level":"error","ts":1795499755.1234567,"msg":"x"}"#, "2026-11-24T05:55:55.123Z"),
    (#"{"level":"error","ts":1.7954997551234567e+09,"msg":"x"}"#, "2026-11-24T05:55:55.123Z"),
    (#"{"level":"error", "ts": 1795499755,"msg":"x"}"#, "2026-11-24T05:55:55.000Z"),
    (#"{"time":"2026-11-24T05:55:55+01:00","level":"INFO"}"#, "2026-11-24T04:55:55.000Z"),
    (#"{"@timestamp":"2026-11-24T05:55:55Z","message":"x"}"#, "2026-11-24T05:55:55.000Z"),
    ("ts=2026-11-24T05:55:55.1Z caller=main.go:1 level=info", "2026-11-24T05:55:55.100Z"),
    ("Tue Nov 24 05:55:55 UTC 2026", "2026-11-24T05:55:55.000Z"),
    ("Tue Nov 24 05:55:55 PM UTC 2026", "2026-11-24T17:55:55.000Z"),
    ("Tue Nov 24 12:55:55 AM GMT 2026", "2026-11-24T00:55:55.000Z"),
    ("Tue Nov 24 05:55:55 +03 2026", "2026-11-24T02:55:55.000Z"),
    ("Tue Nov 24 05:55:55 IST 2026", "2026-11-24T05:55:55.000"),
    ("Tue Nov  3 05:55:55 2026: disk", "2026-11-03T05:55:55.000"),
    ("INFO[2026-11-24T05:55:55Z] up", "2026-11-24T05:55:55.000Z"),
    (#"level=info time="2026-11-24T05:55:55Z" msg="x""#, "2026-11-24T05:55:55.000Z"),
  ])
  func datedTimeIsRead(_ row: (line: String, time: String)) {
    #expect(time(row.line)?.description == row.time)
    #expect(time(row.line)?.hasDate == true)
  }

  @Test(arguments: [
    ("I1124 05:55:55.123456   712 file.go:1] msg", "05:55:55.123"),
    ("F0229 23:59:59.000001       1 a_b.go:1234] msg", "23:59:59.000"),
    ("kubelet[5]: E1124 05:55:55.123456   712 file.go:1] msg", "05:55:55.123"),
  ])
  func timeOfKlogHasNoYear(_ row: (line: String, time: String)) {
    #expect(time(row.line)?.description == row.time)
    #expect(time(row.line)?.origin == .year)
    #expect(time(row.line)?.hasDate == false)
  }

  @Test(arguments: [("DEBU[0003] exec", Int64(3_000)), ("ERRO[12345] x", 12_345_000)])
  func timeOfPodmanCountsFromItsStart(_ row: (line: String, milliseconds: Int64)) {
    #expect(time(row.line)?.origin == .start)
    #expect(time(row.line)?.milliseconds == row.milliseconds)
    #expect(time(row.line)?.precision == 1000)
  }

  @Test(arguments: [
    "I1124 05:55:55 no fraction", "X1124 05:55:55.123456   712 file.go:1] msg",
    "I1324 05:55:55.123456   712 file.go:1] msg", "I1124 05:55:55.123456 file.go:1] msg",
    "I1124 05:55:55.123456   712 file] msg", "DEBU[3] x", "INFO[main] x", "INFO [0003] x",
    #"{"ts":12,"msg":"x"}"#, #"{"ts":"now","msg":"x"}"#, #"{"ts":99999999999999,"msg":"x"}"#,
    "ts=today x", "Tue Nov 31 05:55:55 UTC 2026", "Tue Nov 24 25:55:55 UTC 2026",
    "Tue Nov 24 05:55:55 UTC", "Tuesday Nov 24 05:55:55 UTC 2026", "Tue Nov 24 05:55:55 UTC 20261",
    #"text 'ts": 1795499755"#,
  ])
  func textThatOnlyLooksLikeATimeIsNotRead(_ line: String) {
    #expect(time(line) == nil)
  }

  @Test(arguments: [
    ("2026-11-24T05:55:55Z x", Int16(1000)), ("2026-11-24T05:55:55.1Z x", 100),
    ("2026-11-24T05:55:55.12Z x", 10), ("2026-11-24T05:55:55,123456Z x", 1),
  ])
  func stampTellsHowExactItIs(_ row: (line: String, precision: Int16)) {
    #expect(Timestamp.leadingStamp(Array(row.line.utf8))?.time.precision == row.precision)
  }
}

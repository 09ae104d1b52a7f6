import Testing

@testable import E2EDiag

/// Files that container runtimes and the journal write.
@Suite struct EntryLinesTests {
  private func read(_ text: String, piece: Int = .max) -> LogReader.Reading {
    LogReader.read(
      MemoryStream(Array(text.utf8), largestPiece: piece), name: "0.log", keeping: nil
    ).reading
  }

  /// Number and text of the lines that are not empty.
  private func lines(_ reading: LogReader.Reading) -> [String] {
    reading.text.lines.indices.filter { !reading.text.isBlank($0) }.map {
      "\(reading.text.lines[$0].number) \(reading.text.text($0))"
    }
  }

  private static let stamp = "2016-10-06T00:17:09.669794202Z"
  private static let pods = [
    "\(stamp) stdout F one", "\(stamp) stdout P two, ", "\(stamp) stderr F three",
    "\(stamp) stderr P four, ", "\(stamp) stdout P still two, ", "\(stamp) stderr F still four",
    "\(stamp) stdout F end of two", "\(stamp) stdout F ", "\(stamp) stdout F   five",
  ].joined(separator: "\n")

  @Test(arguments: [1, 7, 4096])
  func partsOfAStreamAreJoinedAcrossAnyBorder(_ piece: Int) {
    let reading = read(Self.pods, piece: piece)
    #expect(
      lines(reading) == [
        "1 one", "2 two, still two, end of two", "3 three", "4 four, still four", "9   five",
      ])
    #expect(reading.text.lines.map(\.number) == Array(1...9))
    #expect(reading.text.lines[1].time?.description == "2016-10-06T00:17:09.669Z")
    #expect(reading.text.byteCount == Self.pods.utf8.count)
    #expect(reading.summary.lines == 9)
  }

  @Test func partWithoutAnEndIsKept() {
    #expect(
      lines(read("\(Self.stamp) stdout P begun\n\(Self.stamp) stderr F x\n")) == ["1 begun", "2 x"])
  }

  @Test func lineWithoutAnEndIsBounded() {
    let part = "\(Self.stamp) stdout P " + String(repeating: "x", count: 16_384) + "\n"
    let text = String(repeating: part, count: 200)
    let reading = read(text + "\(Self.stamp) stderr F behind\n")
    #expect(reading.summary.lines == 201)
    #expect(lines(reading).last == "201 behind")
    // More than one line, each of at most what may wait.
    let long = reading.text.lines.filter { $0.range.count > 100 }
    #expect(Set(long.map(\.number)).count == 4)
  }

  @Test func manyLinesBehindAnOpenOneAreBounded() {
    let text =
      "\(Self.stamp) stdout P open\n"
      + String(repeating: "\(Self.stamp) stderr F x\n", count: PartJoiner.mostLines + 10)
      + "\(Self.stamp) stdout F rest\n"
    let found = lines(read(text))
    #expect(found.first == "1 open")
    #expect(found.last == "\(PartJoiner.mostLines + 12) rest")
  }

  @Test(arguments: [1, 7, 4096])
  func dockerLinesAreUnpacked(_ piece: Int) {
    let text = #"""
      {"log":"a \"quote\" \u003e \ud83d\ude00\tend\r\n","stream":"stdout","time":"2026-11-24T05:55:55.123456789Z"}
      {"log":"begun, ","stream":"stderr","time":"2026-11-24T05:55:56Z"}
      {"log":"other\n","stream":"stdout","time":"2026-11-24T05:55:57Z"}
      {"log":"ended\n","stream":"stderr","attrs":{"tag":"x"},"time":"2026-11-24T05:55:58Z"}
      not an entry
      {"log":"no end
      """#
    let reading = read(text, piece: piece)
    #expect(
      lines(reading) == [
        "1 a \"quote\" > 😀\tend", "2 begun, ended", "3 other", "5 not an entry",
        "6 {\"log\":\"no end",
      ])
    #expect(reading.text.lines[0].time?.description == "2026-11-24T05:55:55.123Z")
    #expect(reading.text.lines[1].time?.description == "2026-11-24T05:55:56.000Z")
  }

  @Test func journalIsUnpacked() {
    let text = #"""
      {"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1795499755123456","MESSAGE":"E1124 x","_HOSTNAME":"node-1","SYSLOG_IDENTIFIER":"kubelet","_PID":"712"}
      {"MESSAGE":"up","__REALTIME_TIMESTAMP":"1795499756000000","SYSLOG_IDENTIFIER":"crio","_PID":"7"}
      {"__REALTIME_TIMESTAMP":"1795499757000000","MESSAGE":[79,107,27,91,48,109,10],"_SYSTEMD_UNIT":"x.service"}
      {"__REALTIME_TIMESTAMP":"1795499758000000","MESSAGE":null}
      {"__REALTIME_TIMESTAMP":"1795499759000000","MESSAGE":"first line\nsecond of it","_COMM":"app"}
      """#
    let reading = read(text)
    #expect(
      lines(reading) == [
        "1 kubelet[712]: E1124 x", "2 up", "3 Ok", "5 first line", "5 second of it",
      ])
    #expect(reading.text.lines[0].time?.description == "2026-11-24T05:55:55.123Z")
    #expect(reading.text.lines[3].time?.description == "2026-11-24T05:55:58.000Z")
  }

  @Test func sequenceOfTheJournalIsUnpacked() {
    let entry = #"{"__REALTIME_TIMESTAMP":"1795499755123456","MESSAGE":"up"}"#
    #expect(lines(read("\u{1e}\(entry)\n\u{1e}\(entry)\n")) == ["1 up", "2 up"])
  }

  @Test(arguments: [
    "2016-10-06T00:17:09Z stdout of the program", "2016-10-06T00:17:09 stdout F no zone",
    "2016-10-06T00:17:09Z stdin F x", "2016-10-06T00:17:09Z stdout X x",
    #"{"level":"info","log":"x"}"#, #"{"MESSAGE":"x"}"#, "[]", "{", "",
  ])
  func otherLinesAreNoEntries(_ line: String) {
    Array(line.utf8).withUnsafeBytes { #expect(LogEntry.Form(of: $0) == nil) }
  }

  @Test func lineThatIsTooLongStaysAsItIs() {
    let long = #"{"log":""# + String(repeating: "x", count: EntryLines.longestEntry + 100_000)
    let reading = read(
      long + "\n" + #"{"log":"b\n","stream":"stdout","time":"2026-11-24T05:55:57Z"}"# + "\n",
      piece: 4096)
    #expect(reading.summary.lines == 2)
    #expect(lines(reading).last == "2 b")
    #expect(reading.text.bytes.count > EntryLines.longestEntry)
  }

  @Test func escapesThatAreWrongAreReplaced() {
    var result: [UInt8] = []
    Array(#"a\ud83dx\u12g4\q\u00e9\u1"#.utf8).withUnsafeBytes {
      JSONMembers.decode($0[...], into: &result)
    }
    #expect(String(decoding: result, as: UTF8.self) == "a\u{fffd}x\u{fffd}q\u{e9}\u{fffd}")
  }
}

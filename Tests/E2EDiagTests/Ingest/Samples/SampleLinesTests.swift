import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// A source of samples of any size is used whole: its extremes and its end are never lost.
@Suite struct SampleLinesTests {
  private func read(_ text: String) throws -> LogReader.Reading {
    let catalog = try Bundled.rules().catalog
    return try LogReader.read(
      LogSource(bytes: Array(text.utf8), name: "samples"), keeping: catalog.prefilter,
      samples: catalog.samples)[0]
  }

  private func samples(_ reading: LogReader.Reading) throws -> [ResourceSample] {
    try SampleReading.samples(in: reading.text, by: Bundled.rules().catalog.samples)
  }

  @Test(arguments: [
    (
      "time\tmem_avail_mb\tload1\n2026-11-24T06:01:34.958Z\t22076\t8.57\n2026-11-24T06:01:35.459Z\t22040\t8.57\n",
      "samples"
    ),
    (
      "Filesystem Size Used Avail Use% Mounted on\n/dev/vda 252G 28G 67G 30% /\n/dev/vdb 9G 8G 1G 89% /var\n",
      "df"
    ),
    (
      "  total  used  free  shared  buff/cache  available\nMem: 24105 2346 15312 20 6786 21759\nSwap: 100 0 100\n",
      "free"
    ),
  ])
  func formatIsToldByTheForm(text: String, format: String) throws {
    #expect(try read(text).summary.format == format)
  }

  @Test func consoleThatPrintsASampleStaysAConsole() throws {
    let text =
      "$ df -h\nFilesystem Size Used Avail Use% Mounted on\n/dev/vda 252G 28G 67G 30% /\n[exit 0]\n"
    #expect(try read(text).summary.format == LogFormat.plain)
  }

  /// Whatever the figures, and wherever the highest and the lowest stand.
  @Test(arguments: [3, 2026])
  func thinningNeverLosesAnExtremeNorTheEnd(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = 105_000
    var text = "time\tmem_avail_mb\tnode\tvar_used_kb\tvar_free_kb\n"
    let highest = Int.random(in: 87_000..<96_000, using: &generator)
    let lowest = Int.random(in: 87_000..<96_000, using: &generator)
    for row in 0..<count {
      let time = LogTime(
        milliseconds: 1_795_500_000_000 + Int64(row) * 200, hasDate: true, hasZone: true)
      let used = row == highest ? 1000 : Int.random(in: 400..<700, using: &generator)
      let memory = row == lowest ? 7 : Int.random(in: 900..<990, using: &generator)
      text += "\(time)\t\(memory)\te2e-node-19\t\(used)\t\(1000 - used)\n"
    }
    let reading = try read(text)
    #expect(!reading.text.isWhole)
    #expect(reading.text.bytes.count < 8_000_000)
    let samples = try samples(reading)
    #expect(samples.contains { $0.metric == .disk && $0.fraction == 1 })
    #expect(samples.contains { $0.metric == .memory && $0.free == 7 * 1_048_576 })
    #expect(samples.suffix(2000).map(\.index).max() == reading.text.lines.count - 1)
    let numbers = reading.text.lines.map(\.number)
    #expect(numbers == numbers.sorted() && numbers.last == count + 1)
    #expect(numbers.suffix(3000) == Array((count - 2998)...(count + 1))[...])
  }

  @Test func blocksOfALoopStayWholeWithTheirClock() throws {
    var text = ""
    for second in 0..<27_500 {
      let used = second == 23_500 ? 100 : 40 + second % 5
      let minute = second / 60 % 60
      let clock = [second / 3600, minute, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      text += """
        Tue Nov 24 \(clock.joined(separator: ":")) UTC 2026
        Filesystem      Size  Used Avail Use% Mounted on
        /dev/sda1       100G   \(used)G   \(100 - used)G  \(used)% /
        /dev/sdb1       100G   45G   50G  48% /var/lib/containers

        """
    }
    let reading = try read(text)
    let full = try #require(try samples(reading).first { $0.fraction == 1 })
    #expect(reading.text.lines.count < 200_000 && !reading.text.isWhole)
    #expect(full.time?.description == "2026-11-24T06:31:40.000Z")
  }
}

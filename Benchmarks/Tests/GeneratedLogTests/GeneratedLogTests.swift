internal import GeneratedLog
internal import Testing

/// A log in memory, with what is said of it.
private struct Written {
  var bytes: [UInt8] = []
  var truth: Truth

  init(_ log: GeneratedLog) throws {
    let kept = Kept()
    truth = try log.write { kept.bytes += $0 }
    bytes = kept.bytes
  }

  var lines: [String] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }

  /// FNV-1a, 64 bits.
  var hash: UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private final class Kept { var bytes: [UInt8] = [] }
}

@Suite struct GeneratedLogTests {
  @Test func sameSeedAndSizeGiveTheSameBytes() throws {
    let first = try Written(GeneratedLog(size: 500_000, seed: 7, failure: .loadNoSpace))
    let second = try Written(GeneratedLog(size: 500_000, seed: 7, failure: .loadNoSpace))
    #expect(first.hash == second.hash)
    #expect(first.truth == second.truth)
  }

  /// Figures of two commits are of the same log as long as this hash stays.
  @Test func bytesAreThoseOfEarlierFigures() throws {
    let log = try Written(GeneratedLog(size: 1_000_000, seed: 1))
    #expect(log.hash == 16_846_356_351_415_803_273)
  }

  @Test func anotherSeedGivesOtherBytes() throws {
    let hashes = try (1...5).map { try Written(GeneratedLog(size: 100_000, seed: $0)).hash }
    #expect(Set(hashes).count == 5)
  }

  @Test(arguments: Failure.allCases)
  func truthCountsBytesAndLines(_ failure: Failure) throws {
    let log = try Written(GeneratedLog(size: 500_000, failure: failure))
    #expect(log.truth.bytes == log.bytes.count)
    #expect(log.truth.lines == log.bytes.count { $0 == UInt8(ascii: "\n") })
    #expect(log.bytes.last == UInt8(ascii: "\n"))
    #expect((500_000..<520_000).contains(log.bytes.count))
  }

  @Test func failureLinesSayWhatFailed() throws {
    let words: [Failure: [String]] = [
      .buildCompile: ["undefined: newClockSource", "building at STEP", "[FAILED]"],
      .clusterKubelet: ["failed to run Kubelet", "failed to create cluster", "[FAILED]"],
      .loadNoSpace: ["failed to load image", "no space left on device", "[FAILED]"],
      .readinessNoImage: ["PullImage", "ErrImagePull", "timed out waiting", "[FAILED]"],
      .testOutOfMemory: ["Killed process", "OOMKilled", "[FAILED] Timed out"],
      .testAssertion: ["[FAILED] Expected"],
      .none: [],
    ]
    for failure in Failure.allCases {
      let log = try Written(GeneratedLog(size: 300_000, seed: 3, failure: failure))
      let lines = log.lines
      let expected = try #require(words[failure])
      #expect(log.truth.failureLines.count == expected.count)
      for (number, words) in zip(log.truth.failureLines, expected) {
        #expect(lines[number - 1].contains(words), "\(failure), line \(number)")
      }
    }
  }

  @Test func fewLinesTellOfErrors() throws {
    let lines = try Written(GeneratedLog(size: 4_000_000)).lines
    let told = lines.count { line in
      ["rror", "ailed", "ailure", "panic", "retry"].contains { line.contains($0) }
    }
    #expect((0.003...0.05).contains(Double(told) / Double(lines.count)))
    #expect((120...200).contains(4_000_000 / lines.count))
  }

  @Test func shapesAreWhatTheyAreCalled() throws {
    let newline = UInt8(ascii: "\n")
    let one = try Written(
      GeneratedLog(size: 300_000, failure: .loadNoSpace, shape: .oneLine))
    #expect(one.bytes.count { $0 == newline } == 0)
    #expect(one.truth.lines == 1)
    #expect(Set(one.truth.failureLines) == [1])
    let whole = try Written(GeneratedLog(size: 300_000))
    let unfinished = try Written(GeneratedLog(size: 300_000, shape: .noNewline))
    #expect(unfinished.bytes == whole.bytes.dropLast())
    let errors = try Written(GeneratedLog(size: 3_000_000, shape: .everyLineMatches)).lines
    #expect(errors.count { $0.contains("rror") } * 10 > errors.count * 9)
  }

  @Test func timeGoesForwardWithinOneDay() throws {
    let lines = try Written(GeneratedLog(size: 2_000_000)).lines
    let times = lines.compactMap { line -> String? in
      guard line.hasPrefix("Nov 24 ") else { return nil }
      return String(line.dropFirst(7).prefix(8))
    }
    #expect(times.count > 1_000)
    #expect(times == times.sorted())
  }
}

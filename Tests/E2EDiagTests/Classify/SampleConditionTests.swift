import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

@Suite struct SampleConditionTests {
  private func condition(_ text: String) throws -> SampleCondition {
    let file = try RuleFile(name: "x.yml", text: "sample: '\(text)'")
    return try SampleCondition(try #require(file.root["sample"]))
  }

  private func disk(used: Double, free: Double) -> ResourceSample {
    var sample = ResourceSample(.disk, index: 0)
    sample.used = used
    sample.free = free
    return sample
  }

  @Test func partsAmountsAndRisesAreCompared() throws {
    let sample = disk(used: 975 * 1_048_576, free: 25 * 1_048_576)
    #expect(try condition("disk.used > 0.95").holds(sample))
    #expect(try condition("disk.used >= 97.5%").holds(sample))
    #expect(try !condition("disk.used > 0.975").holds(sample))
    #expect(try condition("disk.free < 26MiB").holds(sample))
    #expect(try !condition("disk.free < 24MiB").holds(sample))
    #expect(try !condition("memory.used > 0.5").holds(sample))
    var kills = ResourceSample(.oomKills, index: 0)
    kills.used = 7
    #expect(try condition("oom-kills.used > 6").holds(kills))
    #expect(try !condition("oom-kills.rise > 0").holds(kills))
    #expect(try condition("oom-kills.rise > 0").holds(kills, rise: 1))
  }

  @Test func unknownPartMeetsNoCondition() throws {
    var sample = ResourceSample(.memory, index: 0)
    sample.free = 12
    #expect(try !condition("memory.used > 0.1").holds(sample))
    #expect(try !condition("memory.free > 0.1").holds(sample))
    #expect(try condition("memory.free < 1KiB").holds(sample))
  }

  @Test(arguments: [
    ("disk full", "'disk full' is no condition on samples"),
    ("disc.used > 0.9", "'disc' is no metric of samples"),
    ("disk.usage > 0.9", "'usage' is no quantity of samples"),
    ("disk.used = 0.9", "'=' is no comparison"), ("disk.used > much", "'much' is no value"),
    ("disk.used > 95", "disk.used is a part from 0 to 1, and '95' is more"),
    ("inodes.free < 2MiB", "'2MiB' is an amount of bytes, and inodes are counted"),
    ("used > 0.5", "'used' is not METRIC.QUANTITY"),
  ])
  func mistakeIsToldWithWhatWouldBeRight(text: String, message: String) throws {
    #expect {
      _ = try condition(text)
    } throws: { error in
      guard let problem = error as? RuleProblem else { return false }
      return problem.message == message && problem.help != nil && problem.line == 1
    }
  }

  /// The same text is strong evidence only where the samples show the shortage.
  @Test func signatureMayAskForASample() throws {
    let signatures = """
      format: 1
      family: own
      about: A test.
      signatures:
        - id: upload
          title: The upload was refused
          status: stable
          cause: resource-exhaustion/disk-full
          confidence: high
          needs: ['upload refused']
          match: ['upload refused']
          explain: No room.
          evidence: [{for: resource-exhaustion, weight: 4.0, group: own, when: {sample: 'disk.used > 0.95'}}]
          fires: ['upload refused']
          spares: [{line: upload done, why: it passed}]
      """
    let rules = try Rules(signatures: [("own.yml", signatures)])
    func cause(_ used: Int) throws -> HypothesisID? {
      let log = """
        $ df -h /var
        Filesystem      Size  Used Avail Use% Mounted on
        /dev/sda1       100G   \(used)G   \(100 - used)G  \(used)% /var
        [exit 0]
        $ ./upload
        upload refused
        [exit 1]
        """
      return try diagnose([LogSource(bytes: Array(log.utf8), name: "log")], using: rules)
        .conclusion.cause
    }
    #expect(try cause(97) == .resourceExhaustion)
    #expect(try cause(60) == nil)
  }
}

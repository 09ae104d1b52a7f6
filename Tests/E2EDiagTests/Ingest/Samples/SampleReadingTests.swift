import Testing
import _E2EDiagTestSupport

@testable import E2EDiag

/// What tools print of disk, memory and processes is read as figures, wherever it stands.
@Suite struct SampleReadingTests {
  private func samples(_ text: String) throws -> [ResourceSample] {
    try SampleReading.samples(in: LogText(text), by: Bundled.rules().catalog.samples)
  }

  private func sentences(_ text: String) throws -> [String] {
    try samples(text).map { RunSamples.Placed(sample: $0, log: 0).sentence }
  }

  @Test func dfIsReadWithItsDateAndWithoutWhatCannotFill() throws {
    let read = try samples(
      """
      Tue Nov 24 06:02:46 UTC 2026
      Filesystem               Size  Used Avail Use% Mounted on
      devtmpfs                  12G     0   12G   0% /dev
      /dev/vda                 252G   28G   67G  30% /
      labtmpfs                  40M   13M   28M  31% /srv/lab/nodes/e2e-node-69/var
      shm                       63M     0   63M   0% /srv/lab/podman/0693/userdata/shm
      /dev/loop3                56M   56M     0 100% /snap/core18/2846
      Filesystem                Inodes  IUsed    IFree IUse% Mounted on
      /dev/vda                16777216 523241 16253975    4% /
      """)
    #expect(read.map(\.metric) == [.disk, .disk, .inodes])
    #expect(read.map(\.place) == ["/", "/srv/lab/nodes/e2e-node-69/var", "/"])
    #expect(read[0].total == 270_582_939_648)
    #expect(read[2].free == 16_253_975)
    #expect(read.allSatisfy { $0.time?.description == "2026-11-24T06:02:46.000Z" })
  }

  @Test func blocksOfAKilobyteAndWrappedNamesAreRead() throws {
    let read = try samples(
      """
      Filesystem           1K-blocks      Used Available Use% Mounted on
      /dev/mapper/VolGroup-lv_root
                            20511312    821220  18633404   5% /
      /dev/vda1              1038336   1038312        24 100% /boot
      """)
    #expect(read.map(\.used) == [821_220 * 1024, 1_038_312 * 1024])
    #expect(try #require(read[1].fraction) < 1, "24 KiB are left")
  }

  @Test(arguments: [
    ("24105", "21759", "9.7 % of the memory used, 21 GiB of memory available"),
    ("24683520", "246835", "99 % of the memory used, 241 MiB of memory available"),
    ("25275924480", "505518489", "98 % of the memory used, 482 MiB of memory available"),
    ("125Gi", "100Gi", "20 % of the memory used, 100 GiB of memory available"),
  ])
  func freeTellsItsUnitByTheWhole(total: String, available: String, words: String) throws {
    let read = try sentences(
      """
                     total        used        free      shared  buff/cache   available
      Mem:           \(total)        2346       15312          20        6786       \(available)
      Swap:              0           0           0
      """)
    #expect(read == ["the host: \(words)"], "no swap is no full swap")
  }

  @Test func statsOfEnginesGiveProcessorMemoryAndProcesses() throws {
    let read = try samples(
      """
      ID            NAME        CPU %       MEM USAGE / LIMIT  MEM %       NET IO      BLOCK IO    PIDS
      31eab2cf93f4  e2e-node    180.00%     33.00GB / 33.08GB  99.76%      0B / 0B     22.43MB / 0B  31
      3b33001239ee  stopped     --          -- / --            --          -- / --     -- / --     --
      """)
    #expect(read.map(\.metric) == [.memory, .processes, .cpu])
    #expect(read.map(\.node) == ["e2e-node", "e2e-node", "e2e-node"])
    #expect(read[0].fraction == 0.9976)
    #expect(read[1].used == 31)
  }

  @Test func diskLineOfASuiteIsASampleInsideItsConsole() throws {
    #expect(
      try sentences(
        """
        📦 PHASE 1: Building images in parallel...
          💾 [IMAGES_BUILT] Disk: 145G total, 142G used, 3.1G available (98% used)
        Disk: cleaned up, 12G total
        """) == ["the host: 98 % used, 3.1 GiB left"])
  }

  @Test func tableIsReadByTheWordsOfItsHeader() throws {
    let read = try samples(
      """
      time\tmem_avail_mb\thost_free_mb\tnode\tvar_used_kb\tvar_free_kb\tvar_ifree\tctd_rss_kb\tcg_mem_kb\tcg_oom_kill\tcg_pids
      2026-11-24T06:02:38.963Z\t21817\t68571\te2e-node-69\t12424\t28536\t3085177\t48088\t31248\t0\t10
      2026-11-24T06:02:39.163Z\t21817\t68571\t-
      """)
    let row = read.filter { $0.index == 1 }
    #expect(
      row.map { "\($0.metric.rawValue) of \($0.subject)" } == [
        "memory of the host", "disk of the host", "disk of /var on e2e-node-69",
        "inodes of /var on e2e-node-69", "memory of containerd on e2e-node-69",
        "memory of control group on e2e-node-69", "oom-kills of control group on e2e-node-69",
        "processes of control group on e2e-node-69",
      ])
    #expect(row[2].used == 12424 * 1024 && row[2].free == 28536 * 1024)
    #expect(row[0].time?.description == "2026-11-24T06:02:38.963Z")
    #expect(read.count == row.count + 2, "a row may end early")
  }

  @Test(arguments: [
    "ts,memUsedPct,diskPct,node\n1795500158,91.5,97,w1",
    "timestamp mem_pct disk_pct host\n2026-11-24 06:02:38 91.5 97 w1",
    "Time;Memory used %;Disk used %;Node\n2026-11-24T06:02:38Z;91.5%;97%;w1",
  ])
  func tablesOfOtherMakesAreReadToo(text: String) throws {
    let read = try samples(text)
    #expect(read.map(\.metric) == [.memory, .disk])
    #expect(read.map(\.fraction) == [0.915, 0.97])
    #expect(read.allSatisfy { $0.time?.milliseconds == 1_795_500_158_000 })
  }

  @Test func clockStaysWithTheBlocksBelowIt() throws {
    let screen = """
      Filesystem      Size  Used Avail Use% Mounted on
      /dev/sda1       100G   45G   50G  48% /
      """
    let read = try samples(
      """
      Every 2.0s: df -h /                 host: Tue Nov 24 06:02:46 2026

      \(screen)
      Tue Nov 24 06:02:48 CET 2026
      \(screen)
      line one of something else
      line two of something else
      line three of something else
      \(screen)
      """)
    #expect(
      read.map { $0.time?.description } == [
        "2026-11-24T06:02:46.000", "2026-11-24T06:02:48.000", nil,
      ])
  }

  @Test(arguments: [
    "time=\"2026-11-24T06:01:48Z\" level=info msg=\"mem used 12\"\n12 13 14",
    "Time: 3.2s\nmem free 12", "time to free the disk\n2026-11-24T06:02:38Z 12 13 14",
    "date,subject\n2026-11-24,disk full", "Filesystem is read-only\n/dev/vda 252G 28G 67G 30% /",
  ])
  func nearMissesAreNoSamples(text: String) throws {
    #expect(try samples("first line\n\(text)") == [])
  }
}

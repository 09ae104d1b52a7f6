import Foundation
import Testing

@testable import E2EDiag
@testable import E2EDiagStore

/// Many writers, and writers that die.
@Suite struct StoreSharingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A large enough run to be interrupted in.
  static func run(_ number: Int) throws -> Diagnosis {
    var run = try StoreSamples.full()
    let bare = StoreSamples.minimal(number, suite: "a").run
    run.run.id = bare.id
    run.run.sources[0].sha256 = "\(number)"
    run.timeline = (1...40).map {
      StoreSamples.step(.load, "load image", "image-\($0)", .passed, line: $0)
    }
    return run
  }

  static func save(_ numbers: ClosedRange<Int>, at path: String) throws {
    let store = try RunStore(path: path)
    for number in numbers {
      _ = try store.save(run(number), order: .ingestion, ingestedAt: StoreSamples.now)
    }
  }

  @Test func threadsCreateAndFillOneStoreTogether() async throws {
    try await withThrowingTaskGroup(of: Void.self) { [path = folder.store] group in
      for writer in 0..<4 {
        group.addTask { try Self.save((writer * 20 + 1)...(writer * 20 + 20), at: path) }
      }
      try await group.waitForAll()
    }
    try expectWhole(1...80)
  }

  @Test func manyCreateOneStoreAtTheSameMoment() async throws {
    for _ in 1...10 {
      let folder = try TemporaryFolder()
      try await withThrowingTaskGroup(of: Void.self) { [path = folder.store] group in
        for number in 1...8 { group.addTask { try Self.save(number...number, at: path) } }
        try await group.waitForAll()
      }
      #expect(try RunStore(path: folder.store).runs().count == 8)
    }
  }

  @Test func processesCreateAndFillOneStoreTogether() async throws {
    await withTaskGroup(of: Void.self) { [path = folder.store] group in
      for first in [1, 41] {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, first = first as Int] in
            try StoreSharingTests.save(first...(first + 59), at: path)
          }
        }
      }
    }
    try expectWhole(1...100)
  }

  @Test func killedWriterLeavesWholeRuns() async throws {
    for round in 1...8 {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = folder.store as String, round = round as Int] in
        Thread.detachNewThread {
          usleep(UInt32(round * 3700))
          kill(getpid(), SIGKILL)
        }
        try StoreSharingTests.save((round * 100_000)...(round * 100_000 + 99_999), at: path)
      }
    }
    let store = try RunStore(path: folder.store)
    let ids = try store.runs().map(\.id)
    for id in ids {
      let number = try #require(Int(id, radix: 16))
      #expect(try store.load(id) == Self.run(number))
    }
    #expect(try store.database.value("PRAGMA integrity_check") == "ok")
    #expect(try store.database.rows("PRAGMA foreign_key_check") { _ in }.isEmpty)
  }

  private func expectWhole(_ numbers: ClosedRange<Int>) throws {
    let store = try RunStore(path: folder.store)
    #expect(try Set(store.runs().map { Int($0.id, radix: 16) }) == Set(numbers.map(Optional.some)))
    #expect(try store.runs().count == numbers.count)
    for number in numbers {
      #expect(try store.load(store.runs()[0].id).timeline.count == 40)
      #expect(try store.load(Self.run(number).run.id) == Self.run(number))
    }
    #expect(try store.database.value("PRAGMA integrity_check") == "ok")
  }
}

import Testing

@testable import E2EDiag
@testable import E2EDiagStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct StoreErrorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func expectRefusal(
    _ code: StoreError.Code, _ reason: String, _ remedy: String, path: String? = nil,
    creating: Bool = true, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let path = path ?? folder.store
    let error = #expect(throws: StoreError.self, sourceLocation: sourceLocation) {
      _ = try RunStore(path: path, creating: creating)
    }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    #expect(
      error?.description == "store '\(path)': \(reason)\n  help: \(remedy)",
      sourceLocation: sourceLocation)
  }

  @Test func missingStoreIsNotCreatedUnasked() {
    expectRefusal(
      .notFound, "no such file or directory",
      "store a run first: e2e-diag analyze run.log, or name another store with --store",
      creating: false)
    #expect(access(folder.store, F_OK) != 0)
  }

  @Test func newStoreAndItsFoldersAreForTheOwnerAlone() throws {
    let before = umask(0)
    defer { umask(before) }
    let store = try RunStore(path: folder.path + "/a/b/runs.sqlite")
    _ = try store.save(StoreSamples.full(), order: .ingestion, ingestedAt: StoreSamples.now)
    #expect(folder.mode("a") == 0o700)
    #expect(folder.mode("a/b") == 0o700)
    for name in ["runs.sqlite", "runs.sqlite-wal", "runs.sqlite-shm"] {
      #expect(folder.mode("a/b/\(name)") == 0o600)
    }
  }

  @Test(arguments: ["x", "no database at all\n", "SQLite format 3 of another kind"])
  func fileThatIsNoDatabaseIsRefusedAndLeftAlone(_ text: String) throws {
    folder.write(text)
    expectRefusal(
      .notAStore, "it is not a database",
      "name another store with --store, or move this file away")
    var status = stat()
    #expect(stat(folder.store, &status) == 0 && Int(status.st_size) == text.utf8.count)
  }

  @Test func emptyFileBecomesAStore() throws {
    folder.write("")
    #expect(try RunStore(path: folder.store).runs().isEmpty)
  }

  @Test func databaseOfAnotherProgramIsRefused() throws {
    folder.write("")
    try Database(path: folder.store, busyMilliseconds: 100).execute("CREATE TABLE t (a)")
    expectRefusal(
      .notAStore, "it is a database of another program",
      "name another store with --store, or move this file away")
  }

  /// A negative version crashed; a version without its tables cost the report.
  @Test(arguments: [-1, 1, 2])
  func versionWithoutItsTablesIsNoStore(_ version: Int) throws {
    folder.write("")
    try Database(path: folder.store, busyMilliseconds: 100).execute(
      "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version)")
    expectRefusal(
      .damaged,
      "it is not a complete store: it says version \(version) and has none of its tables",
      "move it away and analyze the logs again, or name another store with --store")
  }

  @Test func storeWhoseVersionWasTakenAwayIsRefused() throws {
    try RunStore(path: folder.store).database.execute("PRAGMA user_version = -1")
    expectRefusal(
      .damaged, "it is not a complete store: it says version -1 and has other tables than that",
      "move it away and analyze the logs again, or name another store with --store")
  }

  @Test func emptyFileIsNotFilledUnasked() throws {
    folder.write("")
    expectRefusal(
      .notFound, "it is empty",
      "store a run first: e2e-diag analyze run.log, or name another store with --store",
      creating: false)
    var status = stat()
    #expect(stat(folder.store, &status) == 0 && status.st_size == 0)
  }

  /// It kept the mode that the user's umask had given it.
  @Test func emptyFileThatBecomesAStoreIsForTheOwnerAlone() throws {
    folder.write("")
    chmod(folder.store, 0o644)
    _ = try RunStore(path: folder.store)
    #expect(folder.mode("runs.sqlite") == 0o600)
  }

  @Test func linkToNothingIsNamed() {
    symlink(folder.path + "/gone", folder.store)
    expectRefusal(
      .notCreated, "it is a link to a file that is not there",
      "remove the link, or name another store with --store")
  }

  @Test func storeOfANewerVersionIsRefused() throws {
    try RunStore(path: folder.store).database.execute("PRAGMA user_version = 7")
    expectRefusal(
      .newer, "a newer e2e-diag wrote it (version 7, known up to 3)",
      "update e2e-diag, or name another store with --store")
  }

  @Test func folderIsNoStore() {
    expectRefusal(
      .notAStore, "it is a folder", "name a file in it: --store '\(folder.path)/runs.sqlite'",
      path: folder.path)
  }

  @Test func deviceIsNoStore() {
    expectRefusal(
      .notAStore, "it is not a regular file", "name another store with --store", path: "/dev/null")
  }

  @Test func emptyPathIsRefused() {
    expectRefusal(.notCreated, "its path is empty", "name another store with --store", path: "")
  }

  @Test func folderThatCannotBeCreatedIsNamed() {
    folder.write("")
    expectRefusal(
      .notCreated, "it cannot be created: not a directory",
      "check its path and the rights of its folder, or name another store with --store",
      path: folder.store + "/a/runs.sqlite")
    expectRefusal(
      .notCreated, "its folder cannot be created: no such file or directory",
      "check its path and the rights of its folder, or name another store with --store",
      path: "/proc/e2e-diag/runs.sqlite")
  }

  @Test func damagedStoreIsSaidToBeDamaged() throws {
    let store = try RunStore(path: folder.store)
    _ = try store.save(StoreSamples.minimal(1), order: .ingestion, ingestedAt: StoreSamples.now)
    try store.database.execute("UPDATE runs SET verdict = 'gone'")
    let error = #expect(throws: StoreError.self) { try store.runs() }
    #expect(
      error?.description == """
        store '\(folder.store)': its column 'verdict' holds 'gone', which is no Verdict
          help: put a copy back in its place, or move it away and analyze the logs again
        """)
  }

  @Test func truncatedStoreIsSaidToBeDamaged() throws {
    do {
      let store = try RunStore(path: folder.store)
      _ = try store.save(StoreSamples.full(), order: .ingestion, ingestedAt: StoreSamples.now)
    }
    truncate(folder.store, 8192)
    let error = #expect(throws: StoreError.self) { try RunStore(path: folder.store).runs() }
    #expect(error?.code == .damaged)
    #expect(
      error?.remedy == "put a copy back in its place, or move it away and analyze the logs again")
  }

  @Test func lockThatStaysIsSaid() throws {
    let other = try RunStore(path: folder.store)
    try other.database.execute("BEGIN IMMEDIATE")
    let store = try RunStore(path: folder.store, schema: .current, busyMilliseconds: 200)
    let error = #expect(throws: StoreError.self) {
      try store.save(StoreSamples.full(), order: .ingestion, ingestedAt: StoreSamples.now)
    }
    #expect(
      error?.description == """
        store '\(folder.store)': another process kept it locked for 0.2 s
          help: wait until the other e2e-diag is done and try again
        """)
    #expect(try store.runs().isEmpty)
  }

  @Test func failedWriteIsSaidAndLeavesNothing() async throws {
    await #expect(processExitsWith: .success) { [path = folder.store as String] in
      let store = try RunStore(path: path)
      // A limit of this process on the size of files stands for a disk that fails.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      limit.rlim_cur = 150_000
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      var large = try StoreSamples.full()
      large.failure?.message = String(repeating: "x", count: 300_000)
      let error = #expect(throws: StoreError.self) {
        try store.save(large, order: .ingestion, ingestedAt: StoreSamples.now)
      }
      #expect(error?.code == .failed)
      #expect(error?.reason == "disk I/O error")
      #expect(
        error?.remedy == """
          check its disk and its rights, and the limit of file sizes (ulimit -f), or name another \
          store with --store
          """)
    }
    #expect(try RunStore(path: folder.store).runs().isEmpty)
  }

  // In a process of their own: the rights of root know no bounds, so it becomes somebody else.

  @Test func readOnlyFileIsRefused() async throws {
    _ = try RunStore(path: folder.store)
    chown(folder.path, 65534, 65534)
    chown(folder.store, 65534, 65534)
    chmod(folder.store, 0o444)
    await #expect(processExitsWith: .success) { [path = folder.store as String] in
      StoreErrorTests.becomeNobody()
      let error = #expect(throws: StoreError.self) { _ = try RunStore(path: path) }
      #expect(
        error?.description == """
          store '\(path)': it may not be written
            help: make it writable: chmod u+rw '\(path)', or name another store with --store
          """)
      #expect(error?.code == .readOnly)
    }
  }

  /// `chmod` was proposed for a file that is not one's own.
  @Test(.enabled(if: getuid() == 0)) func fileOfAnotherUserIsRefused() async throws {
    _ = try RunStore(path: folder.store)
    chmod(folder.path, 0o755)
    await #expect(processExitsWith: .success) { [path = folder.store as String] in
      StoreErrorTests.becomeNobody()
      let error = #expect(throws: StoreError.self) { _ = try RunStore(path: path) }
      #expect(
        error?.description == """
          store '\(path)': it belongs to another user and may not be written
            help: name another store with --store
          """)
    }
  }

  @Test func readOnlyFolderIsRefused() async throws {
    _ = try RunStore(path: folder.store)
    chown(folder.store, 65534, 65534)
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    await #expect(processExitsWith: .success) {
      [path = folder.store as String, folder = folder.path as String] in
      StoreErrorTests.becomeNobody()
      let error = #expect(throws: StoreError.self) { _ = try RunStore(path: path) }
      #expect(
        error?.description == """
          store '\(path)': its folder may not be written, and the store keeps files beside itself
            help: make it writable: chmod u+rwx '\(folder)', or name another store with --store
          """)
      let new = #expect(throws: StoreError.self) { _ = try RunStore(path: folder + "/new.sqlite") }
      #expect(new?.reason == "it cannot be created: permission denied")
      let deep = #expect(throws: StoreError.self) {
        _ = try RunStore(path: folder + "/a/b/new.sqlite")
      }
      #expect(deep?.reason == "its folder cannot be created: permission denied")
    }
  }

  /// Gives up the rights of root, if this process has them.
  static func becomeNobody() {
    guard geteuid() == 0 else { return }
    #expect(setgid(65534) == 0 && setuid(65534) == 0)
  }
}

import Foundation
import Testing

@testable import E2EDiag

@Suite final class FolderListingTests {
  private let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("e2e-diag-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ path: String, _ text: String = "text\n") throws {
    let url = URL(fileURLWithPath: "\(folder)/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func listed(_ folder: String) throws -> [String] {
    FolderListing(of: folder).files.map { String($0.name.dropFirst(self.folder.count + 1)) }
  }

  @Test func filesBelowAFolderStandInTheOrderOfTheirPaths() throws {
    for path in ["z.log", "a.log", "node/kubelet.log", "node/containers/x.log"] { try write(path) }
    let expected = ["a.log", "node/containers/x.log", "node/kubelet.log", "z.log"]
    #expect(try listed(folder) == expected)
    #expect(try listed(folder + "/") == expected)
  }

  private func readings() throws -> [LogReader.Reading] {
    try LogReader.readAll([LogSource(path: folder)], keeping: Prefilter([]))
  }

  @Test func emptyHiddenAndLinkedFilesAreLeftOutAndCounted() throws {
    try write("run.log")
    try write("empty.log", "")
    try write(".hidden")
    try write(".git/config")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link.log", withDestinationPath: "\(folder)/run.log")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/loop", withDestinationPath: folder)
    #expect(try listed(folder) == ["run.log"])
    #expect(
      try readings().flatMap(\.summary.notes)
        == ["not read in '\(folder)': 1 empty file, 1 hidden file, 1 hidden folder, 2 links"])
  }

  @Test func linksThatLeadOutOrNowhereAreNotFollowed() throws {
    try write("run.log")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/out", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/nothing", withDestinationPath: "\(folder)/gone")
    #expect(try listed(folder) == ["run.log"])
  }

  @Test func pipeOrSocketInAFolderIsNeverOpened() throws {
    try write("run.log")
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    let socket = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = "\(folder)/s"
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafeBytes(of: &address) {
      $0.withMemoryRebound(to: sockaddr.self) {
        bind(socket, $0.baseAddress, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    #expect(
      try readings().flatMap(\.summary.notes) == ["not read in '\(folder)': 1 pipe, 1 socket"])
  }

  @Test func fileThatHasBecomeAPipeOrALinkIsNotOpened() throws {
    try write("run.log")
    try write("other.log")
    let listing = FolderListing(of: folder)
    try FileManager.default.removeItem(atPath: "\(folder)/run.log")
    #expect(mkfifo("\(folder)/run.log", 0o600) == 0)
    try FileManager.default.removeItem(atPath: "\(folder)/other.log")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/other.log", withDestinationPath: "/etc/passwd")
    for file in listing.files {
      #expect(throws: InputError.self) { try DescriptorStream(file) }
    }
  }

  @Test func fileThatGrowsWhileItIsReadIsSaidTo() throws {
    try write("run.log", "one\n")
    let stream = try DescriptorStream(LogSource(path: "\(folder)/run.log"))
    #expect(stream.notes.isEmpty)
    try write("run.log", "one\ntwo\n")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/run.log"))
    _ = try handle.seekToEnd()
    handle.write(Data("three\n".utf8))
    // Written anew it is another file; written on it is the one that was opened.
    let kept = try DescriptorStream(LogSource(path: "\(folder)/run.log"))
    handle.write(Data("four\n".utf8))
    let reading = LogReader.read(kept, name: "run.log", keeping: nil).reading
    #expect(reading.summary.lines == 4)
    #expect(
      reading.summary.notes == ["it has grown while it was read: what writes it has not ended"])
  }

  @Test func namesMayHoldAnything() throws {
    try write("a\nb\u{1b}[2J.log", "one\n")
    // A byte that is no UTF-8, which only the system's own calls can name.
    let raw = Array(folder.utf8CString.dropLast()) + [0x2f, CChar(bitPattern: 0xff), 0x2e, 0x78]
    let descriptor = open(raw + [0], O_WRONLY | O_CREAT, 0o600)
    #expect(descriptor >= 0)
    #expect(Foundation.write(descriptor, "two\n", 4) == 4)
    close(descriptor)
    let read = try readings()
    #expect(
      read.map { $0.summary.path } == ["\(folder)/a\nb\u{1b}[2J.log", "\(folder)/\u{fffd}.x"])
    #expect(read.map { $0.text.text(0) } == ["one", "two"])
  }

  @Test func fileThatVanishedIsANote() throws {
    try write("run.log")
    let gone = LogSource(listed: Array("\(folder)/gone".utf8CString.dropLast()), name: "gone")
    let error = #expect(throws: InputError.self) { try DescriptorStream(gone) }
    #expect(error == .noSuchFile("gone"))
  }

  @Test func folderWithoutContentIsAnErrorWithARemedy() throws {
    try write("empty.log", "")
    let error = #expect(throws: InputError.self) { try readings() }
    #expect(
      error?.description == """
        cannot read '\(folder)': there is no file with content in the folder
          help: name the folder or the files that the run wrote
        """)
  }

  @Test func folderIsToldFromAFile() throws {
    try write("run.log")
    #expect(FolderListing.isFolder(folder))
    #expect(!FolderListing.isFolder("\(folder)/run.log"))
    #expect(!FolderListing.isFolder("\(folder)/nothing"))
  }

  @Test func folderIsReadFileByFileAndAFileThatCannotBeReadIsANote() throws {
    try write("a.log", "one\n")
    try write("c.log", "two\n")
    try Data(CompressedLog.xz.prefix(20)).write(to: URL(fileURLWithPath: "\(folder)/b.xz"))
    let readings = try readings()
    #expect(readings.map(\.summary.path) == ["\(folder)/a.log", "\(folder)/c.log"])
    #expect(readings.first?.summary.notes.first?.hasPrefix("not read: '\(folder)/b.xz': ") == true)
  }

  @Test func namedFileThatDoesNotExistEndsItBeforeAnythingIsRead() throws {
    try write("a.log")
    let error = #expect(throws: InputError.self) {
      try LogReader.readAll(
        [LogSource(path: "\(folder)/a.log"), LogSource(path: "\(folder)/missing.log")],
        keeping: Prefilter([]))
    }
    #expect(error?.code == .notFound)
  }

  @Test func namedFileThatCannotBeReadIsANoteOnTheOthers() throws {
    try write("a.log")
    try write("empty.log", "")
    try write("b/empty.log", "")
    let readings = try LogReader.readAll(
      ["empty.log", "a.log", "b"].map { LogSource(path: "\(folder)/\($0)") },
      keeping: Prefilter([]))
    #expect(readings.map(\.summary.path) == ["\(folder)/a.log"])
    #expect(
      readings.first?.summary.notes == [
        "not read: '\(folder)/b': there is no file with content in the folder",
        "not read: '\(folder)/empty.log': it is empty",
        "not read in '\(folder)/b': 1 empty file",
      ])
  }
}

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
    try FolderListing.files(in: folder).paths.map { String($0.dropFirst(self.folder.count + 1)) }
  }

  @Test func filesBelowAFolderStandInTheOrderOfTheirPaths() throws {
    for path in ["z.log", "a.log", "node/kubelet.log", "node/containers/x.log"] { try write(path) }
    let expected = ["a.log", "node/containers/x.log", "node/kubelet.log", "z.log"]
    #expect(try listed(folder) == expected)
    #expect(try listed(folder + "/") == expected)
  }

  @Test func emptyHiddenAndLinkedFilesAreLeftOut() throws {
    try write("run.log")
    try write("empty.log", "")
    try write(".hidden")
    try write(".git/config")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link.log", withDestinationPath: "\(folder)/run.log")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/loop", withDestinationPath: folder)
    #expect(try listed(folder) == ["run.log"])
  }

  @Test func folderWithoutContentIsAnErrorWithARemedy() throws {
    try write("empty.log", "")
    let error = #expect(throws: InputError.self) { try FolderListing.files(in: folder) }
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
    try Data(CompressedLog.gzip.prefix(40)).write(to: URL(fileURLWithPath: "\(folder)/b.gz"))
    let readings = try LogReader.readAll([LogSource(path: folder)], keeping: Prefilter([]))
    #expect(readings.map(\.summary.path) == ["\(folder)/a.log", "\(folder)/c.log"])
    #expect(readings.first?.summary.notes.first?.hasPrefix("not read: '\(folder)/b.gz': ") == true)
  }

  @Test func fileNamedByItselfMustBeReadable() throws {
    try write("a.log")
    #expect(throws: InputError.self) {
      try LogReader.readAll(
        [LogSource(path: "\(folder)/a.log"), LogSource(path: "\(folder)/missing.log")],
        keeping: Prefilter([]))
    }
  }
}

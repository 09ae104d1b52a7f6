/// Reads the sources of a run through all that they are packed in: a log is one reading, an archive
/// one for each of its files.
///
/// Streams are nested and never written to a disk. A file of an archive is called
/// `ARCHIVE!/path/in/it`: its parts are those of the path, and no name in an archive, `../../etc/passwd`,
/// can look like a file of this machine.
package struct SourceReader {
  /// A compression or an archive inside as many others is not opened.
  package static let deepest = 8

  private let keeping: Prefilter?
  private let samples: SampleGrammar?
  private let freeSize: Int
  private var retention: SharedRetention
  private var expansion: Expansion
  /// Files of archives in the source that were come upon.
  private var fileCount = 0

  /// What was read, the files of an archive in the order of their paths.
  package private(set) var readings: [LogReader.Reading] = []
  /// What was not.
  package private(set) var notRead = NotRead()

  /// Keeps lines near the texts of `keeping`; `nil` keeps every line. `freeSize` is that of
  /// ``Expansion``.
  package init(
    keeping: Prefilter?, samples: SampleGrammar? = nil, freeSize: Int = Expansion.freeSize
  ) {
    self.keeping = keeping
    self.samples = samples
    self.freeSize = freeSize
    retention = SharedRetention(keeping: keeping)
    expansion = Expansion(freeSize: freeSize)
  }

  /// Reads `source` to its end.
  package mutating func read(_ source: LogSource) {
    do {
      if let bytes = source.bytes {
        read(MemoryStream(bytes), name: source.name)
      } else {
        read(try DescriptorStream(source), name: source.name)
      }
    } catch let error as InputError {
      notRead.add(error)
    } catch {}
  }

  /// Reads `stream` to its end.
  package mutating func read(_ stream: any ByteStream, name: String) {
    expansion = Expansion(freeSize: freeSize)
    fileCount = 0
    unpack(expansion.counting(stream), Place(name: name))
  }

  /// Adds what is not read of a folder.
  package mutating func add(_ other: NotRead) { notRead.add(other) }

  /// Where a stream stands among the layers.
  private struct Place {
    var name: String
    /// The archive it is a file of.
    var archive: String?
    /// Layers around it.
    var depth = 0
    var notes: [String] = []
  }

  private mutating func unpack(_ stream: any ByteStream, _ place: Place) {
    let stream = PeekedStream(stream)
    do {
      switch SourceLayer(stream.head(SourceLayer.headSize)) {
      case nil: try take(stream, place)
      case .utf16(let isBigEndian):
        var place = place
        place.notes.append("read from UTF-16")
        try take(UTF16Stream(stream, isBigEndian: isBigEndian), place)
      case .foreign(let format):
        throw InputError(
          code: .readFailed, source: place.name, reason: "\(format) is not understood",
          remedy: "unpack it and name the folder")
      case .compression(let compression):
        var inner = try deeper(place)
        inner.notes.append("decompressed from \(compression.rawValue)")
        let unpacked = try compression.stream(stream, name: place.name)
        unpack(expansion.bounding(unpacked, name: place.name), inner)
      case .archive(let form):
        var inner = try deeper(place)
        if inner.name == "-" { inner.name = "stdin" }
        let first = readings.count
        let archive = try LibarchiveStream(stream, form: form, name: inner.name)
        defer { putInOrder(from: first) }
        try readFiles(of: archive, isPacked: form == .zip, inner)
      }
    } catch let error as InputError {
      notRead.add(error)
    } catch {}
  }

  private func deeper(_ place: Place) throws -> Place {
    guard place.depth < Self.deepest else {
      throw InputError(
        code: .readFailed, source: place.name,
        reason: "it is packed more than \(Self.deepest) times",
        remedy: "unpack it and name the folder")
    }
    var inner = place
    inner.depth += 1
    return inner
  }

  private mutating func take(_ stream: any ByteStream, _ place: Place) throws {
    let (reading, failure) = LogReader.read(
      stream, name: place.name, notes: place.notes, keeping: keeping, samples: samples,
      // What was packed may be made to exhaust its reader.
      longestLine: place.depth > 0 ? LogReader.longestLine : .max)
    if reading.summary.bytes > 0 {
      retention.add(reading, to: &readings)
    } else if var failure {
      // Where an archive failed, its file is what could not be read.
      failure.source = place.name
      throw failure
    } else if let archive = place.archive {
      notRead.count("empty file", in: archive)
    } else {
      throw InputError(
        code: .empty, source: place.name, reason: "it is empty",
        remedy: "check that the run wrote its output there; "
          + "in a pipe, join the error stream too: COMMAND 2>&1 | e2e-diag analyze")
    }
  }

  // MARK: - Archives

  private mutating func readFiles(of archive: LibarchiveStream, isPacked: Bool, _ place: Place)
    throws
  {
    defer {
      notRead.count("damaged header", in: place.name, times: archive.damagedHeaders)
    }
    do {
      while let entry = try archive.nextEntry() {
        if entry.kind == .folder { continue }
        guard entry.kind == .file, !entry.isHidden else {
          notRead.count(entry.kind == .file ? "hidden file" : entry.kind.rawValue, in: place.name)
          continue
        }
        fileCount += 1
        guard fileCount <= FolderListing.mostFiles else {
          throw InputError(
            code: .readFailed, source: place.name,
            reason: "it has more than \(FolderListing.mostFiles) files",
            remedy: "name the archive of one run, not of all runs")
        }
        let name = "\(place.name)!/\(entry.path)"
        unpack(
          isPacked ? expansion.bounding(archive, name: name) : archive,
          Place(name: name, archive: place.name, depth: place.depth))
        // Each layer would say the same once more.
        if expansion.isExceeded { return }
      }
    } catch let error as InputError {
      notRead.add(error, isRest: true)
    }
  }

  /// Puts the files of an archive in the order of their paths: how they were packed tells nothing.
  private mutating func putInOrder(from first: Int) {
    let files = readings[first...].sorted {
      ($0.summary.path, $0.summary.sha256) < ($1.summary.path, $1.summary.sha256)
    }
    readings.removeSubrange(first...)
    for var file in files {
      if let last = readings[first...].last?.summary, last.path == file.summary.path {
        if last.sha256 == file.summary.sha256 { continue }
        file.summary.notes.append("the archive has another file of this name")
      }
      readings.append(file)
    }
  }
}

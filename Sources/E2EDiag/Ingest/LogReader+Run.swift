extension LogReader {
  /// Opens and reads `source`, an archive file by file; of a large log only lines with a text of
  /// `prefilter` and their neighbours are kept. Throws ``InputError`` when not one byte can be read.
  package static func read(
    _ source: LogSource, keeping prefilter: Prefilter, samples: SampleGrammar? = nil
  ) throws -> [Reading] {
    try readAll([source], keeping: prefilter, samples: samples)
  }

  /// Reads all `sources`, a folder file by file.
  ///
  /// What cannot be read is a note on the first of the others. Throws ``InputError`` when that is
  /// nothing, and, before anything is read, when a named file does not exist: the command is wrong
  /// then, and a run without that file would be kept as another run.
  package static func readAll(
    _ sources: [LogSource], keeping prefilter: Prefilter, samples: SampleGrammar? = nil
  ) throws -> [Reading] {
    for source in sources where source.isMissing { throw InputError.noSuchFile(source.name) }
    var reader = SourceReader(keeping: prefilter, samples: samples)
    for source in sources {
      for file in files(of: source, &reader) { reader.read(file) }
    }
    var readings = reader.readings
    let notRead = reader.notRead
    guard !readings.isEmpty else {
      throw notRead.first
        ?? InputError(
          code: .empty, source: sources.first?.name ?? "-",
          reason: "there is no file with content in it",
          remedy: "name the logs that the run wrote")
    }
    for source in readings.indices { readings[source].place(in: source) }
    readings[0].summary.notes += notRead.notes
    return readings
  }

  /// `source`, or the files of the folder it names.
  private static func files(of source: LogSource, _ reader: inout SourceReader) -> [LogSource] {
    guard source.bytes == nil, source.descriptor == nil, FolderListing.isFolder(source.name) else {
      return [source]
    }
    let listing = FolderListing(of: source.name)
    reader.add(listing.notRead)
    return listing.files
  }
}

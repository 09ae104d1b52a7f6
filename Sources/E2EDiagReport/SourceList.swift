internal import E2EDiag

/// The sources of a run as a list that stays readable: of many, those the report quotes, and counts of
/// the rest by folder.
struct SourceList {
  /// Sources that are told one by one, in their given order.
  private(set) var shown: [SourceSummary]
  /// The rest, by folder.
  private(set) var folded: [Folder] = []

  /// Sources of one folder that are not told one by one.
  struct Folder: Equatable {
    var path: String
    var files = 0
    var lines = 0
    var notes = 0
  }

  /// More sources are folded.
  static let most = 12

  /// The sources of `diagnosis`; all of them when `verbose`.
  init(_ diagnosis: Diagnosis, sources: [SourceSummary], verbose: Bool) {
    shown = sources
    guard !verbose, sources.count > Self.most else { return }
    let quoted = Self.quoted(by: diagnosis).filter(sources.indices.contains)
    // The places in the report are to be found in the list, however many they are.
    let others = sources.indices.filter { !quoted.contains($0) }
    let kept = quoted.union(others.prefix(max(0, Self.most - quoted.count)))
    shown = sources.indices.filter(kept.contains).map { sources[$0] }
    folded = Self.folders(sources.indices.filter { !kept.contains($0) }.map { sources[$0] })
  }

  private static func quoted(by diagnosis: Diagnosis) -> Set<Int> {
    var lines = diagnosis.failure.map { [$0.line] + $0.context } ?? []
    lines += diagnosis.hypotheses.flatMap { $0.evidenceFor + $0.evidenceAgainst }.map(\.line)
    lines += diagnosis.events.map(\.line) + diagnosis.observations.compactMap(\.line)
    lines += diagnosis.contradictions.flatMap { [$0.claim, $0.against] }
    return Set(lines.map(\.location.source) + diagnosis.timeline.map(\.location.source))
  }

  /// By as many levels below the common folder as give few rows.
  private static func folders(_ sources: [SourceSummary]) -> [Folder] {
    let paths = sources.map { $0.path.split(separator: "/", omittingEmptySubsequences: false) }
    let common = paths.dropFirst().reduce(paths.first ?? []) { common, path in
      Array(zip(common, path).prefix { $0 == $1 }.map(\.0))
    }
    func grouped(levels: Int) -> [Folder] {
      var folders: [Folder] = []
      var positions: [String: Int] = [:]
      for (source, path) in zip(sources, paths) {
        let name = path.prefix(min(common.count + levels, path.count - 1)).joined(separator: "/")
        let position = positions[name] ?? folders.count
        if position == folders.count {
          positions[name] = position
          folders.append(Folder(path: name))
        }
        folders[position].files += 1
        folders[position].lines += source.lines
        folders[position].notes += source.notes.count
      }
      return folders
    }
    let fine = grouped(levels: 2)
    return fine.count <= most ? fine : grouped(levels: 1)
  }
}

extension SourceList.Folder {
  /// `210 more files, 12345 lines, 3 notes`.
  var words: String {
    "\(counted(files, "more file")), \(counted(lines, "line"))"
      + (notes == 0 ? "" : ", \(counted(notes, "note"))")
  }

  /// The path with the slash of a folder.
  var name: String { path.isEmpty ? "./" : path + "/" }
}

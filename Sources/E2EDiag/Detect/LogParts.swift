/// Readings → logs: a source is one log, but for several suites that one source holds, and for a log
/// that was taken apart into several sources.
package struct LogParts {
  let matching: SignatureMatching
  let catalog: Catalog

  /// Parts found by the rules of `catalog`.
  package init(matching: SignatureMatching, catalog: Catalog) {
    self.matching = matching
    self.catalog = catalog
  }

  /// The logs of `readings`, in their order.
  package static func logs(
    of readings: [LogReader.Reading], matching: SignatureMatching, catalog: Catalog
  ) -> [Log] {
    let parts = LogParts(matching: matching, catalog: catalog)
    let export = KindExport(readings.map(\.summary.path))
    let consoles = parts.joined(
      readings.filter { !$0.isReport }.flatMap { parts.split($0, export.part($0.summary.path)) })
    let logs = ReportMerging.logs(of: readings, beside: consoles, parts: parts)
    return logs.enumerated().map { position, log in
      var log = log
      for match in log.matches.indices { log.matches[match].log = position }
      return log
    }
  }

  /// What was read, each source with the format of the log it is a part of.
  package static func summaries(of readings: [LogReader.Reading], in logs: [Log])
    -> [SourceSummary]
  {
    var summaries = readings.map(\.summary)
    var isKnown: Set<Int> = []
    for log in logs {
      let sources = log.text.lines.reduce(into: [Int]()) { sources, line in
        if sources.last != line.source { sources.append(line.source) }
      }
      for source in sources where isKnown.insert(source).inserted && !readings[source].isReport {
        summaries[source].format = log.format
        if log.format == collectorError {
          summaries[source].notes.append(
            "collection: the collector failed, and this is what it said")
        }
        guard let before = sources.firstIndex(of: source), before > 0 else { continue }
        summaries[source].notes.append(
          "goes on where '\(summaries[sources[before - 1]].path)' ends")
      }
    }
    return summaries
  }

  /// Recognizes the format, follows the markers and finds the signatures.
  package func detect(_ text: LogText) -> Log {
    let (markers, format) = catalog.markers.read(text)
    return detect(text, markers, format)
  }

  private func detect(_ text: LogText, _ markers: [Marker], _ format: String) -> Log {
    Log(
      text: text, format: format,
      track: TimelineBuilder.build(text, markers: markers, catalog: catalog),
      matches: matching.matches(
        in: text,
        commands: Set(
          markers.lazy.filter { [.command, .running].contains($0.event) }.map(\.index))),
      inputs: catalog.inputs.read(text),
      samples: SampleReading.samples(in: text, by: catalog.samples),
      events: catalog.events.read(text))
  }

  /// Format of a file in which a collector only says that it failed.
  private static let collectorError = "collector-error"

  /// What is no log but states something of the run as a whole.
  private func fact(_ text: LogText, _ format: String, node: String?) -> Log {
    var inputs = catalog.inputs.read(text)
    if format == "kubernetes-version",
      let first = text.lines.indices.first(where: { !text.isBlank($0) })
    {
      inputs["kubernetes.version"] = text.text(first)
    }
    return Log(
      text: text, format: format, track: Track(), role: .fact, node: node, matches: [],
      inputs: inputs,
      samples: SampleReading.samples(in: text, by: catalog.samples),
      events: FactEvents.read(text, format: format, exitCodes: catalog.events.exitCodes))
  }

  // MARK: - Several suites in a source

  private func split(_ reading: LogReader.Reading, _ part: KindExport.Part?) -> [Log] {
    if part != nil, KindExport.isCollectorError(reading.text) {
      return [fact(reading.text, Self.collectorError, node: part?.node)]
    }
    let stated = reading.summary.format == LogFormat.plain ? nil : reading.summary.format
    if let format = stated ?? part?.format
      ?? (ExitCodeFile.read(reading.text) == nil ? nil : ExitCodeFile.format)
    {
      return [fact(reading.text, format, node: part?.node)]
    }
    return split(reading.text).map { log in
      var log = log
      if let part {
        log.role = .node
        log.node = part.node
      }
      return log
    }
  }

  private func split(_ text: LogText) -> [Log] {
    let (markers, format) = catalog.markers.read(text)
    let starts = markers.filter { $0.event == .ginkgoSuite }.map(\.index).dropFirst()
    guard !starts.isEmpty else { return [detect(text, markers, format)] }
    let bounds = [0] + starts + [text.lines.count]
    return zip(bounds, bounds.dropFirst()).map { start, end in
      var part = LogText()
      part.append(start..<end, of: text)
      return detect(part)
    }
  }

  // MARK: - A log in several sources

  /// `logs` with the one that has no end and the one that has no beginning made one again, and what
  /// lies between them.
  private func joined(_ logs: [Log]) -> [Log] {
    let cut = logs.indices.filter { logs[$0].track.isCut && !logs[$0].track.startsInside }
    let rest = logs.indices.filter { logs[$0].track.startsInside }
    guard cut.count == 1, let first = cut.first, rest.count == 1, let last = rest.first else {
      return logs
    }
    // Sources named in the wrong order are wrong in the middle too.
    let between =
      first < last ? Array(first..<last).dropFirst() : (last..<first).reversed().dropLast()
    let middle = between.filter { !logs[$0].track.steps.isEmpty && !logs[$0].track.isCut }
    let order = [first] + middle + [last]
    var text = LogText()
    for position in order {
      text.append(logs[position].text.lines.indices, of: logs[position].text)
    }
    var result = logs
    result[first] = detect(text)
    for position in (middle + [last]).sorted(by: >) { result.remove(at: position) }
    return result
  }
}

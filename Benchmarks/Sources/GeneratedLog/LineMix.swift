/// Templates in proportion to their weights.
struct LineMix {
  /// A template drawn at random from here comes as often as it should.
  let slots: [Int]

  private static let size = 4096

  /// Every line of `families` is a weight and a template; each family has a share of its own.
  init(_ families: [(share: Int, family: LineFamily)], in table: inout TemplateTable) {
    let shares = families.map(\.share).reduce(0, +)
    var slots: [Int] = []
    for (share, family) in families {
      let weights = family.lines.map(\.weight).reduce(0, +)
      for line in family.lines {
        // At least one: what is rare still occurs.
        let count = max(1, Self.size * share * line.weight / (shares * weights))
        slots += repeatElement(table.add(String(line.template)), count: count)
      }
    }
    self.slots = slots
  }
}

/// Lines of one program, with how often each occurs beside the others.
struct LineFamily {
  struct Line {
    var weight: Int
    var template: Substring
  }

  let lines: [Line]

  /// Reads `weight template`, one a line.
  init(_ text: String) {
    lines = text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let weight = Int(parts[0]), weight > 0 else {
        preconditionFailure("no weight: \(line)")
      }
      return Line(weight: weight, template: parts[1])
    }
  }
}

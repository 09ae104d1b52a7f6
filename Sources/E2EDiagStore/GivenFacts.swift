internal import E2EDiag

/// What a person says of a run beside its logs; of a run that is stored already it replaces the old.
public struct GivenFacts: Sendable, Equatable {
  /// The suite's name; `nil` leaves it as it is.
  public var suite: String?
  /// Inputs by their keys, without secrets; those that are not named stay as they are.
  public var inputs: [String: String]

  /// Facts that change nothing, changed where given.
  public init(suite: String? = nil, inputs: [String: String] = [:]) {
    self.suite = suite
    self.inputs = inputs
  }
}

extension DiagnosisRows {
  /// Writes what was given of a stored run, and says what is new or different: `suite a → b`.
  func update(_ given: GivenFacts, order: RunOrder, in run: Run) throws -> [String] {
    let suite =
      try database.rows("SELECT suite FROM runs WHERE number = ?", self.run) { row in
        try row.next() as String?
      }.first ?? nil
    let inputs = try inputs()
    let changed = given.inputs.filter { inputs[$0.key] != $0.value }
    var changes: [String] = []
    func note(_ name: String, _ old: String?, _ new: String) {
      changes.append(old.map { "\(name) \($0) → \(new)" } ?? "\(name) \(new)")
    }
    if let new = given.suite, new != suite { note("suite", suite, new) }
    for (key, value) in changed.sorted(by: { $0.key < $1.key }) { note(key, inputs[key], value) }
    if !changes.isEmpty {
      try write(inputs: changed)
      var now = run
      now.suite = given.suite ?? suite
      now.inputs = inputs.merging(changed) { $1 }
      try database.run(
        "UPDATE runs SET suite = ?, cohort = ? WHERE number = ?",
        [now.suite, RunIdentity.cohort(of: now), self.run])
    }
    if case .given(let time) = order {
      let old: String? = try database.value(
        "SELECT ordered_at FROM runs WHERE number = ?", self.run)
      if old != time.storedText {
        note("start", nil, time.storedText)
        try database.run(
          "UPDATE runs SET ordered_at = ?, ordered_by = ?, started_at = ? WHERE number = ?",
          time.storedText, order.origin, time, self.run)
      }
    }
    return changes
  }
}

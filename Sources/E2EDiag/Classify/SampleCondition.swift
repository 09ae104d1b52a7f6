/// A condition on samples of resources, as rules write it: `disk.used > 0.95`, `memory.free < 200MiB`.
package struct SampleCondition: Sendable, Equatable {
  package let metric: ResourceSample.Metric
  package let quantity: Quantity
  package let relation: Relation
  /// A part from 0 to 1, bytes, or a count.
  package let value: Double
  /// Whether `value` is an amount, and not a part of the whole.
  package let isAmount: Bool

  /// What of a sample is compared.
  package enum Quantity: String, CaseIterable, Sendable {
    /// The part that is used, or the amount.
    case used
    /// The part that is free, or the amount.
    case free
    /// How much more it is than in the sample before.
    case rise
  }

  /// How it is compared.
  package enum Relation: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
  }

  /// Reads the text of `node`; throws a ``RuleProblem`` that says how a condition is written.
  package init(_ node: RuleNode) throws {
    guard let text = node.scalarText else {
      throw node.problem("a condition on samples must be a text", help: Self.help)
    }
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 3 else {
      throw node.problem("'\(text)' is no condition on samples", help: Self.help)
    }
    let names = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.count == 2 else {
      throw node.problem("'\(parts[0])' is not METRIC.QUANTITY", help: Self.help)
    }
    metric = try node.choice(of: names[0], "metric of samples")
    quantity = try node.choice(of: names[1], "quantity of samples")
    guard let relation = Relation(rawValue: parts[1]) else {
      throw node.problem("'\(parts[1])' is no comparison", help: "one of <, <=, >, >=")
    }
    self.relation = relation
    (value, isAmount) = try Self.value(parts[2], metric, quantity, node)
  }

  private static let help =
    "write METRIC.QUANTITY RELATION VALUE: 'disk.used > 0.95', 'memory.free < 200MiB', "
    + "'oom-kills.rise > 0'"

  private static func value(
    _ text: String, _ metric: ResourceSample.Metric, _ quantity: Quantity, _ node: RuleNode
  ) throws -> (Double, Bool) {
    if text.hasSuffix("%"), let percent = Double(text.dropLast()) { return (percent / 100, false) }
    guard let number = SampleAmount.read(text) else {
      throw node.problem("'\(text)' is no value", help: Self.help)
    }
    let isCount = quantity == .rise || [.processes, .oomKills].contains(metric)
    let isPlain = Double(text) != nil
    if isCount || !isPlain {
      guard isPlain || metric.isInBytes else {
        throw node.problem(
          "'\(text)' is an amount of bytes, and \(metric.rawValue) are counted",
          help: "write a number without a unit")
      }
      return (number, true)
    }
    // Parts of a processor add up to more than one.
    guard number <= 1 || metric == .cpu else {
      throw node.problem(
        "\(metric.rawValue).\(quantity.rawValue) is a part from 0 to 1, and '\(text)' is more",
        help: "write 0.95, 95%, or an amount with its unit such as 200MiB")
    }
    return (number, false)
  }

  /// Whether `sample`, which is `rise` more than the one before it, meets the condition; not where it
  /// does not tell.
  package func holds(_ sample: ResourceSample, rise: Double = 0) -> Bool {
    guard sample.metric == metric, let measured = measured(sample, rise) else { return false }
    return switch relation {
    case .less: measured < value
    case .atMost: measured <= value
    case .more: measured > value
    case .atLeast: measured >= value
    }
  }

  private func measured(_ sample: ResourceSample, _ rise: Double) -> Double? {
    switch quantity {
    case .rise: rise
    case .used: isAmount ? sample.used : sample.fraction
    case .free: isAmount ? sample.free : sample.fraction.map { 1 - $0 }
    }
  }
}

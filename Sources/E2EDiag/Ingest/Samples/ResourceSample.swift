/// One figure of a resource: how much of what was used where, and when.
package struct ResourceSample: Sendable, Equatable {
  /// What is measured.
  package var metric: Metric
  /// The mount point, the control group or another part; `nil` for the whole.
  package var place: String?
  /// The node or container; `nil` for the host, or where the log does not say.
  package var node: String?
  /// When, as the line or a clock above it says.
  package var time: LogTime?
  /// Bytes, or a count.
  package var used: Double?
  /// Bytes, or a count.
  package var free: Double?
  /// Bytes, or a count.
  package var total: Double?
  /// The part that is used as the log gives it, from 0 to 1.
  package var statedFraction: Double?
  /// Index of the kept line that tells it.
  package var index: Int

  /// The kinds of figures, named as in conditions.
  package enum Metric: String, CaseIterable, Sendable {
    case disk, inodes, memory, swap, processes, cpu
    case oomKills = "oom-kills"

    /// Whether amounts are bytes.
    package var isInBytes: Bool { [.disk, .memory, .swap].contains(self) }
  }

  /// A sample of nothing yet.
  package init(_ metric: Metric, index: Int) {
    self.metric = metric
    self.index = index
  }

  /// The part that is used, from 0 to 1, where it can be told.
  package var fraction: Double? {
    // The blocks that are kept for root are neither used nor free, as `df` counts.
    if let used, let free, used + free > 0, metric != .memory {
      // `df -h` rounds the amounts to two digits, and the part up to a whole hundredth.
      let part = used / (used + free)
      return statedFraction.map { free > 0 ? min($0, part) : $0 } ?? part
    }
    if let statedFraction { return statedFraction }
    if let total, total > 0 {
      if let free { return min(1, max(0, 1 - free / total)) }
      if let used { return min(1, used / total) }
    }
    // Nothing is left, of however much.
    return free == 0 && metric != .swap && total == nil && used == nil ? 1 : nil
  }

  /// Whether it is of something that can run out: a swap of 0 bytes and a pseudo file system cannot.
  var hasRoom: Bool { total != 0 && !(used == nil && free == nil && statedFraction == nil) }

  /// How bad it is among samples of its kind: the part that is used, else the amount.
  package var pressure: Double { fraction ?? used ?? free.map { -$0 } ?? 0 }

  /// What it is a sample of, for a person: `/var on e2e-node-19`.
  package var subject: String {
    switch (place, node) {
    case (let place?, let node?): "\(place) on \(node)"
    case (let one?, nil), (nil, let one?): one
    case (nil, nil): "the host"
    }
  }
}

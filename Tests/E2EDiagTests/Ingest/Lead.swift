@testable import E2EDiag

/// What is taken off before a line, and what stays of it.
struct Lead: Equatable {
  var time: String
  var origin = LogTime.Origin.day
  var rest: String
}

extension Lead {
  /// `nil` when `text` has no stamp before it.
  init?(_ text: String) {
    var bytes = Array(text.utf8)
    guard let stamp = Timestamp.leadingStamp(bytes) else { return nil }
    bytes.removeSubrange(stamp.range)
    self.init(
      time: stamp.time.description, origin: stamp.time.origin,
      rest: String(decoding: bytes, as: UTF8.self))
  }
}

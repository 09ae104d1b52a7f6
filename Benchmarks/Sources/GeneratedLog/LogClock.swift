/// The time in the log: it goes forward with every line and ends on the day it began.
struct LogClock {
  /// `HH:MM:SS`, eight bytes, the first one lowest.
  private(set) var clock: UInt64 = 0
  /// Below one second, in nanoseconds.
  private(set) var fraction = 0
  private var second = 6 * 3600
  /// The mean step of the time, doubled, in nanoseconds.
  private let stride: Int

  /// How long a run takes, however long its log is.
  private static let duration = 2_900
  private static let longestStep = 4_000_000_000

  /// A clock that shows about `lines` lines in one run.
  init(lines: Int) {
    stride = min(Self.longestStep, 2 * Self.duration * 1_000_000_000 / max(1, lines))
    show()
  }

  /// `random` is any number; the step is taken from its lower half.
  @inline(__always)
  mutating func tick(_ random: UInt64) {
    fraction += Int(((random & 0xffff_ffff) &* UInt64(truncatingIfNeeded: stride)) >> 32)
    guard fraction >= 1_000_000_000 else { return }
    second = min(second + fraction / 1_000_000_000, 24 * 3600 - 1)
    fraction %= 1_000_000_000
    show()
  }

  private mutating func show() {
    let parts = [second / 3600, second / 60 % 60, second % 60]
    var bytes: [UInt8] = []
    for part in parts {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ":")) }
      bytes.append(48 + UInt8(part / 10))
      bytes.append(48 + UInt8(part % 10))
    }
    clock = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

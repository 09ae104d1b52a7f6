/// The line with which the kernel says when it started.
package enum SystemClockLine {
  /// When the machine started that `text` counts from, if it says
  /// `[    1.2] rtc_cmos 00:01: setting system clock to 2026-11-24T05:55:55 UTC (1795499755)`.
  package static func start(in text: LogText, _ clock: SourceClock) -> Int64? {
    // The kernel says it early.
    for stamp in clock.stamps.prefix(5000) where stamp.time.origin == .start {
      let line = text.bytes[text.lines[stamp.index].range]
      guard let words = line.firstRange(of: Array("setting system clock to ".utf8)) else {
        continue
      }
      let time = Array(line[words.upperBound...]).withUnsafeBytes { bytes in
        var reader = StampReader(bytes)
        return reader.isoTime()
      }
      if let time, time.hasZone { return time.milliseconds - stamp.time.milliseconds }
    }
    return nil
  }
}

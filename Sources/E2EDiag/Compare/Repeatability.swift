#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a count of equal outcomes says, and how many more are needed (statistics.md, 3.1 to 3.3).
enum Repeatability {
  /// The failure rate below which a step is called repeatable, p* of statistics.md.
  static let targetRate = 0.20
  /// One minus the confidence of a bound on a failure rate.
  static let alpha = 0.05
  /// The posterior from which a constant failure is called deterministic.
  static let targetPosterior = 0.95

  /// The largest failure rate that `passed` clean runs leave open: 1 − α^(1/n), Clopper–Pearson.
  static func upperRate(passed: Int) -> Double {
    passed == 0 ? 1 : 1 - pow(alpha, 1 / Double(passed))
  }

  /// How many clean runs bring the bound to `rate`: ⌈ln α / ln(1 − p*)⌉.
  static func cleanRuns(for rate: Double = targetRate) -> Int {
    Int((log(alpha) / log1p(-rate) - 1e-12).rounded(.up))
  }

  /// P(always fails) after `failed` failures and no pass: (n + 1) / (n + 2).
  ///
  /// The prior gives a third each to always-pass, always-fail and intermittent with any rate.
  static func alwaysFails(failed: Int) -> Double { Double(failed + 1) / Double(failed + 2) }

  /// How many failures without a pass bring ``alwaysFails(failed:)`` to 0.95: 18.
  static let failuresForPosterior: Int = {
    var n = 1
    while alwaysFails(failed: n) < targetPosterior - 1e-12 { n += 1 }
    return n
  }()

  /// A rate with `digits` decimals.
  static func text(_ value: Double, digits: Int = 3) -> String {
    let scale = digits == 2 ? 100.0 : 1000.0
    let whole = Int((value * scale).rounded())
    let fraction = String(whole % Int(scale))
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(whole / Int(scale)).\(zeros)\(fraction)"
  }
}

/// What the rules say about one line, whatever stands around it.
struct LineMarks: Sendable {
  /// Largest weight of every raising family, in the order of ``raising``.
  var weight: [Double] = [0, 0, 0, 0, 0, 0]
  /// Most negative consequence.
  var consequence = 0.0
  /// Sum of the noise rules that always count in full.
  var noise = 0.0
  /// Sum of the noise rules a strong marker drops.
  var passNoise = 0.0
  /// Sum of the noise rules a linter's finding weakens.
  var warningNoise = 0.0
  /// What the line is in the structure of the log; one bit a role.
  var roles: UInt32 = 0
  /// The rules that matched, by their index.
  var matched: [Int16] = []
  /// No visible byte, or nothing but ruling.
  var isRuling = false

  static let raising: [RankingRules.Family] = [
    .runner, .compiler, .lint, .exception, .system, .word,
  ]

  var runner: Double { weight[0] }
  var compiler: Double { weight[1] }
  var lint: Double { weight[2] }

  /// Largest weight of the families whose patterns name a shape, not a word.
  var mark: Double { max(max(weight[0], weight[1], weight[2]), max(weight[3], weight[4])) }
  /// ``mark``; words count 0.7 where there is none (1.0 let every 'error' in prose win).
  var best: Double { mark > 0 ? mark : 0.7 * weight[5] }

  func has(_ role: RankingRules.Role) -> Bool { roles & role.bit != 0 }

  /// The score of the words alone: the best family, a part of the others, less what lowers it.
  func base(inFailingSection: Bool) -> Double {
    let others = weight[0] + weight[1] + weight[2] + weight[3] + weight[4] - mark
    let strong = runner >= 7 || compiler >= 8
    let finding = lint >= 5 && inFailingSection
    let lowered = noise + (strong ? 0 : passNoise) + (finding ? 0.6 : 1) * warningNoise
    return best + 0.3 * min(10, others) + consequence + max(-10, lowered)
  }
}

extension RankingRules.Role {
  /// The bit of the role in ``LineMarks/roles``.
  var bit: UInt32 {
    // Fewer than 32 cases; a test counts them.
    1 << UInt32(Self.allCases.firstIndex(of: self) ?? 31)
  }
}

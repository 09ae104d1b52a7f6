/// How rare grams are in logs: a text is best known by those of its grams that hardly ever stand there.
enum GramRarity {
  /// The four bytes of `text` at `offset`, in the byte order of the machine, as a search loads them.
  static func gram(_ text: [UInt8], at offset: Int) -> UInt32 {
    text.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
  }

  /// 16 bits that tell grams apart (Fibonacci hashing: Knuth, TAOCP 6.4).
  @inline(__always)
  static func hash(_ gram: UInt32) -> Int { Int((gram &* 0x9e37_79b1) >> 16) }

  /// How many hashes there are; a table with a byte for each stays in the second cache.
  static let hashCount = 65_536

  /// Where those `grams` consecutive grams of `text` begin that are rarest together.
  static func rarestWindow(of text: [UInt8], grams: Int) -> Int {
    let costs = (0...(text.count - GramIndex.gramSize)).map { cost(text, $0) }
    var sum = costs.prefix(grams).reduce(0, +)
    var rarest = (start: 0, sum: sum)
    for start in 0..<(costs.count - grams) {
      sum += costs[start + grams] - costs[start]
      if sum < rarest.sum { rarest = (start + 1, sum) }
    }
    return rarest.start
  }

  /// Whether hardly a gram of `text` is rare: such a text stands in many lines that say nothing.
  ///
  /// A long one is judged by that part of it which a search looks for.
  static func isCommon(_ text: [UInt8]) -> Bool {
    guard text.count >= GramIndex.gramSize else { return true }
    let isCommon = (0...(text.count - GramIndex.gramSize)).map {
      common.contains(gram(text, at: $0))
    }
    guard text.count >= GramIndex.windowSize else { return isCommon.allSatisfy { $0 } }
    let start = rarestWindow(of: text, grams: GramIndex.stride)
    return isCommon[start...].prefix(GramIndex.stride).count { $0 } > GramIndex.stride / 2
  }

  /// An order, not a measure: one gram of a common word is worse than any four rare ones.
  private static func cost(_ text: [UInt8], _ offset: Int) -> Int {
    var cost = common.contains(gram(text, at: offset)) ? 1000 : 0
    for byte in text[offset..<(offset + GramIndex.gramSize)] {
      cost += Int(commonness[Int(byte)])
    }
    return cost
  }

  private static let commonness: [UInt8] = (0...255).map { (byte: UInt8) -> UInt8 in
    switch Unicode.Scalar(byte) {
    case " ", "e", "0": 10
    case "t", "o", "a", "i", "n", "r", "s", "1", "2": 8
    case "l", "d", "c", "m", "p", "u", "/", ".", ":", "-", "=", "\"": 6
    case "a"..."z", "0"..."9": 4
    default: 2
    }
  }

  /// The grams of ``words``.
  private static let common: Set<UInt32> = Set(
    words.split(separator: "\n").flatMap { $0.split(separator: "|") }.flatMap { word in
      let bytes = Array(word.utf8)
      return (0...(bytes.count - GramIndex.gramSize)).map { gram(bytes, at: $0) }
    })

  /// What stands in many lines of healthy logs of builds, clusters and tests.
  private static let words = """
    level=info msg=|level=warning|level=error|time="20|"level":"info"|"ts":"|"msg":"|"logger":"|"name":"
    containerd|container |kubelet|kubernetes|controllers|namespace|operator|webhook|reconciled|cluster
    control-plane|worker|localhost|default|image |images|sha256:|loading|downloading| download|Downloading
    https://|http://|.com/|.org/|.io/|github.com|example|mirror|debian|registry|package|version|module
    linux/amd64|python3|install|requirement| already |building|compiling|running |starting|started | starting
    creating |created |deleting |deleted |updating |updated |waiting for |ready |status |finished |complete
    success|successful|succeeded|make |configmap| error| failed|passed|failed |failure |error |errors |retry |retrying |attempt |timeout |timed out
    warning |expected | returns | observed |received |request|response|service|server |client |network |volume
    secret |config |configuration|object |resource |reason|message|value |string|total |lines |files |file
    test |tests |_test.go|testing|suite |specs | should | when | with | from | into | that | this | have | been
    ing the |ing for|ing to | of the | for the | in the | to the | on the | is not | not found|ation |ition |
    implement|down |runner|inner |runtime|time |kind |node |nodes|name |code |remove|resolving|serving|pressure
    address|compile|missing|present|count |mount|until |until|current|persist|version|pack|cont|iner|erd.|image
    ment |ated |ting |ding |ling |ning |able |ible |tion |rator|runner| down|pository|source|target|output|
    STEP | STEP:|RUN |COPY |INFO |DEBUG |WARN | ERROR|ERROR |FAIL|PASS|----|====|....|    |
    """
}

// swift-tools-version: 6.2
import PackageDescription

/// What holds for every target of ours: Swift 6, explicit existentials and imports, no warnings.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "e2e-diag",
  platforms: [.macOS(.v14)],
  products: [
    .library(name: "E2EDiag", targets: ["E2EDiag"]),
    .executable(name: "e2e-diag", targets: ["e2e-diag"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The system's SQLite, for the store alone.
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    // Regular expressions of the rules: fast, bounded, and the documented dialect.
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    // Archives, and compressed input but gzip.
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    // Reports in XML, read as they arrive.
    .systemLibrary(
      name: "CXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    // Gzip, up to the very byte where it is damaged.
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    // SHA-256 of every source.
    .systemLibrary(
      name: "CNettle", pkgConfig: "nettle",
      providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),
    // The prefilter's search with the vectors of the processor.
    .target(name: "CPrefilter"),
    // The rule files below E2EDiag, compiled in by #embed.
    .target(name: "CRules"),
    // Log bytes to a diagnosis. No SQLite, terminal, clock, environment or network.
    .target(
      name: "E2EDiag",
      dependencies: [
        "CPCRE2", "CArchive", "CZlib", "CNettle", "CXML2", "CPrefilter", "CRules",
      ],
      exclude: ["Signatures", "Grammars"],
      swiftSettings: strict),
    // Keeps diagnoses in SQLite; the only importer of CSQLite.
    .target(
      name: "E2EDiagStore", dependencies: ["E2EDiag", "CSQLite"], swiftSettings: strict),
    // A diagnosis to text; opens no file, reads no clock.
    .target(name: "E2EDiagReport", dependencies: ["E2EDiag"], swiftSettings: strict),
    // Flags, standard streams, exit status.
    .executableTarget(
      name: "e2e-diag",
      dependencies: [
        "E2EDiag", "E2EDiagStore", "E2EDiagReport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // What both kinds of tests share.
    .target(
      name: "_E2EDiagTestSupport", dependencies: ["E2EDiag"],
      path: "Tests/_E2EDiagTestSupport", swiftSettings: strict),
    // From inside: values in, values out.
    .testTarget(
      name: "E2EDiagTests",
      dependencies: [
        "E2EDiag", "E2EDiagStore", "E2EDiagReport", "CArchive", "_E2EDiagTestSupport",
        // What our reader of YAML is compared with.
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    // From outside: the built binary over the fixtures.
    .testTarget(
      name: "CommandTests", dependencies: ["e2e-diag", "E2EDiag", "_E2EDiagTestSupport"],
      swiftSettings: strict),
  ]
)

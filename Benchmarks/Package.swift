// swift-tools-version: 6.2
import PackageDescription

/// The settings of the main package; the standard library is the one dependency.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v14)],
  targets: [
    // Seed and size to the bytes of a log, and to what is true of it.
    .target(name: "GeneratedLog", swiftSettings: strict),
    // Flags and files.
    .executableTarget(
      name: "generate-log", dependencies: ["GeneratedLog"], swiftSettings: strict),
    .testTarget(name: "GeneratedLogTests", dependencies: ["GeneratedLog"], swiftSettings: strict),
  ]
)

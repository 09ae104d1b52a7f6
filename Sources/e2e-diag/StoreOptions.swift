internal import ArgumentParser
internal import E2EDiag
internal import E2EDiagReport
internal import E2EDiagStore

/// Where runs are kept: `--store`, else `E2E_DIAG_STORE`, else the user's data folder.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file that keeps the runs; else E2E_DIAG_STORE, else "
        + "$XDG_DATA_HOME/e2e-diag/runs.sqlite.",
      valueName: "file"))
  var store: String?

  /// The path, and whether a person chose it; `nil` when there is no home to keep it in.
  var path: (text: String, isChosen: Bool)? {
    if let store { return (store, true) }
    if let chosen = Environment["E2E_DIAG_STORE"] { return (chosen, true) }
    // The XDG specification wants relative paths to be ignored.
    if let data = Environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return ("\(data)/e2e-diag/runs.sqlite", false)
    }
    return Environment["HOME"].map { ("\($0)/.local/share/e2e-diag/runs.sqlite", false) }
  }
}

extension StoreOptions {
  /// Opens the store; throws when there is none, or with `creating` when none can be made.
  func open(creating: Bool) throws -> RunStore {
    guard let path else {
      throw CommandFailure(
        message: "no store: neither --store, E2E_DIAG_STORE nor HOME is set\n"
          + "  help: name a file with --store")
    }
    return try RunStore(
      path: path.text, creating: creating, toolVersion: E2EDiagCommand.version)
  }
}

/// Whether a run is held against earlier ones that passed.
enum BaselineChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, none
}

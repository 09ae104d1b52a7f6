public import E2EDiag

/// One format in which a diagnosis can be written.
public protocol Renderer: Sendable {
  /// The whole report, ending with a line feed; the same arguments give the same bytes.
  ///
  /// `comparison` holds the run against earlier ones; it is `nil` when there are none.
  func render(_ diagnosis: Diagnosis, comparison: Comparison?, options: ReportOptions) -> String
}

extension Renderer {
  /// The report of a run that is held against no other.
  public func render(_ diagnosis: Diagnosis, options: ReportOptions) -> String {
    render(diagnosis, comparison: nil, options: options)
  }
}

/// What a report must be told because it never asks the environment.
public struct ReportOptions: Sendable, Equatable {
  /// Columns of the terminal; less than 40 counts as 40.
  public var width: Int
  /// Whether SGR colour codes are written; nothing is told by colour alone.
  public var color: Bool
  /// Whether candidates, inputs, hashes and every step are listed.
  public var verbose: Bool
  /// Whether only the verdict, the failing step and the cause are written.
  public var quiet: Bool
  /// Version of the tool, for the last line of a report.
  public var toolVersion: String

  /// Options for a plain report of 80 columns, changed where given.
  public init(
    width: Int = 80, color: Bool = false, verbose: Bool = false, quiet: Bool = false,
    toolVersion: String
  ) {
    self.width = width
    self.color = color
    self.verbose = verbose
    self.quiet = quiet
    self.toolVersion = toolVersion
  }
}

/// A source that holds nothing but the exit code of the command that was the run.
package enum ExitCodeFile {
  /// Name of its format.
  package static let format = "exit-code"

  private static let whole = Pattern(
    #"^\s*(?:(?i:exit[ _-]?(?:code|status))\s*[:=]?\s*)?(?<code>\d{1,3})\s*$"#)

  /// The code, and the index of its line, where `text` holds nothing else.
  package static func read(_ text: LogText) -> (code: Int, index: Int)? {
    guard text.byteCount <= 64 else { return nil }
    let lines = text.lines.indices.filter { !text.isBlank($0) }
    guard lines.count == 1, let index = lines.first,
      let captures = text.withLine(index, { whole.firstMatch(in: $0)?.captures }),
      let code = captures["code"].flatMap({ Int($0) }), code < 256
    else { return nil }
    return (code, index)
  }
}

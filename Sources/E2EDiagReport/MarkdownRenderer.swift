public import E2EDiag

/// The post-mortem of a run, in GitHub Flavored Markdown.
public struct MarkdownRenderer: Renderer {
  /// A renderer without state.
  public init() {}

  /// The whole post-mortem; with `options.quiet` only its facts and its summary.
  ///
  /// A run that passed gets a short page. Without a comparison the page says that there is none.
  public func render(_ diagnosis: Diagnosis, comparison: Comparison?, options: ReportOptions)
    -> String
  {
    let postMortem = PostMortem(diagnosis, comparison: comparison, options: options)
    var page = MarkdownPage()
    page.write(title: postMortem.title)
    for section in postMortem.sections { page.write(section) }
    return page.text
  }
}

extension PostMortem {
  /// The parts in the order in which they are read.
  var sections: [MarkdownSection] {
    let head = [facts, summary]
    if options.quiet { return head }
    if isCalm {
      return head + [observations, history, metrics, recommendations, footer].compactMap { $0 }
    }
    return head
      + [
        error, timeline, events, outcomes, observations, hypotheses, history, categories,
        recommendations,
        checks, keeping, metrics, openQuestions, footer,
      ].compactMap { $0 }
  }
}

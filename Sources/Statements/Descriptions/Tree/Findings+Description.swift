import Evidence

extension Findings {
  /// Cites an element of a description.
  func citation(_ element: DescriptionElement) -> Citation {
    citation(element: element.path, line: element.line, words: element.words)
  }

  /// Reports something about an element.
  mutating func report(
    _ severity: DocumentProblem.Severity, _ code: String, _ message: String, at element: DescriptionElement
  ) {
    report(severity, code, message, citation(element))
  }

  /// Reports that what references stand for is more than is read.
  mutating func reportCut(at element: DescriptionElement) {
    report(
      .warning, "cut-short", "The references of the description stand for more than is read; the rest was left out.",
      at: element)
  }
}

import Evidence

extension Problem {
  /// A problem of a document, for the reader of the report.
  init(_ problem: DocumentProblem, document: String) {
    let place = problem.citation.map { " (\(Phrases.place($0)))" } ?? ""
    let advice =
      problem.severity == .unreadable
      ? "Ask the bidder for a copy that can be read, and judge again; until then the result is provisional." : nil
    self.init(
      area: "document", subject: document, message: Phrases.clause(problem.message) + place + ".", advice: advice)
  }
}

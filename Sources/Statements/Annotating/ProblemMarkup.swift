import Evidence
import Rendering

/// A problem of the reading as it is shown at its place and in the list.
enum ProblemMarkup {
  /// At its place among the blocks.
  static func line(_ problem: DocumentProblem, id: String, row: Int?) -> HTML {
    """
    <p class="pb s-\(tone(problem))" id="\(id)"><strong>\(problem.severity.rawValue) \(problem.code)</strong>\
    \(row, { ", row \($0)" }): \(problem.message)</p>
    """
  }

  /// In the list of all problems; `isPlaced` where it is shown at its place too.
  static func item(_ problem: DocumentProblem, index: Int, isPlaced: Bool) -> HTML {
    let place = problem.citation.map(\.place) ?? ""
    let title: HTML = "\(problem.severity.rawValue) \(problem.code)"
    return """
      <li><span class="b s-\(tone(problem))">\(title)</span> \(problem.message) \
      \(if: isPlaced, "<a href=\"#p\(index)\">\(place.isEmpty ? "where" : place)</a>")\(if: !isPlaced, "\(place)")</li>
      """
  }

  private static func tone(_ problem: DocumentProblem) -> String {
    switch problem.severity {
    case .unreadable: "not-met"
    case .warning: "partly-met"
    case .note: "not-demonstrated"
    }
  }
}

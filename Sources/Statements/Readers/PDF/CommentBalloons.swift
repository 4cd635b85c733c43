/// Comments and changes that a word processor prints in balloons beside the text.
enum CommentBalloons {
  private static let openings: Set<String> = [
    "comment", "commented", "formatted", "deleted", "kommentiert", "kommentar", "commentaire", "commenté",
    "comentado", "comentario", "commento", "formatiert", "formaté",
  ]

  /// The page without its balloons.
  static func removed(from page: PDFPage) -> PDFPage {
    var edge: Double?
    for index in page.words.indices where opens(page, index) {
      edge = min(edge ?? .infinity, page.words[index].x0)
    }
    guard let edge else { return page }
    // All that stands at the right is balloons, which the first of them opens, and no text reaches into it; a column
    // of a table begins with its heading.
    let isBeside = page.words.allSatisfy { $0.x0 >= edge - 2 || $0.x1 <= edge + 2 }
    let first = page.words.indices.filter { page.words[$0].x0 >= edge - 2 }.min {
      page.words[$0].y0 < page.words[$1].y0
    }
    guard isBeside, let first, opens(page, first) else { return page }
    var page = page
    page.words.removeAll { $0.x0 >= edge - 2 }
    return page
  }

  /// Whether a word opens a balloon: "Comment [A1]:", "Commented [AB1]:", "Formatted:".
  private static func opens(_ page: PDFPage, _ index: Int) -> Bool {
    let word = page.words[index]
    guard word.x0 > page.width * 0.55 else { return false }
    let text = word.text.lowercased()
    let hasColon = text.hasSuffix(":")
    guard openings.contains(hasColon ? String(text.dropLast()) : text) else { return false }
    if hasColon { return !text.hasPrefix("com") && !text.hasPrefix("kom") }
    guard page.words.indices.contains(index + 1) else { return false }
    let next = page.words[index + 1].text
    return next.hasPrefix("[") && next.hasSuffix("]:")
  }
}

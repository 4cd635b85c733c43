/// Takes off pages what is not the document's text: running headers and footers, comment balloons, upright words.
enum PageMargins {
  /// The pages without it.
  static func removed(from pages: [PDFPage]) -> [PDFPage] {
    let upright = pages.map { CommentBalloons.removed(from: SidewaysPages.turned($0)) }
    return zip(upright, RunningLines.heights(on: upright)).map { page, ranges in
      guard !ranges.isEmpty else { return page }
      var page = page
      page.words.removeAll { word in ranges.contains { $0.contains(word.middle) } }
      return page
    }
  }
}

/// Turns pages whose text runs up or down the page.
enum SidewaysPages {
  /// The page with text that runs from left to right; words that run otherwise than most are left out.
  static func turned(_ page: PDFPage) -> PDFPage {
    let long = page.words.filter { $0.text.utf8.count >= 4 }
    let upright = long.filter { $0.height > $0.width * 1.6 }
    var page = page
    guard upright.count * 2 > long.count, upright.count >= 3 else {
      if !upright.isEmpty {
        page.words.removeAll { $0.text.utf8.count >= 4 && $0.height > $0.width * 1.6 }
      }
      return page
    }
    // Text that runs upwards has its next word above.
    var rising = 0
    for (word, next) in zip(upright, upright.dropFirst()) where abs(word.x0 - next.x0) < 2 {
      rising += next.y0 < word.y0 ? 1 : -1
    }
    let (width, height) = (page.width, page.height)
    page.words = page.words.map { word in
      rising >= 0
        ? PDFWord(x0: height - word.y1, y0: word.x0, x1: height - word.y0, y1: word.x1, text: word.text)
        : PDFWord(x0: word.y0, y0: width - word.x1, x1: word.y1, y1: width - word.x0, text: word.text)
    }
    (page.width, page.height) = (height, width)
    return page
  }
}

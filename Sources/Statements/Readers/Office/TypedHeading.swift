/// Headings without a style: bold paragraphs that begin with a number.
enum TypedHeading {
  /// Level of the heading; nil for other paragraphs.
  static func level(of text: String, isBold: Bool) -> Int? {
    guard isBold, text.utf8.count <= 120, !text.contains("\n") else { return nil }
    let (number, title) = HeadingNumber.split(text)
    guard let number, let first = title.first, first.isLetter, let last = title.last, !".:;,".contains(last) else {
      return nil
    }
    let parts = number.split(separator: ".")
    // A year or a quantity is one number too.
    guard parts.count > 1 || number.utf8.count <= 2, UIDScan.identifiers(in: title).isEmpty else { return nil }
    return min(parts.count, 9)
  }
}

import Evidence
import Rendering

/// A whole document: everything it needs stands in it, and its policy forbids it to load anything.
package struct Page {
  /// Title of the window and of the print.
  var title: String
  /// `header`, `main` and `footer`.
  var body: HTML
  /// What follows the body, each on a line of its own: large parts, which are not copied into it first.
  var further: [HTML] = []
  /// How it looks.
  var style = SealedPage.Part.report
  /// What moves in it; nil for a page that only stands there.
  var script: SealedPage.Part? = .filters
  /// Whether pictures stand in it.
  var hasPictures = false

  /// The document's text.
  package var text: String {
    let frame = SealedPage(
      title: title, style: style, script: script, hasPictures: hasPictures,
      skip: ##"<a class="skip" href="#main">Skip to the result</a>"##)
    var page = frame.begin
    let end = frame.end
    let parts = [body] + further
    page.reserveCapacity(parts.reduce(page.text.utf8.count + end.text.utf8.count) { $0 + $1.text.utf8.count + 1 })
    for part in parts {
      page += part
      page += "\n"
    }
    page += end
    return page.text
  }
}

extension Page {
  /// A page in the design of runs and comparisons, with what sorts and filters in it.
  package init(reporting title: String, body: HTML) { self.init(title: title, body: body) }
}

extension SealedPage.Part {
  /// The style of runs and comparisons.
  static let report = Self(of: StyleSheet.text)
  /// The style of documents that are read from the beginning.
  static let document = Self(of: DocumentStyleSheet.text)
  /// The style of what is made for paper alone.
  static let paper = Self(of: PaperStyleSheet.text)
  /// What sorts and filters in runs and comparisons.
  static let filters = Self(of: Script.text)

  private init(of text: String) { self.init(text: text, sha256: Digest.sha256InBase64(text)) }
}

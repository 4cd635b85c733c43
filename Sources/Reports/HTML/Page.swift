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
  var style = Style.report
  /// What moves in it; nil for a page that only stands there.
  var script: Script.Type? = Script.self
  /// Whether pictures stand in it.
  var hasPictures = false

  /// A style sheet with its fingerprint for the page's policy.
  struct Style {
    var text: String
    /// SHA-256 of `text` in base64.
    var sha256: String

    /// Of runs and comparisons.
    static let report = Style(text: StyleSheet.text, sha256: StyleSheet.sha256)
    /// Of documents that are read from the beginning.
    static let document = Style(text: DocumentStyleSheet.text, sha256: DocumentStyleSheet.sha256)
    /// Of what is made for paper alone.
    static let paper = Style(text: PaperStyleSheet.text, sha256: ContentFingerprint.of(PaperStyleSheet.text))
  }

  /// The document's text.
  package var text: String {
    let scripts = script.map { "script-src 'sha256-\($0.sha256)'; " } ?? ""
    let pictures = hasPictures ? "img-src data:; " : ""
    let policy = """
      default-src 'none'; style-src 'sha256-\(style.sha256)'; \(scripts)\(pictures)base-uri 'none'; form-action 'none'
      """
    var page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTML(trusted: policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(HTML(trusted: style.text))</style>
      </head>
      <body>
      <a class="skip" href="#main">Skip to the result</a>

      """
    let end: HTML = """
      \(script, { "<script>\(HTML(trusted: $0.text))</script>" })
      </body>
      </html>

      """
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

import Rendering

/// A whole document: everything it needs stands in it, and its policy forbids it to load anything.
struct Page {
  /// Title of the window and of the print.
  var title: String
  /// `header`, `main` and `footer`.
  var body: HTML

  /// The document's text.
  var text: String {
    let policy = """
      default-src 'none'; style-src 'sha256-\(StyleSheet.sha256)'; script-src 'sha256-\(Script.sha256)'; \
      base-uri 'none'; form-action 'none'
      """
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTML(trusted: policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(HTML(trusted: StyleSheet.text))</style>
      </head>
      <body>
      <a class="skip" href="#main">Skip to the result</a>
      \(body)
      <script>\(HTML(trusted: Script.text))</script>
      </body>
      </html>

      """
    return page.text
  }
}

/// The frame of a page that loads nothing: everything it needs stands in it, and its policy forbids the rest.
public struct SealedPage {
  /// A style sheet or a script, with what the page's policy names it by (CSP Level 3 §2.3.1).
  public struct Part: Sendable {
    /// The whole of it.
    public var text: String
    /// SHA-256 of `text` in base64.
    public var sha256: String

    /// Makes a part.
    public init(text: String, sha256: String) {
      self.text = text
      self.sha256 = sha256
    }
  }

  /// Title of the window and of the print.
  public var title: String
  /// How it looks.
  public var style: Part
  /// What moves in it; nil for a page that only stands there.
  public var script: Part?
  /// Whether pictures stand in it.
  public var hasPictures: Bool
  /// The link for who does not want to go through what comes first.
  public var skip: HTML

  /// Makes a frame.
  public init(title: String, style: Part, script: Part?, hasPictures: Bool = false, skip: HTML) {
    self.title = title
    self.style = style
    self.script = script
    self.hasPictures = hasPictures
    self.skip = skip
  }

  /// What comes before the page's content.
  public var begin: HTML {
    let scripts = script.map { "script-src 'sha256-\($0.sha256)'; " } ?? ""
    let pictures = hasPictures ? "img-src data:; " : ""
    let policy = """
      default-src 'none'; style-src 'sha256-\(style.sha256)'; \(scripts)\(pictures)base-uri 'none'; form-action 'none'
      """
    return """
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
      \(skip)

      """
  }

  /// What comes after it.
  public var end: HTML {
    """
    \(script, { "<script>\(HTML(trusted: $0.text))</script>" })
    </body>
    </html>

    """
  }
}

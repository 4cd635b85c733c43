import Evidence
import Rendering

/// The frame of every page of the workbench: where one is, where one can go, and who one is.
struct WorkbenchPage {
  /// Title of the page and of the window.
  var title: String
  /// What stands above the title.
  var kicker = "Workbench"
  /// What stands below the title, before the content.
  var lead = HTML.empty
  /// The content.
  var body: HTML
  /// Who looks; nil before anybody has signed in.
  var session: Sessions.Session?
  /// Whether there are tokens, and so something to sign out of.
  var hasTokens = false
  /// Whether the page shows parts of a report, which its script draws when they are opened.
  var showsReport = false
  /// Seconds after which a browser without scripts loads the page again; nil where it does not change by itself.
  var reload: Int?

  /// What browsers may load for these pages: what this server has, and nothing written into a page is carried out.
  static let policy = """
    default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'
    """

  /// The document's text.
  var text: String {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title) - Assay</title>
      <link rel="stylesheet" href="/assets/\(Asset.style.name)">
      \(reload, { "<noscript><meta http-equiv=\"refresh\" content=\"\($0)\"></noscript>" })
      </head>
      <body>
      <a class="skip" href="#main">Skip to the content</a>
      <nav class="bar-top" aria-label="Workbench"><a href="/">Runs</a> <a href="/start">Start a run</a>\
      \(who)</nav>
      <header>
      <p class="kicker">\(kicker)</p>
      <h1><bdi>\(title)</bdi></h1>
      \(lead)
      </header>
      <main id="main">
      \(body)
      </main>
      <footer>Assay. <a href="/openapi.json">Description for programs</a></footer>
      <script src="/assets/\(Asset.script.name)"></script>
      \(if: showsReport, "<script src=\"/assets/\(Asset.report.name)\"></script>")
      </body>
      </html>

      """
    return page.text
  }

  private var who: HTML {
    guard hasTokens, let session, session.isSignedIn else { return .empty }
    return """
      <form method="post" action="/sign-out" class="inline">\(Self.seal(session))\
      \(session.name, { "<span class=\"muted\">\($0)</span> " })<button>Sign out</button></form>
      """
  }

  /// The hidden field that binds a form to its session.
  static func seal(_ session: Sessions.Session) -> HTML {
    "<input type=\"hidden\" name=\"seal\" value=\"\(session.seal)\">"
  }
}

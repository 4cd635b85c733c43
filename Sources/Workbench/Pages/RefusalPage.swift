import Rendering

/// Why something was not done, and both versions where somebody else was faster.
struct RefusalPage {
  var refusal: Refusal
  var session: Sessions.Session
  var hasTokens: Bool

  var page: WorkbenchPage {
    WorkbenchPage(title: refusal.title, kicker: "Not done", body: body, session: session, hasTokens: hasTokens)
  }

  private var body: HTML {
    """
    <p class="notice" role="alert">\(refusal.detail)</p>
    \(refusal.conflict, versions)
    """
  }

  private func versions(_ conflict: Refusal.Conflict) -> HTML {
    """
    <div class="versions"><section class="panel" aria-labelledby="theirs"><h2 id="theirs">What stands there now</h2>\
    \(fields(conflict.current))</section>\
    <section class="panel" aria-labelledby="yours"><h2 id="yours">What you wrote</h2>\(fields(conflict.refused))\
    <p class="muted">Kept in \(conflict.kept)</p></section></div>
    <p>Go back, load the page again, and write what shall stand.</p>
    """
  }

  private func fields(_ fields: [String: String]) -> HTML {
    if fields.isEmpty { return "<p>Nothing.</p>" }
    let sorted = fields.sorted { $0.key < $1.key }
    return "<dl>\(each: sorted, { "<dt>\($0.key)<dd>\($0.value)" })</dl>"
  }
}

/// Where a token is asked for.
struct SignInPage {
  var session: Sessions.Session

  var page: WorkbenchPage {
    WorkbenchPage(
      title: "Sign in",
      body: """
        <form class="entry" method="post" action="/sign-in">\(WorkbenchPage.seal(session))\
        <div><label for="token">Token</label><input id="token" type="password" name="token" required \
        autocomplete="current-password" maxlength="512"></div><button>Sign in</button></form>
        """)
  }
}

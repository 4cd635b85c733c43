import Rendering

/// A run while it goes on, or one that was ended from outside before its record was closed.
struct LivePage {
  var key: String
  var path: String
  /// How it stands where this server started it.
  var standing: LiveRuns.Standing?
  /// What the index says of it.
  var problem: String?
  var session: Sessions.Session
  var hasTokens: Bool

  var page: WorkbenchPage {
    WorkbenchPage(
      title: path, kicker: standing?.isRunning == true ? "Run under way" : "Run", body: body, session: session,
      hasTokens: hasTokens, reload: standing?.isRunning == true ? 5 : nil)
  }

  private var body: HTML {
    guard let standing else { return "<p class=\"notice\" role=\"note\">\(problem ?? "It is not closed.")</p>" }
    guard standing.isRunning else {
      return """
        <div class="notice" role="note"><strong>✗ The run left no record that can be shown.</strong> \
        \(problem, { "<p>\($0)</p>" })\(standing.note, { "<pre>\($0)</pre>" })\
        <p>Exit code \(standing.status ?? 0).</p></div>
        """
    }
    return """
      <section id="live" data-events="/api/runs/\(key)/events" aria-labelledby="live-title">
      <h2 id="live-title">Progress</h2>
      <p id="said" role="status">\(standing.done) of \(standing.total) pieces of evidence gathered.</p>
      <label class="vh" for="bar">Pieces of evidence gathered</label>\
      <progress id="bar" max="\(max(standing.total, 1))" value="\(standing.done)"></progress>
      <p id="now" class="muted">\(standing.current)</p>
      <div class="actions-row"><form method="post" action="/runs/\(key)/stop">\(WorkbenchPage.seal(session))\
      <button>Stop this run</button></form></div>
      <h3>What was seen</h3>
      <ol id="log" tabindex="0" aria-label="What was seen, the latest last"></ol>
      </section>
      """
  }
}

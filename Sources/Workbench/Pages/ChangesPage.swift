import Judgement
import Rendering
import Reports

/// Two runs of the same bid or network: what the later one says otherwise.
struct ChangesPage {
  var before: OpenedRun
  var after: OpenedRun
  var session: Sessions.Session
  var hasTokens: Bool

  var page: WorkbenchPage {
    WorkbenchPage(
      title: after.scorecard.bid.bidder, kicker: "Two runs compared", body: body, session: session, hasTokens: hasTokens
    )
  }

  private var body: HTML {
    let changes = VerdictChanges(from: before.scorecard, to: after.scorecard)
    let rows = changes.requirements.map { row -> HTML in
      """
      <tr><th scope="row"><span class="id">\(row.id)</span> \(row.title)<td>\
      \(row.before.map { cell($0, before, row.id) } ?? "not asked")<td>\(row.after.map { cell($0, after, row.id) } ?? "not asked")\
      <td>\(row.why)
      """
    }
    return """
      <section aria-labelledby="numbers-title"><h2 id="numbers-title">Score and gate</h2>
      <table><thead><tr><th scope="col"><span class="vh">What</span>\(head(before))\(head(after))</thead><tbody>\
      <tr><th scope="row">Gate<td>\(ReportAssets.badge(before.scorecard.gate.state))<td>\(ReportAssets.badge(after.scorecard.gate.state))\
      <tr><th scope="row">Score<td>\(before.entry.score ?? "")<td>\(after.entry.score ?? "")</tbody></table></section>
      <section aria-labelledby="rows-title"><h2 id="rows-title">Requirements that changed</h2>
      <p class="muted" role="status">\(Words.counted(rows.count, "requirement"))</p>
      \(if: !rows.isEmpty, "<div class=\"panel\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of requirements\"><table><thead><tr><th scope=\"col\">Requirement\(head(before))\(head(after))<th scope=\"col\">Why</thead><tbody>\(rows.joined())</tbody></table></div></div>")
      </section>
      """
  }

  private func head(_ run: OpenedRun) -> HTML {
    "<th scope=\"col\"><a href=\"/runs/\(run.entry.key)\">\(Words.time(run.scorecard.run.startedAt))</a>"
  }

  private func cell(_ state: RequirementState, _ run: OpenedRun, _ id: String) -> HTML {
    "<a href=\"/runs/\(run.entry.key)/requirements/\(HTML(trusted: Words.encoded(id)))\">\(ReportAssets.badge(state))</a>"
  }
}

import Judgement
import Rendering
import Reports
import Specification

/// One run: who was judged by what, what came of it, and every requirement with the way to its evidence.
struct RunPage {
  var run: OpenedRun
  var filter: RequirementFilter
  /// The requirements that the filter shows, as `RequirementTable` makes them.
  var table: HTML
  var session: Sessions.Session
  var hasTokens: Bool

  private var key: String { run.entry.key }

  var page: WorkbenchPage {
    WorkbenchPage(
      title: run.scorecard.bid.bidder, kicker: "Run", lead: lead, body: body, session: session, hasTokens: hasTokens)
  }

  private var lead: HTML {
    let scorecard = run.scorecard
    let specification = scorecard.specification
    return """
      <dl class="meta">
      <div><dt>Gate<dd>\(ReportAssets.badge(scorecard.gate.state))</div>
      <div><dt>Score of \(specification.scale.maximum)<dd>\(run.entry.score ?? "")</div>
      <div><dt>Coverage<dd>\(scorecard.score.coverage.shown) %</div>
      <div><dt>Judged by<dd>\(specification.title) \(specification.version)</div>
      <div><dt>Started<dd>\(Words.time(scorecard.run.startedAt))</div>
      <div><dt>Network<dd><a href="/networks?network=\(HTML(trusted: Words.encoded(run.entry.network)))">\
      <bdi>\(run.entry.network)</bdi></a></div>
      </dl>
      \(if: run.entry.isPartial, "<p class=\"notice\" role=\"note\"><strong>! Partial result.</strong> \(scorecard.run.partialReason ?? "The run was interrupted.")</p>")
      """
  }

  private var body: HTML {
    """
    <div class="actions-row"><a href="/runs/\(key)/report">The whole report</a> \
    <a href="/api/runs/\(key)">As data</a>\
    \(if: run.waiting > 0, "<span>\(Words.counted(run.waiting, "piece")) of evidence \(run.waiting == 1 ? "waits" : "wait") for a person.</span>")\
    <form method="post" action="/runs/\(key)/judgement">\(WorkbenchPage.seal(session))\
    <button>Judge again with the assessment</button></form></div>
    <section aria-labelledby="list-title"><h2 id="list-title">Requirements</h2>
    \(filters)
    \(table)
    </section>
    """
  }

  private var filters: HTML {
    let groups = run.scorecard.groups.map { (value: $0.group.id, words: "\($0.group.id) \($0.group.title)") }
    let states = RequirementState.allCases.map { (value: $0.rawValue, words: $0.rawValue) }
    let levels = Level.allCases.map { (value: $0.rawValue, words: $0.rawValue) }
    return """
      <form class="fields" method="get" action="/runs/\(key)" role="search" aria-label="Filter the requirements">
      \(Words.select("state", "State", states, chosen: filter.state, none: "any state"))
      \(Words.select("level", "Level", levels, chosen: filter.level, none: "any level"))
      \(Words.select("group", "Group", groups, chosen: filter.group, none: "all groups"))
      <div><label for="f-q">Words</label><input id="f-q" name="q" type="search" value="\(filter.words.joined(separator: " "))"></div>
      <div><button>Filter</button></div>
      </form>
      """
  }
}

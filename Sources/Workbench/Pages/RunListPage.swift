import Rendering

/// All runs of the folder, with filters; some of them chosen can be compared.
struct RunListPage {
  var runs: [IndexedRun]
  var total: Int
  var filter: RunFilter
  var choices: RunChoices
  var running: [LiveRuns.Standing]
  var notices: [String]
  /// The address's query without the place in the list.
  var query: String
  var session: Sessions.Session
  var hasTokens: Bool

  var page: WorkbenchPage {
    WorkbenchPage(title: "Runs", body: body, session: session, hasTokens: hasTokens)
  }

  private var body: HTML {
    """
    \(under)
    \(filters)
    \(each: notices, { "<p class=\"notice\" role=\"note\"><strong>! Not everything is shown.</strong> \($0)</p>" })
    <p class="muted" role="status">\(Words.counted(total, "run"))\(if: total > runs.count, ", \(runs.count) of them shown")</p>
    \(if: runs.isEmpty, "<p>No run fits. <a href=\"/start\">Start one</a>, or put run directories into the folder.</p>")
    \(if: !runs.isEmpty, list)
    \(pager)
    """
  }

  private var under: HTML {
    guard !running.isEmpty else { return .empty }
    return """
      <section aria-labelledby="under-title"><h2 id="under-title">Under way</h2><ul>\
      \(each: running, { "<li><a href=\"/runs/\($0.key)\"><bdi>\($0.path)</bdi></a>, \($0.done) of \($0.total)" })</ul></section>
      """
  }

  private var filters: HTML {
    func plain(_ values: [String]) -> [(value: String, words: String)] { values.map { ($0, $0) } }
    return """
      <form class="fields" method="get" action="/" role="search" aria-label="Filter the runs">
      \(Words.select("network", "Network", plain(choices.networks), chosen: filter.network, none: "all networks"))
      \(Words.select("bid", "Bid", plain(choices.bids), chosen: filter.bid, none: "all bids"))
      \(Words.select("specification", "Specification", plain(choices.specifications), chosen: filter.specification, none: "all specifications"))
      \(Words.select("gate", "Gate", [("passed", "passed"), ("failed", "failed"), ("undecided", "undecided")], chosen: filter.gate, none: "any gate"))
      <div><label for="f-q">Words</label><input id="f-q" name="q" type="search" value="\(filter.words.joined(separator: " "))"></div>
      <div><button>Filter</button></div>
      </form>
      """
  }

  private var list: HTML {
    """
    <form method="get" action="/compare">
    <div class="panel"><div class="scroll" tabindex="0" role="region" aria-label="Runs"><table class="runs"><thead><tr>\
    <th scope="col"><span class="vh">Chosen</span><th scope="col">Run<th scope="col">Started<th scope="col">Network\
    <th scope="col">Gate<th scope="col" class="n">Score<th scope="col" class="n">Coverage</thead>\
    <tbody>\(each: runs, row)</tbody></table></div></div>
    <div class="actions-row"><button>Compare the chosen runs</button></div>
    </form>
    """
  }

  private func row(_ run: IndexedRun) -> HTML {
    let name = run.bidder.isEmpty ? run.path : run.bidder
    let chosen: HTML =
      run.condition == .judged
      ? "<input type=\"checkbox\" name=\"run\" value=\"\(run.key)\" aria-label=\"Choose \(name), \(run.path)\">" : ""
    let partial: HTML = run.isPartial ? " <span class=\"st s-partly-met\">! partial</span>" : ""
    return """
      <tr><td>\(chosen)<th scope="row"><a href="/runs/\(run.key)"><bdi>\(name)</bdi></a>\(partial) \
      \(Words.condition(run.condition))<div class="muted path">\(run.path)\(run.only, { ", limited to \($0)" })</div>\
      <td class="nowrap">\(Words.time(run.startedAt))\
      <td><a href="/networks?network=\(HTML(trusted: Words.encoded(run.network)))"><bdi>\(run.network)</bdi></a>\
      <td>\(Words.gate(run.gate))<td class="n">\(run.score ?? "none")<td class="n">\(run.coverage, { "\($0) %" })
      """
  }

  private var pager: HTML {
    let before = max(0, filter.offset - filter.limit)
    let after = filter.offset + filter.limit
    return """
      <nav class="actions-row" aria-label="Pages of the list">\
      \(if: filter.offset > 0, "<a href=\"/?\(query)&offset=\(before)\">Later runs</a>")\
      \(if: after < total, "<a href=\"/?\(query)&offset=\(after)\">Earlier runs</a>")</nav>
      """
  }
}

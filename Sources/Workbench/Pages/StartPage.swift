import Rendering
import Specification

/// What a run can be started with: files of the served folder and no others.
struct StartPage {
  var files: [ServedFolder.File]
  var session: Sessions.Session
  var hasTokens: Bool

  var page: WorkbenchPage {
    WorkbenchPage(title: "Start a run", body: body, session: session, hasTokens: hasTokens)
  }

  private var body: HTML {
    let specifications = choices(.specification)
    let networks = choices(.network)
    guard !specifications.isEmpty, !networks.isEmpty else {
      return """
        <p class="notice" role="note"><strong>Nothing to start a run with.</strong> Put a specification \
        (<code>specification.yaml</code> in a folder) and a network file (<code>kind: network</code>) into the served \
        folder.</p>
        """
    }
    return """
      <p>What may be sent to which system is what the network file permits. One run at a time is made on a network.</p>
      <form class="entry" method="post" action="/start">\(WorkbenchPage.seal(session))
      \(Words.select("specification", "Specification", specifications, chosen: nil, none: nil))
      \(Words.select("network", "Network", networks, chosen: nil, none: nil))
      \(Words.select("bid", "Bid", choices(.bid), chosen: nil, none: "no bid: the network by itself"))
      <div><label for="profile">Profile, where not all of it applies</label>\
      <input id="profile" type="text" name="profile" maxlength="64"></div>
      <div><label for="only-these">Only these requirements or groups, separated by commas</label>\
      <input id="only-these" type="text" name="only" maxlength="2000"></div>
      <button>Start the run</button>
      </form>
      """
  }

  private func choices(_ kind: FileKind) -> [(value: String, words: String)] {
    files.filter { $0.kind == kind }.map { ($0.key, $0.path.isEmpty ? "this folder" : $0.path) }
  }
}

import Inventory
import Judgement
import Rendering
import Specification

/// One requirement of a run: its evidence with the transcripts, the way to run it again, and the forms of what a person has
/// to say to it.
struct RequirementPage {
  var run: OpenedRun
  var requirement: RequirementVerdict
  /// The verdict as the report shows it.
  var verdict: HTML
  var forms: [AssessmentForm]
  /// Why it can't be run again; nil where it can.
  var obstacle: String?
  var session: Sessions.Session
  var hasTokens: Bool

  private var address: HTML {
    "/runs/\(run.entry.key)/requirements/\(HTML(trusted: Words.encoded(requirement.id)))"
  }

  var page: WorkbenchPage {
    WorkbenchPage(
      title: "\(requirement.id) \(requirement.title)", kicker: "Requirement", lead: lead, body: body, session: session,
      hasTokens: hasTokens, showsReport: true)
  }

  private var lead: HTML {
    """
    <p class="muted">Run <a href="/runs/\(run.entry.key)"><bdi>\(run.scorecard.bid.bidder)</bdi>, \
    \(Words.time(run.scorecard.run.startedAt))</a></p>
    """
  }

  private var body: HTML {
    """
    <section aria-labelledby="verdict-title"><h2 id="verdict-title">Verdict and evidence</h2>
    <h3 class="vh">As the report shows it</h3>
    \(verdict)
    </section>
    <section aria-labelledby="again-title"><h2 id="again-title">Run again</h2>
    \(again)
    </section>
    \(if: !forms.isEmpty, people)
    """
  }

  private var again: HTML {
    if let obstacle { return "<p class=\"muted\">\(obstacle)</p>" }
    return """
      <p>This requirement alone is tried again on the same network, by the rules of this run, into a record of its own.</p>
      <form method="post" action="\(address)/rerun">\(WorkbenchPage.seal(session))<button>Run this requirement again</button></form>
      """
  }

  private var people: HTML {
    """
    <section aria-labelledby="people-title"><h2 id="people-title">What people found</h2>
    <p class="muted">What is written here goes into \(AssessmentStore.path(for: run.scorecard)) and counts when the run is \
    judged again.</p>
    \(forms.first, { ConflictForm(assessment: $0.assessment).html(address: address, session: session) })
    \(each: forms, { $0.html(address: address, session: session) })
    </section>
    """
  }
}

import Evidence
import Foundation
import Inventory
import Judgement
import Rendering
import Specification

/// What the papers claim and what the wire proves, side by side.
struct EvidenceFragment {
  var transcripts: TranscriptFragment
  /// What is drawn when a reader opens it.
  var store = DrawnOnDemand()
  /// How the places look that citations name.
  var pictures: [Citation: PagePicture] = [:]
  /// Where the pictures stand in the store: one for all that cite the place.
  private var drawn: [Citation: Int] = [:]
  /// Claims already shown, and where: several bindings often rest on the same words.
  private var shown: [String: String] = [:]

  init(transcripts: TranscriptFragment) { self.transcripts = transcripts }

  /// The two columns for one binding.
  ///
  /// - Parameters:
  ///   - reference: The requirement with its revision, as assessments name it.
  ///   - place: The requirement, and the number of the binding after it.
  mutating func sides(_ evidence: [EvidenceVerdict], of reference: String, place: String) -> HTML {
    var claimed = HTML.empty
    var proven = HTML.empty
    for verdict in evidence {
      if verdict.kind == .probe {
        proven += render(verdict, of: reference)
      } else {
        claimed += render(verdict, of: reference)
      }
    }
    let requirement = place.split(separator: " ").first.map(String.init) ?? place
    let key = "\(requirement) \(claimed.text)"
    if let first = shown[key], first != place, claimed.text.utf8.count > 200 {
      claimed = "<p class=\"none\">The same words as for the first system with this result.</p>"
    } else {
      shown[key] = place
    }
    if claimed.isEmpty { claimed = "<p class=\"none\">No papers are asked for.</p>" }
    if proven.isEmpty { proven = "<p class=\"none\">No probe is asked for.</p>" }
    return """
      <div class="two"><div class="col"><h5>Claimed</h5>\(claimed)</div>\
      <div class="col"><h5>Proven on the wire</h5>\(proven)</div></div>
      """
  }

  private mutating func render(_ verdict: EvidenceVerdict, of reference: String) -> HTML {
    let documentFindings = verdict.findings.filter { finding in
      finding.step == nil || !verdict.steps.contains { $0.id == finding.step }
    }
    var steps = HTML.empty
    for step in verdict.steps {
      steps += render(step, findings: verdict.findings.filter { $0.step == step.id })
    }
    var citations = HTML.empty
    for cited in verdict.citations { citations += citation(cited) }
    let marks: HTML = "\(verdict.marked.map(list) ?? .empty)\(verdict.assessed.map(list) ?? .empty)"
    return """
      <div class="ev\(if: verdict.result == .holds, " ok")"><p>\(Fragments.badge(verdict)) <span class="muted">\(verdict.kind.rawValue) \
      <i>\(verdict.id)</i></span></p><p>\(verdict.explained)</p>\(findings(documentFindings))\(citations)\
      \(if: verdict.result == .needsHumanEye, settlement(verdict, of: reference))\(marks)\(steps)</div>
      """
  }

  /// Who gave which mark, and why, with the mark agreed on.
  private func list(_ marked: EvidenceVerdict.Marked) -> HTML {
    let given = marked.individual.map { mark -> HTML in
      let words: HTML = "\(mark.given.mark) of \(marked.highest). \(mark.given.reason)"
      return individual(mark.evaluator, words, conflicts: marked.conflicts)
    }
    let agreed: HTML = "<li><b>Agreed on</b>: \(marked.mark) of \(marked.highest). \(marked.reason)</li>"
    return """
      <details class="settle"><summary>The marks one by one</summary><ul>\(given.joined())\
      \(each: marked.abstained ?? [], abstention)\(agreed)</ul></details>
      """
  }

  /// Who found what in a document, with the answer that decided; nothing where only that is recorded.
  private func list(_ assessed: EvidenceVerdict.Assessed) -> HTML {
    guard assessed.individual != nil || assessed.abstained != nil else { return .empty }
    let given = (assessed.individual ?? []).map { answer -> HTML in
      individual(
        answer.evaluator, "\(answer.given.answer.rawValue). \(answer.given.reason)", conflicts: assessed.conflicts)
    }
    return """
      <details class="settle"><summary>The answers one by one</summary><ul>\(given.joined())\
      \(each: assessed.abstained ?? [], abstention)<li><b>Decided</b>: \(assessed.answer.rawValue). \(assessed.reason)</li>\
      </ul></details>
      """
  }

  private func individual(_ evaluator: String, _ words: HTML, conflicts: [Assessment.Recusal]?) -> HTML {
    let conflict = conflicts?.first { $0.evaluator == evaluator }
    return """
      <li><b>\(evaluator)</b>: \(words)\(conflict, { " <strong>Not counted, for a conflict of interest</strong>: \($0.reason)" })</li>
      """
  }

  private func abstention(_ recusal: Assessment.Recusal) -> HTML {
    "<li><b>\(recusal.evaluator)</b> abstained: \(recusal.reason)</li>"
  }

  /// How evaluators decide what the reading leaves open: the answer to fill in.
  private func settlement(_ verdict: EvidenceVerdict, of reference: String) -> HTML {
    let digests = Set(verdict.citations.map(\.sha256))
    let digest = digests.count == 1 ? digests.first : nil
    return """
      <details class="settle"><summary>How to settle it</summary><p>A person reads the words above where they stand and \
      answers: <code>confirmed</code>, the document claims it; <code>refused</code>, it does not say so; \
      <code>denied</code>, it says otherwise. The answer goes under <code>claims:</code> into a file of \
      <code>kind: assessment</code>, with which <code>assay judge --assessment</code> judges again \
      (<code>assay explain assessment</code>).</p><pre>- requirement: \(reference)
        evidence: \(verdict.id)
        answer:
        reason:
        evaluators: []\(digest, { "\n  sha256: \($0)" })</pre></details>
      """
  }

  private func findings(_ findings: [Finding]) -> HTML {
    guard !findings.isEmpty else { return .empty }
    let items = findings.map { finding -> HTML in
      """
      <li class="e-\(finding.result.tone.token)">\(Fragments.badge(finding.result))<dl>\
      <dt>expected<dd>\(finding.expected)<dt>found<dd>\(finding.found)\
      <dt>check<dd>\(if: finding.expected != finding.assertion, "<code>\(finding.assertion)</code> ")<span class="muted sha">\(finding.span.file):\
      \(finding.span.line):\(finding.span.column)</span></dl>
      """
    }
    return "<ul class=\"find\">\(items.joined())</ul>"
  }

  private mutating func citation(_ citation: Citation) -> HTML {
    let headings: HTML = "\(citation.headings, { "<tr>\(each: $0, { "<th scope=\"col\">\($0)" })" })"
    let cells: HTML = """
      \(citation.cells, { "<div class=\"scroll\"><table class=\"cells\">\(headings)<tr>\(each: $0, { "<td>\($0)" })</table></div>" })
      """
    let words: HTML = citation.cells?.isEmpty == false ? cells : "<p>\(citation.words)</p>"
    return """
      <blockquote>\(words)<cite><bdi>\(citation.document)</bdi>\(each: citation.place, { ", \($0)" })</cite>\(picture(citation))</blockquote>
      """
  }

  /// The piece of the page that a citation names, drawn when it is opened.
  private mutating func picture(_ citation: Citation) -> HTML {
    guard let picture = pictures[citation] else { return .empty }
    let part: Int
    if let known = drawn[citation] {
      part = known
    } else {
      let data = HTML(trusted: Data(picture.png).base64EncodedString())
      part = store.add(
        """
        <img alt="\(citation.document)\(each: citation.place, { ", \($0)" }): the words above as they stand on the page" \
        width="\(picture.width)" height="\(picture.height)" src="data:image/png;base64,\(data)">
        """)
      drawn[citation] = part
    }
    return """
      <details class="look" data-part="\(part)"><summary>Look at the page</summary></details>
      """
  }

  private mutating func render(_ step: EvidenceVerdict.StepSummary, findings list: [Finding]) -> HTML {
    let attempts = step.attempts > 1 ? ", \(step.attempts) attempts" : ""
    let transcript = step.transcript.map { transcripts.render($0, into: &store) } ?? .empty
    return """
      <div class="step"><p><b>\(step.id)</b> <code>\(step.kind)</code> at <bdi>\(step.system)</bdi>, \(step.outcome) \
      after \(step.duration)\(step.link.map { " over \($0)" } ?? "")\(attempts)<br><span class="muted sha">\(step.endpoint), \(step.startedAt)</span></p>\
      \(step.answer, { "<p>answered by hand: \($0)</p>" })\(step.failure, failure)\(findings(list))\(transcript)</div>
      """
  }

  private func failure(_ failure: StepFailure) -> HTML {
    let blame =
      switch failure.blame {
      case .system: "the system under test"
      case .configuration: "the configuration, on either side"
      case .network: "the network"
      case .silence: "nobody: what was to be looked at was not there, which shows nothing either way"
      case .harness: "the harness"
      case .person: "nobody: what a person had to do was not done"
      }
    return """
      <dl class="pairs"><dt>failure<dd>\(failure.message)<dt>blame<dd>\(blame)\
      \(failure.rule, { "<dt>rule<dd>\($0)" })\(failure.advice, { "<dt>to do<dd>\($0)" })</dl>
      """
  }
}

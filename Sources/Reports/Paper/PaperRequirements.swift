import Evidence
import Judgement
import Rendering
import Specification

/// The requirements of a report on paper, area by area.
struct PaperRequirements {
  let scorecard: Scorecard
  /// The numbers of the requirements' anchors.
  let numbers: [String: Int]
  private let markdown: Markdown

  /// Findings, citations, steps and names of systems that are told one by one; the others are counted.
  private static let most = 6
  /// Sites up to which a matrix fits on a page.
  private static let sites = 8

  init(scorecard: Scorecard, numbers: [String: Int]) {
    self.scorecard = scorecard
    self.numbers = numbers
    markdown = Markdown(
      inputs: Dictionary(
        scorecard.specification.inputs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }

  var html: HTML {
    var result: HTML = "<h2 id=\"requirements\">Requirements</h2>"
    for (index, verdict) in scorecard.groups.enumerated() {
      let group = verdict.group
      result += """
        <h3 class="area" id="area-\(index)">\(group.id) \(group.title)</h3>
        <p class="muted">\(verdict.score.shownInterval) of \(scorecard.specification.scale.maximum), weight \
        \(group.weight), coverage \(verdict.score.coverage.shown) % \(Fragments.gateBeside(scorecard.gate))</p>
        \(markdown.blocks(group.summary))
        \(each: verdict.requirements, requirement)
        """
    }
    if !scorecard.notApplicable.isEmpty {
      let rows = scorecard.notApplicable.map { requirement -> HTML in
        """
        <tr id="r\(numbers[requirement.id] ?? 0)"><td>\(requirement.id)<td>\(requirement.title)\
        <td>\(PaperReport.fitting(requirement.why))
        """
      }
      result += """
        <h3 class="area" id="outside">Outside the score</h3>
        <p class="muted">Taken out by the profile or by the network. None of these counts for or against the bid.</p>
        <table><thead><tr><th class="w-id">Requirement<th>Title<th>Why</thead><tbody>\(rows.joined())</tbody></table>
        """
    }
    return result
  }

  private func requirement(_ verdict: RequirementVerdict) -> HTML {
    let remedy = verdict.state == .met ? HTML.empty : verdict.remedy.map(markdown.blocks) ?? .empty
    return """
      <section class="r e-\(verdict.state.token)" id="r\(numbers[verdict.id] ?? 0)">
      <div class="head"><h4>\(verdict.id) \(verdict.title)</h4>
      <p class="facts">\(Fragments.badge(verdict.state))\(if: verdict.waiver != nil, " <span class=\"st s-partly-met\">⚑ waived</span>") \
      \(verdict.level.rawValue), weight \(verdict.weight), credit \(verdict.shownCredit), points lost \
      \(verdict.lost.shown), revision \(verdict.revision)</p></div>
      <p class="why">\(PaperReport.fitting(verdict.why))</p>
      \(verdict.waiver, waiver)
      \(AnswersFragment.html(verdict))
      \(columns(verdict))
      \(if: !remedy.isEmpty, "<div class=\"more\"><h5>What would mend it</h5>\(remedy)</div>")
      </section>

      """
  }

  private func waiver(_ waiver: WaiverNote) -> HTML {
    """
    <p class="notice"><strong>⚑ Waived until \(waiver.expires).</strong> \(waiver.reason) Approved by \
    \(waiver.approver)\(waiver.ticket, { ", ticket \($0)" }). A waiver lifts the gate only, never the score.</p>
    """
  }

  // MARK: Required, claimed, proven

  private func columns(_ verdict: RequirementVerdict) -> HTML {
    let sources = verdict.sources.map {
      [$0.ref, $0.section.map { "§\($0)" }].compactMap { $0 }.joined(separator: " ")
    }
    let required: HTML = """
      \(markdown.blocks(verdict.statement))\
      \(verdict.equivalent, { "<p><strong>Accepted instead:</strong> \(markdown.inline($0))</p>" })\
      <p class="sources">\(sources.joined(separator: ", "))</p>
      """
    var claimed = HTML.empty
    var proven = HTML.empty
    for (bindings, isOnly) in alike(verdict.bindings) {
      guard let first = bindings.first else { continue }
      let choice: HTML = isOnly ? .empty : heading(bindings, first.state)
      let papers = first.evidence.filter { $0.kind != .probe }
      let probes = first.evidence.filter { $0.kind == .probe }
      if !papers.isEmpty { claimed += "\(choice)\(each: papers, evidence)" }
      if !probes.isEmpty { proven += "\(choice)\(each: probes, evidence)" }
    }
    let matrix = verdict.matrix.map { $0.sites.count <= Self.sites ? SiteMatrixFragment(matrix: $0).html : .empty }
    return """
      \(matrix ?? .empty)<table class="three"><tr><td><h5>Required</h5>\(required)<td><h5>Claimed</h5>\
      \(claimed.isEmpty ? "<p class=\"muted\">No papers are asked for.</p>" : claimed)<td><h5>Proven on the wire</h5>\
      \(proven.isEmpty ? "<p class=\"muted\">No probe is asked for.</p>" : proven)</table>
      """
  }

  /// The bindings by their state, the first of each state speaking for the others.
  private func alike(_ bindings: [BindingVerdict]) -> [([BindingVerdict], isOnly: Bool)] {
    var order: [RequirementState] = []
    var byState: [RequirementState: [BindingVerdict]] = [:]
    for binding in bindings {
      if byState[binding.state] == nil { order.append(binding.state) }
      byState[binding.state, default: []].append(binding)
    }
    return order.map { (byState[$0] ?? [], bindings.count == 1) }
  }

  private func heading(_ bindings: [BindingVerdict], _ state: RequirementState) -> HTML {
    let names = bindings.prefix(Self.most).map(RequirementsSection.systems)
    let rest = bindings.count - names.count
    let first: HTML = bindings.count > 1 ? " <span class=\"muted\">(shown for the first)</span>" : ""
    return """
      <p class="choice">\(Fragments.badge(state)) <strong>\(names.joined(separator: "; "))\
      \(if: rest > 0, " and \(rest) more")</strong>\(first)</p>
      """
  }

  private func evidence(_ verdict: EvidenceVerdict) -> HTML {
    let against = verdict.findings.filter { $0.result != .holds }
    let holding = verdict.findings.count - against.count
    let shown = against.prefix(Self.most).map { finding -> HTML in
      """
      <li class="e-\(finding.result.tone.token)">expected \(PaperReport.fitting(finding.expected))<br>found \
      <strong>\(PaperReport.fitting(finding.found))</strong>
      """
    }
    let steps = verdict.result == .holds || verdict.isSpared ? [] : Array(verdict.steps.prefix(Self.most))
    return """
      <div class="ev"><p>\(Fragments.badge(verdict)) <span class="muted">\(verdict.kind.rawValue) \(verdict.id)</span></p>\
      <p>\(PaperReport.fitting(verdict.explained))</p>\
      \(if: !shown.isEmpty, "<ul class=\"find\">\(shown.joined())</ul>")\
      \(if: against.count > shown.count, "<p>and \(against.count - shown.count) more that do not hold</p>")\
      \(if: holding > 0, "<p class=\"step\">\(counted(holding, "check")) \(holding == 1 ? "holds" : "hold")</p>")\
      \(each: verdict.citations.prefix(2), citation)\
      \(if: verdict.citations.count > 2, "<p class=\"step\">and \(verdict.citations.count - 2) more places</p>")\
      \(each: steps, step)</div>
      """
  }

  private func citation(_ citation: Citation) -> HTML {
    let cells = citation.cells.flatMap { $0.isEmpty ? nil : $0.joined(separator: " | ") }
    return """
      <blockquote>\(PaperReport.fitting(cells ?? citation.words))<cite><bdi>\(PaperReport.short(citation.document))</bdi>\
      \(each: citation.place, { ", \(PaperReport.short($0))" })</cite></blockquote>
      """
  }

  private func step(_ step: EvidenceVerdict.StepSummary) -> HTML {
    """
    <p class="step">\(step.id): \(step.kind) at \(step.system), \(step.outcome) after \(step.duration)\
    \(step.failure, { failure in "; \(PaperReport.fitting(failure.message))\(failure.rule, { " (\($0))" })" })\
    \(step.transcript, { ", \($0)" })</p>
    """
  }
}

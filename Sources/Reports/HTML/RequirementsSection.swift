import Evidence
import Judgement
import Rendering
import Specification

/// The requirements of a run's report, by group, with the filters above them.
struct RequirementsSection {
  let scorecard: Scorecard
  let markdown: Markdown
  var evidence: EvidenceFragment

  init(scorecard: Scorecard, transcripts: TranscriptSource, hexBytes: Int) {
    self.scorecard = scorecard
    var inputs: [String: String] = [:]
    for input in scorecard.specification.inputs { inputs[input.name] = input.value }
    markdown = Markdown(inputs: inputs)
    evidence = EvidenceFragment(transcripts: TranscriptFragment(transcripts: transcripts, hexBytes: hexBytes))
  }

  /// The section.
  mutating func render() -> HTML {
    let count = scorecard.groups.reduce(scorecard.notApplicable.count) { $0 + $1.requirements.count }
    var groups = HTML.empty
    for verdict in scorecard.groups { groups += group(verdict) }
    return """
      <section id="requirements" aria-labelledby="requirements-title">
      <h2 id="requirements-title">Requirements</h2>
      \(filters)
      <p id="shown" class="muted" role="status">All \(count) requirements shown</p>
      <section id="sorted" aria-label="Requirements in the order chosen" hidden></section>
      \(groups)
      \(outside())
      </section>
      """
  }

  private var filters: HTML {
    let present = Set((scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable).map(\.state))
    let states = RequirementState.allCases.filter { present.contains($0) }
    let hasWaiver = scorecard.groups.contains { $0.requirements.contains { $0.waiver != nil } }
    let stateBoxes = states.map { box("state", $0.token, Fragments.badge($0)) }.joined()
    let waived: HTML = hasWaiver ? box("state", "waived", "waived") : .empty
    let levels = Level.allCases.map { box("level", $0.rawValue, "\($0.rawValue)") }.joined()
    let kinds = EvidenceKind.allCases.map { box("kind", $0.rawValue, "\($0.rawValue)") }.joined()
    let groups = scorecard.groups.map { verdict -> HTML in
      "<option value=\"\(verdict.group.id)\">\(verdict.group.id) \(verdict.group.title)</option>"
    }
    return """
      <form id="filters" class="panel" role="search" aria-label="Filter the requirements" hidden>
      <fieldset class="wide"><legend>State</legend><div class="boxes">\(stateBoxes)\(waived)</div></fieldset>
      <fieldset><legend>Level</legend><div class="boxes">\(levels)</div></fieldset>
      <fieldset><legend>Evidence</legend><div class="boxes">\(kinds)</div></fieldset>
      <div><label class="label" for="group">Group</label>\
      <select id="group" name="group"><option value="">all groups</option>\(groups.joined())</select></div>
      <div><label class="label" for="sort">Order</label><select id="sort" name="sort">\
      <option value="">by group, as specified</option><option value="lost">most points lost first</option>\
      <option value="state">worst state first</option><option value="weight">heaviest first</option>\
      <option value="level">mandatory first</option><option value="id">by identifier</option></select></div>
      <div><label class="label" for="q">Words</label><input id="q" name="q" type="search"></div>
      <div class="actions wide"><button type="button" id="expand" aria-expanded="false">Expand all</button>\
      <button type="button" id="reset">Show all requirements</button></div>
      </form>
      """
  }

  private func box(_ name: String, _ value: String, _ label: HTML) -> HTML {
    "<label><input type=\"checkbox\" name=\"\(name)\" value=\"\(value)\"> \(label)</label>"
  }

  private mutating func group(_ verdict: GroupVerdict) -> HTML {
    let group = verdict.group
    let maximum = scorecard.specification.scale.maximum
    var requirements = HTML.empty
    for requirement in verdict.requirements { requirements += render(requirement) }
    return """
      <section class="group" data-group="\(group.id)">
      <div class="title"><div><h3>\(group.title) <span class="id">\(group.id)</span></h3></div>\
      <div class="figure"><b>\(verdict.score.shownInterval)</b> of \(maximum) \(Fragments.gateBeside(scorecard.gate))\
      <div>weight \(group.weight), coverage \(verdict.score.coverage.shown) %</div>\
      \(Fragments.bar(verdict.score, maximum: maximum))</div></div>
      \(markdown.blocks(group.summary))
      \(requirements)
      </section>

      """
  }

  private mutating func outside() -> HTML {
    guard !scorecard.notApplicable.isEmpty else { return .empty }
    var requirements = HTML.empty
    for requirement in scorecard.notApplicable { requirements += render(requirement) }
    return """
      <section class="group" data-group="">
      <div class="title"><h3>Outside the score</h3></div>
      <p class="muted">Taken out by the profile or by the network. None of these counts for or against the bid.</p>
      \(requirements)
      </section>
      """
  }

  /// A requirement with everything that it rests on.
  mutating func render(_ requirement: RequirementVerdict, isOpen: Bool = false) -> HTML {
    let kinds = Set(requirement.bindings.flatMap(\.evidence).map(\.kind.rawValue)).sorted().joined(separator: " ")
    let isOutside = requirement.state == .notApplicable
    let states = requirement.waiver == nil ? requirement.state.token : "\(requirement.state.token) waived"
    let loses = !requirement.lost.isZero && !isOutside
    let lost: HTML =
      isOutside
      ? "" : loses ? "−\(requirement.lost.shown)<span class=\"vh\"> points</span>" : "<span class=\"muted\">0</span>"
    return """
      <details class="r e-\(requirement.state.token)" id="\(requirement.id)" data-state="\(states)" \
      data-level="\(requirement.level.rawValue)" data-kind="\(kinds)" data-weight="\(requirement.weight)" \
      data-lost="\(requirement.lost.shown)" data-severity="\(requirement.state.severity)"\(if: isOpen, " open")><summary>\
      <span>\(Fragments.badge(requirement.state))\(if: requirement.waiver != nil, " <span class=\"st s-partly-met\">⚑ waived</span>")</span>\
      <span class="id">\(requirement.id)</span><h4>\(requirement.title)</h4>\
      <span class="lvl">\(requirement.level.rawValue), weight \(requirement.weight)</span>\
      <span class="lost">\(lost)</span></summary><div class="body">
      <p class="why">\(requirement.why)</p>
      \(facts(requirement))
      \(waiver(requirement))
      \(AnswersFragment.html(requirement))
      \(columns(requirement))
      \(more(requirement))
      </div></details>

      """
  }

  private func facts(_ requirement: RequirementVerdict) -> HTML {
    let isOutside = requirement.state == .notApplicable
    let tags = requirement.tags.joined(separator: ", ")
    return """
      <p class="facts"><span><b>\(requirement.id)@\(requirement.revision)</b></span>\
      <span>level <b>\(requirement.level.rawValue)</b></span><span>weight <b>\(requirement.weight)</b></span>\
      \(if: !isOutside, "<span>credit <b>\(requirement.shownCredit)</b></span><span>points lost <b>\(requirement.lost.shown)</b></span>")\
      \(if: !tags.isEmpty, "<span>tags <b>\(tags)</b></span>")\
      <a class="permalink" href="#\(Fragments.fragment(requirement.id))">link to this</a></p>
      """
  }

  private func waiver(_ requirement: RequirementVerdict) -> HTML {
    guard let waiver = requirement.waiver else { return .empty }
    return """
      <p class="notice"><strong>⚑ Waived until \(waiver.expires).</strong> \(waiver.reason) Approved by \
      \(waiver.approver)\(waiver.ticket, { ", ticket \($0)" }). A waiver lifts the gate only, never the score.</p>
      """
  }

  /// Up to this many choices of systems, the evidence of each stands in the page; of more, the first of each result does,
  /// and the others are drawn when they are opened.
  private static let shownWhole = 4

  private mutating func columns(_ requirement: RequirementVerdict) -> HTML {
    let required: HTML = """
      <div class="col"><h5>Required</h5>\(markdown.blocks(requirement.statement))\
      \(requirement.equivalent, { "<p><strong>Accepted instead:</strong> \(markdown.inline($0))</p>" })\
      \(Fragments.sources(requirement.sources, of: scorecard.specification.sources))\(provenance(requirement))</div>
      """
    let reference = "\(requirement.id)@\(requirement.revision)"
    if requirement.bindings.count <= 1 {
      let verdict = requirement.bindings.first
      let sides = evidence.sides(verdict?.evidence ?? [], of: reference, place: requirement.id)
      return "<div class=\"three\">\(required)\(sides)</div>"
    }
    var bindings = HTML.empty
    var shown: Set<RequirementState> = []
    for (index, verdict) in requirement.bindings.enumerated() {
      let sides = evidence.sides(verdict.evidence, of: reference, place: "\(requirement.id) \(index)")
      let isFirst = shown.insert(verdict.state).inserted
      if requirement.bindings.count > Self.shownWhole, !isFirst {
        bindings += """
          <details data-part="\(evidence.store.add(sides))"><summary>\(Fragments.badge(verdict.state)) \
          <b>\(Self.systems(verdict))</b> <span class="muted">\(verdict.why)</span></summary></details>
          """
        continue
      }
      let open = verdict.state == .met ? "" : " open"
      bindings += """
        <details\(HTML(trusted: open))><summary>\(Fragments.badge(verdict.state)) <b>\(Self.systems(verdict))</b> \
        <span class="muted">\(verdict.why)</span></summary>\(sides)</details>
        """
    }
    return """
      \(requirement.matrix, { SiteMatrixFragment(matrix: $0).html })\
      <div class="three">\(required)<div class="many"><h5>Claimed and proven, for each of \
      \(requirement.bindings.count) choices of systems</h5>\(bindings)</div></div>
      """
  }

  /// The systems of a binding in words: the bound names are said only where there are several.
  static func systems(_ verdict: BindingVerdict) -> String {
    let sorted = verdict.systems.sorted { $0.key < $1.key }
    if sorted.count == 1, let only = sorted.first { return only.value }
    if sorted.isEmpty { return "no system" }
    return sorted.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private func provenance(_ requirement: RequirementVerdict) -> HTML {
    guard let provenance = requirement.provenance else { return .empty }
    return switch provenance.state {
    case .checked: "<p class=\"muted\">Checked against its source\(provenance.note, { ": \($0)" })</p>"
    case .open:
      "<p><span class=\"st s-partly-met\">! open question</span> \(provenance.note ?? "not yet checked against its source")</p>"
    }
  }

  private func more(_ requirement: RequirementVerdict) -> HTML {
    let rationale = markdown.blocks(requirement.rationale)
    let remedy = requirement.remedy.map(markdown.blocks) ?? .empty
    guard !rationale.isEmpty || !remedy.isEmpty else { return .empty }
    return """
      <div class="more"><div>\(if: !rationale.isEmpty, "<h5>Why it is asked</h5>\(rationale)")</div>\
      <div>\(if: !remedy.isEmpty, "<h5>What would mend it</h5>\(remedy)")</div></div>
      """
  }
}

import Judgement
import Rendering
import Specification

/// The first screen of a run's report.
struct SummarySection {
  var scorecard: Scorecard

  var html: HTML {
    """
    <section aria-label="Result">
    <div class="cards">
    \(gate)
    \(score)
    \(coverage)
    \(contradictions)
    </div>
    <div class="pair">
    \(mandatory)
    \(raises)
    </div>
    \(states)
    \(problems)
    </section>
    """
  }

  private var gate: HTML {
    let gate = scorecard.gate
    return """
      <div class="card gate e-\(gate.state.tone.token)"><h2>Gate</h2>
      <div class="big s-\(gate.state.tone.token)">\(gate.state.symbol) \(gate.state.rawValue)</div>
      <p>\(scorecard.gateSentence)</p></div>
      """
  }

  private var score: HTML {
    let score = scorecard.score
    let maximum = scorecard.specification.scale.maximum
    let shown: HTML =
      score.isInterval
      ? "\(score.low.shown)<span class=\"muted\"> to </span>\(score.high.shown)" : "\(score.low.shown)"
    return """
      <div class="card"><h2>Score</h2>
      <div class="big">\(shown) <small>of \(maximum)</small></div>
      \(Fragments.bar(score, maximum: maximum))
      <p>\(Fragments.gateBeside(scorecard.gate)) \(score.label, { "<strong>\($0)</strong>" })\
      \(score.descriptor, { ": \($0)" })</p>
      \(if: !score.desirable.isZero, "<p class=\"muted\">Of this, \(score.desirable.shown) from desirable requirements.</p>")</div>
      """
  }

  private var coverage: HTML {
    """
    <div class="card"><h2>Coverage</h2>
    <div class="big">\(scorecard.score.coverage.shown)<small> %</small></div>
    <p>of the applicable weight is demonstrated, for or against.</p></div>
    """
  }

  private var contradictions: HTML {
    let ids = scorecard.contradictions
    return """
      <div class="card"><h2>Contradictions</h2>
      <div class="big">\(ids.count)</div>
      <p>\(ids.isEmpty ? "No claim was shown to be otherwise." : "claimed, and shown to be otherwise: ")\
      \(ids.map { "<a class=\"nowrap\" href=\"#\(Fragments.fragment($0))\">\($0)</a>" }.joined(by: ", "))</p></div>
      """
  }

  private var mandatory: HTML {
    let gate = scorecard.gate
    let all = scorecard.requirementsByID
    var parts = HTML.empty
    if gate.failing.isEmpty {
      parts += "<p>No mandatory requirement fails.</p>"
    } else {
      // What was shown to be wrong comes before what was not shown at all, which is one list of names when it is long.
      let silent = gate.failing.filter { all[$0]?.state == .notDemonstrated }
      let others = gate.failing.filter { all[$0]?.state != .notDemonstrated }
      let shown = silent.count > Self.longest ? others : gate.failing
      parts += rows(shown, all)
      if silent.count > Self.longest { parts += unshown(silent, all) }
    }
    if !gate.undecided.isEmpty {
      parts += "<h2>Mandatory, undecided</h2><ul class=\"rows\">\(each: gate.undecided, { row($0, all) })</ul>"
    }
    if !gate.waived.isEmpty {
      parts += "<h2>Mandatory, failing and waived</h2><ul class=\"rows\">\(each: gate.waived, { waived($0, all) })</ul>"
    }
    return "<section class=\"panel\"><h2>Mandatory requirements that fail</h2>\(parts)</section>"
  }

  /// The first of some requirements; the others fold away.
  private func rows(_ ids: [String], _ all: [String: RequirementVerdict]) -> HTML {
    guard !ids.isEmpty else { return .empty }
    let first: HTML = "<ul class=\"rows\">\(each: ids.prefix(Self.shownFirst), { row($0, all) })</ul>"
    let rest = ids.dropFirst(Self.shownFirst)
    guard !rest.isEmpty else { return first }
    return """
      \(first)<details class="unshown"><summary>and \(rest.count) more</summary>\
      <ul class="rows">\(each: rest, { row($0, all) })</ul></details>
      """
  }

  /// Requirements that are told with their reasons at once.
  private static let shownFirst = 8

  /// Requirements that nothing shows, beyond which they are told as names alone.
  private static let longest = 6

  private func unshown(_ ids: [String], _ all: [String: RequirementVerdict]) -> HTML {
    let names = ids.map { id -> HTML in
      "<a class=\"nowrap\" href=\"#\(Fragments.fragment(id))\" title=\"\(all[id]?.title ?? "")\">\(id)</a>"
    }
    return """
      <div class="unshown"><p>\(Fragments.badge(RequirementState.notDemonstrated)) \(counted(ids.count, "requirement")) \
      that nothing shows:</p><p>\(names.joined(by: ", "))</p></div>
      """
  }

  private func row(_ id: String, _ all: [String: RequirementVerdict]) -> HTML {
    guard let requirement = all[id] else { return "<li>\(id)</li>" }
    return """
      <li><div class="head">\(Fragments.badge(requirement.state)) <a href="#\(Fragments.fragment(id))">\(id) \(requirement.title)</a></div>\
      <p>\(requirement.why)</p></li>
      """
  }

  private func waived(_ id: String, _ all: [String: RequirementVerdict]) -> HTML {
    guard let requirement = all[id], let waiver = requirement.waiver else { return row(id, all) }
    return """
      <li><div class="head">\(Fragments.badge(requirement.state)) <a href="#\(Fragments.fragment(id))">\(id) \(requirement.title)</a></div>\
      <p>Waived until \(waiver.expires) by \(waiver.approver): \(waiver.reason)</p></li>
      """
  }

  private var raises: HTML {
    let all = scorecard.requirementsByID
    guard !scorecard.raises.isEmpty else {
      return """
        <section class="panel"><h2>What would raise the score most</h2>\
        <p>Nothing: every scored requirement has full credit.</p></section>
        """
    }
    let rows = scorecard.raises.map { raise -> HTML in
      let requirement = all[raise.requirement]
      return """
        <li><div class="head"><span class="gain">+\(raise.points.shown)</span> \
        <a href="#\(Fragments.fragment(raise.requirement))">\(raise.requirement) \(requirement?.title ?? "")</a> \
        \(requirement, { Fragments.badge($0.state) })</div></li>
        """
    }
    return """
      <section class="panel"><h2>What would raise the score most</h2><ol class="rows">\(rows.joined())</ol></section>
      """
  }

  private var states: HTML {
    let counts = RequirementState.allCases.compactMap { state -> (RequirementState, Int)? in
      let count = scorecard.score.states[state.rawValue] ?? 0
      return count > 0 ? (state, count) : nil
    }
    let total = counts.reduce(0) { $0 + $1.1 }
    guard total > 0 else { return .empty }
    var start = 0
    let pieces = counts.map { state, count -> HTML in
      defer { start += count }
      let from = Double(start) / Double(total)
      return """
        <rect class="f-\(state.token)" x="\(percent(from))" width="\(percent(Double(count) / Double(total)))" \
        height="100%"/>
        """
    }
    let items = counts.map { state, count -> HTML in
      "<li>\(Fragments.badge(state)) <a href=\"#state=\(state.token)\">\(count)</a></li>"
    }
    return """
      <section class="panel"><h2>\(counted(total, "requirement")) by state</h2>\
      <svg class="bar stack" aria-hidden="true">\(pieces.joined())</svg><ul class="states">\(items.joined())</ul></section>
      """
  }

  private var problems: HTML {
    guard !scorecard.problems.isEmpty else { return .empty }
    let items = scorecard.problems.map { problem -> HTML in
      """
      <li><div class="head"><span class="st s-partly-met">! \(problem.area)</span> <bdi>\(problem.subject)</bdi></div>\
      <p>\(problem.message)\(problem.advice, { " <strong>What to do:</strong> \($0)" })</p></li>
      """
    }
    return """
      <section class="panel"><h2>Problems that are not verdicts</h2>\
      <ul class="rows">\(items.joined())</ul></section>
      """
  }
}

import Judgement
import Rendering
import Specification

/// The report of one run for paper: a page that `PaperPrinter` makes a PDF of.
///
/// It begins with the result and the contents; each requirement follows with what is required, what the papers claim and
/// what was proven. Transcripts stay in the run directory, which the report names: nobody reads bytes on paper.
public enum PaperReport {
  /// Renders a report.
  ///
  /// - Returns: A page of HTML, to be written in UTF-8, that loads nothing.
  public static func render(_ scorecard: Scorecard) -> String {
    let body = PaperPages(scorecard: scorecard).body
    return Page(
      title: "\(short(scorecard.bid.bidder)): \(short(scorecard.specification.title))", body: body, style: .paper,
      script: nil
    ).text
  }

  /// Characters of one text that paper takes; what is longer stands whole in the record.
  static let longest = 1_500

  /// A text that paper can hold.
  static func fitting(_ text: String) -> String {
    // Bytes first: counting characters of a megabyte for each finding takes too long.
    guard text.utf8.count > longest else { return text }
    let start = text.prefix(longest)
    guard start.endIndex < text.endIndex else { return text }
    return "\(start) … (cut on paper: \(text.utf8.count) bytes; whole in the run directory)"
  }

  /// A text for a line of its own: headers, titles.
  static func short(_ text: String) -> String {
    TextTable.cut(PlainText.singleLine(String(text.prefix(300))), 90)
  }
}

/// The content of a report on paper.
struct PaperPages {
  let scorecard: Scorecard
  /// The numbers of the requirements' anchors, which no foreign text can spoil.
  private let numbers: [String: Int]

  init(scorecard: Scorecard) {
    self.scorecard = scorecard
    let all = scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable
    numbers = Dictionary(all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var body: HTML {
    let requirements = PaperRequirements(scorecard: scorecard, numbers: numbers)
    return """
      \(cover)
      \(contents)
      <main id="main">
      \(result)
      \(areas)
      \(requirements.html)
      \(AppendixSection(scorecard: scorecard).html)
      </main>
      """
  }

  private var cover: HTML {
    let specification = scorecard.specification
    let run = scorecard.run
    let profile: HTML = "\(specification.profile, { ", profile \($0.title) \($0.version)" })"
    let products = scorecard.bid.products.joined(separator: ", ")
    let running = "\(specification.title) \(specification.version), run \(run.id)"
    return """
      <header>
      <p class="kicker">Conformance report</p>
      <h1 data-running="\(PaperReport.short(scorecard.bid.bidder))"><bdi>\(PaperReport.fitting(scorecard.bid.bidder))</bdi></h1>
      <dl class="meta source" data-running="\(PaperReport.short(running))">
      <dt>Offered<dd>\(products.isEmpty ? "no products named" : PaperReport.fitting(products))
      <dt>Judged by<dd>\(specification.title) \(specification.version)\(profile)
      <dt>Run<dd>\(run.id), \(Timestamp.shown(run.startedAt))\
      \(run.endedAt, { " to \(Timestamp.shownEnd($0, after: run.startedAt))" }), \(run.tool)
      <dt>Systems probed<dd>\(run.systems.count)
      </dl>
      \(figures)
      \(if: scorecard.isProvisional, "<p class=\"notice\"><strong>Provisional result.</strong> \(scorecard.provisionalReasons.joined(separator: " "))</p>")
      </header>
      """
  }

  private var figures: HTML {
    let score = scorecard.score
    let gate = scorecard.gate
    return """
      <table class="figures"><tr>\
      <td><h5>Gate</h5><b class="s-\(gate.state.tone.token)">\(gate.state.symbol) \(gate.state.rawValue)</b>\
      \(scorecard.gateSentence)\
      <td><h5>Score, of \(scorecard.specification.scale.maximum)</h5><b>\(score.shownInterval)</b>\
      \(Fragments.gateBeside(gate)) \(score.label, { "<strong>\($0)</strong>" })\(score.descriptor, { ": \($0)" })\
      <td><h5>Coverage</h5><b>\(score.coverage.shown) %</b>of the applicable weight is demonstrated, for or against.\
      <td><h5>Contradictions</h5><b>\(scorecard.contradictions.count)</b>claimed, and shown to be otherwise.\
      </table>
      """
  }

  private var contents: HTML {
    var items: HTML = """
      <li><a href="#result">Result</a><li><a href="#areas">Areas</a><li><a href="#requirements">Requirements</a>
      """
    for (index, verdict) in scorecard.groups.enumerated() {
      items += "<li class=\"two\"><a href=\"#area-\(index)\">\(verdict.group.id) \(verdict.group.title)</a>"
    }
    if !scorecard.notApplicable.isEmpty {
      items += "<li class=\"two\"><a href=\"#outside\">Outside the score</a>"
    }
    return """
      <nav aria-label="Contents"><h2>Contents</h2><ul class="contents">\(items)\
      <li><a href="#how-judged">How this was judged</a></ul></nav>
      """
  }

  private var result: HTML {
    let gate = scorecard.gate
    let all = scorecard.requirementsByID
    var parts: HTML = "<h2 id=\"result\">Result</h2>"
    parts += list("Mandatory requirements that fail", gate.failing, all, otherwise: "None fails.")
    if !gate.undecided.isEmpty { parts += list("Mandatory, undecided", gate.undecided, all) }
    if !gate.waived.isEmpty { parts += list("Mandatory, failing and waived", gate.waived, all) }
    if !scorecard.contradictions.isEmpty { parts += list("Contradictions", scorecard.contradictions, all) }
    if !scorecard.raises.isEmpty {
      let rows = scorecard.raises.map { raise -> HTML in
        let requirement = all[raise.requirement]
        return """
          <tr><td class="n">+\(raise.points.shown)<td>\(raise.requirement)<td>\(requirement?.title ?? "")\
          <td>\(requirement, { Fragments.badge($0.state) })<td class="n">\(page(of: raise.requirement))
          """
      }
      parts += """
        <h3>What would raise the score most</h3><table><thead><tr><th class="n w-n">Points<th class="w-id">Requirement\
        <th>Title<th class="w-state">State<th class="n w-page">Page</thead><tbody>\(rows.joined())</tbody></table>
        """
    }
    if !scorecard.problems.isEmpty {
      let rows = scorecard.problems.map { problem -> HTML in
        """
        <tr><td>\(problem.area)<td>\(PaperReport.fitting(problem.subject))<td>\(PaperReport.fitting(problem.message)) \
        \(problem.advice.map(PaperReport.fitting) ?? "")
        """
      }
      parts += """
        <h3>Problems that are not verdicts</h3><table><thead><tr><th class="w-id">Area<th class="w-state">Subject\
        <th>What happened, and what to do</thead><tbody>\(rows.joined())</tbody></table>
        """
    }
    return parts
  }

  private func list(
    _ title: String, _ ids: [String], _ all: [String: RequirementVerdict], otherwise: String = ""
  ) -> HTML {
    guard !ids.isEmpty else { return "<h3>\(title)</h3><p>\(otherwise)</p>" }
    let rows = ids.map { id -> HTML in
      let requirement = all[id]
      let why = requirement.map { PaperReport.fitting($0.why) } ?? ""
      return """
        <tr><td>\(requirement, { Fragments.badge($0.state) })<td>\(id)<td><strong>\(requirement?.title ?? "")</strong> \
        \(why)\(requirement?.waiver, { " Waived until \($0.expires) by \($0.approver)." })\
        <td class="n">\(page(of: id))
        """
    }
    return """
      <h3>\(title): \(ids.count)</h3><table><thead><tr><th class="w-state">State<th class="w-id">Requirement\
      <th>Title and reason<th class="n w-page">Page</thead><tbody>\(rows.joined())</tbody></table>
      """
  }

  private var areas: HTML {
    let rows = scorecard.groups.enumerated().map { index, verdict -> HTML in
      let met = verdict.score.states[RequirementState.met.rawValue] ?? 0
      return """
        <tr><td>\(verdict.group.id)<td>\(verdict.group.title)<td class="n">\(verdict.group.weight)\
        <td class="n">\(verdict.score.shownInterval)<td class="n">\(verdict.score.coverage.shown) %\
        <td class="n">\(met) of \(verdict.requirements.count)<td class="n"><a class="page" href="#area-\(index)"></a>
        """
    }
    return """
      <h2 id="areas">Areas</h2>
      <p>Scores are on the scale of \(scorecard.specification.scale.maximum). \(Fragments.gateBeside(scorecard.gate))</p>
      <table><thead><tr><th class="w-n">Area<th>Title<th class="n w-n">Weight<th class="n w-state">Score\
      <th class="n w-n">Coverage<th class="n w-id">Met<th class="n w-page">Page</thead><tbody>\(rows.joined())</tbody></table>
      """
  }

  private func page(of id: String) -> HTML {
    numbers[id].map { "<a class=\"page\" href=\"#r\($0)\"></a>" } ?? .empty
  }
}

import Judgement
import Rendering
import Reports

/// Which requirements of a run are listed.
struct RequirementFilter: Hashable, Sendable {
  var state: String?
  var level: String?
  var group: String?
  var words: [String] = []

  func shows(_ requirement: RequirementVerdict, in group: String) -> Bool {
    (state == nil || requirement.state.rawValue == state) && (level == nil || requirement.level.rawValue == level)
      && (self.group == nil || group == self.group)
      && words.allSatisfy {
        "\(requirement.id) \(requirement.title) \(requirement.why)".lowercased().contains($0.lowercased())
      }
  }
}

/// The requirements of a run as a table.
struct RequirementTable {
  var run: OpenedRun
  var filter: RequirementFilter

  /// How many are shown, and each with the way to its evidence.
  var html: HTML {
    var rows = HTML.empty
    var shown = 0
    for group in run.scorecard.groups {
      for requirement in group.requirements where filter.shows(requirement, in: group.group.id) {
        rows += row(requirement)
        shown += 1
      }
    }
    for requirement in run.scorecard.notApplicable where filter.shows(requirement, in: "") {
      rows += row(requirement)
      shown += 1
    }
    return """
      <p class="muted" role="status">\(Words.counted(shown, "requirement")) shown</p>
      <div class="panel"><div class="scroll" tabindex="0" role="region" aria-label="Table of requirements"><table class="requirements"><thead><tr>\
      <th scope="col">Requirement<th scope="col">State<th scope="col">Level<th scope="col" class="n">Points lost\
      <th scope="col">Why</thead><tbody>\(rows)</tbody></table></div></div>
      """
  }

  private func row(_ requirement: RequirementVerdict) -> HTML {
    """
    <tr><th scope="row"><a href="/runs/\(run.entry.key)/requirements/\(HTML(trusted: Words.encoded(requirement.id)))">\
    <span class="id">\(requirement.id)</span> \(requirement.title)</a><td>\(ReportAssets.badge(requirement.state))\
    \(if: requirement.waiver != nil, " <span class=\"st s-partly-met\">⚑ waived</span>")\
    <td>\(requirement.level.rawValue)<td class="n">\(requirement.state == .notApplicable ? "" : requirement.lost.shown)\
    <td>\(requirement.why)
    """
  }
}

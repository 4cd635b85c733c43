import Judgement
import Rendering

/// The results of a requirement by pairs of sites: a symbol and a word in each cell, never a colour alone.
struct SiteMatrixFragment {
  let matrix: SiteMatrix

  /// Up to this many sites, the words stand in the cells; beyond, they stand below and for screen readers.
  private static let wordy = 8

  var html: HTML {
    let cells = Dictionary(
      matrix.cells.map { (Place(from: $0.from, to: $0.to), $0) }, uniquingKeysWith: { first, _ in first })
    let columns = matrix.sites.map { "<th scope=\"col\"><span>\($0)</span>" as HTML }
    let rows = matrix.sites.map { from -> HTML in
      let fields = matrix.sites.map { to in field(cells[Place(from: from, to: to)], from: from, to: to) }
      return "<tr><th scope=\"row\">\(from)\(fields.joined())"
    }
    let present = Set(matrix.cells.map(\.state))
    let legend = RequirementState.allCases.filter { present.contains($0) }.map { state -> HTML in
      let count = matrix.cells.count { $0.state == state }
      return "<li>\(Fragments.badge(state)) \(counted(count, "pair"))</li>"
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="Results by pairs of sites"><table class="heat\
      \(if: isWide, " wide")"><caption>From the site of the row (<i>\(matrix.from)</i>) to the site of the column \
      (<i>\(matrix.to)</i>)</caption><thead><tr><td>\(columns.joined())</thead><tbody>\(rows.joined())</tbody></table>\
      </div><ul class="states">\(legend.joined())</ul>
      """
  }

  private struct Place: Hashable {
    var from: String
    var to: String
  }

  private var isWide: Bool { matrix.sites.count > Self.wordy }

  private func field(_ cell: SiteMatrix.Cell?, from: String, to: String) -> HTML {
    guard let cell else {
      if from == to {
        return "<td class=\"self\"><span aria-hidden=\"true\">·</span><span class=\"vh\">same site</span>"
      }
      return "<td class=\"self\"><span class=\"vh\">not paired</span>"
    }
    let choices = cell.bindings > 1 ? ", the worst of \(cell.bindings) choices of systems" : ""
    return """
      <td class="s-\(cell.state.token)" title="\(from) to \(to): \(cell.state.rawValue)\(choices)">\
      <b aria-hidden="true">\(cell.state.symbol)</b><span class="\(isWide ? "vh" : "w")"> \(cell.state.rawValue)</span>
      """
  }
}

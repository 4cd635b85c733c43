import Judgement
import Rendering
import Specification

/// Bids side by side as a single HTML file that loads nothing.
///
/// First stand gate, score with interval, coverage and contradictions of each bid, price and quality where prices are given,
/// then the groups as a table, as bars and as each bid's profile, then what each bid lacks, and every requirement under every
/// bid in a table that sorts. Only what differs is shown at the address `#only=differences`.
public enum HTMLComparisonReport {
  /// Renders a comparison.
  ///
  /// - Parameters:
  ///   - comparison: The bids held side by side.
  ///   - reports: Relative address of each bid's own report, by bid id: `northgate/index.html`. A bid without one is not
  ///     linked.
  ///   - prices: The prices of the bids; nil where they are no part of it.
  /// - Returns: The file's text, to be written in UTF-8.
  public static func render(
    _ comparison: Comparison, reports: [String: String] = [:], prices: ComparedPrices? = nil
  ) -> String {
    let page = ComparisonPage(comparison: comparison, reports: reports, prices: prices)
    return Page(title: "Bids compared: \(comparison.specification.title)", body: page.body).text
  }
}

/// The content of a comparison.
private struct ComparisonPage {
  let comparison: Comparison
  let reports: [String: String]
  let prices: ComparedPrices?

  private var charts: ComparisonCharts { ComparisonCharts(comparison: comparison, prices: prices) }
  private var maximum: Int { comparison.specification.scale.maximum }

  var body: HTML {
    let specification = comparison.specification
    let profile: HTML = "\(specification.profile, { ", profile \($0.title) \($0.version)" })"
    return """
      <header>
      <p class="kicker">\(counted(comparison.bids.count, "bid")) compared</p>
      <h1>\(specification.title)</h1>
      <dl class="meta"><div><dt>Judged by<dd>\(specification.id) \(specification.version)\(profile)</div>\
      <div><dt>Requirements<dd>\(comparison.requirements.count)</div></dl>
      \(problems)
      </header>
      <main id="main">
      \(overview)
      \(charts.priceAndQuality)
      \(groups)
      \(charts.areas)
      \(charts.profiles)
      \(ComparisonGaps(comparison: comparison, link: requirement).html)
      \(matrix)
      </main>
      <footer>\(comparison.bids.first?.run.tool ?? ""). Points lost are of the total on the scale of \(maximum), cut off and never rounded.</footer>
      """
  }

  private var problems: HTML {
    guard !comparison.problems.isEmpty else { return .empty }
    let items = comparison.problems.map { problem -> HTML in
      "<li>\(problem.message)\(problem.advice, { " \($0)" })"
    }
    return """
      <div class="notice" role="note"><strong>! These results cannot be ranked.</strong><ul>\(items.joined())</ul></div>
      """
  }

  // MARK: Bids

  private var overview: HTML {
    """
    <section class="panel first" aria-labelledby="bids-title"><h2 id="bids-title">Result of each bid</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="bids-title"><table class="stackable bids"><thead><tr><th scope="col">Bid<th scope="col">Gate<th scope="col" class="n">Score of \(maximum)\
    <th scope="col"><span class="vh">Score drawn</span><th scope="col" class="n">Coverage<th scope="col">Contradictions\
    <th scope="col">Mandatory requirements that fail</thead><tbody>\(each: comparison.bids, row)</tbody></table></div>
    <p class="muted">Ranks put a passed gate before any score. A failed gate stands beside the score wherever it is \
    shown.</p></section>
    """
  }

  private func row(_ column: Comparison.Column) -> HTML {
    let score = column.score
    let isPartial = column.run.isPartial || column.run.endedAt == nil
    let rank: HTML =
      "\(column.rank, { "<div class=\"muted\">rank \($0)\(if: !column.isRankSettled, ", not settled")</div>" })"
    let marked: HTML = isPartial ? " <span class=\"st s-partly-met\">! partial</span>" : ""
    let failing = shortened(column.gate.failing, of: column)
    let undecided = column.gate.undecided.map { requirement($0, of: column) }.joined(by: ", ")
    let waived = column.gate.waived.map { requirement($0, of: column) }.joined(by: ", ")
    let contradictions = column.contradictions.map { requirement($0, of: column) }.joined(by: ", ")
    return """
      <tr><th scope="row"><b>\(link("\(column.bid.bidder)", to: column))</b>\(marked)\
      <div class="muted">\(column.bid.products.joined(separator: ", "))</div>\(rank)\
      <td>\(Fragments.badge(column.gate.state))\
      <td class="n" data-h="score"><b class="nowrap">\(score.shownInterval)</b>\
      \(if: column.gate.state != .passed, "<div>\(Fragments.gateBeside(column.gate))</div>")\
      \(score.label, { "<div class=\"muted\">\($0)</div>" })\
      <td>\(Fragments.bar(score, maximum: maximum))<td class="n" data-h="coverage">\(score.coverage.shown) %\
      <td data-h="contradictions">\(column.contradictions.count)\(if: !contradictions.isEmpty, ": \(contradictions)")\
      <td data-h="failing">\(failing.isEmpty ? "none" : failing)\(if: !undecided.isEmpty, "<div class=\"muted\">undecided: \(undecided)</div>")\
      \(if: !waived.isEmpty, "<div class=\"muted\">waived: \(waived)</div>")
      """
  }

  /// How many they are, the first of them, and the others for who opens them: a wall of numbers says nothing.
  private func shortened(_ requirements: [String], of column: Comparison.Column) -> HTML {
    let links = requirements.map { requirement($0, of: column) }
    guard links.count > Self.told + 1 else { return links.joined(by: ", ") }
    return """
      <b>\(links.count)</b>: \(links.prefix(Self.told).joined(by: ", "))\
      <details><summary>and \(links.count - Self.told) more</summary>\(links.dropFirst(Self.told).joined(by: ", "))</details>
      """
  }

  /// Requirements that are named at once.
  private static let told = 8

  // MARK: Groups

  private var groups: HTML {
    let rows = comparison.groups.map { row -> HTML in
      let cells = row.scores.map { score -> HTML in
        guard let score else { return "<td class=\"muted\">not judged" }
        return """
          <td data-v="\(1_000 - Int(score.low.share * 1_000))"><b>\(score.shownInterval)</b>\(Fragments.bar(score, maximum: maximum))
          """
      }
      return """
        <tr><th scope="row">\(row.group.title) <span class="id">\(row.group.id), weight \(row.group.weight)</span>\(cells.joined())
        """
    }
    return """
      <section aria-labelledby="groups-title"><h2 id="groups-title">Groups</h2>
      <div class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="groups-title">\
      <table class="matrix"><thead><tr><th scope="col">Group\(heads)</thead><tbody>\(rows.joined())</tbody></table></div></div></section>
      """
  }

  /// The bids as column heads, each with its gate wherever that is not passed: the numbers below it stand beside it.
  private var heads: HTML {
    comparison.bids.map { column in
      let gate = Fragments.gateBeside(column.gate)
      return "<th scope=\"col\">\(link("\(column.bid.bidder)", to: column))\(if: !gate.isEmpty, "<br>\(gate)")"
    }.joined()
  }

  // MARK: Requirements

  private var matrix: HTML {
    var sections: [(id: String, rows: [Comparison.Row])] = []
    for row in comparison.requirements {
      if sections.last?.id == row.group {
        sections[sections.count - 1].rows.append(row)
      } else {
        sections.append((row.group, [row]))
      }
    }
    let titles = Dictionary(
      comparison.groups.map { ($0.group.id, $0.group.title) }, uniquingKeysWith: { first, _ in first })
    let body = sections.map { section -> HTML in
      let differs = section.rows.contains { $0.differs } ? 1 : 0
      let title = titles[section.id] ?? "Outside the score"
      return """
        <tbody><tr class="g" data-d="\(differs)"><th scope="rowgroup" colspan="\(comparison.bids.count + 1)">\(title)\
        \(each: section.rows, row)</tbody>
        """
    }
    let differing = comparison.requirements.count { $0.differs }
    return """
      <section id="matrix" aria-labelledby="matrix-title"><h2 id="matrix-title">Requirements</h2>
      <p class="muted">\(differing) of \(counted(comparison.requirements.count, "requirement")) \
      \(differing == 1 ? "differs" : "differ") between the bids.</p>
      <label class="switch" hidden><input type="checkbox" id="only"> Only differences</label>
      <div class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="matrix-title">\
      <table class="matrix"><thead><tr><th scope="col">Requirement\(heads)</thead>\(body.joined())</table></div></div></section>
      """
  }

  private func row(_ row: Comparison.Row) -> HTML {
    let cells = zip(row.cells, comparison.bids).map { cell, column -> HTML in
      guard let cell else { return "<td class=\"muted\">not judged" }
      let badge = Fragments.badge(cell.state)
      let credit =
        cell.creditLow.exact == cell.creditHigh.exact
        ? cell.creditLow.exact : "\(cell.creditLow.exact) to \(cell.creditHigh.exact)"
      let lost: HTML = cell.lost.isZero ? "" : ", −\(cell.lost.shown)"
      let figures: HTML = cell.state == .notApplicable ? "" : "<small>credit \(credit)\(lost)</small>"
      return """
        <td data-v="\(order(cell))">\(link(badge, to: column, at: row.id))\(if: cell.isWaived, " <span class=\"st s-partly-met\">⚑ waived</span>")\(figures)
        """
    }
    return """
      <tr data-d="\(row.differs ? 1 : 0)"><th scope="row"><span class="id">\(row.id)</span> \(row.title) \
      <span class="lvl">\(row.level.rawValue), weight \(row.weight)</span>\(cells.joined())
      """
  }

  /// By what a cell is put in order: the worse the state, and the less the credit, the higher.
  private func order(_ cell: Comparison.Cell) -> Int {
    cell.state.severity * 1_000 + 999 - Int(cell.creditLow.share * 999)
  }

  // MARK: Links

  /// A requirement's id as a link into the bid's own report.
  private func requirement(_ id: String, of column: Comparison.Column) -> HTML {
    link("<span class=\"nowrap\">\(id)</span>", to: column, at: id)
  }

  private func link(_ words: HTML, to column: Comparison.Column, at requirement: String? = nil) -> HTML {
    guard let report = reports[column.bid.id] else { return words }
    let fragment = requirement.map { "#" + Fragments.fragment($0) } ?? ""
    return "<a href=\"\(Fragments.relative(report))\(fragment)\">\(words)</a>"
  }
}

import Judgement
import Rendering

/// The evaluation of a tender as a single HTML file that loads nothing: for each lot its bids with gate, score and
/// coverage, each with a link to its own report, then who evaluated what.
public enum HTMLTenderReport {
  /// Renders an overview.
  ///
  /// - Returns: The file's text, to be written in UTF-8.
  public static func render(_ report: TenderReport) -> String {
    Page(title: "Evaluation: \(report.title)", body: TenderPage(report: report).body).text
  }
}

/// The content of an overview.
private struct TenderPage {
  let report: TenderReport

  var body: HTML {
    """
    <header>
    <p class="kicker">Evaluation of bids</p>
    <h1><bdi>\(report.title)</bdi></h1>
    <dl class="meta"><div><dt>Buyer<dd>\(report.buyer)</div>\(report.reference, { "<div><dt>Notice<dd>\($0)</div>" })\
    <div><dt>Dates held against<dd>\(report.now)</div>\
    <div><dt>Gates<dd>\(report.gates.isEmpty ? "every mandatory requirement" : report.gates.joined(separator: ", "))</div>\
    <div><dt>SHA-256 of the rules<dd>\(Fragments.digest(report.rulesSHA256))</div></dl>
    </header>
    <main id="main">
    \(each: Array(report.lots.enumerated()), { lot($0.element, number: $0.offset) })
    \(ledger)
    </main>
    <footer>Prices are no part of this page. All bids were judged by the same rules.</footer>
    """
  }

  private func lot(_ lot: TenderReport.Lot, number: Int) -> HTML {
    let heading: HTML = "\(lot.id, { "<span class=\"id\">\($0)</span> " })\(lot.title)"
    let rows: HTML =
      lot.bids.isEmpty
      ? "<p class=\"muted\">No bid for this lot was evaluated.</p>"
      : """
      <div class="scroll" tabindex="0" role="group" aria-labelledby="lot-\(number)"><table class="stackable"><thead><tr><th scope="col">Bid<th scope="col">Gate<th scope="col" class="n">\(scoreHeading(lot))\
      <th scope="col"><span class="vh">Score drawn</span><th scope="col" class="n">Coverage\
      <th scope="col">Contradictions<th scope="col">Mandatory requirements that fail</thead>\
      <tbody>\(each: lot.bids, row)</tbody></table></div>
      """
    return """
      <section class="panel\(if: number == 0, " first")" aria-labelledby="lot-\(number)"><h2 id="lot-\(number)">\(heading)</h2>
      <p class="muted">Quality weighs \(lot.qualityWeight) %, price \(100 - lot.qualityWeight) %. \
      \(if: lot.qualityThreshold != "0", "A bid needs \(lot.qualityThreshold) % of quality. ")\
      Judged by \(lot.specification).</p>
      \(rows)
      \(lot.comparison, { "<p><a href=\"\(Fragments.relative($0))\">The bids side by side</a></p>" })
      </section>
      """
  }

  private func scoreHeading(_ lot: TenderReport.Lot) -> HTML {
    "Score\(lot.bids.first, { " of \($0.scorecard.specification.scale.maximum)" })"
  }

  private func row(_ bid: TenderReport.Bid) -> HTML {
    let card = bid.scorecard
    let score = card.score
    let maximum = card.specification.scale.maximum
    return """
      <tr><th scope="row"><b><a href="\(Fragments.relative(bid.address))">\(card.bid.bidder)</a></b>\
      <div class="muted">\(card.bid.products.joined(separator: ", "))</div>\
      <div class="muted">\(bid.evaluated)</div>\
      <td>\(Fragments.badge(card.gate.state))\
      <td class="n" data-h="score"><b class="nowrap">\(score.shownInterval)</b>\
      \(if: card.gate.state != .passed, "<div>\(Fragments.gateBeside(card.gate))</div>")\
      <td class="bids">\(Fragments.bar(score, maximum: maximum))<td class="n" data-h="coverage">\(score.coverage.shown) %\
      <td data-h="contradictions">\(card.contradictions.isEmpty ? "none" : card.contradictions.joined(separator: ", "))\
      <td data-h="failing">\(card.gate.failing.isEmpty ? "none" : card.gate.failing.joined(separator: ", "))\
      \(if: !card.gate.undecided.isEmpty, "<div class=\"muted\">undecided: \(card.gate.undecided.joined(separator: ", "))</div>")
      """
  }

  private var ledger: HTML {
    let rows = report.entries.map { entry -> HTML in
      """
      <tr><th scope="row">\(entry.number)<td class="nowrap" data-h="when">\(entry.at)<td data-h="who">\(entry.by)\
      <td data-h="bids">\(entry.bids.joined(separator: ", "))<td data-h="tool">\(entry.tool)
      """
    }
    return """
      <section class="panel" aria-labelledby="ledger"><h2 id="ledger">Who evaluated what</h2>
      <table class="stackable"><thead><tr><th scope="col">Entry<th scope="col">Ended<th scope="col">By\
      <th scope="col">Bids<th scope="col">Tool</thead><tbody>\(rows.joined())</tbody></table>
      <p class="muted">Entries are only added. Each holds the fingerprint of the one before it.</p></section>
      """
  }
}

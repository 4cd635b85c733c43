import Judgement
import Rendering
import Reports

/// An award as a single HTML page that loads nothing, in the reports' design, for the board alone.
public enum AwardPage {
  /// Renders an award.
  ///
  /// - Returns: The file's text, to be written in UTF-8.
  public static func render(_ award: Award) -> String {
    Page(reporting: "Award: \(award.tender.title)", body: AwardBody(award: award).html).text
  }
}

/// The content of an award.
private struct AwardBody {
  let award: Award

  /// Requirements of the sensitivity that the page shows; the record has all.
  private static let most = 40

  var html: HTML {
    let reference: HTML = "\(award.tender.reference, { "<div><dt>Notice<dd>\($0)</div>" })"
    return """
      <header>
      <p class="kicker">Award, for the board\(if: award.isProvisional, " (provisional)")</p>
      <h1>\(award.tender.title)</h1>
      <dl class="meta"><div><dt>Contracting authority<dd>\(award.tender.buyer)</div>\(reference)\
      <div><dt>Judged on<dd>\(award.day)</div></dl>
      </header>
      <main id="main">
      \(each: award.lots, lot)
      </main>
      <footer>\(award.tool). This page holds every bidder's price and result: it is for the board, not for bidders.</footer>
      """
  }

  private func lot(_ lot: LotAward) -> HTML {
    let title = (lot.id.map { "Lot \($0): " } ?? "") + lot.title
    return """
      <section class="panel first"><h2>\(title)</h2>
      <p><strong>\(AwardWords.outcome(lot))</strong></p>
      \(if: !lot.provisional.isEmpty, provisional(lot))
      \(ranking(lot))
      <p class="muted">\(AwardWords.method(lot))</p></section>
      \(excluded(lot))
      \(chart(lot))
      \(groups(lot))
      \(ConsensusSection(lot: lot).html)
      \(lot.sensitivity, { sensitivity($0, lot) })
      """
  }

  private func provisional(_ lot: LotAward) -> HTML {
    """
    <div class="notice" role="note"><strong>! This result is provisional.</strong>\
    <ul>\(each: lot.provisional, { "<li>\($0)" })</ul></div>
    """
  }

  private func ranking(_ lot: LotAward) -> HTML {
    let rows = lot.inOrder.filter { !$0.isExcluded }.map { standing -> HTML in
      let rank: HTML = standing.rank.map { "\($0)" } ?? "–"
      let open: HTML = standing.rank != nil && !standing.isSettled ? "<div class=\"muted\">not settled</div>" : ""
      return """
        <tr><td class="n" data-h="rank"><b>\(rank)</b>\(open)<th scope="row"><b>\(standing.bidder)</b> <span class="id">\(standing.bid)</span>\
        \(each: standing.notes, { "<div class=\"muted\">! \($0)</div>" })\
        <td class="n" data-h="total"><b>\(AwardWords.interval(standing.total, standing.totalHigh))</b>\
        <td class="n" data-h="quality">\(AwardWords.interval(standing.quality, standing.qualityHigh))\
        <td class="n" data-h="price">\(AwardWords.money(standing.price))\
        <td class="n" data-h="points">\(standing.pricePoints?.shown ?? "–")
        """
    }
    guard !rows.isEmpty else { return .empty }
    return """
      <table class="stackable"><thead><tr><th scope="col" class="n">Rank<th scope="col">Bid<th scope="col" class="n">Total of 100\
      <th scope="col" class="n">Quality, %<th scope="col" class="n">Price, \(lot.currency)<th scope="col" class="n">Price points, %</thead>\
      <tbody>\(rows.joined())</tbody></table>
      """
  }

  private func excluded(_ lot: LotAward) -> HTML {
    let standings = lot.standings.filter(\.isExcluded)
    guard !standings.isEmpty else { return .empty }
    let items = standings.map { standing -> HTML in
      let reasons = standing.exclusions.map { exclusion -> HTML in
        "<li>\(exclusion.state, { "\(Fragments.badge($0)) " })\(exclusion.reason)"
      }
      return """
        <h3>\(standing.bidder) <span class="id">\(standing.bid)</span></h3><p class="muted">Quality \
        \(AwardWords.interval(standing.quality, standing.qualityHigh)) %\(standing.price, { ", price \(AwardWords.money($0)) \(lot.currency)" })</p>\
        <ul>\(reasons.joined())</ul>
        """
    }
    return "<section class=\"panel\"><h2>Excluded</h2>\(items.joined())</section>"
  }

  private func chart(_ lot: LotAward) -> HTML {
    let points = lot.standings.compactMap { standing -> PriceQualityChart.Point? in
      guard let price = standing.price?.rational, let low = standing.quality?.rational else { return nil }
      return PriceQualityChart.Point(
        name: standing.bidder, price: price.drawn, low: low.drawn,
        high: standing.qualityHigh?.rational?.drawn ?? low.drawn,
        isExcluded: standing.isExcluded)
    }
    guard !points.isEmpty else { return .empty }
    let drawing = PriceQualityChart(
      points, currency: lot.currency, threshold: lot.threshold.rational?.drawn ?? 0)
    return "<section class=\"panel\"><h2>Price and quality</h2>\(drawing.html)</section>"
  }

  private func groups(_ lot: LotAward) -> HTML {
    var seen: Set<String> = []
    let groups = lot.standings.flatMap(\.groups).map(\.group).filter { seen.insert($0.id).inserted }
    guard !groups.isEmpty else { return .empty }
    let standings = lot.inOrder
    let rows = groups.map { group -> HTML in
      let cells = standings.map { standing -> HTML in
        let score = standing.groups.first { $0.group.id == group.id }?.score
        return "<td class=\"n\">\(score?.shown ?? "–")"
      }
      return """
        <tr><th scope="row">\(group.title) <span class="id">\(group.id), weight \(group.weight)</span>\(cells.joined())
        """
    }
    return """
      <section class="panel"><h2>Award criteria</h2><div class="scroll" tabindex="0"><table><thead><tr>\
      <th scope="col">Criterion\(each: standings, { "<th scope=\"col\" class=\"n\">\($0.bidder)" })</thead>\
      <tbody>\(rows.joined())</tbody></table></div></section>
      """
  }

  // MARK: Sensitivity

  private func sensitivity(_ sensitivity: Sensitivity, _ lot: LotAward) -> HTML {
    """
    <section class="panel"><h2>How firmly the order stands</h2>
    \(each: AwardWords.weights(lot), { "<p>\($0)</p>" })
    \(if: !sensitivity.weights.isEmpty, weights(sensitivity, lot))
    \(requirements(sensitivity, lot))
    \(if: !sensitivity.groups.isEmpty, groups(sensitivity, lot))
    \(sensitivity.simulation, { simulation($0, lot) })</section>
    """
  }

  private func weights(_ sensitivity: Sensitivity, _ lot: LotAward) -> HTML {
    let rows = sensitivity.weights.map { range -> HTML in
      let order = range.order.map { AwardWords.names($0, lot) }.joined(separator: ", then ")
      return """
        <tr><td class="n">\(range.from.shown)<td class="n">\(range.to.shown)<td>\(order)
        """
    }
    return """
      <table><caption>The order over all weights of quality, in percent</caption><thead><tr><th scope="col" class="n">From\
      <th scope="col" class="n">To<th scope="col">Order</thead><tbody>\(rows.joined())</tbody></table>
      """
  }

  private func requirements(_ sensitivity: Sensitivity, _ lot: LotAward) -> HTML {
    let changes = sensitivity.requirements
    guard !changes.isEmpty else { return "<p>No single requirement would change who leads.</p>" }
    let rows = changes.prefix(Self.most).map { change -> HTML in
      """
      <tr><th scope="row"><span class="id">\(change.requirement)</span> \(change.title)<td>\(Fragments.badge(change.state))\
      <td>\(AwardWords.sentence(change, lot))
      """
    }
    let rest = changes.count - rows.count
    return """
      <h3>Requirements that alone would change who leads: \(changes.count)</h3>
      <div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Requirement<th scope="col">State now\
      <th scope="col">What would change</thead><tbody>\(rows.joined())</tbody></table></div>
      \(if: rest > 0, "<p class=\"muted\">and \(rest) more, which award.json and award.xlsx name.</p>")
      """
  }

  private func groups(_ sensitivity: Sensitivity, _ lot: LotAward) -> HTML {
    """
    <h3>Groups whose weight would change who leads</h3>
    <ul>\(each: sensitivity.groups, { "<li><b>\($0.title)</b> <span class=\"id\">\($0.group)</span>: \(AwardWords.sentence($0, lot))" })</ul>
    """
  }

  private func simulation(_ simulation: Simulation, _ lot: LotAward) -> HTML {
    let rows = simulation.leads.map { lead -> HTML in
      "<tr><th scope=\"row\">\(AwardWords.names([lead.bid], lot))<td class=\"n\">\(lead.share.shown)"
    }
    return """
      <h3>If what is open came out by chance</h3><table><thead><tr><th scope="col">Leads alone\
      <th scope="col" class="n">Draws, %</thead><tbody>\(rows.joined())<tr><th scope="row">several share the lead\
      <td class="n">\(simulation.shared.shown)<tr><th scope="row">no bid is left<td class="n">\(simulation.none.shown)</tbody></table>
      <p class="muted">\(AwardWords.assumptions(simulation))</p>
      """
  }
}

extension Rational {
  /// For drawing only; what is written is always exact or cut off.
  fileprivate var drawn: Double { Double(truncated(decimals: 6)) ?? 0 }
}

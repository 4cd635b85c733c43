import Judgement
import Rendering

/// An award in a few lines for a terminal.
public enum AwardText {
  /// Requirements that are told one by one; the others are counted.
  private static let most = 5

  /// The lines.
  ///
  /// - Parameter width: Characters of a line.
  public static func render(_ award: Award, width: Int = 100) -> String {
    var lines = ["\(PlainText.singleLine(award.tender.title)), \(PlainText.singleLine(award.tender.buyer))"]
    for lot in award.lots {
      lines += ["", (lot.id.map { "Lot \($0): " } ?? "") + PlainText.singleLine(lot.title)]
      lines += broken(AwardWords.outcome(lot), indent: "  ", width)
      if !lot.provisional.isEmpty {
        lines.append("  ! provisional:")
        lines += lot.provisional.flatMap { broken($0, indent: "    ", width) }
      }
      lines += table(lot, width)
      for standing in lot.inOrder where standing.isExcluded {
        lines.append("  ✗ \(PlainText.singleLine(standing.bidder)) is excluded:")
        let reasons = standing.exclusions.prefix(most).map(\.reason)
        lines += reasons.flatMap { broken($0, indent: "    ", width) }
        if standing.exclusions.count > most { lines.append("    and \(standing.exclusions.count - most) more reasons") }
      }
      lines += sensitivity(lot, width)
    }
    return lines.joined(separator: "\n")
  }

  private static func table(_ lot: LotAward, _ width: Int) -> [String] {
    var table = TextTable(
      [
        TextTable.Column("Rank", isNumber: true), TextTable.Column("Total", isNumber: true),
        TextTable.Column("Quality %", isNumber: true), TextTable.Column("Price \(lot.currency)", isNumber: true),
        TextTable.Column("Points %", isNumber: true), TextTable.Column("Bid"),
      ], width: width)
    for standing in lot.inOrder where !standing.isExcluded {
      table.row([
        standing.rank.map { "\($0)\(standing.isSettled ? "" : "?")" } ?? "–",
        AwardWords.interval(standing.total, standing.totalHigh),
        AwardWords.interval(standing.quality, standing.qualityHigh), AwardWords.money(standing.price),
        standing.pricePoints?.shown ?? "–", "\(standing.bidder) (\(standing.bid))",
      ])
    }
    let notes = lot.inOrder.filter { !$0.isExcluded }.flatMap { standing in
      standing.notes.flatMap { broken("! \(standing.bidder): \($0)", indent: "    ", width) }
    }
    return table.text + notes
  }

  private static func sensitivity(_ lot: LotAward, _ width: Int) -> [String] {
    guard let sensitivity = lot.sensitivity else { return [] }
    var sentences = AwardWords.weights(lot)
    sentences += sensitivity.requirements.prefix(most).map {
      "\($0.requirement) (\($0.state.rawValue)): \(AwardWords.sentence($0, lot))"
    }
    let more = sensitivity.requirements.count - most
    if more > 0 {
      sentences.append(
        "\(more) more requirement\(more == 1 ? "" : "s") would \(more == 1 ? "" : "each ")change who leads; award.json names them all."
      )
    }
    sentences += sensitivity.groups.prefix(most).map { "Group \($0.group): \(AwardWords.sentence($0, lot))" }
    if let simulation = sensitivity.simulation {
      let shares = simulation.leads.map { "\(AwardWords.names([$0.bid], lot)) \($0.share.shown) %" }
      sentences.append("Drawn by chance: \(shares.joined(separator: ", ")). \(AwardWords.assumptions(simulation))")
    }
    guard !sentences.isEmpty else { return [] }
    return ["  How firmly it stands:"]
      + sentences.flatMap { sentence in broken("- \(sentence)", indent: "    ", width) }
  }

  /// Lines that all begin at one place.
  private static func broken(_ words: String, indent: String, _ width: Int) -> [String] {
    PlainText.broken(words, to: max(20, width - indent.count)).map { indent + $0 }
  }
}

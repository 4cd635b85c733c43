import Judgement
import Office

/// An award as a workbook: for each lot the ranking, the criteria and what the order hangs on.
public enum AwardWorkbook {
  /// The workbook.
  public static func workbook(_ award: Award) -> Workbook {
    Workbook(
      title: "Award: \(award.tender.title)", author: award.tender.buyer,
      sheets: award.lots.flatMap { sheets($0, award) })
  }

  private static func sheets(_ lot: LotAward, _ award: Award) -> [Sheet] {
    let suffix = lot.id.map { " \($0)" } ?? ""
    return [
      ranking(lot, award, "Ranking\(suffix)"), criteria(lot, "Criteria\(suffix)"),
      sensitivity(lot, "Sensitivity\(suffix)"), consensus(lot, "Consensus\(suffix)"),
    ]
  }

  /// What each evaluator gave, what they agreed on, and what was written when.
  private static func consensus(_ lot: LotAward, _ name: String) -> Sheet {
    var sheet = Sheet(name, columns: [22, 18, 14, 24, 16, 50, 40, 20, 22].map { Sheet.Column(width: $0) })
    sheet.rows = [
      ["Bidder", "Requirement", "Evidence", "Who", "Gave", "Reason", "Before", "Written (UTC)", "Written by"]
        .map { .text($0, .heading) }
    ]
    sheet.frozenRows = 1
    sheet.hasFilter = true
    for standing in lot.inOrder {
      guard let consensus = standing.consensus else { continue }
      func row(_ cells: [String]) { sheet.rows.append(([standing.bidder] + cells).map { .text($0) }) }
      for recusal in consensus.conflicts {
        row(["the whole bid", "", recusal.evaluator, "conflict of interest", recusal.reason, "", "", ""])
      }
      for decision in consensus.decisions {
        func add(_ who: String, _ gave: String, _ reason: String) {
          row([decision.requirement, decision.evidence, who, gave, reason, "", "", ""])
        }
        for given in decision.individual {
          add(given.evaluator ?? "", given.gave + (given.counts ? "" : " (not counted)"), given.reason)
        }
        for recusal in decision.abstained { add(recusal.evaluator, "abstained", recusal.reason) }
        if let agreed = decision.agreed { add("agreed on", agreed.gave, agreed.reason) }
      }
      for change in consensus.allChanges {
        row([
          change.requirement ?? "the whole bid", change.evidence ?? "", change.evaluator ?? "all of them", change.gave,
          change.reason, change.before ?? "", ConsensusWords.time(change), change.by ?? "",
        ])
      }
    }
    return sheet
  }

  private static func ranking(_ lot: LotAward, _ award: Award, _ name: String) -> Sheet {
    var sheet = Sheet(name, columns: [8, 30, 16, 18, 16, 16, 18, 60].map { Sheet.Column(width: $0) })
    sheet.rows = [
      [.text(award.tender.title, .title)], [.text(AwardWords.outcome(lot), .plain)],
      [.text(AwardWords.method(lot), .plain)],
    ]
    sheet.rows += lot.provisional.map { [.text("Provisional: \($0)", .plain)] }
    sheet.rows.append([])
    sheet.rows.append(
      [
        "Rank", "Bidder", "Bid", "Total of 100", "Quality, %", "Price, \(lot.currency)", "Price points, %", "Remarks",
      ].map { .text($0, .heading) })
    sheet.rows += lot.inOrder.map { standing -> [Cell] in
      let remarks = standing.exclusions.map { "Excluded: \($0.reason)" } + standing.notes
      return [
        standing.rank.map { .number($0) } ?? .text("–"), .text(standing.bidder), .text(standing.bid),
        .text(AwardWords.interval(standing.total, standing.totalHigh)),
        .text(AwardWords.interval(standing.quality, standing.qualityHigh)), .text(standing.price?.shown ?? "–"),
        .text(standing.pricePoints?.shown ?? "–"), .text(remarks.joined(separator: "\n")),
      ]
    }
    sheet.rows.append([])
    sheet.rows.append(
      ["Exact fractions", "Bidder", "Bid", "Total", "Quality", "Price", "Price points"].map { .text($0, .heading) })
    sheet.rows += lot.inOrder.map { standing -> [Cell] in
      [
        .text(""), .text(standing.bidder), .text(standing.bid), .text(standing.total?.exact ?? "–"),
        .text(standing.quality?.exact ?? "–"), .text(standing.price?.exact ?? "–"),
        .text(standing.pricePoints?.exact ?? "–"),
      ]
    }
    return sheet
  }

  private static func criteria(_ lot: LotAward, _ name: String) -> Sheet {
    let standings = lot.inOrder
    var seen: Set<String> = []
    let groups = standings.flatMap(\.groups).map(\.group).filter { seen.insert($0.id).inserted }
    var sheet = Sheet(name, columns: ([12, 40, 10] + standings.map { _ in 20 }).map { Sheet.Column(width: $0) })
    sheet.rows = [(["Group", "Title", "Weight"] + standings.map(\.bidder)).map { .text($0, .heading) }]
    sheet.rows += groups.map { group -> [Cell] in
      let scores = standings.map { standing -> Cell in
        .text(standing.groups.first { $0.group.id == group.id }?.score.shown ?? "–")
      }
      return [.text(group.id), .text(group.title), .number(group.weight)] + scores
    }
    sheet.frozenRows = 1
    return sheet
  }

  private static func sensitivity(_ lot: LotAward, _ name: String) -> Sheet {
    var sheet = Sheet(name, columns: [16, 24, 18, 90].map { Sheet.Column(width: $0) })
    func row(_ kind: String, _ subject: String, _ state: String, _ words: String) {
      sheet.rows.append([.text(kind), .text(subject), .text(state), .text(words)])
    }
    sheet.rows = [["What", "Subject", "Now", "What would change"].map { .text($0, .heading) }]
    sheet.frozenRows = 1
    sheet.hasFilter = true
    guard let sensitivity = lot.sensitivity else { return sheet }
    for range in sensitivity.weights {
      let order = range.order.map { AwardWords.names($0, lot) }.joined(separator: ", then ")
      row("quality weight", "\(range.from.shown) to \(range.to.shown) %", "\(lot.qualityWeight) %", order)
    }
    for change in sensitivity.requirements {
      row("requirement", change.requirement, change.state.rawValue, AwardWords.sentence(change, lot))
    }
    for change in sensitivity.groups {
      row("group weight", change.group, "\(change.weight)", AwardWords.sentence(change, lot))
    }
    if let simulation = sensitivity.simulation {
      row("simulation", "assumptions", "", AwardWords.assumptions(simulation))
      for lead in simulation.leads {
        row("simulation", AwardWords.names([lead.bid], lot), "", "leads alone in \(lead.share.shown) % of the draws")
      }
    }
    return sheet
  }
}

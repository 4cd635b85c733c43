import Inventory
import Judgement
import Office
import Reports
import Specification

/// How bids are decided, in plain English: what excludes a bid, how quality is scored, what a price earns, and how the
/// two make the order.
struct MethodologyDocument {
  private let tender: Tender
  private let lots: [TenderPack.Lot]
  private let rules: TenderRules
  private let catalogue: StepCatalogue
  private let published: String?

  init(
    _ tender: Tender, lots: [TenderPack.Lot], rules: TenderRules, catalogue: StepCatalogue, published: String?
  ) {
    self.tender = tender
    self.lots = lots
    self.rules = rules
    self.catalogue = catalogue
    self.published = published
  }

  /// The document.
  var text: TextDocument {
    var document = TextDocument(
      title: tender.title, subtitle: "How bids are decided", author: tender.buyer,
      facts: PackFacts.facts(tender, published: published))
    document.blocks = overview + exclusion + quality + price + order + fixed
    return document
  }

  // MARK: Chapters

  private var overview: [TextDocument.Block] {
    let rows = rules.lots.map { lot -> [[Run]] in
      [
        [Run(lot.name, [.strong])], [Run(lot.title)], [Run("\(lot.qualityWeight) %")], [Run("\(lot.priceWeight) %")],
        [Run(Self.percent(lot.qualityThreshold))],
      ]
    }
    return [
      .heading(1, "Overview", anchor: "overview"),
      .paragraph([
        Run(
          "Each bid is first held against what excludes it. The bids that remain earn a score of quality and points of "
            + "price; both are weighed as the table says, and the highest total stands first. Every lot is decided by "
            + "itself. The rules are the same for all bids and were fixed before any bid was opened.")
      ]),
      .table(
        TextDocument.Table(
          [
            .init("Lot", share: 2), .init("Title", share: 4), .init("Weight of quality", share: 2),
            .init("Weight of price", share: 2), .init("Quality needed", share: 2),
          ], rows: rows)),
    ]
  }

  private var exclusion: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [.heading(1, "What excludes a bid", anchor: "exclusion")]
    if tender.gates.isEmpty {
      blocks.append(
        .paragraph([
          Run(
            "A bid that does not meet every mandatory requirement of the lot is excluded and is not ranked. There must be "
              + "evidence: what nothing shows is not met.")
        ]))
    } else {
      blocks.append(
        .paragraph([
          Run(
            "A bid that does not meet each of these requirements, where the lot asks them, is excluded and is not ranked. "
              + "There must be evidence: what nothing shows is not met. Other mandatory requirements that a bid does not "
              + "meet lower its score and are named beside it.")
        ]))
      let titles = Dictionary(
        lots.flatMap { $0.rules.requirements + $0.rules.dropped.map(\.requirement) }.map { ($0.id, $0.title) },
        uniquingKeysWith: { first, _ in first })
      blocks.append(
        .table(
          TextDocument.Table(
            [.init("Requirement", share: 1), .init("Title", share: 5)],
            rows: tender.gates.map { [[Run($0, [.strong])], [Run(titles[$0] ?? "")]] })))
    }
    for lot in rules.lots where lot.qualityThreshold != "0" {
      blocks.append(
        .paragraph([
          Run(
            "\(Self.sentence(lot))a bid whose score of quality is below \(Self.percent(lot.qualityThreshold)) is excluded "
              + "as well.")
        ]))
    }
    blocks.append(
      .paragraph([
        Run(
          "Where the buyer's own equipment or the network between kept a requirement from being decided, the bid is not "
            + "excluded for it; the evaluation is repeated.")
      ]))
    return blocks
  }

  private var quality: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [
      .heading(1, "The score of quality", anchor: "quality"),
      .paragraph([
        Run(
          "A requirement is decided by what it names: the bidder's documents, tests of the running systems, the bidder's "
            + "answer in the response schedule, or marks that evaluators give. Where an answer and a test disagree, the "
            + "requirement is contradicted and earns nothing.")
      ]),
      .paragraph([
        Run(
          "A requirement that is met earns its whole weight, one that is partly met the share that the specification "
            + "names with it, and any other nothing. The score of a group is what its requirements earn over what they "
            + "could earn; the score of quality is the same over the groups, by their weights.")
      ]),
    ]
    blocks += SpecificationDocument.decisions
    for entry in lots {
      let title = entry.lot.id.map { "Score in lot \($0): \(entry.lot.title)" } ?? "The score"
      blocks.append(.heading(2, title, anchor: "score-\(entry.lot.id ?? "all")"))
      let document = SpecificationDocument(entry.rules, catalogue: catalogue, sha256: entry.rules.fingerprint)
      blocks += document.scoring.map { block in
        // The specification's links lead to chapters that this document does not have.
        guard case .table(let table) = block else { return block }
        return .table(TextDocument.Table(table.columns, rows: table.rows.map { $0.map(Self.unlinked) }))
      }
    }
    return blocks
  }

  private static func unlinked(_ runs: [Run]) -> [Run] { runs.map { Run($0.text, $0.marks) } }

  private var price: [TextDocument.Block] {
    guard rules.lots.contains(where: { $0.priceWeight > 0 }) else { return [] }
    let rule = tender.price
    let words =
      switch rule.formula {
      case .lowestOverPrice:
        "A price earns the lowest price divided by it. The lowest price earns 1, twice the lowest price earns one half."
      case .linear:
        "A price earns 1 where it is the lowest. From there the points fall evenly, and a price of "
          + "\(rules.price.zeroAt.map(TenderRules.decimal) ?? "") times the lowest or more earns nothing."
      }
    let lowest = Rational(100_000)
    let examples = [100_000, 110_000, 125_000, 150_000, 200_000].map { price -> [[Run]] in
      let points = rule.points(for: Rational(price), lowest: lowest)?.truncated(decimals: 4) ?? ""
      return [[Run("\(price)")], [Run(points)]]
    }
    return [
      .heading(1, "The points of price", anchor: "price"),
      .paragraph([Run(words)]),
      .paragraph([
        Run(
          "The lowest price is that of the bids that are not excluded. Prices are in \(rules.price.currency). Where the "
            + "lowest price of the bids is 100000:")
      ]),
      .table(TextDocument.Table([.init("Price", share: 1), .init("Points", share: 1)], rows: examples)),
    ]
  }

  private var order: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [
      .heading(1, "The order of bids", anchor: "order"),
      .paragraph([
        Run(
          "The total of a bid is the weight of quality times its score of quality, plus the weight of price times its "
            + "points of price. The highest total stands first; equal totals share a place. All numbers are exact "
            + "fractions: what is shown is cut off and never rounded, and it is the exact number that decides.")
      ]),
    ]
    if let lot = rules.lots.first, lot.priceWeight > 0 {
      blocks.append(
        .paragraph([
          Run(
            "With the weights of \(lot.id.map { "lot \($0)" } ?? "this tender"), a bid that has a score of quality of 0.8 "
              + "and points of price of 0.5 has a total of \(lot.qualityWeight) % × 0.8 + \(lot.priceWeight) % × 0.5 = "
              + "\(Self.example(lot)).")
        ]))
    }
    return blocks
  }

  private static func example(_ lot: TenderRules.Lot) -> String {
    // 8/10 of the one weight and 5/10 of the other, in thousandths.
    let thousandths = lot.qualityWeight * 8 + lot.priceWeight * 5
    return Rational(ExactFraction(thousandths, 1_000)).truncated(decimals: 3)
  }

  private var fixed: [TextDocument.Block] {
    [
      .heading(1, "What is fixed", anchor: "fixed"),
      .paragraph([
        Run(
          "These fingerprints are of everything that decides: the specification's files for each lot, and the weights, "
            + "gates, thresholds and the formula together. They stand in the pack's manifest, and an evaluation by other "
            + "rules is refused.")
      ]),
      .table(
        TextDocument.Table(
          [.init("Of", share: 2), .init("SHA-256", share: 5)],
          rows: rules.lots.map { [[Run("Specification, \($0.name)")], [Run($0.sha256, [.code])]] }
            + [[[Run("All rules")], [Run((try? rules.fingerprint()) ?? "", [.code])]]])),
    ]
  }

  private static func sentence(_ lot: TenderRules.Lot) -> String {
    lot.id.map { "In lot \($0), " } ?? "In this tender, "
  }

  private static func percent(_ exact: String) -> String { "\(TenderRules.decimal(exact)) %" }
}

/// What stands on the title pages of a pack's documents.
enum PackFacts {
  /// The facts.
  static func facts(_ tender: Tender, published: String?) -> [TextDocument.Fact] {
    var facts: [TextDocument.Fact] = [.init("Buyer", tender.buyer), .init("Tender", tender.id)]
    if let reference = tender.reference { facts.append(.init("Notice", reference)) }
    if let published { facts.append(.init("Published", published)) }
    return facts
  }
}

import Judgement
import Office
import Specification

/// What the contracting authority provides to a bidder before it publishes the contract award notice (Procurement Act 2023
/// s. 50; content by the Procurement Regulations 2024 reg. 31): the score for each criterion with its reason, and the
/// assessment of the most advantageous tender where that is another.
///
/// Of the most advantageous tender it names the bidder, the scores and where it scored higher, never its price, its words
/// or its systems; of every other bid it says nothing at all.
public struct AssessmentSummary: Sendable {
  private let standing: LotAward.Standing
  private let lot: LotAward
  private let award: Award
  private let own: Scorecard
  /// The most advantageous tender, where it is another's.
  private let best: (standing: LotAward.Standing, scorecard: Scorecard)?

  /// Makes the summary for a bidder; nil where its bid was not assessed.
  ///
  /// - Parameters:
  ///   - bid: The bid, by id.
  ///   - lot: What its lot came to.
  ///   - award: The award.
  ///   - scorecards: What the bids of the lot were judged to, by bid id.
  public init?(for bid: String, in lot: LotAward, of award: Award, scorecards: [String: Scorecard]) {
    guard let standing = lot.standings.first(where: { $0.bid == bid }), let own = scorecards[bid] else { return nil }
    self.standing = standing
    self.lot = lot
    self.award = award
    self.own = own
    // Where several stand equal nobody has been chosen yet.
    if lot.leaders.count == 1, let leader = lot.leaders.first, leader.bid != bid, let scorecard = scorecards[leader.bid]
    {
      best = (leader, scorecard)
    } else {
      best = nil
    }
  }

  private var isDraft: Bool { !lot.provisional.isEmpty || lot.leaders.count != 1 }

  /// The document.
  public var document: TextDocument {
    var document = TextDocument(
      title: "Assessment summary", subtitle: "\(award.tender.title)\(lot.id.map { ", lot \($0): \(lot.title)" } ?? "")",
      author: award.tender.buyer)
    if isDraft {
      document.blocks.append(
        .paragraph([
          Run("Draft, not to be provided: the assessment of this lot is not finished.", [.alert])
        ]))
    }
    document.blocks.append(facts)
    document.blocks += outcome + criteria + scores + reasons + comparison + basis
    return document
  }

  private var facts: TextDocument.Block {
    let open = "(to be completed by the contracting authority)"
    let notice = award.tender.reference.map { [("Tender notice", $0)] } ?? []
    let facts =
      [("Contracting authority", award.tender.buyer)] + notice + [
        ("Supplier", standing.bidder), ("Supplier’s address and email", open), ("Supplier’s unique identifier", open),
        ("Assessed on", award.day),
      ]
    return .table(
      TextDocument.Table(
        [TextDocument.Column("About", share: 3), TextDocument.Column("", share: 7)],
        rows: facts.map { [[Run($0.0)], [Run($0.1)]] }))
  }

  // MARK: Outcome

  private var outcome: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [.heading(1, "Outcome", anchor: "outcome")]
    func say(_ text: String) { blocks.append(.paragraph([Run(text)])) }
    let isBest = standing.rank == 1 && lot.leaders.count == 1
    if isBest {
      say(
        "Your tender is the most advantageous tender. The contracting authority intends to enter into the contract with you."
      )
    } else if let best {
      say(
        "The contract is not being awarded to you. The most advantageous tender is that of \(best.standing.bidder).")
    } else {
      say("No most advantageous tender has been determined yet.")
    }
    if standing.isExcluded {
      say("Your tender takes no part in the ranking, for the following reasons.")
      blocks.append(.list(standing.exclusions.map { [Run($0.reason)] }, isOrdered: false))
    } else if let total = standing.total {
      say("Your tender’s total score is \(total.shown) of 100.")
    }
    if let best, !standing.isExcluded, let total = best.standing.total {
      say("The most advantageous tender’s total score is \(total.shown) of 100, which is higher.")
    }
    return blocks
  }

  // MARK: Criteria

  private var criteria: [TextDocument.Block] {
    let specification = own.specification
    let total = standing.groups.map { Rational(max(0, $0.group.weight)) }.reduce(.zero, +)
    let rows = standing.groups.map { score -> [[Run]] in
      let share = (Rational(max(0, score.group.weight)) * Rational(lot.qualityWeight)).divided(by: total) ?? .zero
      return [
        [Run(score.group.title)], [Run(share.truncated(decimals: 2))], [Run(score.group.summary)],
      ]
    }
    var blocks: [TextDocument.Block] = [
      .heading(1, "Award criteria and how they were assessed", anchor: "criteria"),
      .paragraph([
        Run(
          "Each criterion holds requirements. A requirement earns a credit from 0 to 1 by its evidence: what the tender’s "
            + "documents say, what the systems did in the demonstration, the tenderer’s declaration and evaluators’ marks. A "
            + "criterion’s score is the mean of its requirements’ credits by their weights, shown on a scale of "
            + "\(specification.scale.maximum).")
      ]),
      .paragraph([Run(AwardWords.method(lot))]),
      .table(
        TextDocument.Table(
          [
            TextDocument.Column("Criterion", share: 4), TextDocument.Column("Points of the total of 100", share: 2),
            TextDocument.Column("What it is about", share: 6),
          ],
          rows: rows + (lot.priceWeight > 0 ? [[[Run("Price")], [Run("\(lot.priceWeight)")], [Run("")]]] : []))),
    ]
    if !specification.scale.descriptors.isEmpty {
      blocks.append(.label("What scores mean"))
      blocks.append(
        .list(
          specification.scale.descriptors.map { [Run("From \($0.from): \($0.label). \($0.descriptor)")] },
          isOrdered: false))
    }
    blocks.append(
      .paragraph([
        Run(
          "The criteria in full are the specification “\(specification.title)”, version \(specification.version), published "
            + "with the tender notice (SHA-256 \(specification.sha256)).")
      ]))
    return blocks
  }

  // MARK: Scores

  private var scores: [TextDocument.Block] {
    var columns = [
      TextDocument.Column("Criterion", share: 5), TextDocument.Column("Available", share: 2),
      TextDocument.Column("Your score", share: 2),
    ]
    if best != nil { columns.append(TextDocument.Column("Most advantageous tender", share: 2)) }
    func row(_ name: String, _ available: String, _ own: String?, _ other: String?) -> [[Run]] {
      let cells = [[Run(name)], [Run(available)], [Run(own ?? "not determined")]]
      return best == nil ? cells : cells + [[Run(other ?? "not determined")]]
    }
    let scale = "\(own.specification.scale.maximum)"
    var rows = standing.groups.map { score in
      row(
        score.group.title, scale, score.score.shown,
        best?.standing.groups.first { $0.group.id == score.group.id }?.score.shown)
    }
    rows.append(row("Quality, all criteria", "100", standing.quality?.shown, best?.standing.quality?.shown))
    if lot.priceWeight > 0 {
      rows.append(row("Price", "100", standing.pricePoints?.shown, best?.standing.pricePoints?.shown))
    }
    rows.append(row("Total", "100", standing.total?.shown, best?.standing.total?.shown))
    return [
      .heading(1, "Scores", anchor: "scores"), .table(TextDocument.Table(columns, rows: rows)),
    ]
  }

  // MARK: Reasons

  private var reasons: [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [.heading(1, "Reasons for your scores", anchor: "reasons")]
    for group in own.groups where !group.requirements.isEmpty {
      blocks.append(.heading(2, group.group.title, anchor: "group-\(group.group.id)"))
      blocks.append(
        .paragraph([
          Run("Score \(group.score.low.shown) of \(own.specification.scale.maximum), from "),
          Run("\(group.requirements.count) requirements."),
        ]))
      for requirement in group.requirements { blocks += reason(requirement) }
    }
    return blocks
  }

  private func reason(_ verdict: RequirementVerdict) -> [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [
      .heading(3, "\(verdict.id)  \(verdict.title)", anchor: nil),
      .paragraph([
        Run("\(verdict.state.rawValue), credit \(verdict.creditLow.exact)", [.strong]),
        Run(
          " (\(verdict.level.rawValue), weight \(verdict.weight); \(verdict.lost.shown) of \(own.specification.scale.maximum) "
            + "lost). ", [.muted]), Run(verdict.whyForBidder),
      ]),
    ]
    var seen: Set<String> = [verdict.whyForBidder]
    let evidence = verdict.bindings.flatMap(\.evidence).filter { !$0.isSpared }
    let words = evidence.map(\.whyForBidder).filter { seen.insert($0).inserted }
    if !words.isEmpty {
      blocks.append(.label("Evidence"))
      blocks.append(.list(words.prefix(Self.most).map { [Run($0)] }, isOrdered: false))
      if words.count > Self.most {
        blocks.append(.paragraph([Run("and \(words.count - Self.most) more like these", [.muted])]))
      }
    }
    return blocks
  }

  /// Pieces of evidence that are told one by one for a requirement.
  private static let most = 12

  // MARK: The most advantageous tender

  private var comparison: [TextDocument.Block] {
    guard let best else { return [] }
    let theirs = Dictionary(
      best.scorecard.groups.flatMap(\.requirements).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = own.groups.flatMap(\.requirements).compactMap { verdict -> [[Run]]? in
      guard let other = theirs[verdict.id], let mine = verdict.creditLow.rational,
        let credit = other.creditLow.rational,
        credit > mine
      else { return nil }
      return [
        [Run("\(verdict.id) \(verdict.title)")], [Run("\(verdict.state.rawValue), \(verdict.creditLow.exact)")],
        [Run("\(other.state.rawValue), \(other.creditLow.exact)")],
      ]
    }
    var blocks: [TextDocument.Block] = [
      .heading(1, "The most advantageous tender", anchor: "best"),
      .paragraph([
        Run(
          "The most advantageous tender was assessed by the same criteria. It earned more than yours for the requirements "
            + "below; its own words and systems are its supplier’s confidential information and are not set out.")
      ]),
    ]
    if rows.isEmpty {
      blocks.append(.paragraph([Run("It earned more than yours for no requirement; the price’s points decided.")]))
    } else {
      blocks.append(
        .table(
          TextDocument.Table(
            [
              TextDocument.Column("Requirement", share: 6), TextDocument.Column("Yours", share: 3),
              TextDocument.Column("Most advantageous tender", share: 3),
            ], rows: rows)))
    }
    return blocks
  }

  private var basis: [TextDocument.Block] {
    [
      .heading(1, "About this summary", anchor: "basis"),
      .paragraph([
        Run(
          "It is provided under section 50(3) of the Procurement Act 2023, with the information that regulation 31 of the "
            + "Procurement Regulations 2024 demands, before the contract award notice is published. Scores are exact "
            + "fractions; what is shown is cut off and never rounded.")
      ]),
    ]
  }
}

import Inventory
import Judgement
import Specification

/// What a tender came to: for each lot the bids in order, who is excluded and why, and how firmly the order stands.
///
/// Exact fractions are strings such as `"2/3"`; what people read stands beside them, cut off and never rounded.
public struct Award: Codable, Hashable, Sendable {
  /// Version of this form.
  public var edition: Int
  /// The tender.
  public var tender: TenderSummary
  /// What was judged by, lot by lot.
  public var lots: [LotAward]
  /// The day that dates were held against, `YYYY-MM-DD`.
  public var day: String
  /// Tool and version.
  public var tool: String

  /// Whether some lot may still come out otherwise without a bid changing.
  public var isProvisional: Bool { lots.contains { !$0.provisional.isEmpty } }

  /// The tender awarded.
  public struct TenderSummary: Codable, Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Title.
    public var title: String
    /// The contracting authority.
    public var buyer: String
    /// Reference of the tender notice.
    public var reference: String?
  }

  /// Makes an award of lots that are decided.
  public init(tender: Tender, lots: [LotAward], day: String, tool: String) {
    edition = 1
    self.tender = TenderSummary(id: tender.id, title: tender.title, buyer: tender.buyer, reference: tender.reference)
    self.lots = lots
    self.day = day
    self.tool = tool
  }
}

/// What one lot came to.
public struct LotAward: Codable, Hashable, Sendable {
  /// The lot; nil for the one of a tender that names none.
  public var id: String?
  /// Title.
  public var title: String
  /// What was judged by; nil where no bid has been evaluated.
  public var specification: SpecificationSummary?
  /// Weight of quality, percent; the price has the rest.
  public var qualityWeight: Int
  /// Quality that a bid had to reach, of 1 and in percent.
  public var threshold: ShownNumber
  /// How a price became points.
  public var formula: PriceFormula
  /// With the formula `linear`, the multiple of the lowest price that earns nothing.
  public var zeroAt: ShownNumber?
  /// Currency, as ISO 4217 writes it.
  public var currency: String
  /// Requirements that the tender names as gates; every mandatory one where there is none.
  public var gates: [String]
  /// The bids in the order of the tender.
  public var standings: [Standing]
  /// Why the result is provisional, a sentence for each reason; empty where it is final.
  public var provisional: [String]
  /// How firmly the order stands; nil where there is none.
  public var sensitivity: Sensitivity?

  /// Weight of the price, percent.
  public var priceWeight: Int { 100 - qualityWeight }

  /// The bids in order: those with a place, those without one yet, those that are excluded.
  public var inOrder: [Standing] {
    standings.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.isExcluded != second.isExcluded { return second.isExcluded }
      if first.rank != second.rank { return (first.rank ?? .max) < (second.rank ?? .max) }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// Who stands first: nobody where no order is known, several where they stand equal.
  public var leaders: [Standing] { standings.filter { $0.rank == 1 } }

  /// Bids that share a place, for each such place.
  public var ties: [[Standing]] {
    Dictionary(grouping: standings.filter { $0.rank != nil }, by: { $0.rank ?? 0 }).filter { $0.value.count > 1 }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  /// Where a bid stands.
  public struct Standing: Codable, Hashable, Sendable {
    /// The bid.
    public var bid: String
    /// Bidder.
    public var bidder: String
    /// Quality with everything inconclusive counted as 0, of 1 and in percent; nil where it was not evaluated.
    public var quality: ShownNumber?
    /// Quality with everything inconclusive counted as its best.
    public var qualityHigh: ShownNumber?
    /// Price in the lot's currency.
    public var price: ShownNumber?
    /// Points of the price, of 1 and in percent.
    public var pricePoints: ShownNumber?
    /// The total, of 1 and in percent.
    public var total: ShownNumber?
    /// The total with everything inconclusive counted as its best.
    public var totalHigh: ShownNumber?
    /// From 1; bids that stand equal share one. Nil where it is excluded, or no order is known.
    public var rank: Int?
    /// Whether the place holds however the inconclusive comes out.
    public var isSettled: Bool
    /// What excludes it; empty where nothing does.
    public var exclusions: [Exclusion]
    /// What the board should know before it decides.
    public var notes: [String]
    /// Its groups.
    public var groups: [GroupScore]
    /// How its evaluators came to what they agreed on; nil where nobody has assessed it.
    public var consensus: Consensus?

    /// Whether it takes no part in the ranking.
    public var isExcluded: Bool { !exclusions.isEmpty }
  }

  /// A bid's score in a group.
  public struct GroupScore: Codable, Hashable, Sendable {
    /// The group.
    public var group: Group
    /// Its score, of 1 and on the specification's scale.
    public var score: ShownNumber
  }

  /// Why a bid takes no part in the ranking.
  public struct Exclusion: Codable, Hashable, Sendable {
    /// The requirement that excludes it; nil for the threshold of quality.
    public var requirement: String?
    /// Its state.
    public var state: RequirementState?
    /// A sentence for people.
    public var reason: String
  }
}

import Inventory
import Judgement
import Specification

/// Decides a lot: a pure function of the scorecards, the prices and the tender's rule.
public enum LotDecision {
  /// A bid for the lot.
  public struct Candidate: Sendable {
    /// The bid, by id.
    public var bid: String
    /// Bidder.
    public var bidder: String
    /// What it was judged to; nil where it was not evaluated.
    public var scorecard: Scorecard?
    /// The price; nil before prices are opened.
    public var price: ExactFraction?
    /// What its evaluators wrote; nil where there is nothing. It is shown and decides nothing here: the scorecard has it.
    public var assessment: Assessment?

    /// Makes a candidate.
    public init(
      bid: String, bidder: String, scorecard: Scorecard?, price: ExactFraction?, assessment: Assessment? = nil
    ) {
      self.bid = bid
      self.bidder = bidder
      self.scorecard = scorecard
      self.price = price
      self.assessment = assessment
    }
  }

  /// Why a lot cannot be decided at all.
  public enum Failure: Error, Hashable, Sendable {
    /// A gate that the rules of the lot do not know.
    case unknownGate(String, lot: String?)
    /// Two bids of the lot have one id.
    case repeatedBid(String, lot: String?)

    /// What happened and what to do.
    public var message: String {
      switch self {
      case .unknownGate(let id, let lot):
        "the tender's gate `\(id)` is no requirement\(lot.map { " of the lot `\($0)`" } ?? ""); "
          + "name requirements of the specification"
      case .repeatedBid(let id, let lot):
        "two bids\(lot.map { " for the lot `\($0)`" } ?? "") are of the id `\(id)`; give each bid its own id"
      }
    }
  }

  /// Decides.
  ///
  /// - Parameters:
  ///   - lot: The lot.
  ///   - tender: Its tender.
  ///   - candidates: Its bids in the order of the tender.
  ///   - desirableCap: The rules' cap for desirable requirements.
  ///   - chances: What the simulation assumes.
  public static func decide(
    _ lot: Tender.Lot, of tender: Tender, candidates: [Candidate], desirableCap: ExactFraction,
    chances: Simulation.Chances = Simulation.Chances()
  ) throws(Failure) -> LotAward {
    var seen: Set<String> = []
    for candidate in candidates where !seen.insert(candidate.bid).inserted {
      throw .repeatedBid(candidate.bid, lot: lot.id)
    }
    let rule = LotRule(
      qualityWeight: percent(Rational(lot.qualityWeight)), threshold: percent(Rational(lot.qualityThreshold)),
      price: tender.price)
    var judged: [LotBid] = []
    for candidate in candidates {
      let bid = LotBid(candidate, gates: tender.gates, rule: rule, desirableCap: desirableCap)
      if let unknown = bid.gates?.unknown.first { throw .unknownGate(unknown, lot: lot.id) }
      judged.append(bid)
    }
    let scorecards = candidates.compactMap(\.scorecard)
    let differences = scorecards.dropFirst().flatMap { scorecard in
      scorecards.first.map { Comparison.differences($0, scorecard) } ?? []
    }
    let table = LotTable(
      rows: judged.compactMap(\.row), rule: rule,
      gates: Set(tender.gates.isEmpty ? scorecards.flatMap(\.mandatory) : tender.gates))
    let isComplete = table.rows.count == candidates.count && differences.isEmpty
    let places = isComplete ? rule.places(of: table.contenders) : candidates.map { _ in LotRule.Place() }
    var standings = zip(judged, places).map { $0.standing(at: $1, rule: rule, scale: $0.candidate.scale) }
    settle(&standings, judged)
    let isRanked = standings.contains { $0.rank != nil }
    let weights = WeightSensitivity(table: table)
    return LotAward(
      id: lot.id, title: lot.title, specification: scorecards.first?.specification, qualityWeight: lot.qualityWeight,
      threshold: ShownNumber(percentage: rule.threshold), formula: tender.price.formula,
      zeroAt: tender.price.formula == .linear ? ShownNumber(plain: Rational(tender.price.zeroAt)) : nil,
      currency: tender.price.currency, gates: tender.gates, standings: standings,
      provisional: judged.flatMap { $0.provisional(rule) } + differences.map(\.message),
      sensitivity: isRanked
        ? Sensitivity(
          weights: table.canWeighPrices ? weights.ranges() : [],
          requirements: RequirementSensitivity(table: table).changes(), groups: weights.groups(),
          simulation: SimulationRun(table, chances: chances).result(chances))
        : nil)
  }

  private static func percent(_ value: Rational) -> Rational { value.divided(by: Rational(100)) ?? .zero }

  /// A place is settled where no open requirement can change it: nobody may still be excluded, and no interval of a total
  /// reaches into another.
  private static func settle(_ standings: inout [LotAward.Standing], _ judged: [LotBid]) {
    let isOpen = judged.contains { $0.mayBeExcluded }
    for index in standings.indices where standings[index].rank != nil && !isOpen {
      standings[index].isSettled = standings.indices.allSatisfy { other in
        other == index || standings[index].isSettled(against: standings[other])
      }
    }
  }
}

extension LotAward.Standing {
  fileprivate func isSettled(against other: LotAward.Standing) -> Bool {
    guard other.rank != nil else { return true }
    guard let low = total?.rational, let high = totalHigh?.rational, let otherLow = other.total?.rational,
      let otherHigh = other.totalHigh?.rational
    else { return false }
    return low == high && otherLow == otherHigh || low > otherHigh || otherLow > high
  }
}

extension Scorecard {
  /// Mandatory requirements that count, by id.
  fileprivate var mandatory: [String] {
    groups.flatMap(\.requirements).filter { $0.level == .mandatory }.map(\.id)
  }
}

extension LotDecision.Candidate {
  fileprivate var scale: Scale { scorecard?.specification.scale ?? .hundred }
}

extension LotTable {
  /// Whether every bid that takes part has a price that earns points, so that other weights can be asked about.
  fileprivate var canWeighPrices: Bool {
    zip(rows, contenders).allSatisfy { $1.isExcluded || ($0.price ?? .zero) > .zero }
  }
}

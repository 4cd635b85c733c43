import Evidence
import Inventory
import Judgement
import Specification

@testable import Procurement

/// Scorecards with the results that a test names.
enum Cards {
  /// A requirement's result.
  struct Row {
    var id: String
    var level: Level = .scored
    var weight: Int = 1
    var state: RequirementState
    var low: String
    var high: String
    var why: String = "As the sample says."
    var evidence: [EvidenceVerdict] = []
    var isWaived = false

    init(
      _ id: String, _ state: RequirementState, level: Level = .scored, weight: Int = 1, low: String? = nil,
      high: String? = nil
    ) {
      self.id = id
      self.state = state
      self.level = level
      self.weight = weight
      self.low = low ?? (state == .met ? "1" : "0")
      self.high = high ?? low ?? (state == .met || state == .inconclusive ? "1" : "0")
    }
  }

  static func number(_ exact: String) -> ShownNumber {
    ShownNumber(percentage: Rational(exact: exact) ?? .zero)
  }

  /// A scorecard; a requirement's group is what stands before the hyphen of its id.
  static func card(
    _ bid: String, bidder: String? = nil, groups: [(id: String, weight: Int)], _ rows: [Row]
  ) -> Scorecard {
    let verdicts = rows.map { row in
      (
        group: String(row.id.prefix { $0 != "-" }),
        verdict: RequirementVerdict(
          id: row.id, revision: 1, title: "Title of \(row.id)", statement: "", rationale: "", sources: [],
          equivalent: nil, level: row.level, weight: row.weight, tags: [], provenance: nil, state: row.state,
          waiver: row.isWaived
            ? WaiverNote(reason: "r", approver: "a", expires: "2030-01-01", ticket: nil) : nil,
          creditLow: number(row.low), creditHigh: number(row.high), lost: number("0"), why: row.why, remedy: nil,
          bindings: [BindingVerdict(systems: [:], state: row.state, why: row.why, evidence: row.evidence)])
      )
    }
    let failing = verdicts.filter {
      $0.verdict.level == .mandatory && $0.verdict.waiver == nil
        && ![.met, .inconclusive, .notApplicable].contains($0.verdict.state)
    }
    let states = Dictionary(grouping: rows, by: \.state.rawValue).mapValues(\.count)
    func score() -> Score {
      Score(low: number("0"), high: number("0"), coverage: number("1"), desirable: number("0"), states: states)
    }
    return Scorecard(
      specification: SpecificationSummary(
        id: "spec", version: "1", title: "Specification", sha256: "abc", profile: nil, sources: [:], inputs: [],
        scale: .hundred), bid: BidSummary(id: bid, bidder: bidder ?? bid, products: [], documents: []),
      run: RunSummary(
        id: "run", tool: "t", startedAt: "", endedAt: "2026-01-01T00:00:00Z", now: "2026-01-01", seed: "1",
        isPartial: false, partialReason: nil, systems: []), score: score(),
      gate: Gate(
        state: failing.isEmpty ? .passed : .failed, failing: failing.map(\.verdict.id), undecided: [], waived: []),
      contradictions: [], raises: [],
      groups: groups.map { group in
        GroupVerdict(
          group: Group(id: group.id, title: "Group \(group.id)", weight: group.weight), score: score(),
          requirements: verdicts.filter { $0.group == group.id }.map(\.verdict))
      }, notApplicable: [], problems: [], exitCode: 0)
  }

  /// A tender of one lot.
  static func tender(
    quality: Int = 60, threshold: ExactFraction = ExactFraction(0, 1), gates: [String] = [],
    price: PriceRule = PriceRule()
  ) -> Tender {
    Tender(
      id: "t", title: "Tender", buyer: "Buyer", specification: "s", price: price, gates: gates,
      lots: [Tender.Lot(id: nil, title: "Tender", qualityWeight: quality, qualityThreshold: threshold)], folder: ".")
  }

  /// Decides a tender of one lot.
  static func decide(
    _ tender: Tender, _ bids: [(Scorecard?, Int?)], names: [String]? = nil, cap: ExactFraction = ExactFraction(0, 1),
    chances: Simulation.Chances = Simulation.Chances(samples: 2_000)
  ) throws -> LotAward {
    let candidates = bids.enumerated().map { index, bid in
      LotDecision.Candidate(
        bid: bid.0?.bid.id ?? names?[index] ?? "bid-\(index)",
        bidder: bid.0?.bid.bidder ?? names?[index] ?? "Bid \(index)",
        scorecard: bid.0, price: bid.1.map { ExactFraction($0, 1) })
    }
    return try LotDecision.decide(
      tender.lots[0], of: tender, candidates: candidates, desirableCap: cap, chances: chances)
  }
}

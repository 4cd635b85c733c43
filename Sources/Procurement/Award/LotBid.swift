import Inventory
import Judgement
import Specification

/// A bid of a lot with what excludes it and what the board must know of it.
struct LotBid {
  let candidate: LotDecision.Candidate
  /// What its gates came to; nil where it was not evaluated.
  let gates: GateCheck?
  /// Its arithmetic; nil where it was not evaluated.
  let row: LotTable.Row?
  private let quality: (low: Rational, high: Rational)?
  private let threshold: Rational

  init(
    _ candidate: LotDecision.Candidate, gates names: [String], rule: LotRule, desirableCap: ExactFraction
  ) {
    self.candidate = candidate
    threshold = rule.threshold
    guard let scorecard = candidate.scorecard else {
      (gates, row, quality) = (nil, nil, nil)
      return
    }
    let gates = GateCheck(gates: names, scorecard: scorecard)
    let row = LotTable.Row(
      bid: candidate.bid, model: ScoreModel(scorecard, desirableCap: desirableCap),
      failing: Set(gates.failing.map(\.id)), undecided: Set(gates.undecided.map(\.id)),
      price: candidate.price.map { Rational($0) })
    self.gates = gates
    self.row = row
    quality = (min(row.low, .one), min(row.high, .one))
  }

  /// Whether something open decides if it takes part.
  var mayBeExcluded: Bool {
    guard let gates, let quality, exclusions.isEmpty else { return false }
    return !gates.undecided.isEmpty || quality.low < threshold
  }

  private var exclusions: [LotAward.Exclusion] {
    guard let gates, let quality else { return [] }
    var result = gates.failing.map { verdict in
      LotAward.Exclusion(
        requirement: verdict.id, state: verdict.state,
        reason: "\(verdict.id) (\(verdict.title)) is \(verdict.state.rawValue). \(verdict.whyForBidder)")
    }
    if quality.high < threshold {
      result.append(
        LotAward.Exclusion(
          requirement: nil, state: nil,
          reason: "Its quality of \(ShownNumber(percentage: quality.high).shown) % is below the threshold of "
            + "\(ShownNumber(percentage: threshold).shown) %."))
    }
    return result
  }

  /// Where it stands.
  func standing(at place: LotRule.Place, rule: LotRule, scale: Scale) -> LotAward.Standing {
    let rise = rule.qualityWeight * ((quality?.high ?? .zero) - (quality?.low ?? .zero))
    return LotAward.Standing(
      bid: candidate.bid, bidder: candidate.bidder, quality: quality.map { ShownNumber(percentage: $0.low) },
      qualityHigh: quality.map { ShownNumber(percentage: $0.high) },
      price: candidate.price.map { ShownNumber(plain: Rational($0)) },
      pricePoints: place.pricePoints.map { ShownNumber(percentage: $0) },
      total: place.total.map { ShownNumber(percentage: $0) },
      totalHigh: place.total.map { ShownNumber(percentage: $0 + rise) }, rank: place.rank, isSettled: false,
      exclusions: exclusions, notes: notes, groups: groups(on: scale), consensus: consensus)
  }

  private var consensus: Consensus? {
    guard let assessment = candidate.assessment, let scorecard = candidate.scorecard else { return nil }
    return Consensus(of: assessment, in: scorecard)
  }

  private func groups(on scale: Scale) -> [LotAward.GroupScore] {
    (row?.model.parts ?? []).map { LotAward.GroupScore(group: $0.group, score: ShownNumber($0.low, on: scale)) }
  }

  private var notes: [String] {
    guard let gates, let scorecard = candidate.scorecard else { return [] }
    var notes = gates.waived.map { "\($0.id) (\($0.title)) is \($0.state.rawValue) and is waived." }
    let excluding = Set(gates.failing.map(\.id))
    let mandatory = scorecard.gate.failing.filter { !excluding.contains($0) }
    if !mandatory.isEmpty {
      notes.append(
        "Mandatory requirements that it does not meet and that are no gates of the tender: "
          + Self.listed(mandatory) + ".")
    }
    if !scorecard.contradictions.isEmpty {
      notes.append(
        "Claimed by the bid and shown to be otherwise: \(Self.listed(scorecard.contradictions)).")
    }
    return notes
  }

  /// All of a few; of many the first, and how many more there are: the bid's own report names them all.
  private static func listed(_ requirements: [String]) -> String {
    guard requirements.count > told + 1 else { return requirements.joined(separator: ", ") }
    return requirements.prefix(told).joined(separator: ", ") + " and \(requirements.count - told) more"
  }

  /// Requirements that are named one by one.
  private static let told = 8

  /// Why the lot's result is provisional as far as this bid goes.
  func provisional(_ rule: LotRule) -> [String] {
    let bidder = candidate.bidder
    guard let scorecard = candidate.scorecard, let gates else { return ["\(bidder) has not been evaluated."] }
    var reasons: [String] = []
    if rule.weighsPrices, exclusions.isEmpty {
      switch candidate.price {
      case nil: reasons.append("\(bidder) has no price yet.")
      case .some(let price) where price.numerator <= 0:
        reasons.append("\(bidder) asks a price of nothing, of which no formula says anything; the board must decide.")
      default: break
      }
    }
    if scorecard.run.isPartial || scorecard.run.endedAt == nil {
      reasons.append("The record of \(bidder) is partial: \(scorecard.run.partialReason ?? "it was interrupted").")
    }
    let open = scorecard.score.states[RequirementState.inconclusive.rawValue] ?? 0
    if open > 0 { reasons.append("\(counted(open, "requirement")) of \(bidder) could not be decided.") }
    if !gates.undecided.isEmpty {
      reasons.append(
        "Whether \(bidder) is excluded is not decided: \(gates.undecided.map(\.id).joined(separator: ", ")).")
    }
    let unread = scorecard.groups.flatMap(\.requirements).count(where: \.awaitsPeople)
    if unread > 0 {
      reasons.append(
        "\(counted(unread, "requirement")) of \(bidder) still \(unread == 1 ? "waits" : "wait") for evaluators.")
    }
    return reasons
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension RequirementVerdict {
  /// Whether a claim is still to be read, or a mark to be agreed on, and the result could be another then.
  var awaitsPeople: Bool {
    state != .met
      && bindings.flatMap(\.evidence).contains { evidence in
        evidence.result == .needsHumanEye || evidence.kind == .assessment && evidence.marked == nil
      }
  }
}

extension ShownNumber {
  /// A number as such, with two decimals.
  init(plain value: Rational) { self.init(exact: value.exact, shown: value.truncated(decimals: 2)) }
}

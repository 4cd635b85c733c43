import Judgement

/// Sentences about an award that every form of it says alike.
enum AwardWords {
  /// What a lot came to, in one sentence.
  static func outcome(_ lot: LotAward) -> String {
    let leaders = lot.leaders
    if leaders.count > 1 {
      return
        "\(listed(leaders.map(\.bidder))) stand equal at the first place. The tender says nothing of ties: the board "
        + "must decide."
    }
    guard let leader = leaders.first else {
      if !lot.standings.isEmpty, lot.standings.allSatisfy(\.isExcluded) { return "Every bid is excluded." }
      return lot.standings.isEmpty ? "There is no bid." : "No order is known yet."
    }
    let total = leader.total.map { " with \($0.shown) of 100" } ?? ""
    return "\(leader.bidder) stands first\(total)\(lot.provisional.isEmpty ? "." : ", provisionally.")"
  }

  /// How the total is made.
  static func method(_ lot: LotAward) -> String {
    let price =
      switch lot.formula {
      case .lowestOverPrice: "the lowest price over the bid's price"
      case .linear:
        "1 at the lowest price, falling evenly to 0 at \(lot.zeroAt?.shown ?? "") times the lowest price"
      }
    let gates =
      lot.gates.isEmpty
      ? "A bid that does not meet every mandatory requirement is excluded."
      : "A bid that does not meet \(listed(lot.gates)) is excluded."
    let threshold =
      lot.threshold.exact == "0" ? "" : " A bid of a quality below \(lot.threshold.shown) % is excluded."
    return
      "The total is \(lot.qualityWeight) % of the quality and \(lot.priceWeight) % of the price's points: \(price). "
      + "The lowest price is that of the bids that are not excluded. \(gates)\(threshold) All arithmetic is exact; what is "
      + "shown is cut off and never rounded."
  }

  /// How far the weight of quality may move before another bid leads.
  static func weights(_ lot: LotAward) -> [String] {
    guard let ranges = lot.sensitivity?.weights, let now = Rational(lot.qualityWeight).divided(by: Rational(100)) else {
      return []
    }
    func limit(_ number: ShownNumber) -> Rational { number.rational ?? .zero }
    let current = ranges.filter { limit($0.from) <= now && now <= limit($0.to) }
    guard let first = current.first, let last = current.last else { return [] }
    guard first.order == last.order else {
      return ["At a quality weight of \(lot.qualityWeight) % two bids stand equal; any other weight parts them."]
    }
    var sentences: [String] = []
    let below = ranges.last { limit($0.to) <= limit(first.from) && $0.leaders != first.leaders }
    let above = ranges.first { limit($0.from) >= limit(first.to) && $0.leaders != first.leaders }
    if let below {
      sentences.append(
        "Below a quality weight of \(below.to.shown) %\(exactly(below.to)) \(names(below.leaders, lot)) would lead."
      )
    }
    if let above {
      sentences.append(
        "Above a quality weight of \(above.from.shown) %\(exactly(above.from)) \(names(above.leaders, lot)) would "
          + "lead.")
    }
    if below == nil, above == nil {
      sentences.append("\(names(first.leaders, lot)) leads whatever quality and price weigh.")
    }
    return sentences
  }

  /// What a requirement would have to come to, and who would lead then.
  static func sentence(_ change: Sensitivity.RequirementChange, _ lot: LotAward) -> String {
    let gate = change.isGate ? change.isMet ? ", a gate" : ", a gate, and were excluded" : ""
    let then = change.leaders.isEmpty ? "no bid would be left" : "\(names(change.leaders, lot)) would lead"
    return
      "If \(names([change.bid], lot)) \(change.isMet ? "met" : "did not meet") it\(gate) (\(change.points.shown) points "
      + "of the total), \(then)."
  }

  /// At which weight of a group who would lead.
  static func sentence(_ change: Sensitivity.GroupChange, _ lot: LotAward) -> String {
    let now = Rational(change.weight)
    let limit = change.limit.rational ?? now
    // No weight is below nothing: there the lead changes when the group does not count at all.
    let side = limit == now ? "At any other than" : limit == .zero ? "At" : limit < now ? "Below" : "Above"
    let then = change.leaders.isEmpty ? "no bid would be left" : "\(names(change.leaders, lot)) would lead"
    return "\(side) a weight of \(change.limit.shown)\(exactly(change.limit)), where it is \(change.weight), \(then)."
  }

  /// The fraction behind a number, where people can take it in.
  private static func exactly(_ number: ShownNumber) -> String {
    number.exact.count <= 12 ? " (exactly \(number.exact))" : ""
  }

  /// What a simulation assumes.
  static func assumptions(_ simulation: Simulation) -> String {
    let chances = simulation.chances
    return "\(simulation.open) requirements are open. In each of \(chances.samples) draws (seed \(chances.seed)) an "
      + "inconclusive one comes out at its best with a chance of \(chances.inconclusive) %, at its worst otherwise, and "
      + "one that was not demonstrated is met with a chance of \(chances.notDemonstrated) %, each by itself. These shares "
      + "are assumptions counted out, no score, and decide nothing."
  }

  /// The bidders of bids.
  static func names(_ bids: [String], _ lot: LotAward) -> String {
    listed(bids.map { id in lot.standings.first { $0.bid == id }?.bidder ?? id })
  }

  /// `A`, `A and B`, `A, B and C`
  static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `1,200,000.00`
  static func money(_ price: ShownNumber?) -> String {
    guard let price else { return "–" }
    let whole = price.shown.prefix { $0 != "." }
    let digits = whole.drop { $0 == "-" }
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return whole.prefix { $0 == "-" } + grouped + price.shown.dropFirst(whole.count)
  }

  /// `62.41` or `62.41 to 66.02`.
  static func interval(_ low: ShownNumber?, _ high: ShownNumber?) -> String {
    guard let low else { return "–" }
    guard let high, high.exact != low.exact else { return low.shown }
    return "\(low.shown) to \(high.shown)"
  }
}

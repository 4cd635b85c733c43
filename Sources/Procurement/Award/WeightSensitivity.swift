import Judgement

/// Finds the weights at which the order changes. Every candidate is computed exactly, and each piece between two of them
/// is asked once.
struct WeightSensitivity {
  let table: LotTable

  /// The order over all weights of quality.
  func ranges() -> [Sensitivity.WeightRange] {
    let contenders = table.contenders
    let places = zip(contenders, table.rule.places(of: contenders)).filter { !$0.0.isExcluded }
    var borders: Set<Rational> = [.zero, .one]
    for (index, first) in places.enumerated() {
      for second in places.dropFirst(index + 1) {
        guard let left = first.1.pricePoints, let right = second.1.pricePoints else { continue }
        // w·Qa + (1 − w)·Pa = w·Qb + (1 − w)·Pb
        let slope = first.0.quality - second.0.quality + right - left
        if let weight = (right - left).divided(by: slope), weight > .zero, weight < .one { borders.insert(weight) }
      }
    }
    let sorted = borders.sorted()
    var ranges: [Sensitivity.WeightRange] = []
    for (from, to) in zip(sorted, sorted.dropFirst()) {
      let order = order(contenders, weight: Self.middle(from, to))
      if let last = ranges.last, last.order == order {
        ranges[ranges.count - 1].to = ShownNumber(percentage: to)
      } else {
        ranges.append(
          Sensitivity.WeightRange(
            from: ShownNumber(percentage: from), to: ShownNumber(percentage: to), order: order))
      }
    }
    return ranges
  }

  private func order(_ contenders: [LotRule.Contender], weight: Rational) -> [[String]] {
    var rule = table.rule
    rule.qualityWeight = weight
    let ranked = zip(table.rows, rule.places(of: contenders)).compactMap { row, place in
      place.rank.map { (row.bid, $0) }
    }
    return Set(ranked.map(\.1)).sorted().map { rank in ranked.filter { $0.1 == rank }.map(\.0) }
  }

  /// Groups whose weight would change who leads: for each the nearest limit below and above its weight.
  func groups() -> [Sensitivity.GroupChange] {
    let leaders = Set(table.leaders(table.contenders))
    var seen: Set<String> = []
    let groups = table.rows.flatMap { $0.model.parts.map(\.group) }.filter { seen.insert($0.id).inserted }
    return groups.flatMap { group -> [Sensitivity.GroupChange] in
      let now = Rational(max(0, group.weight))
      let candidates = limits(of: group.id).sorted()
      let below: [Rational] = candidates.filter { $0 < now }.reversed() + [.zero]
      let above: [Rational] = candidates.filter { $0 > now }
      let beyond = (above.last ?? now) + Rational(1)
      let changes = [
        change(group.id, along: below, from: now, leaders: leaders),
        change(group.id, along: above + [beyond], from: now, leaders: leaders),
      ]
      return changes.compactMap { found in
        guard let found else { return nil }
        return Sensitivity.GroupChange(
          group: group.id, title: group.title, weight: group.weight,
          limit: ShownNumber(exact: found.limit.exact, shown: found.limit.truncated(decimals: 2)),
          leaders: found.leaders)
      }
    }
  }

  /// Walks from piece to piece until somebody else leads.
  private func change(
    _ group: String, along limits: [Rational], from start: Rational, leaders: Set<String>
  ) -> (limit: Rational, leaders: [String])? {
    var from = start
    for limit in limits where limit != from {
      let found = table.leaders(table.contenders(weighing: group, by: Self.middle(from, limit)))
      if Set(found) != leaders { return (from, found) }
      from = limit
    }
    // At the last limit itself, which is 0 or beyond everything.
    let found = table.leaders(table.contenders(weighing: group, by: from))
    return Set(found) == leaders ? nil : (from, found)
  }

  /// Weights of a group at which two bids tie, or one crosses the threshold.
  ///
  /// With s the group's own score, S the other groups' weighted sum, T their weight and b what desirable requirements
  /// add, quality is (x·s + S)/(x + T) + b. Bids whose groups differ share no such equation and are left out.
  private func limits(of group: String) -> Set<Rational> {
    let places = table.rule.places(of: table.contenders)
    let lines = zip(table.rows, places).map { row, place in Line(row.model, group, place.pricePoints) }
    let weight = table.rule.qualityWeight
    var limits: Set<Rational> = []
    func add(_ numerator: Rational, _ divisor: Rational) {
      if let limit = numerator.divided(by: divisor), limit >= .zero { limits.insert(limit) }
    }
    for (index, first) in lines.enumerated() {
      for constant in [first.bonus.low, first.bonus.high] {
        let needed = table.rule.threshold - constant
        add(needed * first.rest - first.sum.low, first.own.low - needed)
        add(needed * first.rest - first.sum.high, first.own.high - needed)
      }
      for second in lines.dropFirst(index + 1) where first.rest == second.rest {
        guard let left = first.pricePoints, let right = second.pricePoints else {
          guard weight == .one else { continue }
          let constant = first.bonus.low - second.bonus.low
          add(
            .zero - (first.sum.low - second.sum.low + constant * first.rest),
            first.own.low - second.own.low + constant)
          continue
        }
        guard let price = ((.one - weight) * (left - right)).divided(by: weight) else { continue }
        let constant = first.bonus.low - second.bonus.low + price
        add(
          .zero - (first.sum.low - second.sum.low + constant * first.rest),
          first.own.low - second.own.low + constant)
      }
    }
    return limits
  }

  /// A bid's quality as it hangs on the weight of one group.
  private struct Line {
    let own: (low: Rational, high: Rational)
    let sum: (low: Rational, high: Rational)
    let rest: Rational
    let bonus: (low: Rational, high: Rational)
    let pricePoints: Rational?

    init(_ model: ScoreModel, _ group: String, _ pricePoints: Rational?) {
      let part = model.parts.first { $0.group.id == group }
      var sum = (low: Rational.zero, high: Rational.zero)
      var rest = Rational.zero
      for other in model.parts where other.group.id != group {
        let weight = Rational(max(0, other.group.weight))
        sum.low = sum.low + weight * other.low
        sum.high = sum.high + weight * other.high
        rest = rest + weight
      }
      own = (part?.low ?? .zero, part?.high ?? .zero)
      self.sum = sum
      self.rest = rest
      bonus = model.bonus
      self.pricePoints = pricePoints
    }
  }

  private static func middle(_ from: Rational, _ to: Rational) -> Rational {
    (from + to).divided(by: Rational(2)) ?? from
  }
}

import Inventory
import Judgement
import Specification

/// The bids of a lot in the form that questions of the kind “what if” are asked of.
struct LotTable: Sendable {
  /// A bid with its arithmetic.
  struct Row: Sendable {
    /// The bid, by id.
    let bid: String
    /// Its quality's arithmetic.
    let model: ScoreModel
    /// Requirements that exclude it.
    let failing: Set<String>
    /// Requirements that may exclude it.
    let undecided: Set<String>
    /// Its price.
    let price: Rational?
    /// Quality before it is held to 1.
    let low: Rational
    /// The same with inconclusive evidence counted in favour.
    let high: Rational

    init(bid: String, model: ScoreModel, failing: Set<String>, undecided: Set<String>, price: Rational?) {
      self.bid = bid
      self.model = model
      self.failing = failing
      self.undecided = undecided
      self.price = price
      low = model.openLow
      high = model.openHigh
    }
  }

  /// Another result of one requirement of one bid.
  struct Change {
    /// The row, from 0.
    var row: Int
    /// The requirement.
    var item: ScoreModel.Item
    /// Whether it is met in full, or not at all.
    var isMet: Bool
  }

  /// The bids in the order of the tender.
  let rows: [Row]
  /// How they are put in order.
  let rule: LotRule
  /// Requirements that exclude a bid.
  let gates: Set<String>

  /// The contenders as they are, with inconclusive evidence counted against; it excludes nobody.
  var contenders: [LotRule.Contender] {
    rows.map { contender($0, low: $0.low, high: $0.high, failing: !$0.failing.isEmpty) }
  }

  /// The contenders with one requirement otherwise.
  func contenders(changing change: Change) -> [LotRule.Contender] {
    var result = contenders
    let row = rows[change.row]
    let credit: Rational = change.isMet ? .one : .zero
    let low = row.low + change.item.worth * (credit - change.item.low)
    let high = row.high + change.item.worth * (credit - change.item.high)
    var failing = row.failing
    if change.isMet {
      failing.remove(change.item.id)
    } else if gates.contains(change.item.id) {
      failing.insert(change.item.id)
    }
    result[change.row] = contender(row, low: low, high: high, failing: !failing.isEmpty)
    return result
  }

  /// The contenders with another weight of a group.
  func contenders(weighing group: String, by weight: Rational) -> [LotRule.Contender] {
    rows.map { row in
      let quality = row.model.quality(weighing: group, by: weight)
      return contender(row, low: quality.low, high: quality.high, failing: !row.failing.isEmpty)
    }
  }

  private func contender(
    _ row: Row, low: Rational, high: Rational, failing: Bool
  ) -> LotRule.Contender {
    LotRule.Contender(
      isExcluded: failing || min(high, .one) < rule.threshold, quality: min(low, .one), price: row.price)
  }

  /// Who stands first under a rule; several where they stand equal, none where no order is known.
  func leaders(_ contenders: [LotRule.Contender], by rule: LotRule? = nil) -> [String] {
    zip(rows, (rule ?? self.rule).places(of: contenders)).filter { $1.rank == 1 }.map(\.0.bid)
  }
}

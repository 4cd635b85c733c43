import Judgement

/// Finds the requirements of which a single other result would change who leads.
struct RequirementSensitivity {
  let table: LotTable

  /// The changes: those of bids that do not lead being met, those of bids that lead not being met, and gates either way.
  func changes() -> [Sensitivity.RequirementChange] {
    let leaders = Set(table.leaders(table.contenders))
    var found: [(worth: Rational, change: Sensitivity.RequirementChange)] = []
    for (number, row) in table.rows.enumerated() {
      for item in row.model.items {
        for isMet in [true, false] {
          guard isMet ? item.low < .one || row.failing.contains(item.id) : item.high > .zero else { continue }
          let change = LotTable.Change(row: number, item: item, isMet: isMet)
          let then = table.leaders(table.contenders(changing: change))
          guard Set(then) != leaders else { continue }
          let moved = item.worth * (isMet ? .one - item.low : item.low) * table.rule.qualityWeight
          found.append(
            (
              moved,
              Sensitivity.RequirementChange(
                bid: row.bid, requirement: item.id, title: item.title, state: item.state, isMet: isMet,
                isGate: table.gates.contains(item.id), points: ShownNumber(percentage: moved), leaders: then)
            ))
        }
      }
    }
    // What is open comes first: nobody has shown that it is not so.
    return found.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.change.isOpen != second.change.isOpen { return first.change.isOpen }
      return first.worth == second.worth ? left.offset < right.offset : first.worth > second.worth
    }.map(\.element.change)
  }
}

extension Sensitivity.RequirementChange {
  /// Whether the evidence so far says nothing either way.
  var isOpen: Bool { state == .inconclusive || state == .notDemonstrated }
}

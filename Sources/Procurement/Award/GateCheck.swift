import Inventory
import Judgement
import Specification

/// Holds a bid against the requirements that exclude it from the ranking.
///
/// The tender's `gates` are those; where it names none, every mandatory requirement is one. What an unexpired waiver
/// lifts excludes nothing.
struct GateCheck {
  /// What excludes the bid, in the gates' order.
  private(set) var failing: [RequirementVerdict] = []
  /// Gates that could not be decided.
  private(set) var undecided: [RequirementVerdict] = []
  /// Gates that a waiver lifts.
  private(set) var waived: [RequirementVerdict] = []
  /// Gates that the rules do not know.
  private(set) var unknown: [String] = []

  init(gates: [String], scorecard: Scorecard) {
    let counted = scorecard.groups.flatMap(\.requirements)
    let all = Dictionary(
      (counted + scorecard.notApplicable).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let names = gates.isEmpty ? counted.filter { $0.level == .mandatory }.map(\.id) : gates
    for name in names {
      guard let verdict = all[name] else {
        unknown.append(name)
        continue
      }
      switch verdict.state {
      case .met, .notApplicable: break
      case _ where verdict.waiver != nil: waived.append(verdict)
      case .inconclusive where !scorecard.gate.failing.contains(name) && verdict.creditHigh.exact == "1":
        undecided.append(verdict)
      case .partlyMet, .notMet, .contradicted, .notDemonstrated, .inconclusive: failing.append(verdict)
      }
    }
  }
}

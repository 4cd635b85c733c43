import Specification

/// Whether every mandatory requirement is met, and through which it is not.
struct GateJudge {
  /// The gate over the mandatory requirements that count, in order, with whether each could still be met.
  static func gate(_ verdicts: [(verdict: RequirementVerdict, canBeMet: Bool)]) -> Gate {
    var failing: [String] = []
    var undecided: [String] = []
    var waived: [String] = []
    for (verdict, canBeMet) in verdicts where verdict.level == .mandatory && verdict.state != .met {
      if verdict.waiver != nil {
        waived.append(verdict.id)
      } else if verdict.state == .inconclusive && canBeMet {
        undecided.append(verdict.id)
      } else {
        failing.append(verdict.id)
      }
    }
    let state: Gate.State = if !failing.isEmpty { .failed } else if !undecided.isEmpty { .undecided } else { .passed }
    return Gate(state: state, failing: failing, undecided: undecided, waived: waived)
  }
}

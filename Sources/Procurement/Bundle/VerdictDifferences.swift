import Judgement

/// In what two judgements of one record differ: states, credits, gate and score, whatever words explain them.
public enum VerdictDifferences {
  /// Each difference.
  ///
  /// - Parameters:
  ///   - recorded: As it was.
  ///   - found: As it is now.
  public static func between(_ recorded: Scorecard, _ found: Scorecard) -> [BundleFault] {
    func shown(_ verdict: RequirementVerdict) -> String {
      let low = verdict.creditLow.exact
      let high = verdict.creditHigh.exact
      return "\(verdict.state.rawValue), credit \(low == high ? low : "\(low) to \(high)")"
    }
    func all(_ scorecard: Scorecard) -> [String: String] {
      Dictionary(
        (scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable).map {
          ("\($0.id)@\($0.revision)", shown($0))
        },
        uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (all(recorded), all(found))
    var faults: [BundleFault] = []
    for id in Set(before.keys).union(after.keys).sorted() where before[id] != after[id] {
      faults.append(
        .verdict(requirement: id, recorded: before[id] ?? "not in it", found: after[id] ?? "not in it"))
    }
    let isSame =
      recorded.score == found.score && recorded.gate == found.gate
      && recorded.contradictions == found.contradictions && recorded.exitCode == found.exitCode
    if faults.isEmpty, !isSame { faults.append(.scorecard) }
    return faults
  }
}
